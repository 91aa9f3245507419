"""What changed between two text forms of the catalogue, for the maintainer who is about to commit the newer one."""


def actions_of(text: str) -> dict[str, str]:
    """Action `prefix:Name` to the rest of its record."""
    actions, prefix = {}, ""
    for line in text.splitlines():
        tag, _, rest = line.partition("\t")
        if tag == "s":
            prefix = rest.split("\t", 1)[0]
        elif tag == "a":
            name, _, facts = rest.partition("\t")
            actions[f"{prefix}:{name}"] = facts
    return actions


def changes(old: str, new: str) -> list[str]:
    """New, retired and otherwise changed actions, one line each, and how many of each there are."""
    before, after = actions_of(old), actions_of(new)
    lines = []
    counts = dict.fromkeys(("new", "gone", "retired", "current again", "changed"), 0)
    for name in sorted(before.keys() | after.keys()):
        kind = _kind(before.get(name), after.get(name))
        if kind:
            counts[kind] += 1
            lines.append(f"{kind}: {name}")
    summary = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return lines + [f"actions: {summary}"]


def _kind(before: str | None, after: str | None) -> str | None:
    if before is None:
        return "new"
    if after is None:
        return "gone"
    if _retired(before) != _retired(after):
        return "retired" if _retired(after) else "current again"
    return "changed" if before != after else None


def _retired(facts: str) -> bool:
    return "-" in facts.split("\t", 1)[0]
