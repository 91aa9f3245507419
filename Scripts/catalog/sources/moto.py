"""moto: the AWS managed policies with their documents."""

import ast
import json
from dataclasses import dataclass

from ..packages import Package


@dataclass(frozen=True)
class ManagedPolicy:
    name: str
    path: str
    version: str
    updated: str
    """The day on which AWS made this version the default."""
    document: dict


def read(package: Package) -> list[ManagedPolicy]:
    tree = ast.parse(package.text("moto/iam/aws_managed_policies.py"))
    text = next(node.value.value for node in tree.body if isinstance(node, ast.Assign))
    return [
        ManagedPolicy(
            name=name,
            path=entry["Path"],
            version=entry["DefaultVersionId"],
            updated=(entry.get("UpdateDate") or entry["CreateDate"])[:10],
            document=entry["Document"],
        )
        for name, entry in sorted(json.loads(text).items())
    ]
