"""The duty mailbox: what is new is stored, durably and once, then taken off the server's inbox, then handled."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction

from entraide.assistance.models import ReceivedMail
from entraide.assistance.services.mailing.handling import handle_waiting
from entraide.cases.services import originals
from entraide.exchange.domain.mail.errors import MailboxUnsound
from entraide.exchange.domain.mail.mailbox import Mailbox, Polled, Security, poll

log = structlog.get_logger(__name__)


def fetch(*, at: datetime) -> int:
    """Store what is new in the mailbox, where there is one, and handle what waits; gives back how many were handled.

    What was stored before is handled even when the mailbox cannot be reached. Raises `MailboxUnreachable`,
    `MailboxNotTrusted`, `MailboxLoginRefused`, `MailboxUnsound`.
    """
    try:
        if settings.ENTRAIDE_MAILBOX.host:
            _told(poll(mailbox(), lambda raw, uid: store(raw, at=at)))
    finally:
        handled = handle_waiting(at=at)
    return handled


def mailbox() -> Mailbox:
    """The mailbox of the settings. Raises `MailboxUnsound` for settings that are none."""
    said = settings.ENTRAIDE_MAILBOX
    try:
        return Mailbox(
            host=said.host,
            port=said.port,
            user=said.user,
            password=said.password,
            security=Security(said.security),
            folder=said.folder,
            processed=said.processed,
        )
    except ValueError as malformed:
        raise MailboxUnsound(folder=said.folder, host=said.host, reason="node.toml") from malformed


def store(raw: bytes, *, at: datetime) -> None:
    """Keep a mail for good, once: the same bytes again are nothing new."""
    digest = sha256(raw).hexdigest()
    if ReceivedMail.objects.filter(sha256=digest).exists():
        return
    held = originals.hold([raw])
    try:
        with transaction.atomic():
            ReceivedMail.objects.create(key=held.key, sha256=held.sha256, size=held.size, stored_at=at)
    except IntegrityError:
        # Another stored it in the meantime.
        originals.let_go(held)
    except BaseException:
        originals.let_go(held)
        raise


def _told(polled: Polled) -> None:
    for left in polled.left:
        log.warning("mail_left_in_the_mailbox", number=left.uid.number, reason=left.refusal.code)
