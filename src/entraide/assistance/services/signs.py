"""What is noticed of a request's sender before somebody is called: who signed it, or the signs of a forgery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from entraide.assistance.domain.forgery import Known, Place, Sender, Sign, domain_of, folded, signs_of
from entraide.assistance.domain.kinds import AuthorityRole, Channel, Direction, Kind, Urgency
from entraide.assistance.domain.lookalikes import MOST_KNOWN
from entraide.assistance.domain.opening.opened import MediaType
from entraide.assistance.domain.reading.contacts import contacts_of
from entraide.assistance.domain.reading.suggestion import Field
from entraide.assistance.domain.states import ARRIVING
from entraide.assistance.models import Arrival, AssistanceRequest, Authority
from entraide.assistance.queries import newest
from entraide.assistance.services.calling import contacts_of_partner, of_agency
from entraide.cases.queries import correspondence_of
from entraide.directory import queries as directory
from entraide.directory.domain import hours
from entraide.exchange.domain.standing import PartnerStanding
from entraide.exchange.queries import conversations_about

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.directory.models import ContactPoint, Office
    from entraide.exchange.models import Partner

# How many earlier requests of the partner are looked at.
EARLIER = 50
MOST_TEXT = 100_000
THEIRS = (
    AuthorityRole.REQUESTING,
    AuthorityRole.SECOND_CONTACT,
    AuthorityRole.INVESTIGATING,
    AuthorityRole.PROSECUTION,
)
LIVE = frozenset({Channel.PHONE.value, Channel.FAX.value})
MAIL = frozenset({MediaType.MAIL.value, MediaType.OUTLOOK.value})
# States on whose walls several clocks hang: without an office nobody can say what time it was there.
WIDE = frozenset({"AU", "BR", "CA", "CD", "CL", "ES", "ID", "KZ", "MN", "MX", "PT", "RU", "US"})


@dataclass(frozen=True)
class Examined:
    """What can be said of who sends a request: the partner whose node signed it, or the signs that do not fit.

    A signature is the node's: the officer behind it is asked for by a second channel in an emergency all the same.
    """

    signed_by: Partner | None
    signs: tuple[Sign, ...]


def examine(request: AssistanceRequest, person: Person) -> Examined:
    """What one person may be told of who sends a request: earlier requests count where that person can see them."""
    if request.direction != Direction.INCOMING:
        return Examined(None, ())
    signer = _signer(request)
    if signer is not None:
        return Examined(signer, ())
    return Examined(None, tuple(signs_of(_sender(request), _known(request, person))))


def _signer(request: AssistanceRequest) -> Partner | None:
    if request.channel != Channel.NODE:
        return None
    talk = conversations_about(request.uuid).first()
    return talk.partner if talk and talk.partner.standing == PartnerStanding.CONFIRMED else None


def _sender(request: AssistanceRequest) -> Sender:
    arrival = request.arrivals.select_related("original").order_by("pk").first()
    name, mail_from = parseaddr(arrival.sender) if arrival else ("", "")
    theirs = list(request.authorities.filter(role__in=THEIRS).order_by("pk")[:EARLIER])
    text = arrival.text[:MOST_TEXT] if arrival else request.facts[:MOST_TEXT]
    return Sender(
        names=tuple(filter(None, (name, *(one.person for one in theirs)))),
        emails=tuple(one.email for one in theirs if one.email),
        phones=tuple(
            filter(
                None, (*(number for one in theirs for number in (one.phone, one.mobile)), *_phones_in(text))
            )
        ),
        mail_from=mail_from,
        reply_to=parseaddr(arrival.reply_to)[1] if arrival else "",
        text=text,
        sent_at=_sent_at(request, arrival),
        emergency=request.kind == Kind.EMERGENCY_DISCLOSURE or request.urgency == Urgency.EMERGENCY,
    )


def _phones_in(text: str) -> list[str]:
    """The numbers that a letter gives as its own: those at its end, below the last of what it tells."""
    foot = text[-400:]
    return [one.words for one in contacts_of(foot) if one.kind is Field.PHONE]


def _sent_at(request: AssistanceRequest, arrival: Arrival | None) -> datetime | None:
    if arrival is None:
        # A call or a fax is here when it is sent; of other letters the hour is not known.
        return request.received_at if request.channel in LIVE else None
    if arrival.original is None or arrival.original.media_type not in MAIL:
        return None
    filed = correspondence_of(request.case).filter(original=arrival.original, incoming=True).first()
    # Filed at the moment of its arrival: its own head did not say when it was sent.
    return filed.at if filed and filed.at != arrival.arrived_at else None


def _known(request: AssistanceRequest, person: Person) -> Known:
    everybody = contacts_of_partner(request)
    theirs = of_agency(request, everybody) or everybody
    names, seen = _earlier(request, person)
    state = request.partner_state
    return Known(
        names=frozenset(folded(one.person) for one in everybody if one.person) | names,
        emails=frozenset(one.email.lower() for one in theirs if one.email),
        phones=frozenset(number for one in theirs for number in (one.phone, one.mobile) if number),
        seen=seen | frozenset(one.email.lower() for one in everybody if one.email),
        domains=frozenset(filter(None, map(domain_of, directory.addresses(limit=MOST_KNOWN)))),
        offices=tuple(_place(office) for office in _offices([] if theirs is everybody else theirs)),
        zone=ZoneInfo(state.time_zone) if state and state.code not in WIDE else None,
    )


def _offices(contacts: list[ContactPoint]) -> list[Office]:
    # Of the agency itself: the hours of others in its state say nothing of the sender's.
    return list({one.office_id: one.office for one in contacts}.values())


def _place(office: Office) -> Place:
    return Place(
        zone=ZoneInfo(office.time_zone),
        week=hours.parse(office.hours),
        closures=tuple(date.fromisoformat(day) for day in office.closures),
        always_open=office.always_open,
    )


def _earlier(request: AssistanceRequest, person: Person) -> tuple[frozenset[str], frozenset[str]]:
    """Names and addresses of earlier requests of the partner that were taken up, and that nobody denied."""
    if not request.partner_state_id:
        return frozenset(), frozenset()
    page = newest(person, {"from": request.partner_state_id, "direction": Direction.INCOMING}, limit=EARLIER)
    taken_up = [
        one
        for one in page.rows
        if one.pk != request.pk and one.state not in ARRIVING and one.verified_result in {"", "confirmed"}
    ]
    authorities = Authority.objects.filter(request__in=taken_up, role__in=THEIRS)
    names, addresses = set[str](), set[str]()
    for name, address in authorities.values_list("person", "email"):
        names.add(folded(name))
        addresses.add(address.lower())
    for sender in Arrival.objects.filter(request__in=taken_up).values_list("sender", flat=True):
        name, address = parseaddr(sender)
        names.add(folded(name))
        addresses.add(address.lower())
    return frozenset(names - {""}), frozenset(addresses - {""})
