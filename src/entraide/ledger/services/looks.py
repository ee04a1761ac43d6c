"""The access log is bound into the ledger: what was looked at since the last time is counted in an entry."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from entraide.ledger.events import LooksCounted
from entraide.ledger.models import Entry, Look
from entraide.ledger.queries.looked import digest_of_looks
from entraide.ledger.services import record
from entraide.ledger.services.sequence import hold_sequence

# A look has its number before it is on record: none with a lower one may join those that are counted.
SETTLED = timedelta(minutes=10)


@transaction.atomic
def count_looks(*, at: datetime) -> None:
    """Bind what was looked at since the last time, but for the last ten minutes; nothing where nobody looked."""
    hold_sequence()
    before = Entry.objects.filter(act=LooksCounted.code).order_by("-seq").first()
    first = json.loads(bytes(before.canonical))["facts"]["last"] + 1 if before else 1
    last = Look.objects.filter(at__lte=at - SETTLED).aggregate(last=Max("pk"))["last"] or 0
    if last < first:
        return
    count, digest = digest_of_looks(first, last)
    facts = {"first": first, "last": last, "count": count, "digest": digest}
    record(LooksCounted(facts=facts), by=None, at=at)
