"""Reference numbers, one series per year and direction, as the node gives them."""

from collections import defaultdict

from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.references import reference


class References:
    """The next reference of each series."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, Direction], int] = defaultdict(int)

    def next(self, year: int, direction: Direction) -> str:
        self._last[year, direction] += 1
        return reference(year, direction, self._last[year, direction])
