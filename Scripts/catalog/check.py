"""What must hold of a catalogue before it is written. Everything wrong is found at once, so that one run tells all."""

import re

from .errors import CatalogError
from .model import Catalog, Service, find_action
from .operations import Ground, ServiceOperations

_NAMES = {
    "prefix": re.compile(r"[a-z0-9-]+"),
    "action": re.compile(r"[A-Za-z0-9_*.-]+"),
    "type": re.compile(r"[A-Za-z0-9_/ -]+"),
    "key": re.compile(r"[^\s:,;()|]+:[^\s,;()|]+"),
    "ARN": re.compile(r"arn:[^\s,|]+"),
}


def check(catalog: Catalog, operations: list[ServiceOperations], forward_access: list[list[str]]) -> None:
    problems: list[str] = []
    for prefix, service in catalog.items():
        _name(problems, "prefix", prefix, prefix)
        _check_service(problems, service, catalog)
    _check_operations(problems, operations, catalog)
    for entry in forward_access:
        for action in entry[:2]:
            if not _is_current(catalog, action):
                problems.append(f"forward-access.txt: `{action}` is no current action")
    if problems:
        raise CatalogError("the catalogue is wrong:\n" + "\n".join(f"  {problem}" for problem in problems))


def check_tables(catalog: Catalog, services_with_entries: dict[str, list[str]]) -> None:
    """Every prefix that a hand-written table names must exist; a table name to its prefixes."""
    for table, prefixes in services_with_entries.items():
        unknown = sorted(set(prefixes) - catalog.keys())
        if unknown:
            raise CatalogError(f"{table}.txt: no such service: {', '.join(unknown)}")
        if len(set(prefixes)) != len(prefixes) and table == "rcp-services":
            raise CatalogError(f"{table}.txt: a service stands there twice")


def _check_service(problems: list[str], service: Service, catalog: Catalog) -> None:
    where = service.prefix
    for key in service.keys.values():
        _name(problems, "key", key.name, where)
    for resource in service.types.values():
        _name(problems, "type", resource.name, where)
        if not resource.arns:
            problems.append(f"{where}: type `{resource.name}` has no ARN format")
        for arn in resource.arns:
            _name(problems, "ARN", arn, where)
        _check_keys(problems, service, resource.keys, f"type {resource.name}")
    for action in service.actions.values():
        _name(problems, "action", action.name, where)
        _check_keys(problems, service, action.keys, action.name)
        for resource, row in action.rows.items():
            if resource not in service.types:
                problems.append(f"{where}:{action.name}: no such type: `{resource}`")
            _check_keys(problems, service, row.keys, action.name)
        for dependent in action.dependents:
            if not find_action(catalog, dependent) or action.current and not _is_current(catalog, dependent):
                problems.append(f"{where}:{action.name}: dependent action `{dependent}` does not resolve")
    for policy in service.resource_policies:
        if not _is_current(catalog, policy.action):
            problems.append(f"resource-policies.txt: {where}: `{policy.action}` is no current action")
        for resource in policy.types:
            if resource.lower() not in service.types:
                problems.append(f"resource-policies.txt: {where}: no such type: `{resource}`")


def _check_operations(problems: list[str], operations: list[ServiceOperations], catalog: Catalog) -> None:
    for service in operations:
        names = [need.operation for need in service.needs]
        if names != sorted(set(names)):
            problems.append(f"operations of {service.name}: not sorted, or not unique")
        for need in service.needs:
            if need.ground is Ground.ASSUMED:
                continue
            for action in (*need.actions, *need.further):
                for alternative in action.split("|"):
                    if not _is_current(catalog, alternative):
                        problems.append(f"{service.name} {need.operation}: `{alternative}` is no current action")


def _check_keys(problems: list[str], service: Service, keys: set[str], where: str) -> None:
    for key in sorted(keys - service.keys.keys()):
        problems.append(f"{service.prefix}: {where}: condition key `{key}` has no type")


def _name(problems: list[str], kind: str, name: str, where: str) -> None:
    """The separators of the text form must not stand in a name."""
    if not _NAMES[kind].fullmatch(name):
        problems.append(f"{where}: unexpected {kind}: `{name}`")


def _is_current(catalog: Catalog, name: str) -> bool:
    action = find_action(catalog, name)
    return action is not None and action.current
