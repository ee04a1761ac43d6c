"""The access log as it is bound into the ledger: now and then its rows are counted, and their digest is an entry."""

from __future__ import annotations

from hashlib import sha256

from entraide.kernel.canonical import canonical
from entraide.ledger.models import Look

FIELDS = ("id", "at", "person", "case", "subject", "what", "why")


def digest_of_looks(first: int, last: int) -> tuple[int, str]:
    """How many looks these are, both ends included, and the digest over all of them."""
    whole, count = sha256(), 0
    found = Look.objects.filter(pk__gte=first, pk__lte=last).order_by("pk").values(*FIELDS)
    for row in found.iterator(chunk_size=2000):
        # Each with its length, so that no two lists of looks are written alike.
        written = canonical(row)
        whole.update(len(written).to_bytes(4, "big") + written)
        count += 1
    return count, whole.hexdigest()
