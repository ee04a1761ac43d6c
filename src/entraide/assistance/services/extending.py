"""Extending a clock: with its reason, as far as its rule allows, and the partner told of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from entraide.assistance.errors import NotExtendable, ReasonNeeded
from entraide.assistance.events import ClockExtended
from entraide.assistance.models import AssistanceRequest, DatedEvent
from entraide.assistance.services import moving
from entraide.assistance.services.timing import clock_faces
from entraide.instruments.domain.clocks.due import WHY_NOT, DueDate, Standing, WhyNot
from entraide.instruments.domain.clocks.rules import EXTENDED
from entraide.kernel.languages import Text
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


# Nothing in this trade is put off for longer; a date beyond it is a slip of the pen.
LONGEST = timedelta(days=5 * 366)
TOO_FAR = Text(en="the date is more than five years away.", fr="la date est à plus de cinq ans.")


NOTHING = Text(
    en="no clock that runs here can be extended.", fr="aucun délai en cours ici ne peut être prolongé."
)


def extendable(request: AssistanceRequest, *, at: datetime) -> tuple[DueDate, ...]:
    """The clocks that run and whose rule still allows an extension."""
    return tuple(clock for clock in clock_faces(request, at=at) if _may_grow(clock, at))


def require_extendable(request: AssistanceRequest, *, at: datetime) -> tuple[DueDate, ...]:
    """The clocks that can be extended. Raises `NotExtendable` where there is none."""
    found = extendable(request, at=at)
    if not found:
        raise NotExtendable(reason=NOTHING)
    return found


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
    if before is None or before.rule.extension is None or before.standing is Standing.MET:
        raise NotExtendable(reason=WHY_NOT[WhyNot.NOT_EXTENDABLE])
    if until is not None and until > at + LONGEST:
        raise NotExtendable(reason=TOO_FAR)
    # By its role: an extension outlives a change of the instrument, and with it of the rule.
    detail = {"rule": before.rule.role, "reason": reason.strip()}
    if until is not None:
        detail["until"] = until.isoformat()
    DatedEvent.objects.create(request=request, code=EXTENDED, at=at, detail=detail)
    after = next(clock for clock in clock_faces(request, at=at) if clock.code == rule)
    # The engine has the last word: what it does not grant is not kept either.
    if after.due <= before.due:
        why = next((aside.why for aside in after.set_aside if aside.event.at == at), WhyNot.NOT_LATER)
        raise NotExtendable(reason=WHY_NOT[why])
    moving.move(request, act, at=at)
    record(
        ClockExtended(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"rule": rule, "due": after.due, "before": before.due},
            detail={
                "clock": {"en": after.label.en, "fr": after.label.fr},
                "until": f"{timezone.localtime(after.due):%Y-%m-%d}",
                "reason": reason.strip(),
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return request


def note_partner_told(request: AssistanceRequest, *, drafted_at: datetime) -> None:
    """A notice of extension has left: it told of the last extension before it was drafted. Part of a larger act."""
    for event in request.dated_events.filter(code=EXTENDED, at__lte=drafted_at).order_by("-at", "-pk")[:1]:
        event.detail = {**event.detail, "notified": True}
        event.save(update_fields=["detail"])


def _may_grow(clock: DueDate, at: datetime) -> bool:
    allows = clock.rule.extension
    if allows is None or clock.standing is Standing.MET or clock.due < at:
        return False
    return allows.times is None or len(clock.extensions) < allows.times
