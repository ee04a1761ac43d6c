"""Taking over, or not, what was read off a letter. Nothing is filled in until a person accepts it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from entraide.assistance import policy
from entraide.assistance.domain.blocks import SubjectSort
from entraide.assistance.domain.kinds import AuthorityRole, Kind, Urgency
from entraide.assistance.domain.measures import MeasureCode
from entraide.assistance.domain.states import ENDED, State
from entraide.assistance.errors import RequestEnded, SuggestionDoesNotFit, SuggestionSettled
from entraide.assistance.events import SuggestionAccepted, SuggestionDismissed
from entraide.assistance.models import AssistanceRequest, Authority, Measure, Offence, Subject, Suggestion
from entraide.assistance.services.describing import problems_of, set_fields
from entraide.assistance.services.finding import make_request_findable
from entraide.assistance.services.moving import locked, settle
from entraide.kernel.errors import NotFound
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

DURATION = re.compile(r"P(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?(?:T(?P<hours>\d{1,4})H)?")
# IPv4, IPv6, or IPv6 in brackets; a port after the first and the last.
ADDRESS = re.compile(
    r"(?:\[(?P<bracketed>[0-9a-fA-F:.]+)\]|(?P<bare>[0-9.]+|[0-9a-fA-F:]+))(?::(?P<port>\d{1,5}))?"
)


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
            set_fields(request, {"hard_date": _end(value, request.received_at)})
        case "date":
            request.sent_at = _moment(value)
        case "email" | "phone":
            requesting = _requesting(request)
            setattr(requesting, suggestion.field, value)
            if problems_of(requesting, frozenset({suggestion.field})):
                raise SuggestionDoesNotFit
            requesting.save()
        case "url" | "person":
            sort = {"url": SubjectSort.URL, "person": SubjectSort.PERSON}[suggestion.field]
            _add_once(Subject, request, sort=sort, name=value)
        case "ip_address":
            name, particulars = _address(value)
            if not request.subjects.filter(sort=SubjectSort.IP, name=name).exists():
                Subject.objects.create(
                    request=request, sort=SubjectSort.IP, name=name, particulars=particulars
                )
        case "urgency":
            set_fields(request, {"urgency": _code(Urgency, value), "urgency_reason": suggestion.words})
        case "kind":
            set_fields(request, {"kind": _code(Kind, value)})
        case "measure":
            _add_once(Measure, request, code=_code(MeasureCode, value))
        case "offence":
            _add_once(Offence, request, title=suggestion.label[:200])
        case "subject":
            set_fields(request, {"title": value[:200]})
        case _:
            raise SuggestionDoesNotFit


def _add_once(model: type[Subject | Measure | Offence], request: AssistanceRequest, **what: str) -> None:
    # Not `get_or_create`: a person may have entered the same thing twice, for two custodians say.
    if not model._default_manager.filter(request=request, **what).exists():
        model._default_manager.create(request=request, **what)


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


def _end(value: str, received_at: datetime | None) -> datetime:
    """A date, or so many weeks, days or hours (ISO 8601: «P10D», «PT24H») from the arrival.

    Months are left to a person: what a month means, an instrument says.
    """
    duration = DURATION.fullmatch(value)
    if duration is None or received_at is None:
        return _moment(value)
    length = {unit: int(number or 0) for unit, number in duration.groupdict().items()}
    return received_at + timedelta(**length)


def _address(value: str) -> tuple[str, dict[str, object]]:
    """«203.0.113.7:51234 2026-03-03T21:15:07+01:00» as the address, its port and its time; either may be missing."""
    address, _, moment = value.partition(" ")
    found = ADDRESS.fullmatch(address)
    if found is None:
        return value, {}
    port = {"port": int(found["port"])} if found["port"] else {}
    return found["bare"] or found["bracketed"], {**port, **({"at": moment} if moment else {})}


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
