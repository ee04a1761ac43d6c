"""The agency's seal: set and removed on the node's own machine, put on every letter whose paper is made final."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.assistance.domain.letters.seal import keeping
from entraide.assistance.domain.letters.seal.errors import NoSealSet, SealUnreadable
from entraide.assistance.domain.letters.seal.keys import Face, SealKey, require_valid
from entraide.assistance.events import SealRemoved, SealSet
from entraide.ledger.queries import entries
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.domain.letters.languages import LetterLanguage


def set_seal(seal: SealKey, *, acting: Person | None, at: datetime) -> Face:
    """Seal with this key from now on, instead of the one that was there.

    Raises `CertificateExpired`, `CertificateNotYetValid`.
    """
    require_valid(seal.face, at=at)
    facts = {"seal": seal.face.sha256, "valid_until": seal.face.valid_until}
    keeping.lay_by(settings.ENTRAIDE_SEAL, seal)
    try:
        with transaction.atomic():
            record(SealSet(facts=facts), by=acting.uuid if acting else None, at=at)
    except BaseException:
        keeping.forget_laid_by(settings.ENTRAIDE_SEAL)
        raise
    # After the entry is kept, so that a seal is never at work that the ledger does not know of.
    keeping.put_in_place(settings.ENTRAIDE_SEAL)
    return seal.face


def remove_seal(*, acting: Person | None, at: datetime) -> None:
    """Seal no more; what was sealed stays sealed. A seal that cannot be read is removed too. Raises `NoSealSet`."""
    try:
        seal = keeping.kept(settings.ENTRAIDE_SEAL)
    except SealUnreadable:
        facts = {"seal": ""}
    else:
        if seal is None and seal_on_record() is None:
            raise NoSealSet
        facts = {"seal": seal.face.sha256 if seal else ""}
    with transaction.atomic():
        record(SealRemoved(facts=facts), by=acting.uuid if acting else None, at=at)
    keeping.forget(settings.ENTRAIDE_SEAL)


def seal_on_record() -> str | None:
    """The fingerprint of the seal that was set last, as the ledger has it; None where none was, or it was removed."""
    last = entries().filter(act__in=(SealSet.code, SealRemoved.code)).order_by("-seq").first()
    if last is None or last.act == SealRemoved.code:
        return None
    return str(json.loads(bytes(last.canonical))["facts"]["seal"])


def sealed_by_the_agency(pdf: bytes, language: LetterLanguage, *, at: datetime) -> tuple[bytes, Face | None]:
    """`pdf` with the agency's seal, and whose that is; as it was, and None, where the agency has none.

    Raises `SealUnreadable`, `CertificateExpired`, `CertificateNotYetValid`, `LetterNotSealed`: an agency that seals
    sends nothing without its seal.
    """
    seal, meant = keeping.kept(settings.ENTRAIDE_SEAL), seal_on_record()
    if meant is not None and (seal is None or seal.face.sha256 != meant):
        # The folder was restored without it, or with another: what left then would look forged.
        raise SealUnreadable
    if seal is None:
        return pdf, None
    # Most nodes have no seal, and this takes a moment and some memory to load.
    from entraide.assistance.domain.letters.seal.sealing import sealed

    return sealed(pdf, seal, language=language, at=at), seal.face
