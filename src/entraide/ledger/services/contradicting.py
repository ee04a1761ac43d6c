"""A history that was rewritten is put on record, once, with the two checkpoints that prove it. Part of larger acts."""

from __future__ import annotations

from datetime import datetime

from entraide.ledger.events import HistoryContradicted
from entraide.ledger.models import Contradiction
from entraide.ledger.services import record


def contradicted(origin: str, held: str, shown: str, *, ours: bool, at: datetime) -> None:
    """Keep two checkpoints of one ledger of which the later does not go on from the earlier.

    Once for each checkpoint that is held: whoever insists fills no table.
    """
    _, new = Contradiction.objects.get_or_create(
        origin=origin, ours=ours, held=held, defaults={"at": at, "shown": shown}
    )
    if new:
        record(HistoryContradicted(facts={"ledger": origin, "ours": ours}), by=None, at=at)
