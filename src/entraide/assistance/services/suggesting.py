"""Taking over, or not, what was read off a letter. Nothing is filled in until a person accepts it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from entraide.assistance import policy
from entraide.assistance.domain.blocks import SubjectSort
from entraide.assistance.domain.kinds import AuthorityRole, Kind, Urgency
from entraide.assistance.domain.lifecycle import ENDED, State
from entraide.assistance.domain.measures import MeasureCode
from entraide.assistance.errors import RequestEnded, SuggestionDoesNotFit, SuggestionSettled
from entraide.assistance.events import SuggestionAccepted, SuggestionDismissed
from entraide.assistance.models import AssistanceRequest, Authority, Measure, Offence, Subject, Suggestion
from entraide.assistance.services.describing import set_fields
from entraide.assistance.services.finding import make_request_findable
from entraide.assistance.services.moving import locked, settle
from entraide.kernel.errors import NotFound
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, acting: Person, at: datetime) -> Suggestion:
    """Take a suggestion over into the record. What stood in a single field before is replaced, and the ledger says so.

    Raises `NotFound`, `NotAllowed`, `SuggestionSettled`, `SuggestionDoesNotFit`, `RequestEnded`, `FieldsRefused`.
    """
    suggestion, request = _held(suggestion, acting=acting)
    _take_over(suggestion, request)
    suggestion.accepted = True
    _settled(SuggestionAccepted, suggestion, request, acting=acting, at=at)
    settle(request, at=at)
    make_request_findable(request)
    return suggestion


@transaction.atomic
def dismiss_suggestion(suggestion: Suggestion, *, acting: Person, at: datetime) -> Suggestion:
    """Say that a suggestion is wrong or not needed. Raises `NotFound`, `NotAllowed`, `SuggestionSettled`."""
    suggestion, request = _held(suggestion, acting=acting)
    suggestion.accepted = False
    _settled(SuggestionDismissed, suggestion, request, acting=acting, at=at)
    return suggestion


def _take_over(suggestion: Suggestion, request: AssistanceRequest) -> None:
    value = suggestion.value
    match suggestion.field:
        case "sending_state":
            set_fields(request, {"partner_state": value.upper()})
        case "agency":
            set_fields(request, {"partner_agency": value[:200]})
            requesting = _requesting(request)
            requesting.organisation = requesting.organisation or value[:200]
            requesting.save()
        case "language":
            set_fields(request, {"language": value[:8]})
        case "partner_reference":
            known = [part for part in request.partner_references.split("; ") if part]
            set_fields(request, {"partner_references": "; ".join(dict.fromkeys([*known, value]))[:300]})
        case "deadline":
            set_fields(request, {"hard_date": _moment(value)})
        case "date":
            request.sent_at = _moment(value)
        case "email" | "phone":
            requesting = _requesting(request)
            setattr(requesting, suggestion.field, value[:60] if suggestion.field == "phone" else value)
            requesting.save()
        case "url" | "ip_address" | "person":
            sort = {"url": SubjectSort.URL, "ip_address": SubjectSort.IP, "person": SubjectSort.PERSON}
            Subject.objects.get_or_create(request=request, sort=sort[suggestion.field], name=value)
        case "urgency":
            set_fields(request, {"urgency": _code(Urgency, value), "urgency_reason": suggestion.words})
        case "kind":
            set_fields(request, {"kind": _code(Kind, value)})
        case "measure":
            Measure.objects.get_or_create(request=request, code=_code(MeasureCode, value))
        case "offence":
            Offence.objects.get_or_create(request=request, title=suggestion.label[:200])
        case "subject":
            set_fields(request, {"title": value[:200]})
        case _:
            raise SuggestionDoesNotFit


def _code(codes: type[Urgency | Kind | MeasureCode], value: str) -> str:
    try:
        return codes(value).value
    except ValueError as unknown:
        raise SuggestionDoesNotFit from unknown


def _moment(value: str) -> datetime:
    """A date means the end of that day at the agency; a date with a time is taken as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as unreadable:
        raise SuggestionDoesNotFit from unreadable
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    zone = ZoneInfo(settings.NODE.agency.time_zone)
    if len(value) <= len("2026-01-31"):
        moment = moment.replace(hour=23, minute=59)
    return moment.replace(tzinfo=zone)


def _requesting(request: AssistanceRequest) -> Authority:
    found = request.authorities.filter(role=AuthorityRole.REQUESTING).order_by("pk").first()
    return found or Authority(request=request, role=AuthorityRole.REQUESTING)


def _held(suggestion: Suggestion, *, acting: Person) -> tuple[Suggestion, AssistanceRequest]:
    policy.require_may_work(acting, suggestion.arrival.case_id)
    if suggestion.arrival.request is None:
        raise NotFound
    request = locked(suggestion.arrival.request)
    held = Suggestion.objects.select_for_update(of=("self",)).select_related("arrival").get(pk=suggestion.pk)
    if held.settled_at is not None:
        raise SuggestionSettled
    if State(request.state) in ENDED:
        raise RequestEnded
    return held, request


def _settled(
    event: type[SuggestionAccepted | SuggestionDismissed],
    suggestion: Suggestion,
    request: AssistanceRequest,
    *,
    acting: Person,
    at: datetime,
) -> None:
    suggestion.settled_at, suggestion.settled_by = at, acting
    suggestion.save(update_fields=["settled_at", "settled_by", "accepted"])
    record(
        event(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"suggestion": suggestion.uuid, "field": suggestion.field},
            detail={"field": READ_FIELDS[suggestion.field], "label": suggestion.label},
        ),
        by=acting.uuid,
        at=at,
    )


READ_FIELDS = {
    "sending_state": {"en": "sending state", "fr": "État d’origine"},
    "agency": {"en": "agency", "fr": "service"},
    "language": {"en": "language", "fr": "langue"},
    "date": {"en": "date", "fr": "date"},
    "partner_reference": {"en": "reference", "fr": "référence"},
    "deadline": {"en": "deadline", "fr": "date limite"},
    "email": {"en": "e-mail address", "fr": "adresse de courriel"},
    "url": {"en": "web address", "fr": "adresse Web"},
    "phone": {"en": "telephone", "fr": "téléphone"},
    "ip_address": {"en": "IP address", "fr": "adresse IP"},
    "person": {"en": "person", "fr": "personne"},
    "urgency": {"en": "urgency", "fr": "urgence"},
    "measure": {"en": "measure", "fr": "mesure"},
    "kind": {"en": "kind", "fr": "type"},
    "offence": {"en": "offence", "fr": "infraction"},
    "subject": {"en": "title", "fr": "titre"},
}
