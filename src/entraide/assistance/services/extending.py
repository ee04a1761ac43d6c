"""Extending a clock: with its reason, as far as its rule allows, and the partner told of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance.errors import NotExtendable, ReasonNeeded
from entraide.assistance.events import ClockExtended
from entraide.assistance.models import AssistanceRequest, DatedEvent
from entraide.assistance.services import moving
from entraide.assistance.services.timing import clock_faces
from entraide.instruments.domain.clocks.due import WHY_NOT, DueDate, Standing, WhyNot
from entraide.instruments.domain.clocks.rules import EXTENDED
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def extendable(request: AssistanceRequest, *, at: datetime) -> tuple[DueDate, ...]:
    """The clocks that run and whose rule still allows an extension."""
    return tuple(clock for clock in clock_faces(request, at=at) if _may_grow(clock, at))


@transaction.atomic
def extend_clock(
    request: AssistanceRequest,
    *,
    rule: str,
    reason: str,
    until: datetime | None = None,
    acting: Person,
    at: datetime,
) -> AssistanceRequest:
    """Extend one clock: by what its rule allows, or only until the date given.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `ReasonNeeded`, `NotExtendable`.
    """
    request = moving.locked(request)
    act = moving.require(request, "extend", acting=acting)
    if not reason.strip():
        raise ReasonNeeded
    before = next((clock for clock in clock_faces(request, at=at) if clock.code == rule), None)
    if before is None or before.standing is Standing.MET:
        raise NotExtendable(reason=WHY_NOT[WhyNot.NOT_EXTENDABLE])
    detail = {"rule": rule, "reason": reason.strip()}
    if until is not None:
        detail["until"] = until.isoformat()
    event = DatedEvent.objects.create(request=request, code=EXTENDED, at=at, detail=detail)
    after = next(clock for clock in clock_faces(request, at=at) if clock.code == rule)
    # The engine has the last word: what it set aside is not kept either.
    why = next((aside.why for aside in after.set_aside if aside.event.at == at), None)
    if why is not None:
        event.delete()
        raise NotExtendable(reason=WHY_NOT[why])
    moving.move(request, act, at=at)
    record(
        ClockExtended(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"rule": rule, "due": after.due, "before": before.due},
            detail={
                "clock": {"en": after.label.en, "fr": after.label.fr},
                "until": f"{after.due:%Y-%m-%d}",
                "reason": reason.strip(),
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return request


def note_partner_told(request: AssistanceRequest) -> None:
    """The notice of extension has left: nothing is owed to the partner any more. Part of a larger act."""
    for event in request.dated_events.filter(code=EXTENDED):
        event.detail = {**event.detail, "notified": True}
        event.save(update_fields=["detail"])


def _may_grow(clock: DueDate, at: datetime) -> bool:
    allows = clock.rule.extension
    if allows is None or clock.standing is Standing.MET or clock.due < at:
        return False
    return allows.times is None or len(clock.extensions) < allows.times
