"""A letter as a mail: its paper and its files, signed, and encrypted where the partner's certificate is on record."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.conf import settings

from entraide.assistance.domain.mailing import Protection
from entraide.assistance.errors import MailKeyNeeded
from entraide.assistance.services.mailing.certificates import to_encrypt_to
from entraide.assistance.services.mailing.keys import marks, our_key, sender
from entraide.assistance.services.writing import require_fits_a_mail
from entraide.cases.errors import OriginalDamaged
from entraide.cases.services import originals
from entraide.exchange.domain.mail.keys import MailKey, require_for, require_in_force, require_signs
from entraide.exchange.domain.mail.references import Sent, marked
from entraide.exchange.domain.mail.smime import in_clear, outgoing

if TYPE_CHECKING:
    from cryptography import x509

    from entraide.assistance.models import Dispatch
    from entraide.cases.models import Original

COVER = {
    "en": "Please find attached our letter, reference {reference}.\n\n{agency}\n",
    "fr": "Veuillez trouver ci-joint notre lettre, référence {reference}.\n\n{agency}\n",
}
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}\Z", re.IGNORECASE)
# A mail or parts within the mail would be read as parts of ours.
_AS_BYTES = frozenset({"message", "multipart", "text"})


def protection_for(address: str, *, at: datetime) -> Protection:
    """How a letter to this address would leave now. Raises what would keep it from leaving: see `means_for`."""
    ours, theirs = means_for(address, at=at)
    if ours is None:
        return Protection.CLEAR
    return Protection.ENCRYPTED if theirs else Protection.SIGNED


def means_for(address: str, *, at: datetime) -> tuple[MailKey | None, list[x509.Certificate]]:
    """What a letter to this address is signed with, and to which certificates it is encrypted.

    Raises `MailKeyDamaged`, `MailKeyNeeded`, and the refusals of certificates that have expired or are for others: to
    leave in the clear what was to be protected is never the way out.
    """
    ours, theirs = our_key(), to_encrypt_to(address, at=at)
    if ours is None:
        if theirs:
            raise MailKeyNeeded(address=address)
        return None, []
    require_signs(ours.certificate)
    require_in_force(ours.certificate, at=at)
    require_for(ours.certificate, [sender()])
    return ours, theirs


def composed(dispatch: Dispatch, *, at: datetime) -> tuple[bytes, Protection]:
    """The mail as it goes to the mail server, and how it is protected.

    Raises as `means_for`, and `EnclosuresTooLarge`, `MailTooLarge`, `OriginalDamaged`; `ValueError` for a header that
    cannot be written.
    """
    require_fits_a_mail(dispatch.letter)
    ours, theirs = means_for(dispatch.address, at=at)
    message = _message(dispatch, at=at)
    if ours is None:
        return in_clear(message), Protection.CLEAR
    return outgoing(message, ours, theirs, at=at), Protection.ENCRYPTED if theirs else Protection.SIGNED


def _message(dispatch: Dispatch, *, at: datetime) -> EmailMessage:
    letter = dispatch.letter
    if letter.pdf is None:
        raise OriginalDamaged
    reference = letter.request.reference
    message = EmailMessage()
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = dispatch.address
    # One line: a title read off a hostile letter could bring a line break.
    message["Subject"] = marked(letter.subject, reference)
    message["Date"] = format_datetime(at.replace(microsecond=0))
    message["Message-ID"] = marks().message_id(Sent(letter.request.uuid, dispatch.uuid))
    agency = settings.NODE.agency.name(letter.language)
    cover = COVER.get(letter.language, COVER["en"])
    message.set_content(cover.format(reference=reference, agency=agency))
    for original in (letter.pdf, *_enclosed(dispatch)):
        main, _, sub = _media_type(original).partition("/")
        name = " ".join(original.name.split())
        message.add_attachment(originals.read(original), maintype=main, subtype=sub, filename=name)
    return message


def _enclosed(dispatch: Dispatch) -> list[Original]:
    return [one.original for one in dispatch.letter.enclosures.select_related("original").order_by("pk")]


def _media_type(original: Original) -> str:
    said = original.media_type.lower()
    known = _MEDIA_TYPE.match(said) and said.partition("/")[0] not in _AS_BYTES
    return said if known else "application/octet-stream"
