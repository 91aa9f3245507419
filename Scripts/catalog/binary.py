"""The binary form: the facts of the text files as tables that a program reads in place. docs/catalogue.md describes it.

Little endian. Every name stands once in a section of strings; records refer to it by its offset there. Records that own a
run of others say where the run begins; it ends where that of the next record begins, so each such section has one record
more than it counts.
"""

import struct
from dataclasses import dataclass

from .errors import CatalogError
from .keys import TYPES
from .model import Action, Catalog, Level, Requirement, Service
from .operations import Event, Ground, Need, ServiceOperations

MAGIC = b"iamsimSC"
FORMAT_VERSION = 2

_LEVELS = tuple(Level)
_REQUIREMENTS = (Requirement.OPTIONAL, Requirement.REQUIRED, Requirement.UNKNOWN)
_GROUNDS = (Ground.NAMED, Ground.SAME_NAME, Ground.ASSUMED, Ground.NONE)
_NO_INDEX = 0xFFFF

# Of the hash table of actions.
_LOWER_CASE = 0x2020202020202020
_MULTIPLIER = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1
_MOST_ACTIONS = 2**16 - 1
_MOST_SERVICES = 2**9

# The sections in the order of the file, with the layout of a record. A zero at the end of some keeps all numbers aligned.
_LAYOUTS = {
    "strings": "<B",
    "services": "<IIIIIHH",
    "actions": "<IHHHBB",
    "rows": "<HHBB",
    "types": "<IHH",
    "arns": "<I",
    "keys": "<IBBH",
    "key sets": "<H",
    "key ordinals": "<H",
    "dependent actions": "<I",
    "resource policies": "<IHH",
    "SDK services": "<IIII",
    "operations": "<IHBB",
    "needs": "<I",
    "event sources": "<IHH",
    "events": "<III",
    "service principals": "<I",
    "global keys": "<IIBBH",
    "forward access": "<IIIIII",
    "sources": "<III",
    "action slots": "<I",
}


class _NeedKind:
    """The upper byte of a record of `needs`."""

    REQUIRED = 0
    ALTERNATIVE = 1
    FURTHER = 2
    PATH = 3


@dataclass
class Contents:
    """Everything the binary form holds."""

    date: str
    sources: list[tuple[str, str, str]]
    catalog: Catalog
    operations: list[ServiceOperations]
    events: list[Event]
    principals: list[str]
    global_keys: list[list[str]]
    forward_access: list[list[str]]


def binary(contents: Contents) -> bytes:
    return _Writer(contents).file()


def action_hash(name: bytes) -> int:
    """The hash of an action's full name, without regard to the case of ASCII letters."""
    value = len(name)
    starts = [*range(0, len(name) - 7, 8)] + ([max(0, len(name) - 8)] if len(name) % 8 else [])
    for start in starts:
        word = int.from_bytes(name[start : start + 8], "little") | _LOWER_CASE
        value = ((value ^ word) * _MULTIPLIER) & _MASK
        value ^= value >> 32
    return (value * _MULTIPLIER) & _MASK


def action_slots(names: list[tuple[int, bytes]]) -> list[int]:
    """The hash table of actions, of each of which the number of its service and its full name are given."""
    if len(names) > _MOST_ACTIONS or any(service >= _MOST_SERVICES for service, _ in names):
        raise CatalogError("binary form: too many actions or services for the hash table")
    count = 8
    while count * 7 < len(names) * 8:
        count *= 2
    slots = [0] * count
    for action, (service, name) in enumerate(names):
        value = action_hash(name)
        slot = (value >> 32) % count
        while slots[slot]:
            slot = (slot + 1) % count
        slots[slot] = value >> 57 << 25 | service << 16 | action + 1
    return slots


class _Writer:
    def __init__(self, contents: Contents):
        self.contents = contents
        self.records: dict[str, list[bytes]] = {section: [] for section in _LAYOUTS}
        self.strings = bytearray()
        self.offsets: dict[str, int] = {}
        self.key_sets: dict[tuple[int, ...], int] = {}
        self.services = [service for _, service in sorted(contents.catalog.items())]
        names = [f"{service.prefix}:{name}" for service in self.services for name in sorted(service.actions)]
        self.action_index = {name: index for index, name in enumerate(names)}

    def file(self) -> bytes:
        self._string("")
        self._key_set([])
        for service in self.services:
            self._service(service)
        self._add("services", 0, 0, self._count("actions"), self._count("types"), self._count("keys"), 0, 0)
        self._add("actions", 0, self._count("rows"), self._count("dependent actions"), 0, 0, 0)
        self._add("types", 0, self._count("arns"), 0)
        self._add("key sets", self._count("key ordinals"))
        self._operations()
        self._lists()
        self._action_slots()
        return self._assembled()

    def _service(self, service: Service) -> None:
        flags = (0 if service.current else 1) | (2 if service.under_rcps else 0)
        index = self._count("services")
        first = self._count("actions"), self._count("types"), self._count("keys")
        self._add("services", self._string(service.prefix), self._string(service.name), *first, flags, 0)
        keys = {identity: ordinal for ordinal, identity in enumerate(sorted(service.keys))}
        types = {name: ordinal for ordinal, name in enumerate(sorted(service.types))}
        for _, key in sorted(service.keys.items()):
            self._add("keys", self._string(key.name), TYPES.index(key.type.name), int(key.type.multivalued), 0)
        for _, resource in sorted(service.types.items()):
            key_set = self._key_set(keys[key] for key in resource.keys)
            self._add("types", self._string(resource.name), self._count("arns"), key_set)
            for arn in resource.arns:
                self._add("arns", self._string(arn))
        for _, action in sorted(service.actions.items()):
            self._action(action, keys, types)
        for policy in service.resource_policies:
            for ordinal in [types[name.lower()] for name in policy.types] or [_NO_INDEX]:
                self._add("resource policies", self._action_index(policy.action), index, ordinal)

    def _action(self, action: Action, keys: dict[str, int], types: dict[str, int]) -> None:
        levels = sum(1 << _LEVELS.index(level) for level in action.levels)
        own = self._key_set(keys[key] for key in action.keys)
        runs = self._count("rows"), self._count("dependent actions")
        self._add("actions", self._string(action.name), *runs, own, levels, 0 if action.current else 1)
        for name, row in sorted(action.rows.items()):
            key_set = self._key_set(keys[key] for key in row.keys)
            self._add("rows", types[name], key_set, _REQUIREMENTS.index(row.requirement), 0)
        for dependent in sorted(self._action_index(name) for name in action.dependents):
            self._add("dependent actions", dependent)

    def _operations(self) -> None:
        sources = []
        index_of = {}
        for index, service in enumerate(self.contents.operations):
            strings = (self._string(text) for text in (service.name, service.identifier, service.prefix))
            self._add("SDK services", *strings, self._count("operations"))
            sources += [(source, index) for source in service.event_sources]
            for need in service.needs:
                index_of[service.name, need.operation] = self._count("operations")
                self._need(need, f"{service.prefix}:{need.operation}")
        self._add("SDK services", 0, 0, 0, self._count("operations"))
        self._add("operations", 0, self._count("needs"), 0, 0)
        for source, index in sorted(sources):
            self._add("event sources", self._string(source), index, 0)
        for source, name, service, operations in self.contents.events:
            for operation in operations:
                self._add("events", self._string(source), self._string(name), index_of[service, operation])

    def _need(self, need: Need, same: str) -> None:
        ground = _GROUNDS.index(need.ground)
        self._add("operations", self._string(need.operation), self._count("needs"), ground, 0)
        if need.actions != (same,):
            for action in need.actions:
                for number, alternative in enumerate(action.split("|")):
                    kind = _NeedKind.ALTERNATIVE if number else _NeedKind.REQUIRED
                    self._add("needs", kind << 24 | self._action_index(alternative))
        for action in need.further:
            self._add("needs", _NeedKind.FURTHER << 24 | self._action_index(action))
        if need.path:
            self._add("needs", _NeedKind.PATH << 24 | self._string(need.path))

    def _lists(self) -> None:
        for name in sorted(self.contents.principals):
            self._add("service principals", self._string(name))
        for key, type, when in sorted(self.contents.global_keys, key=lambda entry: entry[0].lower()):
            base = type.removesuffix("[]")
            self._add("global keys", self._string(key), self._string(when), TYPES.index(base), int(base != type), 0)
        for action, needed, *texts in sorted(self.contents.forward_access):
            indices = self._action_index(action), self._action_index(needed)
            self._add("forward access", *indices, *(self._string(text) for text in texts[:4]))
        for source in self.contents.sources:
            self._add("sources", *(self._string(text) for text in source))

    def _action_slots(self) -> None:
        names = [
            (index, f"{service.prefix}:{action.name}".encode())
            for index, service in enumerate(self.services)
            for _, action in sorted(service.actions.items())
        ]
        for slot in action_slots(names):
            self._add("action slots", slot)

    def _string(self, text: str) -> int:
        """The offset of the text: its length as a byte, or 255 and the length as two, then its bytes."""
        if text not in self.offsets:
            data = text.encode()
            self.offsets[text] = len(self.strings)
            self.strings += bytes([len(data)]) if len(data) < 255 else b"\xff" + struct.pack("<H", len(data))
            self.strings += data
        return self.offsets[text]

    def _key_set(self, ordinals) -> int:
        """The number of the set of keys; equal sets of any services are one."""
        wanted = tuple(sorted(ordinals))
        if wanted not in self.key_sets:
            self.key_sets[wanted] = len(self.key_sets)
            self._add("key sets", self._count("key ordinals"))
            for ordinal in wanted:
                self._add("key ordinals", ordinal)
        return self.key_sets[wanted]

    def _action_index(self, name: str) -> int:
        return self.action_index[name.lower()]

    def _count(self, section: str) -> int:
        return len(self.records[section])

    def _add(self, section: str, *values: int) -> None:
        try:
            self.records[section].append(struct.pack(_LAYOUTS[section], *values))
        except struct.error as error:
            raise CatalogError(f"binary form: too large for section `{section}`: {values}") from error

    def _assembled(self) -> bytes:
        sections = {name: b"".join(records) for name, records in self.records.items()}
        sections["strings"] = bytes(self.strings)
        directory, body = b"", b""
        start = len(MAGIC) + 8 + 12 + 12 * len(sections)
        for name, data in sections.items():
            body += bytes(-(start + len(body)) % 4)
            directory += struct.pack("<III", start + len(body), len(data), struct.calcsize(_LAYOUTS[name]))
            body += data
        date = self.contents.date.encode().ljust(12, b"\0")
        return MAGIC + struct.pack("<II", FORMAT_VERSION, len(sections)) + date + directory + body
