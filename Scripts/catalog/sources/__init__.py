"""One module for each package. Those that describe services share the shape below, so that merging knows no package's format."""

from dataclasses import dataclass, field

from ..keys import KeyType


@dataclass
class SourceRow:
    """One line of AWS's table of an action: a resource type. `required` is None where the source does not say."""

    required: bool | None
    keys: list[str] = field(default_factory=list)


@dataclass
class SourceAction:
    levels: set[str] = field(default_factory=set)
    rows: dict[str, SourceRow] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    dependents: list[str] = field(default_factory=list)


@dataclass
class SourceType:
    arns: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@dataclass
class SourceService:
    """What one package says of one service prefix. Rows and types are found by the type's name."""

    name: str = ""
    actions: dict[str, SourceAction] = field(default_factory=dict)
    types: dict[str, SourceType] = field(default_factory=dict)
    keys: dict[str, KeyType] = field(default_factory=dict)


Source = dict[str, SourceService]
"""The services of one package, by prefix."""
