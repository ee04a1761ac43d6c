"""A mail from outside, looked at from every side: what it answers, who wrote it, why a person must decide, if so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509

from entraide.exchange.domain.mail.bounces import Bounce, read_bounce
from entraide.exchange.domain.mail.errors import (
    MailNotFromPartner,
    MailReferenceBySubject,
    MailReferenceForged,
    MailReferenceMissing,
    MailReferencesDiffer,
    MailReferenceUnknown,
    MailSenderUnclear,
    MailSignatureBroken,
    MailUnsigned,
)
from entraide.exchange.domain.mail.keys import MailKey
from entraide.exchange.domain.mail.opening import Opened, open_mail
from entraide.exchange.domain.mail.references import Found, Marks, ReplyTo, reply_to_what
from entraide.exchange.domain.mail.verifying import Verdict, Verified, verify
from entraide.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Correspondent:
    """The partner of a conversation by mail: its addresses in small letters, its certificates, whether it signs."""

    addresses: frozenset[str]
    certificates: tuple[x509.Certificate, ...] = field(default=())
    signs: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail that was opened. It may be filed without a person only while `doubts` is empty."""

    opened: Opened
    reply: ReplyTo | None
    verified: Verified
    doubts: tuple[Refusal, ...]

    @property
    def automatic(self) -> bool:
        """Whether a program answered and no person: an absence (RFC 3834, 5), a receipt (RFC 8098, 3)."""
        outer = self.opened.outer
        said = outer.line("Auto-Submitted").lower()
        return (
            said not in {"", "no"}
            or bool(outer.all_of("X-Autoreply"))
            or outer.media_type == "multipart/report"
        )


def receive(
    raw: bytes,
    *,
    keys: Sequence[MailKey],
    marks: Marks,
    correspondent_of: Callable[[ReplyTo], Correspondent | None],
    at: datetime,
) -> Incoming | Bounce:
    """What came, with everything that speaks against filing it where it says it belongs.

    Raises what `open_mail` raises, and, for what reports on a delivery, what `read_bounce` raises. A forged reference,
    another sender than the partner, a signature that is broken or missing, a reference by subject alone: each is a
    doubt with its code, because the mail is kept and shown, and only not believed.
    """
    opened = open_mail(raw, keys)
    if not (opened.encrypted or opened.claims):
        bounce = read_bounce(opened.outer, marks)
        if bounce is not None:
            return bounce
    doubts: list[Refusal] = []
    reply, correspondent = _conversation(opened, marks, correspondent_of, doubts)
    verified = verify(opened, correspondent.certificates if correspondent else (), at=at)
    doubts += _about_the_sender(opened.sender, correspondent) + _about_the_signature(verified, correspondent)
    return Incoming(opened, reply, verified, tuple(doubts))


def _conversation(
    opened: Opened,
    marks: Marks,
    correspondent_of: Callable[[ReplyTo], Correspondent | None],
    doubts: list[Refusal],
) -> tuple[ReplyTo | None, Correspondent | None]:
    try:
        reply = reply_to_what(opened.said, marks)
    except (MailReferenceForged, MailReferencesDiffer) as refusal:
        doubts.append(refusal)
        return None, None
    if reply is None:
        doubts.append(MailReferenceMissing())
        return None, None
    if reply.how is Found.BY_SUBJECT:
        doubts.append(MailReferenceBySubject(reference=reply.reference))
    correspondent = correspondent_of(reply)
    if correspondent is None:
        doubts.append(MailReferenceUnknown())
    return reply, correspondent


def _about_the_sender(sender: str | None, correspondent: Correspondent | None) -> list[Refusal]:
    if sender is None:
        return [MailSenderUnclear()]
    if correspondent is not None and sender not in correspondent.addresses:
        return [MailNotFromPartner(address=sender)]
    return []


def _about_the_signature(verified: Verified, correspondent: Correspondent | None) -> list[Refusal]:
    """A signature that is not the partner's is worse than none: it is always a doubt."""
    match verified.verdict:
        case Verdict.BROKEN | Verdict.SIGNED_BY_STRANGER:
            return [verified.because or MailSignatureBroken()]
        case Verdict.UNSIGNED if correspondent is not None and correspondent.signs:
            return [MailUnsigned()]
    return []
