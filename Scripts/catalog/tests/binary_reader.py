"""A reader of the binary form, written from docs/catalogue.md alone, that gives back the lines of the text form."""

import struct


class Reader:
    def __init__(self, data: bytes):
        self.data = data
        assert data[:8] == b"iamsimSC"
        version, count = struct.unpack_from("<II", data, 8)
        assert (version, count) == (2, 21)
        self.date = data[16:28].rstrip(b"\0").decode()
        self.sections = [struct.unpack_from("<III", data, 28 + 12 * number) for number in range(count)]

    def records(self, section: int, layout: str) -> list[tuple]:
        start, size, stride = self.sections[section]
        assert struct.calcsize(layout) == stride
        return list(struct.iter_unpack(layout, self.data[start : start + size]))

    def string(self, offset: int) -> str:
        at = self.sections[0][0] + offset
        length, at = self.data[at], at + 1
        if length == 255:
            length, at = struct.unpack_from("<H", self.data, at)[0], at + 2
        return self.data[at : at + length].decode()

    def catalog_lines(self) -> list[str]:
        lines = [f"iamsim\tcatalog\t1\t{self.date}"]
        lines += ["\t".join(("source", *map(self.string, record))) for record in self.records(19, "<III")]
        services = self.records(1, "<IIIIIHH")
        self.actions = self.records(2, "<IHHHBB")
        self.rows, self.dependents = self.records(3, "<HHBB"), self.records(9, "<I")
        self.types, self.arns = self.records(4, "<IHH"), self.records(5, "<I")
        self.sets, self.ordinals = self.records(7, "<H"), self.records(8, "<H")
        self.first_actions = [service[2] for service in services]
        self.prefixes = [self.string(service[0]) for service in services]
        self.slots = self.records(20, "<I")
        keys = self.records(6, "<IBBH")
        policies = self.records(10, "<IHH")
        for index, (service, following) in enumerate(zip(services, services[1:])):
            prefix = self.prefixes[index]
            marks = [mark for bit, mark in ((1, "retired"), (2, "rcp")) if service[5] & bit]
            lines.append("\t".join(("s", prefix, self.string(service[1]), ",".join(marks))).rstrip("\t"))
            self.keys = [short(self.string(key[0]), prefix) for key in keys[service[4] : following[4]]]
            for name, key in zip(self.keys, keys[service[4] : following[4]]):
                type = ("String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary")[key[1]]
                lines.append(f"k\t{name}\t{type}{'[]' if key[2] else ''}")
            self.names = [self.string(type[0]) for type in self.types[service[3] : following[3]]]
            for number in range(service[3], following[3]):
                lines.append(self.type_line(number))
            own: dict[str, list[str]] = {}
            for action, of, type in policies:
                if of == index:
                    own.setdefault(self.action_name(action), []).extend([] if type == 0xFFFF else [self.names[type]])
            lines += ["\t".join(("p", action, ",".join(types))).rstrip("\t") for action, types in own.items()]
            for number in range(service[2], following[2]):
                lines.append(self.action_line(number))
        return lines

    def type_line(self, number: int) -> str:
        name, first, keys = self.types[number]
        arns = " ".join(self.string(arn[0]) for arn in self.arns[first : self.types[number + 1][1]])
        return "\t".join(("t", self.string(name), arns, self.key_set(keys))).rstrip("\t")

    def action_line(self, number: int) -> str:
        name, row, dependent, keys, levels, flags = self.actions[number]
        following = self.actions[number + 1]
        rows = []
        for type, set, mark, _ in self.rows[row : following[1]]:
            rows.append(self.names[type] + "~!?"[mark] + (f"({self.key_set(set)})" if set else ""))
        level = "".join(letter for bit, letter in enumerate("LRWPT") if levels >> bit & 1) + ("-" if flags & 1 else "")
        dependents = ",".join(sorted(self.action_name(record[0]) for record in self.dependents[dependent : following[2]]))
        return "\t".join(("a", self.string(name), level, ";".join(rows), self.key_set(keys), dependents)).rstrip("\t")

    def key_set(self, number: int) -> str:
        return ",".join(self.keys[ordinal[0]] for ordinal in self.ordinals[self.sets[number][0] : self.sets[number + 1][0]])

    def action_name(self, number: int) -> str:
        service = next(at for at in range(len(self.first_actions)) if self.first_actions[at + 1] > number)
        return f"{self.prefixes[service]}:{self.string(self.actions[number][0])}"

    def find_action(self, name: str) -> tuple[int, int] | None:
        """The numbers of an action and its service, found in the hash table. The lines of the catalogue must have been read."""
        data = bytes(byte | 0x20 for byte in name.encode())
        starts = [start for start in range(0, len(data), 8) if start + 8 <= len(data)]
        if len(data) % 8:
            starts.append(max(0, len(data) - 8))
        value = len(data)
        for start in starts:
            word = int.from_bytes(data[start : start + 8].ljust(8, b" "), "little")
            value = (value ^ word) * 0x9E3779B97F4A7C15 % 2**64
            value ^= value >> 32
        value = value * 0x9E3779B97F4A7C15 % 2**64
        at = (value >> 32) % len(self.slots)
        while (slot := self.slots[at][0]) != 0:
            action, service = (slot & 0xFFFF) - 1, slot >> 16 & 0x1FF
            found = f"{self.prefixes[service]}:{self.string(self.actions[action][0])}"
            if slot >> 25 == value >> 57 and found.lower() == name.lower():
                return action, service
            at = (at + 1) % len(self.slots)
        return None

    def operations_lines(self) -> list[str]:
        self.catalog_lines()
        services, operations = self.records(11, "<IIII"), self.records(12, "<IHBB")
        needs, sources = self.records(13, "<I"), self.records(14, "<IHH")
        lines = []
        for source, name, operation in self.records(15, "<III"):
            owner = next(at for at in range(len(services)) if services[at + 1][3] > operation)
            strings = source, name, services[owner][0], operations[operation][0]
            lines.append("\t".join(("e", *map(self.string, strings))))
        for index, (service, following) in enumerate(zip(services, services[1:])):
            own = ",".join(self.string(source) for source, of, _ in sources if of == index)
            lines.append("\t".join(("s", *map(self.string, service[:3]), own)))
            for operation, after in zip(operations[service[3] :], operations[service[3] + 1 : following[3] + 1]):
                name, first, ground, _ = operation
                actions, further, path = [], [], ""
                for (record,) in needs[first : after[1]]:
                    kind, value = record >> 24, record & 0xFFFFFF
                    if kind == 0:
                        actions.append(self.action_name(value))
                    elif kind == 1:
                        actions[-1] += "|" + self.action_name(value)
                    elif kind == 2:
                        further.append(self.action_name(value))
                    else:
                        path = self.string(value)
                lines.append("\t".join(("o", self.string(name), "=~?-"[ground], ",".join(actions), ",".join(further), path)).rstrip("\t"))
        return lines


def short(key: str, prefix: str) -> str:
    before, _, name = key.partition(":")
    return f":{name}" if before.lower() == prefix else key
