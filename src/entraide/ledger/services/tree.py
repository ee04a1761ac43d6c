"""The tree grows over the entries that are there. What it holds is counted from them and says nothing new."""

from __future__ import annotations

from django.db import transaction

from entraide.ledger.domain.tree import grown
from entraide.ledger.models import Entry, Subtree
from entraide.ledger.queries.places import number_of, read, size_of_tree
from entraide.ledger.services.sequence import hold_sequence

AT_ONCE = 1 << 14


def grow() -> int:
    """Have the tree hold every entry; gives back how many those are. Goes on after a restart where it was."""
    while True:
        size, more = _grow_once()
        if not more:
            return size


@transaction.atomic
def _grow_once() -> tuple[int, bool]:
    hold_sequence()
    size = size_of_tree()
    leaves = [
        bytes(leaf)
        for leaf in Entry.objects.filter(seq__gt=size, seq__lte=size + AT_ONCE)
        .order_by("seq")
        .values_list("leaf_hash", flat=True)
    ]
    Subtree.objects.bulk_create(
        Subtree(place=number_of(level, first + position), hash=one)
        for level, first, hashes in grown(size, leaves, read)
        for position, one in enumerate(hashes)
    )
    return size + len(leaves), len(leaves) == AT_ONCE
