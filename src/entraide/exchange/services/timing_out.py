"""What did not come in time: the negative attestation is made, and the next time-out is set."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.standing import TIME_OUTS
from entraide.exchange.models import Attestation, Message
from entraide.exchange.queries import missed
from entraide.exchange.services.attesting import ToAttest, attest_all


def time_out(*, at: datetime) -> int:
    """Attest what is missing of our messages by now; gives back how many attestations that made."""
    made = 0
    while rows := missed(at):
        with transaction.atomic():
            found = Message.objects.select_for_update(of=("self",)).select_related("conversation", "partner")
            late = list(found.filter(pk__in=rows, missed_at__lte=at).order_by("pk"))
            things = [thing for row in late for thing in _missing(row, at=at)]
            made += len(attest_all(things, at=at))
            for row in late:
                row.missed_at = next_time_out(row, at=at)
                row.save(update_fields=["missed_at"])
    return made


def next_time_out(row: Message, *, at: datetime) -> datetime | None:
    """When the next attestation of a message of ours is missed; None when nothing is to come any more."""
    said = set(Attestation.objects.filter(message=row).values_list("kind", "ours"))
    there = {kind for kind, _ in said}
    if Kind.RETRIEVED in there or (Kind.NOT_DELIVERED, False) in said:
        return None
    ahead = [row.created + within for within, wanted, _ in TIME_OUTS if wanted not in there]
    return min((when for when in ahead if when > at), default=None)


def _missing(row: Message, *, at: datetime) -> list[ToAttest]:
    there = set(Attestation.objects.filter(message=row).values_list("kind", flat=True))
    if Attestation.objects.filter(message=row, kind=Kind.NOT_DELIVERED, ours=False).exists():
        return []
    return [
        ToAttest(row, missing, "exchange.timed_out")
        for within, wanted, missing in TIME_OUTS
        if row.created + within <= at and wanted not in there and missing not in there
    ]
