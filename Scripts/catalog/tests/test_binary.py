"""The committed binary form says what the committed text form says."""

import unittest

from catalog.binary import action_hash, action_slots
from catalog.command import DATA
from catalog.errors import CatalogError
from catalog.tests.binary_reader import Reader


class BinaryTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reader = Reader((DATA / "catalog.bin").read_bytes())

    def test_the_catalogue_is_that_of_the_text_form(self):
        self.same("catalog.txt", self.reader.catalog_lines())

    def test_the_operations_are_those_of_the_text_form(self):
        lines = []
        for line in self.committed("operations.txt")[1:]:
            # The binary form has one record for each operation of an event.
            columns = line.split("\t")
            several = columns[4].split(",") if columns[0] == "e" else [None]
            lines += ["\t".join(columns[:4] + [operation]) if operation else line for operation in several]
        self.equal(self.reader.operations_lines(), lines)

    def test_the_lists_are_those_of_the_text_form(self):
        string = self.reader.string
        self.equal([string(record[0]) for record in self.reader.records(16, "<I")], self.committed("service-principals.txt")[1:])
        types = ("String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary")
        keys = [
            f"{string(key)}\t{types[type]}{'[]' if multivalued else ''}\t{string(when)}"
            for key, when, type, multivalued, _ in self.reader.records(17, "<IIBBH")
        ]
        self.equal(keys, sorted(self.committed("global-keys.txt")[1:], key=str.lower))
        self.reader.catalog_lines()
        calls = [
            "\t".join([*map(self.reader.action_name, record[:2]), *map(string, record[2:])]).rstrip("\t")
            for record in self.reader.records(18, "<IIIIII")
        ]
        self.equal(calls, self.committed("forward-access.txt")[1:])

    def test_every_action_is_in_the_hash_table(self):
        reader = self.reader
        reader.catalog_lines()
        found = []
        for service, (first, end) in enumerate(zip(reader.first_actions, reader.first_actions[1:])):
            for action in range(first, end):
                name = f"{reader.prefixes[service]}:{reader.string(reader.actions[action][0])}"
                found.append((service, name.encode()))
                for spelling in (name, name.upper(), name.lower()):
                    self.assertEqual(reader.find_action(spelling), (action, service), spelling)
                self.assertIsNone(reader.find_action(name + "_"))
        # The writer would make the same table of these names.
        self.equal([slot for (slot,) in reader.records(20, "<I")], action_slots(found))

    def test_the_hash_is_that_of_the_documentation(self):
        # Worked out by hand for no bytes; the others hold equal what differs in case only, and apart what differs in length.
        self.assertEqual(action_hash(b""), 0)
        for name in (b"a:b", b"s3:Get*", b"s3:ListO", b"s3:GetObject", b"sqs:SendMessageBatches"):
            self.assertEqual(action_hash(name), action_hash(name.swapcase()))
            self.assertNotEqual(action_hash(name), action_hash(name + b" "))

    def test_too_many_services_are_refused(self):
        with self.assertRaises(CatalogError):
            action_slots([(512, b"a:b")])

    def same(self, name, lines):
        self.equal(lines, self.committed(name))

    def committed(self, name):
        return (DATA / name).read_text(encoding="utf-8").splitlines()

    def equal(self, found, expected):
        """As assertEqual, which would take minutes to describe a difference in lists of this size."""
        for number, pair in enumerate(zip(found, expected)):
            self.assertEqual(*pair, f"record {number}")
        self.assertEqual(len(found), len(expected))


if __name__ == "__main__":
    unittest.main()
