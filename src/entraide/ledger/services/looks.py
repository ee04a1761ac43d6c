"""The access log is bound into the ledger: what was looked at since the last time is counted in an entry."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from entraide.ledger.events import LooksCounted
from entraide.ledger.models import Entry, Look
from entraide.ledger.queries.looked import digest_of_looks
from entraide.ledger.services import record
from entraide.ledger.services.sequence import hold_sequence


@transaction.atomic
def count_looks(*, at: datetime) -> None:
    """Bind what was looked at since the last time. Nothing happens where nobody looked."""
    hold_sequence()
    before = Entry.objects.filter(act=LooksCounted.code).order_by("-seq").first()
    first = json.loads(bytes(before.canonical))["facts"]["last"] + 1 if before else 1
    last = Look.objects.aggregate(last=Max("pk"))["last"] or 0
    if last < first:
        return
    count, digest = digest_of_looks(first, last)
    facts = {"first": first, "last": last, "count": count, "digest": digest}
    record(LooksCounted(facts=facts), by=None, at=at)
