"""From received to routed: verifying who asks, cross-checking, triage, routing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.db import transaction

from entraide.accounts.queries import people_of_unit
from entraide.assistance import policy
from entraide.assistance.domain.kinds import LABELS, Kind, Urgency
from entraide.assistance.domain.lifecycle import BY_CODE, TRIAGED_AS_EMERGENCY
from entraide.assistance.domain.states import ENDED, State
from entraide.assistance.errors import ReasonNeeded, RequestEnded
from entraide.assistance.events import CrossChecked, Routed, Triaged, Verified
from entraide.assistance.models import AssistanceRequest, DatedEvent
from entraide.assistance.services import moving
from entraide.assistance.services.calling import called
from entraide.assistance.services.describing import set_fields
from entraide.assistance.services.finding import make_request_findable
from entraide.cases.services.members import add_members_by_routing
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person, Unit

VerificationResult = Literal["confirmed", "denied", "unreached"]
RESULTS = {
    "confirmed": {"en": "confirmed", "fr": "confirmé"},
    "denied": {"en": "denied: they did not ask", "fr": "démenti : ils n’ont rien demandé"},
    "unreached": {"en": "nobody reached", "fr": "personne n’a répondu"},
}
TRIAGE_FIELDS = frozenset(
    {"title", "partner_state", "partner_agency", "kind", "track", "urgency", "urgency_reason", "hard_date"}
)


@transaction.atomic
def verify(
    request: AssistanceRequest,
    *,
    person: str,
    result: VerificationResult,
    number: str = "",
    number_from: str = "",
    contact: UUID | None = None,
    acting: Person,
    at: datetime,
) -> AssistanceRequest:
    """Record the second-channel check of the requester. Only a confirmed one moves the request; every one is kept.

    With a `contact` of the directory its number is taken from there (`number` says which, where it has two); without,
    number and source are given, and the request itself is no source. Can be done again at any time while the request
    is open. Raises `NotFound`, `NotAllowed`, `RequestEnded`, `ReasonNeeded`, `NumberFromTheMessage`,
    `ContactElsewhere`, `FieldsRefused`.
    """
    request = moving.locked(request)
    act = BY_CODE["verify"]
    if State(request.state) in act.from_states:
        moving.require(request, "verify", acting=acting)
    else:
        policy.require_may_do(acting, act, request.case_id)
        if State(request.state) in ENDED:
            raise RequestEnded
    said = person.strip() and (contact or (number.strip() and number_from.strip()))
    if not said or result not in RESULTS:
        raise ReasonNeeded
    dialled = called(request, number=number, number_from=number_from, contact=contact)
    request.verified_at, request.verified_by = at, acting
    request.verified_with, request.verified_number = person.strip(), dialled.number
    request.verified_number_from, request.verified_result = dialled.number_from, result
    if result == "confirmed" and State(request.state) is State.RECEIVED:
        moving.move(request, act, at=at)
    else:
        moving.settle(request, at=at)
    record(
        Verified(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"result": result, "contact": contact},
            detail={
                "person": person.strip(),
                "number": dialled.number,
                "source": dialled.number_from,
                "result": RESULTS[result],
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return request


@transaction.atomic
def cross_check(request: AssistanceRequest, *, text: str, acting: Person, at: datetime) -> AssistanceRequest:
    """Record what our own files say. Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `ReasonNeeded`."""
    request = moving.locked(request)
    act = moving.require(request, "cross_check", acting=acting)
    if not text.strip():
        raise ReasonNeeded
    moving.move(request, act, at=at)
    record(
        CrossChecked(case=request.case.uuid, subject=request.uuid, detail={"text": text.strip()}),
        by=acting.uuid,
        at=at,
    )
    return request


@transaction.atomic
def triage(
    request: AssistanceRequest, fields: Mapping[str, object], *, acting: Person, at: datetime
) -> AssistanceRequest:
    """Fix kind, track and urgency (with its reason); the clocks of that kind run from the date of receipt.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `FieldsRefused`, `Incomplete`.
    """
    request = moving.locked(request)
    policy.require_may_do(acting, BY_CODE["triage"], request.case_id)
    set_fields(request, {name: value for name, value in fields.items() if name in TRIAGE_FIELDS})
    act = moving.require(request, "triage", acting=acting)
    if request.kind == Kind.EMERGENCY_DISCLOSURE:
        DatedEvent.objects.create(request=request, code=TRIAGED_AS_EMERGENCY, at=at)
    moving.move(request, act, at=at)
    make_request_findable(request)
    kind, urgency = LABELS[Kind(request.kind)], LABELS[Urgency(request.urgency)]
    record(
        Triaged(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"kind": request.kind, "track": request.track, "urgency": request.urgency},
            detail={
                "kind": {"en": kind.en, "fr": kind.fr},
                "urgency": {"en": urgency.en.lower(), "fr": urgency.fr.lower()},
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return request


@transaction.atomic
def route(
    request: AssistanceRequest,
    *,
    unit: Unit | None,
    officer: Person | None,
    acting: Person,
    at: datetime,
) -> AssistanceRequest:
    """Hand the request to a unit, an officer, or both. They become members of its case.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `ReasonNeeded` when neither is named, `NotACaseworker`.
    """
    request = moving.locked(request)
    act = moving.require(request, "route", acting=acting)
    if unit is None and officer is None:
        raise ReasonNeeded
    request.unit = unit or (officer.unit if officer else None)
    request.assigned_to = officer
    people = [*(people_of_unit(unit) if unit else []), *([officer] if officer else [])]
    add_members_by_routing(request.case, people, acting=acting, at=at, reason=request.reference)
    moving.move(request, act, at=at, to=State.ROUTED if State(request.state) is State.TRIAGED else None)
    names = [officer.name] if officer else []
    record(
        Routed(
            case=request.case.uuid,
            subject=request.uuid,
            facts={
                "unit": request.unit.uuid if request.unit else None,
                "officer": officer.uuid if officer else None,
            },
            detail={
                "to": {
                    "en": ", ".join([*names, *([unit.name_en] if unit else [])]),
                    "fr": ", ".join([*names, *([unit.name_fr] if unit else [])]),
                }
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return request
