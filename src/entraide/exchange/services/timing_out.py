"""What did not come in time: the negative attestation is made, and the next time-out is set."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.standing import TIME_OUTS
from entraide.exchange.models import Message
from entraide.exchange.queries import Said, missed, said_of
from entraide.exchange.services.attesting import ToAttest, attest_all
from entraide.exchange.services.keeping import write_together


def time_out(*, at: datetime) -> int:
    """Attest what is missing of our messages by now; gives back how many attestations that made."""
    made = 0
    while rows := missed(at):
        with transaction.atomic():
            found = Message.objects.select_for_update(of=("self",)).select_related("conversation", "partner")
            late = list(found.filter(pk__in=rows, missed_at__lte=at).order_by("pk"))
            said = said_of(late)
            things = [thing for row in late for thing in _missing(row, said[row.pk], at=at)]
            made += len(attest_all(things, at=at))
            said = said_of(late)
            for row in late:
                row.missed_at = next_time_out(row, said[row.pk], at=at)
            write_together(late, "missed_at")
    return made


def next_time_out(row: Message, said: Said, *, at: datetime) -> datetime | None:
    """When the next attestation of a message of ours is missed, by what is `said` of it; None when nothing is to come
    any more."""
    there = {kind for kind, _ in said}
    if Kind.RETRIEVED in there or (Kind.NOT_DELIVERED, False) in said:
        return None
    ahead = [row.created + within for within, wanted, _ in TIME_OUTS if wanted not in there]
    return min((when for when in ahead if when > at), default=None)


def _missing(row: Message, said: Said, *, at: datetime) -> list[ToAttest]:
    there = {kind for kind, _ in said}
    if (Kind.NOT_DELIVERED, False) in said:
        return []
    return [
        ToAttest(row, missing, "exchange.timed_out")
        for within, wanted, missing in TIME_OUTS
        if row.created + within <= at and wanted not in there and missing not in there
    ]
