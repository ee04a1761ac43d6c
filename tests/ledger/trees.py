"""A tree as it is kept, in memory."""

from collections.abc import Collection

from entraide.ledger.domain.tree import Place, grown


class Log:
    """A tree as it is kept: every whole subtree by its place."""

    def __init__(self) -> None:
        self.size = 0
        self.kept: dict[Place, bytes] = {}

    def add(self, leaves: list[bytes]) -> None:
        above = list(grown(self.size, leaves, self.read))
        self._keep(0, self.size, leaves)
        for level, first, hashes in above:
            self._keep(level, first, hashes)
        self.size += len(leaves)

    def _keep(self, level: int, first: int, hashes: list[bytes]) -> None:
        for number, one in enumerate(hashes, first):
            assert self.kept.setdefault(Place(level, number), one) == one

    def read(self, places: Collection[Place]) -> dict[Place, bytes]:
        return {place: self.kept[place] for place in places}
