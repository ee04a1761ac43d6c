"""The shapes in which the directory travels."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from entraide.directory.domain.sorts import AgencySort, Channel, Function
from entraide.directory.domain.states import Region
from entraide.ui.api.schemas import Line, Prose, Slice

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Languages = Annotated[list[LanguageCode], Field(max_length=12)]


class StateOut(Schema):
    code: str
    alpha3: str
    name_en: str
    name_fr: str
    region: Region
    time_zone: str = Field(description="Of the capital.")
    dial: str
    un_seat: str = Field(description="«member», «observer» or empty.")


class StatePage(Schema):
    items: list[StateOut]
    count: int


class AgencyIn(Schema):
    state: StateCode
    name_en: Line
    sort: AgencySort
    name_fr: Line = ""
    name_original: Line = ""
    languages: Languages = []
    notes: Prose = ""


class AgencyPatch(Schema):
    """What is left out, or null, stays as it is."""

    state: StateCode | None = None
    name_en: Line | None = None
    sort: AgencySort | None = None
    name_fr: Line | None = None
    name_original: Line | None = None
    languages: Languages | None = None
    notes: Prose | None = None


class AgencyOut(Schema):
    uuid: UUID
    state: str
    name_en: str
    name_fr: str
    name_original: str
    sort: AgencySort
    languages: list[str]
    notes: str
    active: bool


class AgencyPage(Schema):
    items: list[AgencyOut]
    count: int


class AgencyFilter(Slice):
    state: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    sort: AgencySort | None = None
    text: Line = ""
    retired: bool = False
    round_the_clock: bool = False


class OfficeIn(Schema):
    name: Line
    time_zone: Line = Field(description="A name of the tz database, «America/Toronto».")
    address: Line = ""
    city: Line = ""
    hours: Line = Field("", description="«mon-fri 08:30-16:30; sat 09:00-12:00», by the clock on the wall.")
    always_open: bool = False
    closures: list[date] = Field([], max_length=100, description="Days on which it does not open.")


class OfficePatch(Schema):
    """What is left out, or null, stays as it is."""

    name: Line | None = None
    time_zone: Line | None = None
    address: Line | None = None
    city: Line | None = None
    hours: Line | None = None
    always_open: bool | None = None
    closures: list[date] | None = Field(None, max_length=100)


class OfficeOut(Schema):
    uuid: UUID
    agency: UUID
    name: str
    address: str
    city: str
    time_zone: str
    hours: str
    always_open: bool
    closures: list[date]
    open_now: bool
    until: datetime | None = Field(description="When open: until when; null when it never closes.")
    opens: datetime | None = Field(description="When closed: when it opens; null when nobody knows.")
    active: bool


class OfficePage(Schema):
    items: list[OfficeOut]
    count: int


class OfficeFilter(Slice):
    agency: UUID | None = None


class ContactIn(Schema):
    function: Function
    person: Line = ""
    title: Line = ""
    phone: Line = ""
    mobile: Line = ""
    email: Line = ""
    languages: Languages = []
    channels: list[Channel] = Field([], max_length=8)
    preferred_channel: Channel | None = None
    verified_on: date | None = None


class ContactPatch(Schema):
    """What is left out, or null, stays as it is."""

    function: Function | None = None
    person: Line | None = None
    title: Line | None = None
    phone: Line | None = None
    mobile: Line | None = None
    email: Line | None = None
    languages: Languages | None = None
    channels: list[Channel] | None = Field(None, max_length=8)
    preferred_channel: Channel | None = None
    verified_on: date | None = None


class ContactOut(Schema):
    uuid: UUID
    agency: UUID
    office: UUID
    function: Function
    person: str
    title: str
    phone: str
    mobile: str
    email: str
    languages: list[str]
    channels: list[Channel]
    preferred_channel: Channel | None
    verified_on: date | None
    active: bool


class ContactPage(Schema):
    items: list[ContactOut]
    count: int


class ContactFilter(Slice):
    agency: UUID | None = None
    state: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    function: Function | None = None


class RowTakenOut(Schema):
    line: int
    what: str
    outcome: str


class RowRefusedOut(Schema):
    line: int
    code: str
    column: str
    reason_en: str
    reason_fr: str


class ImportOut(Schema):
    added: int
    changed: int
    same: int
    taken: list[RowTakenOut]
    refused: list[RowRefusedOut]
