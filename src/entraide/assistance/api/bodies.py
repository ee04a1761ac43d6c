"""What a call brings. Names are those of the record; every text is bounded, every code comes from its list."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from entraide.assistance.api.codes import ChannelOfLetter, StateOfRequest
from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.blocks import SubjectSort
from entraide.assistance.domain.kinds import (
    AuthorityRole,
    Direction,
    Handling,
    Kind,
    Relation,
    Stage,
    Tlp,
    Track,
    Urgency,
)
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.measures import Decision, Finding, Ground, MeasureCode, Result
from entraide.ui.api.schemas import Prose
from entraide.ui.api.values import (
    LARGEST,
    Day,
    LanguageTag,
    Line60,
    Line120,
    Line200,
    Line300,
    Line500,
    Moment,
    StateCode,
    Zone,
)

IccsCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{2,6})?$")]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[0-9TZ:~+.-]*$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
FieldValue = Prose | Annotated[int, Field(ge=-LARGEST, le=LARGEST)] | bool | None
# What a kind of request, or a sort of subject, asks for besides: the values by the names of its fields.
Values = Annotated[dict[FieldName, FieldValue], Field(max_length=40)]


class Record(Schema):
    """Fields of the record. What is left out stays as it is; null empties a code or a date."""

    title: Line200 = ""
    track: Track | None = None
    kind: Kind | None = None
    partner_state: StateCode | None = None
    partner_agency: Line200 = ""
    partner_references: Line300 = ""
    legal_basis: Line300 = ""
    relation: Relation = Relation.NEW
    related_to: UUID | None = Field(None, description="An earlier request that the caller can see.")
    earlier_reference: Line200 = ""
    time_zone: Zone = ""
    channel: ChannelOfLetter | None = None
    reply_channel: ChannelOfLetter | None = None
    language: LanguageTag = ""
    reply_language: LanguageTag = ""
    translation_certified: bool = False
    classification: Line60 = ""
    tlp: Tlp | None = None
    handling: Handling | None = None
    source_evaluation: Literal["A", "B", "C", "X"] | None = None
    information_evaluation: Literal["1", "2", "3", "4"] | None = None
    keep_secret: bool = False
    person_may_be_told: bool = False
    consult_before_disclosure: bool = False
    urgency: Urgency = Urgency.ROUTINE
    urgency_reason: Prose = ""
    hard_date: Moment | None = None
    stage: Stage | None = None
    facts: Prose = ""
    dual_criminality: Prose = ""
    evidence_link: Prose = ""
    proportionality: Prose = ""
    related_elsewhere: Prose = ""
    block: Values = Field(
        {}, description="What the kind asks for besides; given whole, it replaces what stood."
    )
    limits_on_use: Prose = ""
    costs: Line200 = ""
    estimated_for: Day | None = None
    delay_reason: Prose = ""


class IncomingIn(Record):
    case: UUID | None = Field(
        None, description="A case of the caller to enter it in; a new one when left out."
    )
    received_at: Moment | None = Field(None, description="When it came in; now when left out.")


class OutgoingIn(Record):
    case: UUID | None = Field(
        None, description="A case of the caller to draft it in; a new one when left out."
    )


class AuthorityIn(Schema):
    role: AuthorityRole
    organisation: Line200 = ""
    unit: Line200 = ""
    person: Line200 = ""
    title: Line120 = ""
    function: Line120 = ""
    phone: Line60 = ""
    mobile: Line60 = ""
    email: Line200 = ""
    address: Prose = ""
    hours: Line120 = ""
    time_zone: Zone = ""
    languages: Line60 = ""
    number: Line120 = ""
    contact: UUID | None = Field(None, description="The contact point of the directory it was taken from.")


class AuthorityPatch(AuthorityIn):
    """What is left out stays as it is."""

    role: AuthorityRole = AuthorityRole.REQUESTING


class OffenceIn(Schema):
    title: Line200
    iccs: IccsCode = Field(
        "", description="Its code in the International Classification of Crime (ICCS 1.0)."
    )
    article: Line200 = ""
    text: Prose = ""
    maximum_penalty: Line120 = ""
    limitation: Line120 = ""


class OffencePatch(OffenceIn):
    """What is left out stays as it is."""

    title: Line200 = ""


class SubjectIn(Schema):
    sort: SubjectSort
    name: Line500
    particulars: Values = {}


class SubjectPatch(SubjectIn):
    """What is left out stays as it is."""

    sort: SubjectSort = SubjectSort.PERSON
    name: Line500 = ""


class AssuranceIn(Schema):
    matter: AssuranceMatter
    standing: AssuranceStanding
    text: Prose = ""
    authority: Line200 = ""
    day: Day | None = None


class AssurancePatch(AssuranceIn):
    """What is left out stays as it is."""

    matter: AssuranceMatter = AssuranceMatter.OTHER
    standing: AssuranceStanding = AssuranceStanding.AWAITED


class MeasureIn(Schema):
    code: MeasureCode
    description: Prose = ""
    period_from: Day | None = None
    period_to: Day | None = None
    custodian: Line200 = ""
    formalities: Prose = ""
    questions: Prose = ""


class MeasurePatch(MeasureIn):
    """What is left out stays as it is."""

    code: MeasureCode = MeasureCode.OTHER


class ListWanted(Schema):
    """How the list is narrowed and ordered."""

    order: Literal["clock", "newest"] = Field(
        "clock",
        description="«clock»: open requests, the most pressing first; «newest»: all, the latest first.",
    )
    direction: Direction | None = None
    state: StateOfRequest | None = None
    kind: Kind | None = None
    track: Track | None = None
    urgency: Urgency | None = None
    from_state: StateCode | None = Field(None, alias="from", description="The partner’s state.")
    officer: UUID | None = None
    unit: UUID | None = None
    after: Key = Field("", description="The `next` of the page before.")
    limit: int = Field(25, ge=1, le=100)


class SearchWanted(Schema):
    text: Line300 = Field(description="Words in either language; accents and endings are forgiven.")
    after: Key = Field("", description="The `next` of the page before.")
    limit: int = Field(25, ge=1, le=100)


class TextIn(Schema):
    text: Prose


class MaybeTextIn(Schema):
    text: Prose = ""


class ReasonIn(Schema):
    reason: Prose


class CommentIn(Schema):
    comment: Prose


class MaybeCommentIn(Schema):
    comment: Prose = ""


class Verification(Schema):
    """The check of the requester by a second channel: who was called, on which number, taken from where.

    Either a contact of the directory, or a number and its source; never a number that the request itself brings.
    """

    person: Line200
    number: Line60 = ""
    number_from: Line200 = ""
    contact: UUID | None = Field(
        None, description="A contact point of the directory: number and source are then taken from there."
    )
    result: Literal["confirmed", "denied", "unreached"]


class GlassIn(Schema):
    """The one letter that may leave although its requester is not verified."""

    letter: UUID
    reason: Prose = Field(description="Why it cannot wait.")
    tried: Prose = Field(description="What was tried to reach the requester.")


class GlassReviewIn(Schema):
    """What another person says of a broken glass."""

    justified: bool
    text: Prose


class Triage(Schema):
    """What triage fixes. What is left out stays as it is."""

    title: Line200 = ""
    partner_state: StateCode | None = None
    partner_agency: Line200 = ""
    kind: Kind | None = None
    track: Track | None = None
    urgency: Urgency = Urgency.ROUTINE
    urgency_reason: Prose = ""
    hard_date: Moment | None = None


class Routing(Schema):
    unit: UUID | None = None
    officer: UUID | None = None


class Replacement(Schema):
    other: UUID = Field(description="The request that takes its place.")


class RulingIn(Schema):
    decision: Decision
    ground: Ground | None = Field(None, description="Needed to refuse or to postpone.")
    text: Prose = Field("", description="The reasons, or the conditions.")
    consulted: bool = Field(False, description="That the requester was consulted before a refusal.")
    postponed_until: Day | None = None


class Conditions(Schema):
    accepted: bool


class ResultIn(Schema):
    result: Result
    text: Prose


class LetterDraft(Schema):
    kind: LetterKind
    language: LetterLanguage | None = Field(None, description="The partner’s, when left out.")
    text: Prose = Field("", description="What a question asks, or what a notice says.")


class LetterPatch(Schema):
    """What is left out stays as it is."""

    recipient: Prose = ""
    email: Line200 = ""
    subject: Line300 = ""
    body: Prose = ""
    language: LetterLanguage = "en"


class SentBy(Schema):
    channel: ChannelOfLetter


class ToJoin(Schema):
    request: UUID


class Brought(Schema):
    """How a file came in."""

    channel: ChannelOfLetter | None = None


def given(body: Schema) -> dict[str, object]:
    """The fields that a call did name, as the services take them: an emptied code is the empty one."""
    named = body.dict(exclude_unset=True)
    return {name: "" if value is None and name not in NULLABLE else value for name, value in named.items()}


# Dates and references to other rows are emptied with null; everything else with an empty text.
NULLABLE = frozenset(
    {"hard_date", "estimated_for", "partner_state", "related_to", "period_from", "period_to", "contact"}
)


class ExtensionIn(Schema):
    """Which clock (by its code), why, and until when; without a date, by all that its rule allows."""

    rule: Line60
    reason: Prose
    until: Moment | None = None


class BasisIn(Schema):
    """The instrument, by its code in the library; the reason is needed where it departs from the advice."""

    instrument: Line60
    reason: Prose = ""


class GroundLookedAt(Schema):
    """One ground for refusal, and what was found."""

    ground: Ground
    finding: Finding
    note: Prose = ""


class LegalTestIn(Schema):
    grounds: Annotated[list[GroundLookedAt], Field(min_length=1, max_length=len(Ground))]
