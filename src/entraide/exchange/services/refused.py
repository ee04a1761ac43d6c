"""What was refused at the door, kept for an administrator to see: codes and claims, nothing of the content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from entraide.exchange.domain.parcels import Parcel
from entraide.exchange.models import Incident, Partner
from entraide.kernel.errors import Refusal

# Whoever knocks without end fills some lines an hour for each way of being refused, and not the disk.
WITHIN = timedelta(hours=1)
MOST_CLAIMS = 20


@dataclass(frozen=True)
class Claim:
    """One way of being refused, as it was claimed: nothing of it is proved."""

    code: str
    place: str
    sender: UUID | None
    message: UUID | None


class Refused:
    """What one call was refused, to be kept when what it was let in is on record: in a transaction of its own, so that
    what undoes the one does not take the other with it, and one line for what was refused alike."""

    def __init__(self) -> None:
        self._claims: Counter[tuple[str, str, UUID | None]] = Counter()
        self._messages: dict[tuple[str, str, UUID | None], UUID | None] = {}

    def note(self, refusal: Refusal, parcel: Parcel | None = None) -> None:
        """Something was refused; `parcel` is what its outside claims, where there was one."""
        sender = parcel.sender if parcel else None
        key = (refusal.code, str(refusal.facts.get("where", ""))[:200], sender)
        if sender is None:
            # The first place stands for all: two thousand lines that are none are told by their number.
            key = next((one for one in self._claims if (one[0], one[2]) == (refusal.code, None)), key)
        self._claims[key] += 1
        self._messages.setdefault(key, parcel.message if parcel else None)

    def keep(self, *, at: datetime) -> None:
        """Write it down."""
        if not self._claims:
            return
        with transaction.atomic():
            for key, times in self._claims.items():
                _keep(Claim(*key, self._messages[key]), times, at=at)


def note(refusal: Refusal, *, at: datetime) -> None:
    """Keep that a call was refused as a whole."""
    refused = Refused()
    refused.note(refusal)
    refused.keep(at=at)


def _keep(claim: Claim, times: int, *, at: datetime) -> None:
    """What is refused again within the hour is counted on the line that is there: by code and place for a known
    partner; for strangers by code and claim, up to a bound, and then on the last of them."""
    partner = Partner.objects.filter(node=claim.sender).first() if claim.sender else None
    hour = Incident.objects.filter(code=claim.code, partner=partner, at__gt=at - WITHIN, at__lte=at)
    same = hour.filter(place=claim.place) if partner else hour.filter(sender=claim.sender)
    found = list(same.order_by("-pk").values_list("pk", flat=True)[:1])
    if not found and not partner:
        found = list(hour.order_by("-pk").values_list("pk", flat=True)[MOST_CLAIMS - 1 :][:1])
    if found:
        Incident.objects.filter(pk=found[0]).update(times=F("times") + times, last_at=at)
        return
    Incident.objects.create(
        at=at,
        last_at=at,
        times=times,
        code=claim.code,
        place=claim.place,
        sender=claim.sender,
        message=claim.message,
        partner=partner,
    )
