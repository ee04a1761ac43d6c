"""The clocks of a request, derived each time from its dated events (see `entraide.instruments.domain.clocks`)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from entraide.assistance.domain.dated import event_of
from entraide.assistance.services.demanding import bases_of
from entraide.instruments.domain.clocks.deriving import due_dates
from entraide.instruments.domain.clocks.due import DueDate
from entraide.instruments.domain.clocks.rules import Facts

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest


def clock_faces(request: AssistanceRequest, *, at: datetime) -> tuple[DueDate, ...]:
    """Every clock of a request as it stands at `at`: the running ones first, by due date."""
    events = [event_of(event.code, event.at, event.detail) for event in request.dated_events.all()]
    return due_dates(facts_of(request), events, at)


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
