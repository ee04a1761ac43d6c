"""The agency's seal: set and removed on the node's own machine, put on every letter whose paper is made final."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.assistance.domain.letters.seal import keeping
from entraide.assistance.domain.letters.seal.errors import NoSealSet, SealUnreadable
from entraide.assistance.domain.letters.seal.keys import Face, SealKey, require_valid
from entraide.assistance.events import SealRemoved, SealSet
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.domain.letters.languages import LetterLanguage


@transaction.atomic
def set_seal(seal: SealKey, *, acting: Person | None, at: datetime) -> Face:
    """Seal with this key from now on, instead of the one that was there.

    Raises `CertificateExpired`, `CertificateNotYetValid`.
    """
    require_valid(seal.face, at=at)
    facts = {"seal": seal.face.sha256, "valid_until": seal.face.valid_until}
    record(SealSet(facts=facts), by=acting.uuid if acting else None, at=at)
    # Last, so that a seal is never at work that the ledger does not know of.
    keeping.keep(settings.ENTRAIDE_SEAL, seal)
    return seal.face


@transaction.atomic
def remove_seal(*, acting: Person | None, at: datetime) -> None:
    """Seal no more; what was sealed stays sealed. A seal that cannot be read is removed too. Raises `NoSealSet`."""
    try:
        seal = keeping.kept(settings.ENTRAIDE_SEAL)
    except SealUnreadable:
        facts = {"seal": ""}
    else:
        if seal is None:
            raise NoSealSet
        facts = {"seal": seal.face.sha256}
    record(SealRemoved(facts=facts), by=acting.uuid if acting else None, at=at)
    keeping.forget(settings.ENTRAIDE_SEAL)


def sealed_by_the_agency(pdf: bytes, language: LetterLanguage, *, at: datetime) -> tuple[bytes, Face | None]:
    """`pdf` with the agency's seal, and whose that is; as it was, and None, where the agency has none.

    Raises `SealUnreadable`, `CertificateExpired`, `CertificateNotYetValid`, `LetterNotSealed`: an agency that seals
    sends nothing without its seal.
    """
    seal = keeping.kept(settings.ENTRAIDE_SEAL)
    if seal is None:
        return pdf, None
    # Most nodes have no seal, and this takes a moment and some memory to load.
    from entraide.assistance.domain.letters.seal.sealing import sealed

    return sealed(pdf, seal, language=language, at=at), seal.face
