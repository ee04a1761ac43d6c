"""What changed between two texts, line by line."""

import difflib

_SORTS = {"+": "added", "-": "taken"}


def difference(before: str, after: str) -> tuple[str, ...]:
    """What changed between two texts, as lines that begin with «+», «-», «@» or a space."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return tuple(line for line in lines if not line.startswith(("---", "+++")))


def marked(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """The lines of a difference, each with what it is: «added», «taken» or neither."""
    return [(_SORTS.get(line[:1], ""), line) for line in lines]
