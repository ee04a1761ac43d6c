"""The shapes in which sealed packages travel: what is asked for, how far it is, what a partner's says."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints, WithJsonSchema

from entraide.evidence.api.schemas import (
    ExhibitEvent,
    ExhibitRow,
    KindOfExhibit,
    MarkingOfExhibit,
    PartOfExhibit,
)
from entraide.evidence.models import Package
from entraide.ui.api.schemas import Prose
from entraide.ui.api.values import Day, Line300

# A message between nodes takes no longer ones, and no control character but the ends of lines.
Purpose = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Limits = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
StateOfPackage = Annotated[
    Package.State, WithJsonSchema({"type": "string", "enum": [str(one.value) for one in Package.State]})
]


class PackageHandlingIn(Schema):
    """What its recipient may do with a package."""

    tlp: Literal["red", "amber+strict", "amber", "green", "clear"] = "amber"
    code: Literal["H0", "H1", "H2", "H3"] = "H1"
    purpose: Purpose
    limits: Limits = ""
    keep_until: Day | None = None


class PackageHandling(Schema):
    """How a package is to be handled."""

    tlp: str
    code: str
    purpose: str
    limits: str
    keep_until: Day | None


class PackageIn(Schema):
    """A package that is asked for."""

    exhibits: Annotated[list[UUID], Field(min_length=1, max_length=1000)] = Field(
        description="Exhibits of the case that two people have released: a copy, or themselves to that partner."
    )
    handling: PackageHandlingIn
    conversation: UUID | None = Field(
        None, description="Where it is sent once it is made; without one it lies ready to be downloaded."
    )


class PackageRecipient(Schema):
    """A conversation of the case with a confirmed partner."""

    conversation: UUID
    partner: UUID
    name_en: str
    name_fr: str


class PackageChoice(ExhibitRow):
    """An exhibit that can go along."""

    original: bool = Field(
        description="It goes itself, to the partner it is offered to; otherwise a copy does."
    )


class PackageChoices(Schema):
    """What can be asked for: the exhibits that can go along, and to whom they can be sent."""

    exhibits: list[PackageChoice]
    to: list[PackageRecipient]


class PackageRow(Schema):
    uuid: UUID
    case: UUID
    wanted_at: datetime
    wanted_by: str
    state: StateOfPackage
    error: str = Field(description="The code of why it could not be made.")
    made_at: datetime | None
    sent: bool = Field(description="It left for a partner.")
    taken_at: datetime | None = Field(description="When the partner took over what is in it.")
    declined_at: datetime | None = Field(description="When the partner would not.")


class PackageOut(PackageRow):
    """One package: how far it is, what is in it, where it goes."""

    done: int = Field(description="So many bytes of it are made.")
    whole: int = Field(description="So many there are; 0 before it is begun.")
    size: int
    sha256: str = Field(description="Of the file that is given out.")
    digest: str = Field(description="Of what was signed in it.")
    handling: PackageHandling
    conversation: UUID | None
    message: UUID | None = Field(description="The message that it left with.")
    exhibits: list[ExhibitRow]


class PackageList(Schema):
    items: list[PackageRow]


class ArrivedPackageRow(Schema):
    """A partner's package; it can be relied on where it was checked and has no fault."""

    uuid: UUID
    case: UUID
    agency: str
    arrived_at: datetime
    checked_at: datetime | None
    fault: str = Field(description="The code of why it is not believed.")
    where: str = Field(description="What the fault was found at.")
    taken_at: datetime | None
    taken_by: str
    declined_at: datetime | None
    declined_by: str


class ArrivedPackageList(Schema):
    items: list[ArrivedPackageRow]


class PackagedFile(Schema):
    """A file as the partner's record tells it."""

    uuid: UUID
    part: PartOfExhibit
    name: str
    media_type: str
    size: int
    sha256: str
    taken_at: datetime
    along: bool = Field(description="Its bytes are in the package.")


class PackagedExhibit(Schema):
    """An exhibit as the partner's record tells it, its chain of custody there included."""

    uuid: UUID
    number: str
    kind: KindOfExhibit
    title: str
    description: str
    source: str
    marking: MarkingOfExhibit
    registered_at: datetime
    registered_by: str
    details: dict[str, str]
    original: bool = Field(description="It is itself offered to this node.")
    files: list[PackagedFile]
    chain: list[ExhibitEvent]


class PackageSaid(Schema):
    """What a package says that was checked whole."""

    made_at: datetime
    made_by: str
    handling: PackageHandling
    exhibits: list[PackagedExhibit]


class ArrivedPackageOut(ArrivedPackageRow):
    """A partner's package and what it proves."""

    digest: str = Field(description="Of what was signed in it.")
    can_be_taken_over: bool
    said: PackageSaid | None = Field(description="Null until it was checked, and where it is not believed.")
    here: list[ExhibitRow] = Field(description="The exhibits that its copies became here.")


class PackageTakeOverIn(Schema):
    place: Line300 = Field(description="Where what is in it is kept.")
    condition: Prose = Field("", description="The condition in which originals came, and their seals.")


class PackageDeclineIn(Schema):
    reason: Prose
