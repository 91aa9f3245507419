"""iam-floyd: a Python class for each service, generated weekly from AWS's reference.

Read as syntax trees. The method names are snake case, but each returns a call with AWS's spelling as a string; which keys
belong to which actions and types stands in the docstrings as lists of method names. It gives the spelling of actions,
access levels, whole ARN formats and the keys an action can have by any way; not which types an action has, and not
whether a key holds one value or many beyond its default operator.
"""

import ast
import re

from ..errors import CatalogError
from ..keys import operator_type, spelled
from ..packages import Package
from . import Source, SourceAction, SourceService, SourceType

_PLACES = {"partition": "${Partition}", "region": "${Region}", "account": "${Account}"}


def read(package: Package) -> Source:
    source: Source = {}
    for name in package.names(r"iam_floyd/statement/_(?!_)\w+\.py"):
        _read_service(ast.parse(package.text(name)), source)
    return source


def service_principals(package: Package) -> list[str]:
    tree = ast.parse(package.text("iam_floyd/_aws_service_principals.py"))
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return sorted({value for value in found if re.fullmatch(r"[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|alexa\.com)", value)})


def _read_service(tree: ast.Module, source: Source) -> None:
    definition = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    methods = {node.name: node for node in definition.body if isinstance(node, ast.FunctionDef)}
    prefix = _prefix(methods["__init__"])
    service = source.setdefault(prefix, SourceService())

    for level, actions in _levels(tree).items():
        for action in actions:
            service.actions.setdefault(action, SourceAction()).levels.add(level)

    action_of, key_of = {}, {}
    for name, method in methods.items():
        result = method.body[-1].value if isinstance(method.body[-1], ast.Return) else None
        if name.startswith("to_"):
            action_of[f".{name}()"] = result.args[0].value
            service.actions.setdefault(result.args[0].value, SourceAction())
        elif name.startswith("if_"):
            key = _string(result.args[0])
            key_of[f".{name}()"] = key = spelled(key if ":" in key else f"{prefix}:{key}")
            service.keys[key] = operator_type(_default_operator(result.args[2]))

    for name, method in methods.items():
        text = ast.get_docstring(method) or ""
        if name.startswith("if_"):
            for action in _bullets(text, "Applies to actions:"):
                service.actions[action_of[action]].keys.append(key_of[f".{name}()"])
            for resource in _bullets(text, "Applies to resource types:"):
                service.types.setdefault(resource, SourceType()).keys.append(key_of[f".{name}()"])
        elif name.startswith("on_"):
            _read_type(method, text, key_of, service)


def _read_type(method: ast.FunctionDef, text: str, key_of: dict[str, str], service: SourceService) -> None:
    name = re.search(r"Adds a resource of type (.+?) to the statement", text).group(1)
    parameters = dict(re.findall(r"^:param (\w+): Identifier for the (\S+?)\.?$", text, re.MULTILINE))
    resource = service.types.setdefault(name, SourceType())
    # A type with two formats is one string with both.
    for format in _string(method.body[-1].value.args[0], parameters).split(", arn:"):
        format = format if format.startswith("arn:") else f"arn:{format}"
        if format not in resource.arns:
            resource.arns.append(format)
    resource.keys += [key_of[key] for key in _bullets(text, "Possible conditions:") if key in key_of]


def _prefix(initializer: ast.FunctionDef) -> str:
    for node in initializer.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") == "service_prefix":
            return node.value.value
    raise CatalogError("iam-floyd: a service class without `service_prefix`")


def _levels(tree: ast.Module) -> dict[str, list[str]]:
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "_ACCESS_LEVEL_LIST":
            return ast.literal_eval(node.value)
    return {}


def _bullets(text: str, heading: str) -> list[str]:
    found = re.search(re.escape(heading) + r"\n\n((?:\s*- .*\n?)+)", text)
    return [line.strip()[2:] for line in found.group(1).strip().split("\n")] if found else []


def _default_operator(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) else node.orelse.value


def _string(node: ast.expr, parameters: dict[str, str] | None = None) -> str:
    """A string expression with `${Name}` in place of whatever a caller would fill in."""
    match node:
        case ast.Constant():
            return node.value
        case ast.BinOp():
            return _string(node.left, parameters) + _string(node.right, parameters)
        case ast.JoinedStr():
            return "".join(_string(part, parameters) for part in node.values)
        case ast.FormattedValue():
            return _string(node.value, parameters)
        case ast.IfExp():
            return _string(node.body, parameters)
        case ast.Attribute(attr=name) if name.removeprefix("_default_") in _PLACES:
            return _PLACES[name.removeprefix("_default_")]
        case ast.Name(id=name) if name in _PLACES:
            return _PLACES[name]
        case ast.Name(id=name):
            words = (parameters or {}).get(name, name).split("_")
            return "${" + "".join(word[:1].upper() + word[1:] for word in words) + "}"
    raise CatalogError(f"iam-floyd: unexpected expression: {ast.unparse(node)}")
