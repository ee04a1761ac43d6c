"""The agency's key for mail: set and removed on the node's own machine; and how messages of this node are marked."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.assistance.errors import NoMailKey
from entraide.assistance.events import MailKeyRemoved, MailKeySet
from entraide.exchange.domain.mail import keeping
from entraide.exchange.domain.mail.errors import MailKeyDamaged
from entraide.exchange.domain.mail.keys import (
    MailKey,
    fingerprint,
    require_for,
    require_in_force,
    require_signs,
)
from entraide.exchange.domain.mail.references import Marks
from entraide.ledger.queries import entries
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def set_key(ours: MailKey, *, acting: Person | None, at: datetime) -> None:
    """Sign mail with this key from now on; the one before it still opens what is encrypted to it.

    Raises `MailCertificateCannotSign`, `MailCertificateNotInForce`, `MailCertificateForOther` where its certificate
    does not bear the address from which letters leave.
    """
    require_signs(ours.certificate)
    require_in_force(ours.certificate, at=at)
    require_for(ours.certificate, [sender()])
    facts = {
        "certificate": fingerprint(ours.certificate),
        "valid_until": ours.certificate.not_valid_after_utc,
    }
    folder = settings.ENTRAIDE_MAIL
    keeping.lay_by(folder, ours)
    try:
        with transaction.atomic():
            record(MailKeySet(facts=facts), by=acting.uuid if acting else None, at=at)
    except BaseException:
        keeping.forget_laid_by(folder)
        raise
    # After the entry is kept, so that a key is never at work that the ledger does not know of.
    keeping.put_in_place(folder)


def remove_key(*, acting: Person | None, at: datetime) -> None:
    """Sign no more: letters leave in the clear from now on, and none to a partner whose certificate is on record.

    The key stays to open what is still encrypted to it. Raises `NoMailKey`.
    """
    folder = settings.ENTRAIDE_MAIL
    meant = key_on_record()
    if meant is None and not keeping.key_file(folder).exists():
        raise NoMailKey
    with transaction.atomic():
        record(MailKeyRemoved(facts={"certificate": meant or ""}), by=acting.uuid if acting else None, at=at)
    keeping.set_apart(folder)


def our_key() -> MailKey | None:
    """The key that signs; None where the agency has none. Raises `MailKeyDamaged`, also where the ledger knows of
    another: a folder that was restored without its key must not send in the clear what was to be signed."""
    ours, meant = keeping.kept_key(settings.ENTRAIDE_MAIL), key_on_record()
    if meant is not None and (ours is None or fingerprint(ours.certificate) != meant):
        raise MailKeyDamaged
    return ours


def our_keys() -> list[MailKey]:
    """Every key that opens mail. Raises `MailKeyDamaged`."""
    return keeping.kept_keys(settings.ENTRAIDE_MAIL)


def key_on_record() -> str | None:
    """The fingerprint of the key that was set last, as the ledger has it; None where none was, or it was removed."""
    last = entries().filter(act__in=(MailKeySet.code, MailKeyRemoved.code)).order_by("-seq").first()
    if last is None or last.act == MailKeyRemoved.code:
        return None
    return str(json.loads(bytes(last.canonical))["facts"]["certificate"])


def sender() -> str:
    """The address from which letters leave."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def marks() -> Marks:
    """How this node marks its messages, so that it knows them again. Raises `MailSecretsDamaged`."""
    domain = sender().rpartition("@")[2].lower() or "localhost"
    return Marks(domain, keeping.kept_secrets(settings.ENTRAIDE_MAIL))
