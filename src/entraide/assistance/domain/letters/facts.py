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
    NOTICE = "notice"
    OUTGOING_REQUEST = "outgoing_request"
    CHASER = "chaser"
    TRANSMISSION = "transmission"


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """One measure asked: what was decided on it, what came of it, and when its result is expected."""

    title: str
    decision: str = ""
    result: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known when a letter is drafted.

    The request is the partner's in every letter but the outgoing request and the chaser, where it is ours.
    """

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
    answer_by: date | None = None
    """When we would like to hear from them."""
    reply_by: date | None = None
    """When they may expect to hear from us."""
    reasons: tuple[str, ...] = ()
    """Why a request is refused or postponed. May be withheld, hence empty."""
    postponed_until: date | None = None
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


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter's subject and its body, in the markup of letters."""

    subject: str
    body: str
