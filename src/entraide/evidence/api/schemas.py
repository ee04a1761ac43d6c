"""The shapes in which exhibits travel. Every text that comes in is bounded, every code is one of its list."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints, WithJsonSchema

from entraide.evidence.domain.custody import BEGINS, Act, Where
from entraide.evidence.domain.exhibits import Kind, Marking, Part
from entraide.ui.api.schemas import Line, Prose
from entraide.ui.api.values import LARGEST, Line60, Line120, Line200, Line300, Line500, Moment


def _codes(codes: Iterable[StrEnum]) -> WithJsonSchema:
    """Described where it stands: other packages have a «Kind» of their own."""
    return WithJsonSchema({"type": "string", "enum": [one.value for one in codes]})


KindOfExhibit = Annotated[Kind, _codes(Kind)]
MarkingOfExhibit = Annotated[Marking, _codes(Marking)]
PartOfExhibit = Annotated[Part, _codes(Part)]
WhereItIs = Annotated[Where, _codes(Where)]
CustodyAct = Annotated[Act, _codes(Act)]
BeginningAct = Annotated[Act, _codes(sorted(BEGINS))]

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^([0-9a-fA-F]{64})?$")]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f/\\]*$")]
Seals = Annotated[list[Line60], Field(max_length=50)]
# So many pieces of a file lie on disk one behind the other: 2^32 of a mebibyte, less than what is announced here.
Length = Annotated[int, Field(ge=0, le=2**50)]

# A signature as it was drawn: lines, each of points in a square of 1000 by 1000.
Point = Annotated[list[Annotated[int, Field(ge=0, le=1000)]], Field(min_length=2, max_length=2)]
Stroke = Annotated[list[Point], Field(min_length=1, max_length=2000)]
Signature = Annotated[list[Stroke], Field(max_length=100)]


class ExhibitSignatory(Schema):
    """Who stands for an event: by their sign-in here (`person`), or by what they drew and said."""

    name: str
    function: str
    agency: str
    person: UUID | None
    node: UUID | None
    strokes: list[list[list[int]]] = Field(description="Lines of a signature, in a square of 1000 by 1000.")


class ExhibitEvent(Schema):
    """One link of the chain of custody."""

    uuid: UUID
    number: int
    act: CustodyAct
    at: datetime = Field(description="When it was recorded.")
    by: ExhibitSignatory
    other: ExhibitSignatory | None = Field(description="The second signatory, or whom it concerns.")
    happened: datetime | None = Field(description="When it came to pass, as far as is known.")
    until: datetime | None
    when: str
    place: str
    reason: str
    condition: str
    seals: list[str]
    about: UUID | None = Field(description="The event that this one answers.")
    facts: dict[str, Any]


class ExhibitGap(Schema):
    """A time of which nobody can say where it was; null where it is open."""

    since: datetime | None
    until: datetime | None
    words: str
    after: int = Field(description="The number of the event behind which it stands.")


class ExhibitFile(Schema):
    uuid: UUID
    part: PartOfExhibit
    name: str
    media_type: str
    size: int
    sha256: str
    taken_at: datetime
    stamped_at: datetime | None = Field(description="The time-stamp of an authority, once it is there.")
    looked_at: datetime | None = Field(description="When its bytes were last compared with the SHA-256.")
    damaged_at: datetime | None = Field(description="When they were first found not to be what was taken in.")
    destroyed: bool


class ExhibitRow(Schema):
    uuid: UUID
    case: UUID
    number: str
    kind: KindOfExhibit
    title: str
    marking: MarkingOfExhibit
    registered_at: datetime
    where: WhereItIs
    holder: str
    place: str
    sealed: bool
    held: bool = Field(description="A legal hold is on it.")
    asked: bool = Field(description="A release or a destruction waits for a second person.")


class ExhibitOut(ExhibitRow):
    """One exhibit: what was said of it, how it stands, its chain of custody and its files."""

    description: str
    source: str
    details: dict[str, str]
    about: UUID | None = Field(description="The request it came of.")
    measure: UUID | None
    registered_by: str
    stamped_at: datetime | None = Field(description="The time-stamp of its registration, once it is there.")
    seals: list[str] = Field(description="The numbers of the seals that are on it.")
    offer: ExhibitEvent | None = Field(description="The offer that waits for its answer.")
    awaits: ExhibitEvent | None = Field(
        description="The release or destruction that waits for a second person."
    )
    chain: list[ExhibitEvent]
    gaps: list[ExhibitGap]
    files: list[ExhibitFile]


class ExhibitPage(Schema):
    items: list[ExhibitRow]
    next: int | None = Field(description="Ask again with `before` set to this; null at the end.")


class ExhibitList(Schema):
    items: list[ExhibitRow]


class ExhibitFilter(Schema):
    case: UUID | None = Field(None, description="A case that the caller belongs to.")
    kind: KindOfExhibit | None = None
    where: WhereItIs | None = None
    held: bool | None = None
    before: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    limit: int = Field(50, ge=1, le=100)


class ExhibitBeganIn(Schema):
    """How its custody began here, as far as is known."""

    act: BeginningAct
    happened: Moment | None = None
    until: Moment | None = Field(None, description="Ends a time of which nothing is known.")
    when: Line200 = Field("", description="When, in words, where the moment is not known.")
    place: Line300 = Field("", description="Where it is kept.")
    reason: Prose = ""
    condition: Prose = ""


class NewExhibit(Schema):
    kind: KindOfExhibit
    title: Line200
    began: list[ExhibitBeganIn] = Field(
        min_length=1, max_length=2, description="One event; before it a time of which nothing is known."
    )
    description: Prose = ""
    source: Line500 = ""
    marking: MarkingOfExhibit = Field(
        Marking.NONE, description="What is marked is held by its hashes alone: its files are never given out."
    )
    details: dict[FieldName, Line] = Field(
        default_factory=dict, max_length=20, description="What is to be said of this kind."
    )
    about: UUID | None = Field(None, description="The request of the case that it came of.")
    measure: UUID | None = Field(None, description="The measure of that request.")


class ExhibitFileSaid(Schema):
    """What is told with a file."""

    name: FileName
    media_type: Line120 = ""
    part: PartOfExhibit = Part.CONTENT
    sha256: Sha256 = Field("", description="What it must have; otherwise it is not taken in.")


class ExhibitUploadIn(Schema):
    name: FileName
    size: Length
    media_type: Line120 = ""
    part: PartOfExhibit = Part.CONTENT


class ExhibitUploadOut(Schema):
    """A file on its way, piece by piece."""

    uuid: UUID
    exhibit: UUID
    name: str
    size: int
    part: PartOfExhibit
    begun_at: datetime
    received: int = Field(description="So many bytes are safely here: go on at this one.")
    piece: int = Field(description="What is sent at once is a multiple of this long, the end apart.")
    most: int = Field(description="The most bytes that are taken at once.")


class ExhibitUploadStart(Schema):
    start: Length = Field(description="The byte of the file with which this piece begins.")


class ExhibitSealIn(Schema):
    seals: Seals = Field(min_length=1)
    condition: Prose
    place: Line300 = ""


class ExhibitOpenIn(ExhibitSealIn):
    reason: Prose


class ExhibitExamineIn(Schema):
    reason: Prose
    who: Line200 = Field("", description="Who examined it, where it is not the caller.")
    happened: Moment | None = None
    place: Line300 = ""
    condition: Prose = ""


class ExhibitCopyIn(Schema):
    reason: Prose
    who: Line200 = Field(description="For whom.")
    place: Line300 = ""


class ExhibitCertifyIn(Schema):
    who: Line200 = Field(description="Who gave the certificate or report.")
    reason: Prose
    happened: Moment | None = None


class ExhibitGapIn(Schema):
    words: Line200
    since: Moment | None = None
    until: Moment | None = None


class ExhibitOutsider(Schema):
    """Somebody of a laboratory, a court, another service, who has no sign-in here."""

    name: Line200
    function: Line200 = ""
    agency: Line200 = ""


class ExhibitOfferIn(Schema):
    receiver: UUID | ExhibitOutsider = Field(
        description="A colleague, who accepts by their own sign-in; or somebody outside."
    )
    reason: Prose
    place: Line300 = ""
    condition: Prose = ""


class ExhibitAcceptIn(Schema):
    place: Line300
    condition: Prose = ""


class ExhibitReasonIn(Schema):
    reason: Prose


class ExhibitHandOverIn(Schema):
    """Face to face: both sign on the screen of the one who gives."""

    receiver: ExhibitOutsider
    given: Signature = Field(description="The signature of the caller.")
    received: Signature = Field(description="The signature of the receiver.")
    place: Line300
    condition: Prose = ""


class ExhibitBackIn(Schema):
    from_whom: Line200
    place: Line300
    condition: Prose = ""
    seals: Seals = Field(default_factory=list, description="The seals that are on it now.")
    happened: Moment | None = None


class ExhibitReleaseIn(Schema):
    to: ExhibitOutsider
    reason: Prose
    place: Line300
    copied: bool = Field(False, description="A copy of it; the exhibit itself stays.")


class ExhibitToPartnerIn(Schema):
    conversation: UUID = Field(description="A conversation of its case; the exhibit goes to its partner.")
    reason: Prose
    place: Line300


class ExhibitAgreeIn(Schema):
    asked: UUID = Field(
        description="The event that is agreed to, as it was read (`awaits`); another one is refused."
    )
