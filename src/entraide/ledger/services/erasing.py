"""Personal data beside entries is erased on a recorded ground. The entries stay, and so does the tree above them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from entraide.kernel.errors import NotFound
from entraide.ledger.domain.erasing import Ground
from entraide.ledger.errors import NothingToErase
from entraide.ledger.events import DetailErased
from entraide.ledger.models import Detail, Entry
from entraide.ledger.services import record


@transaction.atomic
def erase_details(
    entries: Collection[int], ground: Ground, *, why: str, who: str, acting: None, at: datetime
) -> int:
    """Erase what is held beside these entries; how many had something. `who` answers for it, `why` is in words.

    `acting` is None: it is done at the console of the node. Raises `NotFound`, `NothingToErase`.
    """
    known = set(Entry.objects.filter(seq__in=entries).values_list("seq", flat=True))
    if not known or known != set(entries):
        raise NotFound
    held = sorted(Detail.objects.filter(entry__in=known).values_list("entry_id", flat=True))
    if not held or not why.strip() or not who.strip():
        raise NothingToErase
    facts = {"entries": held, "ground": ground.value}
    record(DetailErased(facts=facts, detail={"why": why.strip(), "who": who.strip()}), by=acting, at=at)
    Detail.objects.filter(entry__in=held).delete()
    return len(held)
