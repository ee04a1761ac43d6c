"""The partners of the demo bureau: plainly fictional agencies in real states, nobody real among them.

Addresses end in `.example`; telephones use numbers that are reserved for fiction or cannot be dialled.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources

from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.domain.sorts import AgencySort, Channel, Function
from entraide.directory.domain.states import states
from entraide.directory.services import add_agency, add_contact, add_office
from entraide.kernel.people import Actor


@dataclass(frozen=True)
class Partner:
    """One invented agency, as a row of `demo.csv` says it; `person` may be empty."""

    state: str
    name_en: str
    name_fr: str
    name_original: str
    sort: str
    city: str
    languages: str
    person: str


# The working week where it is not Monday to Friday.
WEEK = {
    "AE": "mon-thu 07:30-15:30; fri 07:30-12:00",
    "MA": "mon-fri 08:30-16:30",
    "IN": "mon-sat 09:30-18:00",
}


def partners() -> list[Partner]:
    """Every invented partner, in the order of the file."""
    text = resources.files("entraide.directory").joinpath("demo.csv").read_text("utf-8")
    return [Partner(**row) for row in csv.DictReader(text.splitlines())]


def fill(acting: Actor, at: datetime) -> None:
    """Put the partners into the directory, in the name of a person who keeps it."""
    for number, partner in enumerate(partners()):
        facts = states()[partner.state]
        languages = tuple(partner.languages.split())
        agency = add_agency(
            AgencyFacts(
                state=partner.state,
                name_en=partner.name_en,
                name_fr=partner.name_fr,
                name_original=partner.name_original,
                sort=partner.sort,
                languages=languages,
            ),
            acting=acting,
            at=at,
        )
        sort = AgencySort(partner.sort)
        desk = sort in {AgencySort.POINT_24_7, AgencySort.NCB}
        office = add_office(
            agency,
            OfficeFacts(
                name="Duty office" if desk else "Headquarters",
                address=f"{10 + number} Example Square",
                city=partner.city,
                time_zone=facts.time_zone,
                hours="" if desk else WEEK.get(partner.state, "mon-fri 08:30-16:30"),
                always_open=desk,
                closures=(date(at.year, 12, 25), date(at.year + 1, 1, 1)),
            ),
            acting=acting,
            at=at,
        )
        host = partner.city.lower().encode("ascii", "ignore").decode().replace(" ", "-")
        add_contact(
            office,
            ContactFacts(
                function=_function(sort),
                phone=f"{facts.dial} 555 01{number:02}",
                email=f"desk@{host}.example",
                languages=languages,
                channels=_channels(sort),
                preferred_channel=_channels(sort)[0],
                verified_on=at.date() - timedelta(days=7 * (number % 30)),
            ),
            acting=acting,
            at=at,
        )
        if partner.person:
            add_contact(
                office,
                ContactFacts(
                    function=Function.LIAISON_OFFICER if number % 3 == 0 else Function.INVESTIGATOR,
                    person=partner.person,
                    phone=f"{facts.dial} 555 01{number:02}",
                    mobile=f"{facts.dial} 555 01{number + 50:02}",
                    email=f"contact{number}@{host}.example",
                    languages=languages,
                    channels=(Channel.EMAIL, Channel.PHONE),
                    preferred_channel=Channel.EMAIL,
                    verified_on=at.date() - timedelta(days=11 * (number % 40)),
                ),
                acting=acting,
                at=at,
            )


def _function(sort: AgencySort) -> Function:
    return {
        AgencySort.CENTRAL_AUTHORITY: Function.MLA_DESK,
        AgencySort.PROSECUTION: Function.MLA_DESK,
        AgencySort.NCB: Function.NCB_DESK,
        AgencySort.POINT_24_7: Function.BUDAPEST_24_7,
        AgencySort.PROVIDER: Function.DISCLOSURE_DESK,
        AgencySort.LABORATORY: Function.FIREARMS_DESK,
    }.get(sort, Function.DUTY_DESK)


def _channels(sort: AgencySort) -> tuple[Channel, ...]:
    if sort is AgencySort.PROVIDER:
        return (Channel.PORTAL, Channel.EMAIL)
    if sort in {AgencySort.CENTRAL_AUTHORITY, AgencySort.PROSECUTION}:
        return (Channel.SECURE_MAIL, Channel.POST, Channel.EMAIL)
    return (Channel.I24_7, Channel.EMAIL, Channel.PHONE)
