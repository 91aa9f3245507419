"""iam-policy-validator: the global condition keys with their types, to hold the hand-written table against."""

import ast

from ..errors import CatalogError
from ..keys import KeyType, key_type
from ..packages import Package


def global_keys(package: Package) -> dict[str, KeyType]:
    """Lower-case key to type."""
    tree = ast.parse(package.text("iam_validator/core/config/aws_global_conditions.py"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "AWS_GLOBAL_CONDITION_KEYS":
            return {key.lower(): key_type(published) for key, published in ast.literal_eval(node.value).items()}
    raise CatalogError("iam-policy-validator: no `AWS_GLOBAL_CONDITION_KEYS`")
