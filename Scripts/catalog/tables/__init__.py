"""Reader of the hand-written tables beside this file.

A table is a text file: `#` begins a comment line, every other line is one entry whose columns are parted by ` | `.
"""

from pathlib import Path

from ..errors import CatalogError

FOLDER = Path(__file__).resolve().parent


def read_table(name: str, columns: int, folder: Path = FOLDER) -> list[list[str]]:
    """The entries of a table, each with exactly `columns` columns; an empty column is written `-`."""
    path = folder / f"{name}.txt"
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = ["" if column.strip() == "-" else column.strip() for column in line.split(" | ")]
        if len(entry) != columns:
            raise CatalogError(f"{path.name} line {number}: expected {columns} columns, found {len(entry)}")
        if entry in entries:
            raise CatalogError(f"{path.name} line {number}: stands there twice")
        entries.append(entry)
    return entries


def read_date(name: str, folder: Path = FOLDER) -> str:
    """The date in a table's first line, `# As of YYYY-MM-DD`: when its AWS pages were last read."""
    first = (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    prefix = "# As of "
    if not first.startswith(prefix):
        raise CatalogError(f"{name}.txt line 1: expected `{prefix}YYYY-MM-DD`")
    return first[len(prefix) :].strip()
