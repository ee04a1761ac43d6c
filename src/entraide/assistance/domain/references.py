"""Reference numbers: one series per year and direction, «2026-I-0012» for incoming, «2026-O-0003» for outgoing."""

from entraide.assistance.domain.kinds import Direction

LETTER = {Direction.INCOMING: "I", Direction.OUTGOING: "O"}


def reference(year: int, direction: Direction, number: int) -> str:
    """The reference as people write it; four digits at least."""
    return f"{year}-{LETTER[direction]}-{number:04d}"
