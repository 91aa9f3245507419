"""The catalogue as merged: what the files are written from."""

from dataclasses import dataclass, field
from enum import Enum

from .keys import KeyType


class Level(Enum):
    """AWS's access levels, with the letter of the text form."""

    LIST = ("List", "L")
    READ = ("Read", "R")
    WRITE = ("Write", "W")
    PERMISSIONS = ("Permissions management", "P")
    TAGGING = ("Tagging", "T")

    def __init__(self, published: str, letter: str):
        self.published = published
        self.letter = letter


class Requirement(Enum):
    """Whether a request names a resource of this type always, sometimes, or nobody knows; with the mark of the text form."""

    REQUIRED = "!"
    OPTIONAL = "~"
    UNKNOWN = "?"


@dataclass
class Row:
    """A resource type of an action, with the condition keys that hold only for that type."""

    requirement: Requirement
    keys: set[str] = field(default_factory=set)


@dataclass
class Action:
    name: str
    current: bool
    levels: list[Level]
    rows: dict[str, Row] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    dependents: set[str] = field(default_factory=set)


@dataclass
class ResourceType:
    name: str
    arns: list[str]
    keys: set[str] = field(default_factory=set)


@dataclass
class ConditionKey:
    name: str
    type: KeyType


@dataclass
class ResourcePolicy:
    """Resource types that carry a policy of their own, and the action that attaches it."""

    types: list[str]
    action: str


@dataclass
class Service:
    """One prefix. Actions and types are found by their lower-case names, keys by `keys.identity`, everywhere in here."""

    prefix: str
    name: str
    current: bool
    actions: dict[str, Action] = field(default_factory=dict)
    types: dict[str, ResourceType] = field(default_factory=dict)
    keys: dict[str, ConditionKey] = field(default_factory=dict)
    resource_policies: list[ResourcePolicy] = field(default_factory=list)
    under_rcps: bool = False


Catalog = dict[str, Service]
"""The services by prefix."""


def find_action(catalog: Catalog, name: str) -> Action | None:
    """The action `prefix:Name`, whatever its case."""
    prefix, _, action = name.partition(":")
    service = catalog.get(prefix.lower())
    return service.actions.get(action.lower()) if service else None


def effective_keys(service: Service, action: Action) -> set[str]:
    """Every key that a condition on the action can ask for: its own, those of its rows and of its rows' types."""
    keys = set(action.keys)
    for name, row in action.rows.items():
        keys |= row.keys | service.types[name].keys
    return keys
