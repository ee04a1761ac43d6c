"""The shapes in which instruments and advice travel."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from entraide.instruments.domain.instrument import About, Rank
from entraide.ui.api.schemas import Line, Slice
from entraide.ui.api.values import Day, Line60, StateCode, Words

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,60}$")]
Toml = Annotated[str, StringConstraints(min_length=1, max_length=100_000, pattern=r"^[^\x00]*$")]
YearOrDay = Annotated[str, StringConstraints(pattern=r"^([12][0-9]{3}(-[0-9]{2}-[0-9]{2})?)?$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
OffenceWord = Line60

RoleOut = Literal["any", "requesting", "requested"]
TreatyOut = Literal["any", "with", "without"]


class InstrumentFilter(Slice):
    rank: Rank | None = None
    state: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = Field(
        "", description="Only what binds this state, or is its own act."
    )


class SourceOut(Schema):
    """Where a fact is written, when it was read there, and whether somebody has confirmed it."""

    source: Words
    as_of: date | None = Field(description="Null for a sentence that follows from the others.")
    verified: bool


class WhenOut(Schema):
    """What a fact is for; an empty list stands for «whatever»."""

    kinds: list[str]
    measures: list[str]
    tracks: list[str]
    urgencies: list[str]
    stages: list[str]
    offences: list[str]
    states: list[str]
    role: RoleOut
    treaty: TreatyOut


class PartyOut(SourceOut):
    state: str
    signed: str | None = Field(description="A day, or only a year.")
    ratified: str | None
    in_force: str | None
    is_party: bool
    declarations: list[Words]


class CoverOut(SourceOut):
    article: str
    text: Words
    when: WhenOut
    express: bool = Field(description="False where only a general clause reaches it.")
    condition: Words | None


class FactOut(SourceOut):
    about: About
    article: str
    text: Words
    when: WhenOut


class RefusalOut(SourceOut):
    article: str
    grounds: list[str]
    text: Words | None
    when: WhenOut


class ClockOut(SourceOut):
    rule: str
    article: str
    length: int
    unit: str
    text: Words
    when: WhenOut


class DualCriminalityOut(SourceOut):
    article: str
    value: str
    text: Words
    when: WhenOut


class InstrumentBrief(SourceOut):
    code: str
    rank: Rank
    name: Words
    short: Words
    citation: Words
    in_force: bool
    state: str | None = Field(description="Whose act it is; null for what several states share.")
    for_everyone: bool
    parties: int = Field(description="How many states are known to be bound.")
    facts: int
    facts_verified: int
    own_version: int | None = Field(
        description="The number of this node’s own version; null for the shipped one."
    )


class InstrumentPage(Schema):
    items: list[InstrumentBrief]
    count: int


class InstrumentOut(InstrumentBrief):
    excluded: list[str]
    text: str = Field(description="The text in use (TOML), before what was recorded of parties.")
    known_parties: list[PartyOut]
    covers: list[CoverOut]
    says: list[FactOut]
    refusals: list[RefusalOut]
    clocks: list[ClockOut]
    dual_criminality: list[DualCriminalityOut]


class AgreementIn(Schema):
    text: Toml = Field(description="The agreement (TOML); its code is in it.")
    reason: Reason


class RevisionIn(Schema):
    text: Toml = Field(description="The whole instrument (TOML).")
    reason: Reason


class WithdrawalIn(Schema):
    reason: Reason


class RevisionOut(Schema):
    uuid: UUID
    code: str
    number: int
    text: str = Field(description="Empty: back to the shipped version.")
    reason: str
    at: datetime
    by: UUID


class PartyIn(Schema):
    state: StateCode
    signed: YearOrDay = ""
    ratified: YearOrDay = ""
    in_force: YearOrDay = ""
    source: Annotated[Line, Field(min_length=1)]
    as_of: Day
    verified: bool = False
    reason: Reason


class PartyRecordOut(Schema):
    uuid: UUID
    code: str
    state: str
    signed: str
    ratified: str
    in_force: str
    source: Words
    as_of: date
    verified: bool
    reason: str
    at: datetime
    by: UUID | None = Field(description="Null for what the node itself read off a table.")


class AdviceQuery(Schema):
    """The question: `home` asks `partner`."""

    partner: StateCode
    home: StateCode | None = Field(None, description="The state that asks; the node’s own when left out.")
    kind: Word = "mutual_legal_assistance"
    track: Word | None = Field(None, description="«police» or «judicial»; left out, both.")
    measures: list[Word] = Field([], max_length=30)
    offences: list[OffenceWord] = Field([], max_length=30, description="Classes of offences, or their words.")
    stage: Word = "investigation"
    urgency: Word = "routine"


class SentenceOut(SourceOut):
    text: Words
    rule: str


class ClockAdviceOut(SentenceOut):
    clock: str
    length: int
    unit: str


class GroundAdviceOut(SentenceOut):
    grounds: list[str]


class DualCriminalityAdviceOut(SentenceOut):
    value: str | None = Field(description="Null where no rule is known.")


class BasisOut(Schema):
    instrument: str
    version: int
    rank: Rank
    name: Words
    short: Words
    citation: Words
    conditional: bool
    articles: list[str]
    why: list[SentenceOut]
    channel: list[SentenceOut]
    signers: list[SentenceOut]
    languages: list[SentenceOut]
    formalities: list[SentenceOut]
    clocks: list[ClockAdviceOut]
    use_limits: list[SentenceOut]
    refusals: list[GroundAdviceOut]
    dual_criminality: list[DualCriminalityAdviceOut]
    warnings: list[SentenceOut]


class AdviceOut(Schema):
    """Bases in the order in which to think of them. It advises and never decides."""

    home: str
    partner: str
    notice: SentenceOut
    warnings: list[SentenceOut]
    bases: list[BasisOut]
    follow_up: list[BasisOut]
    not_available: list[SentenceOut]
    context: list[SentenceOut]
