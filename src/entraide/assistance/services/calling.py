"""Whom one calls to find out whether a request is real: the partner's numbers in the directory, and never one that the
request itself brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from entraide.assistance.domain.forgery import folded
from entraide.assistance.domain.numbers import runs_of, same_number, stands_in
from entraide.assistance.errors import ContactElsewhere, FieldsRefused, NumberFromTheMessage
from entraide.assistance.models import AssistanceRequest
from entraide.cases.queries import correspondence_of
from entraide.directory import queries as directory
from entraide.directory.domain.sorts import FUNCTION_LABELS, Function
from entraide.kernel.errors import NotFound
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.directory.models import Agency, ContactPoint

# How much is looked at, however much a case holds. The directory of one state is far smaller.
MOST_CONTACTS = 500
MOST_LETTERS = 200
MOST_TEXT = 500_000
# A shorter name would be found in too many others.
SHORTEST_NAME = 6
NOT_THEIRS = Text(
    en="On which number: the directory has another for this contact.",
    fr="À quel numéro : le répertoire en a un autre pour ce contact.",
)
NOT_IN_USE = Text(
    en="From the directory: it has no such contact in use.",
    fr="Dans le répertoire : aucun contact de ce genre n’est en usage.",
)


@dataclass(frozen=True)
class Number:
    """One number of the directory that can be called; `of_agency`: of the very agency that the request names."""

    contact: ContactPoint
    number: str
    of_agency: bool


@dataclass(frozen=True)
class Called:
    """The number that was called, and where it was taken from."""

    number: str
    number_from: str


def is_ours(agency: Agency) -> bool:
    """Whether an agency of the directory is the one that this node serves: calling home confirms nothing."""
    ours = settings.NODE.agency
    names = {folded(one) for one in (ours.name_en, ours.name_fr)}
    return bool(names & {folded(one) for one in (agency.name_en, agency.name_fr)} - {""})


def numbers_of_partner(request: AssistanceRequest) -> list[Number]:
    """The numbers that the directory has for the agency of a request and for its state, the agency's first."""
    named = _names_of(request)
    found = [
        Number(contact, number, _is_named(contact.office.agency, named))
        for contact in contacts_of_partner(request)
        for number in dict.fromkeys((contact.phone, contact.mobile))
        if number
    ]
    return sorted(found, key=lambda one: not one.of_agency)


def contacts_of_partner(request: AssistanceRequest) -> list[ContactPoint]:
    """The contact points of the partner's state; where that is not known, of agencies of the name given. Never our own:
    a partner of our own state is among them."""
    if request.partner_state_id:
        found = directory.contacts(state=request.partner_state_id)[:MOST_CONTACTS]
        return [one for one in found if not is_ours(one.office.agency)]
    if not request.partner_agency.strip():
        return []
    named = _names_of(request)
    agencies = [one for one in directory.agencies(text=request.partner_agency)[:5] if _is_named(one, named)]
    return [
        contact
        for one in agencies
        if not is_ours(one)
        for contact in directory.contacts(agency=one.uuid)[:MOST_CONTACTS]
    ]


def of_agency(request: AssistanceRequest, contacts: Iterable[ContactPoint]) -> list[ContactPoint]:
    """Those of these contact points that belong to the agency which the request names."""
    named = _names_of(request)
    return [one for one in contacts if _is_named(one.office.agency, named)]


def called(request: AssistanceRequest, *, number: str, number_from: str, contact: UUID | None) -> Called:
    """What was called: a number of the directory, or another one with its source, which the request did not bring.

    Raises `ContactElsewhere`, `FieldsRefused`, `NumberFromTheMessage`.
    """
    if contact is not None:
        return _of_the_directory(request, contact, number)
    known = (one.number for one in numbers_of_partner(request))
    if stands_in(number, _runs_in(request)) and not any(same_number(number, one) for one in known):
        raise NumberFromTheMessage
    return Called(number.strip(), number_from.strip())


def _of_the_directory(request: AssistanceRequest, uuid: UUID, number: str) -> Called:
    contact = _contact(uuid)
    # Not `NotFound`: the directory is everybody's, and the request is there.
    if contact is None or not contact.active:
        raise FieldsRefused({"contact": NOT_IN_USE})
    agency = contact.office.agency
    if is_ours(agency) or (request.partner_state_id and agency.state_id != request.partner_state_id):
        raise ContactElsewhere
    numbers = [one for one in (contact.phone, contact.mobile) if one]
    chosen = next((one for one in numbers if not number.strip() or same_number(one, number)), None)
    if chosen is None:
        raise FieldsRefused({"number": NOT_THEIRS})
    label = FUNCTION_LABELS[Function(contact.function)]
    # Kept on the record as a line: in the words of both languages it would be read in neither.
    who = contact.person or label.en
    return Called(chosen, f"{agency.name_en}, {who} (directory)"[:200])


def _runs_in(request: AssistanceRequest) -> list[str]:
    return [run for text in _texts_of(request) for run in runs_of(text[:MOST_TEXT])]


def _texts_of(request: AssistanceRequest) -> Iterator[str]:
    """Everything that the other side wrote: the record made of it, its arrivals, its letters."""
    yield from (request.facts, request.urgency_reason, request.partner_references)
    yield from (value for value in request.block.values() if isinstance(value, str))
    authorities = list(request.authorities.order_by("pk")[:MOST_LETTERS])
    for authority in authorities:
        brought: tuple[str, ...] = (authority.phone, authority.mobile)
        if authority.contact is not None and (known := _contact(authority.contact)) is not None:
            # Naming a contact of the directory does not make another number the directory's.
            theirs = [one for one in (known.phone, known.mobile) if one]
            brought = tuple(one for one in brought if not any(same_number(one, each) for each in theirs))
        yield from (*brought, authority.address, authority.number)
    for arrival in request.arrivals.order_by("pk")[:MOST_LETTERS]:
        yield from (arrival.sender, arrival.reply_to, arrival.subject, arrival.text)
    letters = correspondence_of(request.case).filter(about=request.uuid, incoming=True)
    yield from (one.text for one in letters[:MOST_LETTERS])


def _contact(uuid: UUID) -> ContactPoint | None:
    try:
        return directory.contact(uuid)
    except NotFound:
        return None


def _names_of(request: AssistanceRequest) -> list[str]:
    """What the request calls its agency."""
    said = (
        request.partner_agency,
        *request.authorities.values_list("organisation", flat=True)[:MOST_LETTERS],
    )
    return [name for name in map(folded, said) if len(name) >= SHORTEST_NAME]


def _is_named(agency: Agency, named: list[str]) -> bool:
    names = map(folded, (agency.name_en, agency.name_fr, agency.name_original))
    return any(len(name) >= SHORTEST_NAME and (name in one or one in name) for name in names for one in named)
