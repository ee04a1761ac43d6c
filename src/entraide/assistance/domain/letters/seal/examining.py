"""Examining a sealed file: whether the seal is whole, and whose it is. Needs no node and no network.

Whether the certificate deserves trust is another question, and not answered here: who examines compares its digest
with the one that the agency gave by another way.
"""

import logging
import re
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from asn1crypto.cms import ContentInfo
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from entraide.assistance.domain.letters.seal.errors import (
    ChangedAfterSealing,
    FileTooLarge,
    NoSealInFile,
    NotAPdf,
    SealBroken,
)
from entraide.assistance.domain.letters.seal.keys import Face, face_of
from entraide.kernel.errors import Refusal

# It tells its warnings with the names in certificates and with tracebacks: what matters of them is in the verdict.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())

LARGEST: Final = 64 * 1024 * 1024
MOST: Final = 50
"""The most seals that are looked at in one file."""
# What other people's parsers raise over a hostile file.
_HOSTILE: Final = (
    PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    struct.error,
    InvalidSignature,
    UnsupportedAlgorithm,
)


class Verdict(StrEnum):
    """What became of what was sealed."""

    INTACT = "intact"
    CHANGED_AFTER = "changed_after"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Found:
    """One seal in a file. `face` is None where the certificate cannot be read; `stated_at` is what the sealer's own
    clock said; `added` counts the bytes that follow what was sealed."""

    field: str
    verdict: Verdict
    face: Face | None
    stated_at: datetime | None
    added: int = 0


_NOT_OF_A_NAME: Final = re.compile(r"[^A-Za-z0-9.-]")
REFUSALS: Final[dict[Verdict, type[Refusal]]] = {
    Verdict.BROKEN: SealBroken,
    Verdict.CHANGED_AFTER: ChangedAfterSealing,
}


def seals_in(pdf: bytes, *, at: datetime) -> tuple[Found, ...]:
    """Every seal of a file, in their order. Raises `FileTooLarge`, `NotAPdf`, `NoSealInFile`."""
    if len(pdf) > LARGEST:
        raise FileTooLarge(limit=LARGEST // 1024**2)
    try:
        embedded = list(PdfFileReader(BytesIO(pdf)).embedded_regular_signatures)[:MOST]
    except _HOSTILE as unreadable:
        raise NotAPdf from unreadable
    if not embedded:
        raise NoSealInFile
    return tuple(_examined(each, pdf, at) for each in embedded)


def require_intact(found: tuple[Found, ...]) -> None:
    """Raises `SealBroken` or `ChangedAfterSealing` for the worst that was found."""
    for verdict, refusal in REFUSALS.items():
        if any(one.verdict is verdict for one in found):
            raise refusal


def _examined(signature: Any, pdf: bytes, at: datetime) -> Found:
    face, stated_at = _face(signature), _stated_at(signature)
    # Whoever made the file chose the name: it must not be able to say more than a name.
    field = _NOT_OF_A_NAME.sub("_", str(signature.field_name))[:40]
    try:
        end = _end_of_sealed(signature, pdf)
        holds = _holds(signature, at)
    except _HOSTILE:
        return Found(field, Verdict.BROKEN, face, stated_at)
    # A seal of which nobody can say whose it is, is none.
    if not holds or end is None or face is None:
        return Found(field, Verdict.BROKEN, face, stated_at)
    added = len(pdf) - end
    return Found(field, Verdict.CHANGED_AFTER if added else Verdict.INTACT, face, stated_at, added)


def _holds(signature: Any, at: datetime) -> bool:
    """Whether the digest of the sealed bytes is the one signed, and signed by the certificate's key."""
    nobody = ValidationContext(trust_roots=[], allow_fetching=False, moment=at)
    status = validate_pdf_signature(signature, signer_validation_context=nobody, skip_diff=True)
    return bool(status.intact and status.valid)


def _end_of_sealed(signature: Any, pdf: bytes) -> int | None:
    """Where the sealed bytes end; None unless they are all from the first one on but for the signature itself."""
    begins, before, resumes, after = (int(number) for number in signature.byte_range)
    if not begins == 0 < before < resumes <= resumes + after <= len(pdf):
        return None
    hole, contents = pdf[before:resumes], bytes(signature.pkcs7_content)
    alone = (hole[:1], hole[-1:]) == (b"<", b">") and bytes.fromhex(hole[1:-1].decode("ascii")) == contents
    # What is left of the hole is zeros, so that nothing can be hidden there.
    filled = len(ContentInfo.load(contents).dump())
    return resumes + after if alone and not contents[filled:].strip(b"\0") else None


def _face(signature: Any) -> Face | None:
    try:
        return face_of(x509.load_der_x509_certificate(signature.signer_cert.dump()))
    except _HOSTILE:
        return None


def _stated_at(signature: Any) -> datetime | None:
    try:
        stated: datetime | None = signature.self_reported_timestamp
    except _HOSTILE:
        return None
    return stated
