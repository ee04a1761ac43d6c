"""Where the hashes of the tree lie: the leaves with their entries, the rest in a table of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import connection
from django.db.models import Max

from entraide.ledger.domain.tree import Place
from entraide.ledger.models import Subtree

ENTRIES = "SELECT seq, leaf_hash FROM ledger_entry WHERE seq IN ({})"
SUBTREES = "SELECT place, hash FROM ledger_subtree WHERE place IN ({})"
LEVEL_BITS = 56
NUMBERS = (1 << LEVEL_BITS) - 1


def number_of(level: int, number: int) -> int:
    """The one number under which a subtree is kept."""
    return level << LEVEL_BITS | number


def place_of(number: int) -> Place:
    """The place that `number_of` made a number of."""
    return Place(number >> LEVEL_BITS, number & NUMBERS)


def size_of_tree() -> int:
    """How many entries the tree holds, an odd last one not counted: nothing lies above it yet."""
    pairs = Subtree.objects.filter(place__gte=number_of(1, 0), place__lt=number_of(2, 0))
    last = pairs.aggregate(last=Max("place"))["last"]
    return 0 if last is None else (place_of(last).number + 1) * 2


def read(places: Collection[Place]) -> dict[Place, bytes]:
    """The hashes at these places; those that are not there are left out."""
    leaves = [place.number + 1 for place in places if place.level == 0]
    others = [number_of(*place) for place in places if place.level]
    found = {Place(0, seq - 1): leaf for seq, leaf in _hashes(ENTRIES, leaves)}
    found.update({place_of(number): one for number, one in _hashes(SUBTREES, others)})
    return found


def _hashes(query: str, keys: list[int]) -> Iterator[tuple[int, bytes]]:
    # Written out: a proof is a handful of rows by their keys, and making such a query otherwise takes most of its time.
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(query.format(", ".join(["%s"] * len(keys))), keys)
        for key, one in cursor.fetchall():
            yield key, bytes(one)
