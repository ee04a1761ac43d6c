"""What becomes of a mail that is stored: filed with its request, brought to a person, refused, or read as a report.

Safe to run twice, and to be killed: each mail is settled in the transaction that does what it says, and a mail that
ends the process steps behind the others, until it is kept for a person to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.errors import MailNotHandled, NobodyAtTheDesk
from entraide.assistance.models import Arrival, AssistanceRequest, Dispatch, ReceivedMail
from entraide.assistance.services.arriving import Bringing, refuse_mail, take_in_mail
from entraide.assistance.services.mailing.certificates import certificates_of, signs
from entraide.assistance.services.mailing.filing import (
    MAIL,
    file_reply,
    held_of,
    lay_beside,
    opened_name,
    settle,
    title_of,
)
from entraide.assistance.services.mailing.keys import marks, our_keys
from entraide.assistance.services.mailing.returning import take_report
from entraide.cases.errors import OriginalDamaged
from entraide.cases.services import originals
from entraide.exchange.domain.mail.bounces import Bounce
from entraide.exchange.domain.mail.contents import readable
from entraide.exchange.domain.mail.errors import (
    MailBounceNotOurs,
    MailReferenceForged,
    MailReferenceMissing,
)
from entraide.exchange.domain.mail.incoming import Correspondent, Incoming, receive
from entraide.exchange.domain.mail.keys import MailKey
from entraide.exchange.domain.mail.references import Marks, ReplyTo, Sent
from entraide.exchange.domain.mail.verifying import Verdict
from entraide.kernel.errors import Refusal

BATCH = 100
MOST_TRIES = 5
Outcome = ReceivedMail.Outcome


@dataclass(frozen=True)
class Means:
    """What mail is opened and known again with."""

    keys: Sequence[MailKey]
    marks: Marks


def handle_waiting(*, at: datetime) -> int:
    """Handle what is stored and waits, what was tried least first; gives back how many were settled.

    Raises `MailKeyDamaged`, `MailSecretsDamaged`: without them good mail would be refused.
    """
    waiting = ReceivedMail.objects.filter(outcome=Outcome.WAITING)
    due = list(waiting.order_by("attempts", "stored_at", "pk").values_list("pk", flat=True)[:BATCH])
    if not due:
        return 0
    means = Means(our_keys(), marks())
    return sum(_handled(pk, means, at=at) for pk in due)


def _handled(pk: int, means: Means, *, at: datetime) -> bool:
    mail = ReceivedMail.objects.get(pk=pk)
    # Counted before: one that ends the process comes after the others the next time.
    ReceivedMail.objects.filter(pk=pk).update(attempts=F("attempts") + 1)
    try:
        _handle(mail, means, at=at)
    except NobodyAtTheDesk:
        # It waits until there is somebody.
        ReceivedMail.objects.filter(pk=pk).update(attempts=0)
        return False
    return True


def _handle(mail: ReceivedMail, means: Means, *, at: datetime) -> None:
    if mail.attempts >= MOST_TRIES:
        _refuse(mail, MailNotHandled(tries=MOST_TRIES), at=at)
        return
    raw = _bytes_of(mail)
    try:
        found = receive(
            raw, keys=means.keys, marks=means.marks, correspondent_of=_correspondent, at=mail.stored_at
        )
    except Refusal as refusal:
        _refuse(mail, refusal, at=at)
        return
    if isinstance(found, Bounce):
        dispatch = _dispatch_of(found.sent)
        if dispatch is None:
            _refuse(mail, MailBounceNotOurs(), at=at)
        else:
            take_report(mail, found, dispatch, at=at)
        return
    _note(mail, found)
    forged = _forged(found)
    if forged is not None:
        _refuse(mail, forged, at=at)
    elif found.doubts:
        _bring(mail, found, at=at)
    elif _came_before(mail):
        settle(mail, Outcome.AGAIN, at=at)
    else:
        file_reply(mail, found, at=at)


def _bytes_of(mail: ReceivedMail) -> bytes:
    """Raises `OriginalDamaged`."""
    try:
        return held_of(mail).path.read_bytes()
    except FileNotFoundError as missing:
        raise OriginalDamaged from missing


def _correspondent(reply: ReplyTo) -> Correspondent | None:
    """With whom a request is talked about by mail: those to whom letters of it left so."""
    if reply.sent is not None:
        dispatch = _dispatch_of(reply.sent)
        request = dispatch.letter.request if dispatch else None
    else:
        request = AssistanceRequest.objects.filter(reference=reply.reference).first()
    if request is None:
        return None
    written_to = Dispatch.objects.filter(letter__request=request).values_list("address", flat=True)
    addresses = frozenset(address.lower() for address in written_to)
    certificates = certificates_of(addresses)
    return Correspondent(addresses, certificates, signs(certificates)) if addresses else None


def _dispatch_of(sent: Sent) -> Dispatch | None:
    return (
        Dispatch.objects.select_related("letter__request__case")
        .filter(uuid=sent.message, letter__request__uuid=sent.conversation)
        .first()
    )


def _forged(found: Incoming) -> Refusal | None:
    """Why a mail that claims to answer us is not believed; None for one that a person may look at with an open mind."""
    for doubt in found.doubts:
        if isinstance(doubt, MailReferenceForged):
            return doubt
    if found.reply is not None and found.verified.verdict in {Verdict.BROKEN, Verdict.SIGNED_BY_STRANGER}:
        return found.verified.because
    return None


def _note(mail: ReceivedMail, found: Incoming) -> None:
    """What was found, on the row; saved when the mail is settled."""
    mail.verdict, mail.encrypted = found.verified.verdict, found.opened.encrypted
    mail.automatic, mail.content_sha256 = found.automatic, found.opened.digest
    mail.message_id = found.opened.outer.line("Message-ID")
    # That a mail answers nothing of ours is no doubt about it.
    mail.doubts = [_words(one) for one in found.doubts if not isinstance(one, MailReferenceMissing)]
    if found.reply is None:
        return
    if found.reply.sent is not None:
        mail.dispatch = _dispatch_of(found.reply.sent)
        mail.request = mail.dispatch.letter.request if mail.dispatch else None
    else:
        mail.request = AssistanceRequest.objects.filter(reference=found.reply.reference).first()


def _words(refusal: Refusal) -> dict[str, str]:
    return {
        "code": refusal.code,
        "en": refusal.in_language("en")[:1000],
        "fr": refusal.in_language("fr")[:1000],
    }


def _came_before(mail: ReceivedMail) -> bool:
    """Whether the same content is filed already, under the same Message-ID: a mail that took two ways here."""
    return bool(mail.message_id) and (
        ReceivedMail.objects.filter(
            content_sha256=mail.content_sha256,
            message_id=mail.message_id,
            request=mail.request,
            outcome=Outcome.FILED,
        )
        .exclude(pk=mail.pk)
        .exists()
    )


def _bring(mail: ReceivedMail, found: Incoming, *, at: datetime) -> None:
    """An arrival for a person to look at; should the node die before it is settled, the next run finds it again."""
    content = readable(found.opened)
    bringing = _bringing(mail, f"{title_of(found)[:120]}.eml", at=at)
    arrival = take_in_mail(held_of(mail), content, bringing)
    plain = originals.hold([content]) if found.opened.encrypted else None
    try:
        with transaction.atomic():
            if plain is not None:
                lay_beside(arrival, plain, opened_name(found), MAIL, found, at=at)
            settle(mail, Outcome.ARRIVED, arrival=arrival, at=at)
    except BaseException:
        if plain is not None:
            originals.let_go(plain)
        raise


@transaction.atomic
def _refuse(mail: ReceivedMail, refusal: Refusal, *, at: datetime) -> None:
    arrival = Arrival.objects.filter(sha256=mail.sha256).order_by("pk").first()
    if arrival is None:
        arrival = refuse_mail(held_of(mail), refusal, _bringing(mail, "mail.eml", at=at))
    if not mail.doubts:
        mail.doubts = [_words(refusal)]
    settle(mail, Outcome.REFUSED, arrival=arrival, at=at)


def _bringing(mail: ReceivedMail, name: str, *, at: datetime) -> Bringing:
    bare = " ".join(name.replace("/", "-").replace("\\", "-").split())
    return Bringing(name=bare, channel=Channel.EMAIL, acting=None, at=at, reached_at=mail.stored_at)
