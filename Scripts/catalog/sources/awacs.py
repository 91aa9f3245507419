"""awacs: a Python module for each service, never pruned; for action names that AWS dropped or never listed."""

import re

from ..packages import Package
from . import Source, SourceAction, SourceService


def read(package: Package) -> Source:
    source: Source = {}
    for name in package.names(r"awacs/[a-z0-9_]+\.py"):
        text = package.text(name)
        prefix = re.search(r"^prefix = ['\"]([^'\"]+)", text, re.MULTILINE)
        if not prefix:
            continue  # a module of the package itself
        title = re.search(r"^service_name = ['\"]([^'\"]+)", text, re.MULTILINE)
        service = source.setdefault(prefix.group(1), SourceService(name=title.group(1) if title else ""))
        for action in re.findall(r"^\w+ = Action\(['\"]([^'\"]+)", text, re.MULTILINE):
            service.actions[action] = SourceAction()
    return source
