"""What pages say of mail: how a letter would leave, what came back, and what an answer proves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entraide.assistance.domain.mailing import PROTECTIONS, VERDICTS, Protection
from entraide.assistance.models import ReceivedMail
from entraide.assistance.policy import visible_requests
from entraide.assistance.services.mailing.composing import protection_for
from entraide.assistance.web.forms.refusing import words_of
from entraide.assistance.web.labels import words
from entraide.exchange.domain.mail.verifying import Verdict
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.models import Arrival, AssistanceRequest, Letter

TONES = {
    Verdict.SIGNED_BY_PARTNER: "good",
    Verdict.UNSIGNED: "neutral",
    Verdict.SIGNED_BY_STRANGER: "danger",
    Verdict.BROKEN: "danger",
}


@dataclass(frozen=True)
class Leaving:
    """How a letter would leave by mail, or why it would not."""

    how: str
    refused: str = ""
    in_clear: bool = False


@dataclass(frozen=True)
class MailFace:
    """What came by mail, for the page of its arrival; `names` is the request it names, where its reader may know it."""

    mail: ReceivedMail
    verdict: str
    tone: str
    names: AssistanceRequest | None
    to_note: bool


def leaving(letter: Letter) -> Leaving | None:
    """How an approved letter would leave now; None where it has no address to go to."""
    if letter.standing != letter.Standing.APPROVED or not letter.email:
        return None
    try:
        protection = protection_for(letter.email, at=now())
    except Refusal as refusal:
        return Leaving("", words_of(refusal))
    return Leaving(words(PROTECTIONS[protection]), in_clear=protection is Protection.CLEAR)


def mail_rows(mails: Iterable[ReceivedMail]) -> list[tuple[ReceivedMail, str, str]]:
    """Each mail of the desk, with what it proves and the tone of that."""
    return [(mail, words(VERDICTS[Verdict(mail.verdict)]), TONES[Verdict(mail.verdict)]) for mail in mails]


def mail_face(arrival: Arrival, person: Person) -> MailFace | None:
    """What is known of the mail that an arrival came in; None for what came otherwise."""
    mail = ReceivedMail.objects.filter(arrival=arrival).first()
    if mail is None:
        return None
    verdict = Verdict(mail.verdict) if mail.verdict else None
    names = visible_requests(person).filter(pk=mail.request_id).first() if mail.request_id else None
    return MailFace(
        mail=mail,
        verdict=words(VERDICTS[verdict]) if verdict else "",
        tone=TONES[verdict] if verdict else "neutral",
        names=names if names is None or names.pk != arrival.request_id else None,
        to_note=mail.outcome == ReceivedMail.Outcome.FILED and mail.noted_at is None,
    )
