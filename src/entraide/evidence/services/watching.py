"""The files of exhibits are looked at again in turn, the one longest not looked at first; damage is told at once."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction
from django.db.models import F

from entraide.evidence.errors import ContentGone, ExhibitDamaged
from entraide.evidence.events import DamageFound
from entraide.evidence.models import Content, Watch
from entraide.evidence.queries.vault import check
from entraide.ledger.services import record

# So long at a time: the rest in its next turn.
SECONDS = 60.0


def watch(*, at: datetime, before: datetime, seconds: float = SECONDS) -> int:
    """Look at files again that were last looked at before then, for a while; how many.

    Damage goes on record once, and is shown until a person acts.
    """
    until, looked = time.monotonic() + seconds, 0
    while True:
        content = _next(before=before)
        if content is None:
            return looked
        _look_at(content, at=at)
        looked += 1
        if time.monotonic() > until:
            return looked


def _next(*, before: datetime) -> Content | None:
    kept = Content.objects.filter(key__isnull=False).select_related("exhibit", "exhibit__case")
    fresh = kept.filter(watch__isnull=True).order_by("pk").first()
    if fresh is not None:
        return fresh
    return kept.filter(watch__looked_at__lt=before).order_by(F("watch__looked_at").asc(), "pk").first()


def _look_at(content: Content, *, at: datetime) -> None:
    why = ""
    try:
        check(content)
    except ContentGone:
        pass
    except ExhibitDamaged as damage:
        why = str(damage.facts["what"])
    with transaction.atomic():
        before = Watch.objects.select_for_update().filter(content=content).first()
        told = before is not None and before.damaged_at is not None
        damaged_at = (before.damaged_at if before and told else at) if why else None
        Watch.objects.update_or_create(
            content=content, defaults={"looked_at": at, "damaged_at": damaged_at, "why": why[:60]}
        )
        if why and not told:
            record(
                DamageFound(
                    case=content.exhibit.case.uuid,
                    subject=content.exhibit.uuid,
                    facts={"content": content.uuid, "sha256": content.sha256},
                    detail={"number": content.exhibit.number, "name": content.name},
                ),
                by=None,
                at=at,
            )
