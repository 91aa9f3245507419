"""Condition keys: one spelling for the part a user fills in, and the types of the sources as the catalogue's few."""

import re
from typing import NamedTuple

from .errors import CatalogError

TYPES = ("String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary")

_TYPE_NAMES = {
    "String": "String",
    "ARN": "ARN",
    "Arn": "ARN",
    "Bool": "Bool",
    "Boolean": "Bool",
    "Numeric": "Numeric",
    "Long": "Numeric",
    "Date": "Date",
    "IPAddress": "IPAddress",
    "Binary": "Binary",
}

_OPERATOR_TYPES = {"String": "String", "Arn": "ARN", "Bool": "Bool", "Numeric": "Numeric", "Date": "Date", "Ip": "IPAddress"}


class KeyType(NamedTuple):
    name: str
    multivalued: bool

    def __str__(self) -> str:
        return self.name + ("[]" if self.multivalued else "")


def key_type(published: str) -> KeyType:
    """The type as AWS's reference writes it, such as `ArrayOfString`."""
    base = published.removeprefix("ArrayOf")
    if base not in _TYPE_NAMES:
        raise CatalogError(f"unknown type of a condition key: `{published}`")
    return KeyType(_TYPE_NAMES[base], base != published)


def operator_type(operator: str) -> KeyType:
    """The type that a condition operator compares, for keys of which only the usual operator is known."""
    base = operator.rsplit(":", 1)[-1]
    for start, name in _OPERATOR_TYPES.items():
        if base.startswith(start):
            return KeyType(name, base != operator)
    raise CatalogError(f"unknown condition operator: `{operator}`")


def spelled(key: str) -> str:
    """The key with `${TagKey}` for every way in which the sources write the part that is a tag's key."""
    return re.sub(r"/(\$\{(?i:tag_?key)\}|tag-key|TagKey|<key>)$", "/${TagKey}", key)


def identity(key: str) -> str:
    """What two spellings of the same key have in common: case and the names of placeholders do not matter."""
    return re.sub(r"\$\{[^}]*\}|<[^>]*>", "*", spelled(key)).lower()
