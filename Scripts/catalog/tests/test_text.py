"""The text form, and what the generator says of two of them."""

import tempfile
import unittest
from pathlib import Path

from catalog.changes import changes
from catalog.errors import CatalogError
from catalog.keys import KeyType
from catalog.model import Action, ConditionKey, Level, Requirement, ResourcePolicy, ResourceType, Row, Service
from catalog.tables import read_table
from catalog.text import catalog_text


class TextTests(unittest.TestCase):
    def test_every_record(self):
        service = Service(
            "svc",
            "A Service",
            current=True,
            actions={
                "put": Action(
                    "Put",
                    True,
                    [Level.WRITE],
                    {"thing": Row(Requirement.REQUIRED, {"svc:own"}), "other": Row(Requirement.UNKNOWN)},
                    {"aws:tagkeys"},
                    {"iam:PassRole"},
                ),
                "old": Action("Old", False, []),
            },
            types={"thing": ResourceType("Thing", ["arn:a", "arn:b"], {"svc:own"}), "other": ResourceType("other", ["arn:c"])},
            keys={"svc:own": ConditionKey("svc:Own", KeyType("Bool", False)), "aws:tagkeys": ConditionKey("aws:TagKeys", KeyType("String", True))},
            resource_policies=[ResourcePolicy(["Thing"], "svc:Put")],
            under_rcps=True,
        )
        expected = [
            "iamsim\tcatalog\t1\t2026-01-02",
            "source\tpackage\t1.0\t2026-01",
            "s\tsvc\tA Service\trcp",
            "k\taws:TagKeys\tString[]",
            "k\t:Own\tBool",
            "t\tother\tarn:c",
            "t\tThing\tarn:a arn:b\t:Own",
            "p\tsvc:Put\tThing",
            "a\tOld\t-",
            "a\tPut\tW\tother?;Thing!(:Own)\taws:TagKeys\tiam:PassRole",
        ]
        self.assertEqual(catalog_text({"svc": service}, "2026-01-02", [("package", "1.0", "2026-01")]).splitlines(), expected)


class ChangeTests(unittest.TestCase):
    def test_each_kind_of_change(self):
        old = "s\tsvc\nA\na\tSame\tR\na\tRetired\tR\na\tGone\tR\na\tChanged\tR\na\tBack\tR-\n"
        new = "s\tsvc\nA\na\tSame\tR\na\tRetired\tR-\na\tChanged\tW\na\tBack\tR\na\tNew\tR\n"
        expected = [
            "current again: svc:Back",
            "changed: svc:Changed",
            "gone: svc:Gone",
            "new: svc:New",
            "retired: svc:Retired",
            "actions: 1 new, 1 gone, 1 retired, 1 current again, 1 changed",
        ]
        self.assertEqual(changes(old, new), expected)


class TableTests(unittest.TestCase):
    def test_comments_alternatives_and_empty_columns(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "table.txt").write_text("# a comment\n\none | svc:A|svc:B | -\n")
            self.assertEqual(read_table("table", 3, Path(folder)), [["one", "svc:A|svc:B", ""]])
            with self.assertRaisesRegex(CatalogError, "table.txt line 3: expected 2 columns, found 3"):
                read_table("table", 2, Path(folder))
            Path(folder, "table.txt").write_text("a | b\na | b\n")
            with self.assertRaisesRegex(CatalogError, "table.txt line 2: stands there twice"):
                read_table("table", 2, Path(folder))


if __name__ == "__main__":
    unittest.main()
