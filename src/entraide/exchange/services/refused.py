"""What was refused at the door, kept for an administrator to see: codes and claims, nothing of the content."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from entraide.exchange.domain.parcels import Parcel
from entraide.exchange.models import Incident, Partner
from entraide.kernel.errors import Refusal

# Whoever knocks without end fills a line an hour for each way of being refused, and not the disk.
WITHIN = timedelta(hours=1)


def note(refusal: Refusal, parcel: Parcel | None, *, at: datetime) -> None:
    """Keep that something was refused. What is refused again within the hour is counted on the line that is there: by
    its code for strangers, whose claims are worth nothing, and by code and place for a known partner. Part of a larger
    act."""
    place = str(refusal.facts.get("where", ""))[:200]
    partner = Partner.objects.filter(node=parcel.sender).first() if parcel else None
    same = Incident.objects.filter(code=refusal.code, partner=partner, at__gt=at - WITHIN, at__lte=at)
    last = (
        (same.filter(place=place) if partner else same).order_by("-pk").values_list("pk", flat=True).first()
    )
    if last is not None:
        Incident.objects.filter(pk=last).update(times=F("times") + 1, last_at=at)
        return
    Incident.objects.create(
        at=at,
        last_at=at,
        code=refusal.code,
        place=place,
        sender=parcel.sender if parcel else None,
        message=parcel.message if parcel else None,
        partner=partner,
    )
