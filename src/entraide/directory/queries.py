"""Questions to the directory."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from entraide.directory.domain import hours
from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.domain.names import fold
from entraide.directory.domain.sorts import Function
from entraide.directory.domain.states import states as state_facts
from entraide.directory.models import Agency, ContactPoint, Office, State
from entraide.kernel.errors import NotFound


def states(*, with_agencies: bool = False) -> QuerySet[State]:
    """Every state by code; only those with an agency in use when asked so."""
    if with_agencies:
        return State.objects.filter(Exists(Agency.objects.filter(state=OuterRef("pk"), active=True)))
    return State.objects.all()


def state(code: str) -> State:
    """One state by its two letters. Raises `NotFound`."""
    found = State.objects.filter(code=code.upper()).first()
    if found is None:
        raise NotFound
    return found


def agencies(
    *, state: str = "", sort: str = "", text: str = "", retired: bool = False, round_the_clock: bool = False
) -> QuerySet[Agency]:
    """Agencies in use (or the retired ones), by state and name. `text`: every word is in a name or a city."""
    found = (
        Agency.objects.filter(active=not retired).select_related("state").order_by("state", "name_en", "pk")
    )
    if state:
        found = found.filter(state=state)
    if sort:
        found = found.filter(sort=sort)
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    if round_the_clock:
        desks = ContactPoint.objects.filter(office__agency=OuterRef("pk"), active=True).filter(
            Q(office__always_open=True) | Q(function=Function.BUDAPEST_24_7.value)
        )
        found = found.filter(Exists(desks))
    return found


def agency(uuid: UUID) -> Agency:
    """One agency with its offices and contact points in use. Raises `NotFound`."""
    contacts = ContactPoint.objects.filter(active=True).order_by("function", "person", "pk")
    offices = (
        Office.objects.filter(active=True)
        .order_by("name", "pk")
        .prefetch_related(Prefetch("contacts", queryset=contacts))
    )
    found = (
        Agency.objects.select_related("state")
        .prefetch_related(Prefetch("offices", queryset=offices))
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def office(uuid: UUID) -> Office:
    """One office. Raises `NotFound`."""
    found = Office.objects.select_related("agency__state").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def offices(*, agency: UUID | None = None) -> QuerySet[Office]:
    """Offices in use, by agency and name."""
    found = Office.objects.filter(active=True).select_related("agency").order_by("agency", "name", "pk")
    return found.filter(agency__uuid=agency) if agency else found


def contact(uuid: UUID) -> ContactPoint:
    """One contact point. Raises `NotFound`."""
    found = ContactPoint.objects.select_related("office__agency__state").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def contacts(*, agency: UUID | None = None, state: str = "", function: str = "") -> QuerySet[ContactPoint]:
    """Contact points in use, by state, agency and office."""
    found = (
        ContactPoint.objects.filter(active=True)
        .select_related("office__agency__state")
        .order_by("office__agency__state", "office__agency__name_en", "office__name", "function", "pk")
    )
    if agency:
        found = found.filter(office__agency__uuid=agency)
    if state:
        found = found.filter(office__agency__state=state)
    if function:
        found = found.filter(function=function)
    return found


def addresses(*, limit: int) -> list[str]:
    """The e-mail addresses of contact points in use, each once, at most so many."""
    found = ContactPoint.objects.filter(active=True).exclude(email="")
    return list(found.order_by("email").values_list("email", flat=True).distinct()[:limit])


def agencies_per_state() -> dict[str, int]:
    """How many agencies in use each state has: the map of partners."""
    counted = (
        Agency.objects.filter(active=True).values("state").annotate(number=Count("pk")).order_by("state")
    )
    return {row["state"]: row["number"] for row in counted}


def opening(office: Office, at: datetime) -> hours.Open | hours.Closed:
    """Whether an office is open at a moment, by its own clock."""
    return hours.opening(
        hours.parse(office.hours),
        ZoneInfo(office.time_zone),
        at,
        closures=[date.fromisoformat(day) for day in office.closures],
        always_open=office.always_open,
    )


def agency_facts(agency: Agency) -> AgencyFacts:
    """What is said of an agency, as forms and files carry it."""
    return AgencyFacts(
        state=agency.state_id,
        name_en=agency.name_en,
        name_fr=agency.name_fr,
        name_original=agency.name_original,
        sort=agency.sort,
        languages=tuple(agency.languages),
        notes=agency.notes,
    )


def office_facts(office: Office) -> OfficeFacts:
    """What is said of an office, as forms and files carry it."""
    return OfficeFacts(
        name=office.name,
        address=office.address,
        city=office.city,
        time_zone=office.time_zone,
        hours=office.hours,
        always_open=office.always_open,
        closures=tuple(date.fromisoformat(day) for day in office.closures),
    )


def contact_facts(contact: ContactPoint) -> ContactFacts:
    """What is said of a contact point, as forms and files carry it."""
    return ContactFacts(
        function=contact.function,
        person=contact.person,
        title=contact.title,
        phone=contact.phone,
        mobile=contact.mobile,
        email=contact.email,
        languages=tuple(contact.languages),
        channels=tuple(contact.channels),
        preferred_channel=contact.preferred_channel,
        verified_on=contact.verified_on,
    )


def searched(agency: Agency) -> str:
    """The text in which a search looks for this agency."""
    state = state_facts()[agency.state_id]
    cities = Office.objects.filter(agency__uuid=agency.uuid).values_list("city", "name")
    words = (agency.name_en, agency.name_fr, agency.name_original, state.name_en, state.name_fr)
    return fold(" ".join([*words, *(part for office in cities for part in office)]))


def rows_to_export() -> Iterator[tuple[AgencyFacts, OfficeFacts | None, ContactFacts | None, UUID | None]]:
    """Everything in use, a row per contact point; offices and agencies that have none stand alone."""
    of_agency: dict[int, list[Office]] = {}
    for found in Office.objects.filter(active=True).order_by("name", "pk"):
        of_agency.setdefault(found.agency_id, []).append(found)
    of_office: dict[int, list[ContactPoint]] = {}
    for point in ContactPoint.objects.filter(active=True).order_by("function", "person", "pk"):
        of_office.setdefault(point.office_id, []).append(point)
    for found_agency in agencies():
        facts = agency_facts(found_agency)
        if found_agency.pk not in of_agency:
            yield facts, None, None, None
        for found_office in of_agency.get(found_agency.pk, []):
            place = office_facts(found_office)
            if found_office.pk not in of_office:
                yield facts, place, None, None
            for point in of_office.get(found_office.pk, []):
                yield facts, place, contact_facts(point), point.uuid
