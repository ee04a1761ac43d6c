"""That a part of the ledger was taken along is itself on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from entraide.kernel.people import Actor
from entraide.ledger.events import LedgerExported
from entraide.ledger.policy import require_auditor
from entraide.ledger.services import record


@transaction.atomic
def record_export(narrowed: Mapping[str, object], *, acting: Actor, at: datetime) -> None:
    """Note that somebody takes along what these filters leave. Raises `NotAllowed`."""
    require_auditor(acting)
    record(LedgerExported(facts={"narrowed": dict(narrowed)}), by=acting.uuid, at=at)
