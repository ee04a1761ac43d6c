"""What a first draft is written from. What is not known is left empty; the letter reads well without it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    """The letters a bureau writes."""

    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    PARTIAL_REPLY = "partial_reply"
    REPLY = "reply"
    REFUSAL = "refusal"
    POSTPONEMENT = "postponement"
    EXTENSION_NOTICE = "extension_notice"
    NOTICE = "notice"
    OUTGOING_REQUEST = "outgoing_request"
    LETTERS_ROGATORY = "letters_rogatory"
    PRESERVATION_REQUEST = "preservation_request"
    SUBSCRIBER_REQUEST = "subscriber_request"
    EMERGENCY_DISCLOSURE = "emergency_disclosure"
    PROVISIONAL_ARREST = "provisional_arrest"
    FIREARM_TRACE = "firearm_trace"
    TRAVEL_NOTICE = "travel_notice"
    CHASER = "chaser"
    TRANSMISSION = "transmission"


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """One measure asked: what it is, what was decided on it, what came of it, and when its result is expected."""

    title: str
    decision: str = ""
    result: str = ""
    due: date | None = None
    description: str = ""
    period_from: date | None = None
    period_to: date | None = None
    custodian: str = ""
    """Who holds what is asked for."""
    formalities: str = ""
    """What must be observed for the result to be of use before our courts."""
    is_hearing: bool = False
    questions: tuple[str, ...] = ()
    """What a person who is heard is to be asked."""


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """An authority with a part in the request: what part, and how it is reached, item by item."""

    role: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffenceFacts:
    """An offence as the requester states it."""

    title: str
    article: str = ""
    text: str = ""
    maximum_penalty: str = ""
    limitation: str = ""


@dataclass(frozen=True, slots=True)
class Particular:
    """A thing known, with its label in the letter's language. Without `text` the label says it all."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """A person or thing the request is about. `sort` is a word: «Person», «IP address»."""

    name: str
    sort: str = ""
    particulars: tuple[Particular, ...] = ()
    is_witness: bool = False


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known when a letter is drafted.

    The request is the partner's in every letter but the forms of request and the chaser, where it is ours.
    """

    is_ours: bool = False
    """Whether the request is ours, in letters that can be about either: a notice, an extension, a refusal…"""
    our_reference: str = ""
    their_reference: str = ""
    addressee: str = ""
    """The person written to: «Ms. A. Castellan»."""
    form_of_address: str = ""
    """As in the salutation, in the letter's language: «Inspector Okafor», «Madame la Commissaire»."""
    matter: str = ""
    dated: date | None = None
    """The date that the request bears (ours or theirs)."""
    received_on: date | None = None
    measures: tuple[MeasureFacts, ...] = ()
    questions: tuple[str, ...] = ()
    assurances_asked: tuple[str, ...] = ()
    assurances_given: tuple[str, ...] = ()
    answer_by: date | None = None
    """When we would like to hear from them."""
    reply_by: date | None = None
    """When they may expect to hear from us."""
    reasons: tuple[str, ...] = ()
    """Why a request is refused or postponed. May be withheld, hence empty."""
    postponed_until: date | None = None
    delay_reason: str = ""
    """Why the answer takes longer than was said."""
    extended: str = ""
    """The clock that was extended, by its name; without one it is the time for our reply."""
    extended_until: date | None = None
    legal_basis: str = ""
    summary: str = ""
    """The facts of the case, as many paragraphs as needed, in the markup of letters."""
    purpose: str = ""
    """What the assistance is to serve, as a sentence."""
    urgency: str = ""
    """Why the matter is urgent, as a sentence."""
    limits: tuple[str, ...] = ()
    """Limits on the use of what is sent, or of what we ask for."""
    reminders: tuple[date, ...] = ()
    """When we asked again before."""
    documents: tuple[str, ...] = ()
    on_behalf_of: str = ""
    """The authority whose documents are transmitted."""
    contact: str = ""
    """Whom to ask, with phone or address: «Insp. L. Harvey, +1 555 0100»."""
    text: str = ""
    """What a notice says, in the markup of letters."""

    # What the forms of request ask for beyond this.
    requested_state: str = ""
    sender: tuple[str, ...] = ()
    """Our own agency, item by item: its name, its unit, its address, how it is reached."""
    authorities: tuple[AuthorityFacts, ...] = ()
    """Other authorities with a part in it: the court, the investigators, a second contact."""
    relation: str = ""
    """To an earlier request: «new», «extension» or «follow_up»."""
    earlier_reference: str = ""
    proceeding: str = ""
    """The proceeding and its court."""
    stage: str = ""
    offences: tuple[OffenceFacts, ...] = ()
    dual_criminality: str = ""
    subjects: tuple[SubjectFacts, ...] = ()
    particulars: tuple[Particular, ...] = ()
    """What this kind of request asks for and no other section tells: the firearm, the journey, the warrant."""
    danger: tuple[Particular, ...] = ()
    """In an emergency: what threatens whom, and how soon."""
    data: str = ""
    """The data to be preserved."""
    custodian: str = ""
    preserve_until: date | None = None
    necessity: tuple[str, ...] = ()
    """Why it is needed, how it is linked to the offence, and why no less would do."""
    mla_will_follow: bool = False
    paper_by: date | None = None
    """When the formal request that follows may be expected."""
    confidential_because: str = ""
    keep_secret: bool = False
    person_may_be_told: bool = False
    related_elsewhere: str = ""
    translation_certified: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter's subject and its body, in the markup of letters."""

    subject: str
    body: str
