"""What changed between two texts, line by line."""

import difflib

_SORTS = {"+": "added", "-": "taken"}


def difference(before: str, after: str) -> tuple[str, ...]:
    """What changed between two texts, as lines that begin with «+», «-», «@» or a space."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    # The first two name the files.
    return tuple(lines)[2:]


def marked(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """The lines of a difference for a reader, each «added», «taken» or neither; «…» stands for those between."""
    return [("", "…") if line.startswith("@@") else (_SORTS.get(line[:1], ""), line[1:]) for line in lines]
