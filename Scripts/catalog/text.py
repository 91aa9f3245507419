"""The text form of the catalogue: sorted, one record a line, columns parted by tabs. docs/catalogue.md describes each file.

Records name types and keys in full. Ordinals would make the file smaller, but one new key would then change every line of
its service, and the file is read in reviews.
"""

import json

from .model import Action, Catalog, Service
from .operations import Event, ServiceOperations
from .sources.moto import ManagedPolicy

FORMAT_VERSION = 1


def header(kind: str, date: str) -> str:
    """The first line of every file: which file it is, the version of its form, and the date of its data."""
    return _line("iamsim", kind, str(FORMAT_VERSION), date)


def catalog_text(catalog: Catalog, date: str, sources: list[tuple[str, str, str]]) -> str:
    lines = [header("catalog", date)]
    lines += [_line("source", *source) for source in sources]
    for _, service in sorted(catalog.items()):
        lines += _service_lines(service)
    return "".join(lines)


def _service_lines(service: Service) -> list[str]:
    marks = [mark for mark, holds in (("retired", not service.current), ("rcp", service.under_rcps)) if holds]
    lines = [_line("s", service.prefix, service.name, ",".join(marks))]
    for _, key in sorted(service.keys.items()):
        lines.append(_line("k", _short(key.name, service), str(key.type)))
    for _, resource in sorted(service.types.items()):
        lines.append(_line("t", resource.name, " ".join(resource.arns), _keys(resource.keys, service)))
    for policy in service.resource_policies:
        lines.append(_line("p", policy.action, ",".join(policy.types)))
    for _, action in sorted(service.actions.items()):
        lines.append(_action_line(action, service))
    return lines


def _action_line(action: Action, service: Service) -> str:
    levels = "".join(level.letter for level in action.levels) + ("" if action.current else "-")
    rows = []
    for name, row in sorted(action.rows.items()):
        keys = f"({_keys(row.keys, service)})" if row.keys else ""
        rows.append(service.types[name].name + row.requirement.value + keys)
    dependents = ",".join(sorted(action.dependents))
    return _line("a", action.name, levels, ";".join(rows), _keys(action.keys, service), dependents)


def _keys(keys: set[str], service: Service) -> str:
    return ",".join(_short(service.keys[key].name, service) for key in sorted(keys))


def _short(key: str, service: Service) -> str:
    """A service's own keys go without its prefix: `:VersionId`."""
    prefix, name = key.split(":", 1)
    return f":{name}" if prefix.lower() == service.prefix else key


def operations_text(services: list[ServiceOperations], events: list[Event], date: str) -> str:
    lines = [header("operations", date)]
    for event_source, event, service, operations in events:
        lines.append(_line("e", event_source, event, service, ",".join(operations)))
    for service in services:
        lines.append(_line("s", service.name, service.identifier, service.prefix, ",".join(service.event_sources)))
        for need in service.needs:
            actions = need.actions
            if actions == (f"{service.prefix}:{need.operation}",):
                actions = ()
            lines.append(_line("o", need.operation, need.ground.value, ",".join(actions), ",".join(need.further), need.path))
    return "".join(lines)


def managed_policies_text(policies: list[ManagedPolicy], date: str) -> str:
    lines = [header("managed-policies", date)]
    for policy in policies:
        document = json.dumps(policy.document, separators=(",", ":"), ensure_ascii=False)
        lines.append(_line(policy.name, policy.path, policy.version, policy.updated, document))
    return "".join(lines)


def table_text(kind: str, date: str, entries: list[list[str]]) -> str:
    """A hand-written table, or a plain list, as the program reads it."""
    return header(kind, date) + "".join(sorted(_line(*entry) for entry in entries))


def _line(*columns: str) -> str:
    """A record. Empty columns at its end are left out."""
    return "\t".join(columns).rstrip("\t") + "\n"
