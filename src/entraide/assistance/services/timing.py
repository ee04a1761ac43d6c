"""The clocks of a request, derived each time from its dated events (see `entraide.instruments.domain.clocks`)."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import metadata

from django.conf import settings
from django.db import transaction

from entraide.assistance.domain.dated import event_of
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services.demanding import bases_of
from entraide.instruments.domain.clocks.deriving import due_dates, next_due
from entraide.instruments.domain.clocks.due import DueDate, Standing
from entraide.instruments.domain.clocks.rules import Facts
from entraide.instruments.domain.clocks.table import DATA as CLOCKS

# The role of the clocks at whose end the partner is reminded.
CHASE = "chase"
DERIVED = ("next_due_at", "next_due_rule", "escalates_at", "chase_at", "derived_with")


def clock_faces(request: AssistanceRequest, *, at: datetime) -> tuple[DueDate, ...]:
    """Every clock of a request as it stands at `at`: the running ones first, by due date."""
    events = [event_of(event.code, event.at, event.detail) for event in request.dated_events.all()]
    return due_dates(facts_of(request), events, at)


def derive(request: AssistanceRequest, *, at: datetime) -> None:
    """Set what lists find a request by: the clock that ends first, when a supervisor hears of one, when to chase."""
    running = (
        [clock for clock in clock_faces(request, at=at) if clock.standing is Standing.RUNNING]
        if request.is_open
        else []
    )
    due = next_due(running)
    request.next_due_at = due.due if due else None
    request.next_due_rule = due.code if due else ""
    request.escalates_at = min((clock.escalates_at for clock in running if clock.escalates_at), default=None)
    request.chase_at = min((clock.due for clock in running if clock.rule.role == CHASE), default=None)
    request.derived_with = edition()


@transaction.atomic
def derive_again(*, at: datetime, limit: int) -> int:
    """Derive anew what other rules than those shipped now have set, at most `limit` requests; gives back how many."""
    opened = AssistanceRequest.objects.filter(is_open=True)
    # Two ranges and not «other than»: an index finds ranges.
    before, after = opened.filter(derived_with__lt=edition()), opened.filter(derived_with__gt=edition())
    found = list(before.order_by("derived_with").values_list("pk", flat=True)[:limit])
    found = found or list(after.order_by("derived_with").values_list("pk", flat=True)[:limit])
    held = AssistanceRequest.objects.select_for_update().filter(pk__in=found, is_open=True)
    for request in held.prefetch_related("dated_events"):
        derive(request, at=at)
        request.save(update_fields=DERIVED)
    return len(found)


@cache
def edition() -> str:
    """What due dates hang on besides the record: the rules, and the holidays of the calendars."""
    return sha256(f"{CLOCKS.read_text('utf-8')} {metadata.version('holidays')}".encode()).hexdigest()[:16]


def facts_of(request: AssistanceRequest) -> Facts:
    """What the rules look at. Days are counted in the zone of the request, or else in our own."""
    return Facts(
        direction=request.direction,
        kind=request.kind or None,
        track=request.track or None,
        urgency=request.urgency,
        hard_date=request.hard_date,
        instruments=frozenset(bases_of(request)),
        partner=request.partner_state_id or "",
        zone=settings.TIME_ZONE,
        calendar=settings.NODE.agency.calendar,
    )
