"""What is said of an agency, an office and a contact point, and what must be mended before it is believed."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from entraide.directory.domain.hours import HoursUnreadable, in_writing, parse
from entraide.directory.domain.sorts import AgencySort, Channel, Function
from entraide.directory.domain.states import states
from entraide.kernel.languages import Text

Problems = dict[str, Text]

ADDRESS = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]+")
PHONE = re.compile(r"[+0-9(][0-9 ()./x#*-]{2,39}", re.IGNORECASE)

SHORT, LONG, NOTES = 160, 400, 4000


@dataclass(frozen=True)
class AgencyFacts:
    state: str
    name_en: str
    sort: str
    name_fr: str = ""
    name_original: str = ""
    languages: tuple[str, ...] = ()
    notes: str = ""

    def problems(self) -> Problems:
        """What must be mended, field by field."""
        found: Problems = {}
        if self.state not in states():
            found["state"] = Text(en="State (two letters, ISO 3166-1)", fr="État (deux lettres, ISO 3166-1)")
        if not self.name_en.strip() or len(self.name_en) > SHORT:
            found["name_en"] = Text(en="Name in English", fr="Nom en anglais")
        if len(self.name_fr) > SHORT:
            found["name_fr"] = Text(en="Name in French", fr="Nom en français")
        if len(self.name_original) > SHORT:
            found["name_original"] = Text(en="Name in its own language", fr="Nom dans sa langue")
        if self.sort not in set(AgencySort):
            found["sort"] = Text(en="Sort of agency", fr="Genre d’organisme")
        found |= _languages("languages", self.languages)
        if len(self.notes) > NOTES:
            found["notes"] = Text(en="Notes (too long)", fr="Notes (trop longues)")
        return found


@dataclass(frozen=True)
class OfficeFacts:
    name: str
    time_zone: str
    address: str = ""
    city: str = ""
    hours: str = ""
    always_open: bool = False
    closures: tuple[date, ...] = ()

    def problems(self) -> Problems:
        """What must be mended, field by field."""
        found: Problems = {}
        if not self.name.strip() or len(self.name) > SHORT:
            found["office"] = Text(en="Name of the office", fr="Nom du bureau")
        if self.time_zone not in zones():
            found["time_zone"] = Text(
                en="Time zone («America/Toronto»)", fr="Fuseau horaire (« America/Toronto »)"
            )
        if len(self.address) > LONG:
            found["address"] = Text(en="Address (too long)", fr="Adresse (trop longue)")
        if len(self.city) > SHORT:
            found["city"] = Text(en="City (too long)", fr="Ville (trop longue)")
        try:
            too_long = len(in_writing(parse(self.hours))) > LONG
        except HoursUnreadable:
            too_long = True
        if too_long:
            found["hours"] = Text(
                en="Hours («mon-fri 08:30-16:30; sat 09:00-12:00»)",
                fr="Heures (« mon-fri 08:30-16:30; sat 09:00-12:00 »)",
            )
        return found


@dataclass(frozen=True)
class ContactFacts:
    function: str
    person: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    preferred_channel: str = ""
    verified_on: date | None = None

    def problems(self) -> Problems:
        """What must be mended, field by field."""
        found: Problems = {}
        if self.function not in set(Function):
            found["function"] = Text(en="Function", fr="Fonction")
        if len(self.person) > SHORT:
            found["person"] = Text(en="Name of the person (too long)", fr="Nom de la personne (trop long)")
        if len(self.title) > SHORT:
            found["title"] = Text(en="Title (too long)", fr="Titre (trop long)")
        for name, label in (
            ("phone", Text(en="Telephone", fr="Téléphone")),
            ("mobile", Text(en="Mobile telephone", fr="Téléphone mobile")),
        ):
            if (value := getattr(self, name)) and not PHONE.fullmatch(value):
                found[name] = label
        if self.email and (len(self.email) > 254 or not ADDRESS.fullmatch(self.email)):
            found["email"] = Text(en="E-mail address", fr="Adresse de courriel")
        found |= _languages("languages", self.languages)
        if not set(self.channels) <= set(Channel):
            found["channels"] = Text(en="Channels accepted", fr="Voies acceptées")
        if self.preferred_channel and self.preferred_channel not in self.channels:
            found["preferred_channel"] = Text(
                en="Preferred channel (one of those accepted)", fr="Voie préférée (l’une de celles acceptées)"
            )
        return found

    @property
    def key(self) -> str:
        """By what a contact is known within its office when a file names no uuid: the person, or the function."""
        return " ".join(self.person.casefold().split()) or self.function


@cache
def language_codes() -> frozenset[str]:
    """The codes of the languages of the world, two or three letters each; read when they are first asked for."""
    return frozenset(code for code in map(str, Locale("en").languages) if re.fullmatch(r"[a-z]{2,3}", code))


@cache
def zones() -> frozenset[str]:
    """The names of the time zones that this machine knows, looked for on its disk once."""
    return frozenset(available_timezones())


def _languages(name: str, codes: tuple[str, ...]) -> Problems:
    if len(codes) <= 12 and set(codes) <= language_codes():
        return {}
    return {name: Text(en="Languages (codes such as «en, fr»)", fr="Langues (codes, par exemple « en, fr »)")}
