"""What an answer shows. Names are those of the record."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from entraide.assistance.api.codes import ChannelOfLetter, StateOfRequest
from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.blocks import SubjectSort
from entraide.assistance.domain.forgery import SignCode
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
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result
from entraide.assistance.models import Arrival, Letter, ReceivedMail
from entraide.assistance.queries import glass_of
from entraide.ui.api.values import EmptyIsNull, OfRow, StateOfRow, Words

OrNoKind = Annotated[Kind | None, EmptyIsNull]
OrNoTrack = Annotated[Track | None, EmptyIsNull]
OrNoChannel = Annotated[ChannelOfLetter | None, EmptyIsNull]


class Row(Schema):
    """One request in a list."""

    uuid: UUID
    case: OfRow
    reference: str
    direction: Direction
    state: StateOfRequest
    is_open: bool
    title: str
    track: OrNoTrack
    kind: OrNoKind
    urgency: Urgency
    partner_state: StateOfRow | None
    partner_agency: str
    received_at: datetime | None
    sent_at: datetime | None
    recorded_at: datetime
    changed_at: datetime
    unit: OfRow | None
    assigned_to: OfRow | None
    next_due_at: datetime | None
    next_due_rule: str = Field(description="The clock that ends first; empty when none runs.")
    escalates_at: datetime | None = Field(description="When a supervisor is told of one of its clocks.")
    chase_at: datetime | None = Field(description="When a partner that has not answered is reminded.")


class RowPage(Schema):
    items: list[Row]
    next: str | None = Field(description="Ask again with `after` set to this; null at the end.")


class RecordOut(Row):
    """Every field of the record of a request."""

    partner_references: str
    legal_basis: str
    basis: str = Field(description="The instrument chosen, by its code in the library.")
    basis_reason: str
    relation: Relation
    earlier_reference: str
    time_zone: str
    channel: OrNoChannel
    reply_channel: OrNoChannel
    language: str
    reply_language: str
    translation_certified: bool
    classification: str
    tlp: Annotated[Tlp | None, EmptyIsNull]
    handling: Annotated[Handling | None, EmptyIsNull]
    source_evaluation: str
    information_evaluation: str
    keep_secret: bool
    person_may_be_told: bool
    consult_before_disclosure: bool
    urgency_reason: str
    hard_date: datetime | None
    verified_at: datetime | None
    verified_by: OfRow | None
    verified_with: str
    verified_number: str
    verified_number_from: str
    verified_result: str
    stage: Annotated[Stage | None, EmptyIsNull]
    facts: str
    dual_criminality: str
    evidence_link: str
    proportionality: str
    related_elsewhere: str
    block: dict[str, str | int | bool]
    limits_on_use: str
    costs: str
    estimated_for: date | None
    delay_reason: str
    outcome: str
    feedback: str


class AuthorityOut(Schema):
    uuid: UUID
    role: AuthorityRole
    organisation: str
    unit: str
    person: str
    title: str
    function: str
    phone: str
    mobile: str
    email: str
    address: str
    hours: str
    time_zone: str
    languages: str
    number: str
    contact: UUID | None


class OffenceOut(Schema):
    uuid: UUID
    title: str
    iccs: str = Field(description="Its code in the ICCS; empty where nobody chose one.")
    article: str
    text: str
    maximum_penalty: str
    limitation: str


class AssuranceOut(Schema):
    uuid: UUID
    matter: AssuranceMatter
    standing: AssuranceStanding
    text: str
    authority: str
    day: date | None


class SubjectOut(Schema):
    uuid: UUID
    sort: SubjectSort
    name: str
    particulars: dict[str, str | int | bool]


class MeasureOut(Schema):
    uuid: UUID
    code: MeasureCode
    description: str
    period_from: date | None
    period_to: date | None
    custodian: str
    formalities: str
    questions: str
    decision: Annotated[Decision | None, EmptyIsNull]
    ground: Annotated[Ground | None, EmptyIsNull]
    decision_text: str
    consulted: bool
    postponed_until: date | None
    conditions_accepted: bool | None
    decided_at: datetime | None
    decided_by: OfRow | None
    result: Annotated[Result | None, EmptyIsNull]
    result_text: str
    result_at: datetime | None


class QuestionOut(Schema):
    uuid: UUID
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class ClockOut(Schema):
    """One clock: the event it runs from, how long, what stopped it, and when it is due."""

    code: str
    label: Words
    source: Words = Field(description="Where the limit is written.")
    explained: Words = Field(description="How the due date comes about, in a sentence.")
    verified: bool = Field(description="Whether somebody has confirmed the source.")
    started: datetime
    length: str = Field(description="«30 calendar_days»; empty for a date that the requester set.")
    extended: int = Field(description="How often it has been extended.")
    stopped_for_seconds: int
    due: datetime
    standing: str = Field(description="«running», «stopped» or «met».")
    met_at: datetime | None
    overdue: bool


class ActOpen(Schema):
    """One act that the caller may do now."""

    code: str
    label: Words
    consequence: Words
    by_letter: bool = Field(description="Done by a letter when it leaves, and by no operation of its own.")


class LetterRow(Schema):
    """One letter of ours in a list."""

    uuid: UUID
    kind: LetterKind
    language: str
    subject: str
    standing: str
    drafted_by: OfRow
    drafted_at: datetime
    sent_at: datetime | None


class GlassOut(Schema):
    """A glass that was broken for one letter, and what another person said of it. It verifies nobody."""

    uuid: UUID
    letter: OfRow
    at: datetime
    by: OfRow
    reason: str
    tried: str
    due_at: datetime = Field(description="Until when it must have been reviewed.")
    reviewed_at: datetime | None
    reviewed_by: OfRow | None
    justified: bool | None
    review: str


class SignOut(Schema):
    """One thing that does not fit what is known of the sender."""

    code: SignCode
    because: Words
    words: str = Field(description="The words of the request that it came from.")


class SignsOut(Schema):
    """What is noticed of who sends a request. It takes the place of no second-channel check."""

    signed_by: UUID | None = Field(description="The confirmed partner whose node signed the request.")
    check_is_due: bool = Field(description="Nothing may be disclosed before the requester is confirmed.")
    signs: list[SignOut]


class RequestOut(RecordOut):
    """A request told whole: the record, its parts, its clocks, and what the caller may do."""

    related_to: UUID | None = Field(description="Null when the caller cannot see it.")
    superseded_by: UUID | None = Field(description="Null when the caller cannot see it.")
    authorities: list[AuthorityOut]
    offences: list[OffenceOut]
    assurances: list[AssuranceOut]
    subjects: list[SubjectOut]
    measures: list[MeasureOut]
    questions: list[QuestionOut]
    letters: list[LetterRow]
    break_glass: list[GlassOut]
    arrivals: list[UUID]
    clocks: list[ClockOut]
    acts: list[ActOpen]


class SealOut(Schema):
    """The agency's electronic seal on the paper, as its certificate says."""

    name: str
    valid_until: datetime
    sha256: str = Field(
        description="Digest of the certificate, to compare with the one known by another way."
    )


class LetterOut(LetterRow):
    """A letter of ours, whole."""

    request: OfRow
    recipient: str
    email: str
    body: str
    submitted_at: datetime | None
    reviewed_by: OfRow | None
    reviewed_at: datetime | None
    review_comment: str
    seal: SealOut | None = Field(description="Null when the paper is not made yet, or bears no seal.")
    channel: OrNoChannel
    sent_by: OfRow | None
    template: OfRow | None
    break_glass: UUID | None = Field(
        None, description="The broken glass by which it leaves, or left, with its requester not verified."
    )

    @staticmethod
    def resolve_break_glass(letter: Letter) -> UUID | None:
        glass = glass_of(letter)
        return glass.uuid if glass else None

    @staticmethod
    def resolve_seal(letter: Letter) -> SealOut | None:
        if letter.seal_valid_until is None:
            return None
        return SealOut(name=letter.sealed_by, valid_until=letter.seal_valid_until, sha256=letter.seal_sha256)


class AttachmentOut(Schema):
    name: str
    media_type: str
    size: int


class DoubtOut(Schema):
    """Why a person must look at a mail."""

    code: str
    en: str
    fr: str


class MailOut(Schema):
    """What is known of the mail that an arrival came in."""

    outcome: str = Field(description="filed, arrived (for a person to look at) or refused (not believed).")
    verdict: str = Field(
        description="signed_by_partner, signed_by_stranger, broken, unsigned; empty when unread."
    )
    encrypted: bool
    automatic: bool = Field(description="Whether a program wrote it.")
    doubts: list[DoubtOut]
    noted_at: datetime | None = Field(description="When a member took note of what was filed.")


class ArrivalOut(Schema):
    """A file that came in. Its bytes are under `/originals`."""

    uuid: UUID
    case: OfRow
    request: OfRow | None
    original: OfRow | None
    name: str
    sha256: str
    arrived_at: datetime
    channel: OrNoChannel
    subject: str
    sender: str
    text: str
    attachments: list[AttachmentOut]
    warnings: list[str]
    refused_because: str = Field(description="Why no program could read it; empty when one could.")
    refused_words: Annotated[Words | None, EmptyIsNull]
    settled_at: datetime | None
    looks_like: OfRow | None = Field(description="The request that it looks like, if the caller can see it.")
    likeness: float | None
    mail: MailOut | None = Field(description="Null for what did not come out of the mailbox.")

    @staticmethod
    def resolve_mail(arrival: Arrival) -> ReceivedMail | None:
        return getattr(arrival, "mail", None)


class SuggestionOut(Schema):
    """What was read off an arrival, with the words it came from."""

    uuid: UUID
    arrival: OfRow
    field: str
    value: str
    label: str
    words: str
    start: int
    end: int
    confidence: float
    because_en: str
    because_fr: str
    accepted: bool | None = Field(description="Null while nobody has settled it.")
    settled_at: datetime | None


class SuggestionList(Schema):
    items: list[SuggestionOut]


class Piece(Schema):
    text: str
    found: bool = Field(description="Whether these are words that were asked for.")


class HitOut(Schema):
    request: Row
    sort: str = Field(description="«request», «letter» or «note».")
    source: UUID
    at: datetime
    pieces: list[Piece]


class HitPage(Schema):
    items: list[HitOut]
    next: str | None = Field(description="Ask again with `after` set to this; null at the end.")


class DeskTask(Schema):
    uuid: UUID
    case: UUID
    about: UUID | None
    title: str
    due_at: datetime | None


class LetterToReview(LetterRow):
    request: UUID
    reference: str


class ArrivalRow(Schema):
    uuid: UUID
    case: UUID
    name: str
    arrived_at: datetime
    refused_because: str


class NotLeft(Schema):
    """A mail that the mail server did not take, or that came back; its letter waits to be sent otherwise."""

    letter: UUID
    request: UUID
    reference: str
    subject: str
    address: str
    reason: str
    came_back_at: datetime | None


class NewMail(Schema):
    """An answer by mail, filed with its request, of which nobody took note yet."""

    arrival: UUID
    request: UUID
    reference: str
    subject: str
    sender: str
    verdict: str
    arrived_at: datetime


class ToChase(Row):
    """A request of ours that the partner leaves unanswered."""

    reminded_at: datetime | None = Field(description="When the last reminder left.")
    letter: UUID | None = Field(description="The reminder that is being written.")


class GlassToReview(GlassOut):
    request: OfRow
    reference: str


class DeskOut(Schema):
    """What needs the caller now, each list in the order of the clock."""

    mine: list[Row]
    tasks: list[DeskTask]
    to_triage: list[Row]
    to_review: list[LetterToReview]
    requests_to_review: list[Row]
    unreadable: list[ArrivalRow]
    escalated: list[Row] = Field(
        description="Requests whose clocks a supervisor is told of; for supervisors."
    )
    to_chase: list[ToChase]
    glass_to_review: list[GlassToReview] = Field(description="Broken glass that others broke; for reviewers.")
    not_left: list[NotLeft]
    new_mail: list[NewMail]
