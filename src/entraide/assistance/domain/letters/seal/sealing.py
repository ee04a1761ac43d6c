"""Sealing a letter: PAdES-B-B (ETSI EN 319 142-1), the agency's signature in a field that is not seen.

The file is only added to. Its metadata and its tags stay byte for byte as the typesetter wrote them, and with them the
claims to PDF/A-2a and PDF/UA-1: the widget of the field lies outside of the page, where PDF/UA wants no tag for it, and
has no area, so that PDF/A wants no appearance of it.
"""

from datetime import datetime
from io import BytesIO
from typing import Any, Final

from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.seal.errors import LetterNotSealed
from entraide.assistance.domain.letters.seal.keys import SealKey, require_valid

FIELD: Final = "AgencySeal"
_LABELS: Final[dict[LetterLanguage, str]] = {
    "en": "Electronic seal",
    "fr": "Sceau électronique",
    "es": "Sello electrónico",
}


class _Letter(IncrementalPdfFileWriter):
    """The letter, with what is added at its end."""

    def _update_meta(self) -> None:
        """Leave the metadata alone: they are part of what was approved, and of the claims to PDF/A and PDF/UA."""


class _Sealer(PdfSigner):
    """Seals at a moment that is told, not read from a clock."""

    moment: datetime

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self.moment
        return session


def sealed(pdf: bytes, seal: SealKey, *, language: LetterLanguage, at: datetime) -> bytes:
    """`pdf` with the agency's seal added behind its last byte.

    Raises `CertificateExpired`, `CertificateNotYetValid`, `LetterNotSealed`.
    """
    require_valid(seal.face, at=at)
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    chain.register_multiple(translate_pyca_cryptography_cert_to_asn1(each) for each in seal.chain)
    sealer = _Sealer(
        PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=seal.face.name
        ),
        SimpleSigner(
            signing_cert=translate_pyca_cryptography_cert_to_asn1(seal.certificate),
            signing_key=translate_pyca_cryptography_key_to_asn1(seal.key),
            cert_registry=chain,
        ),
        new_field_spec=SigFieldSpec(
            FIELD,
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
            readable_field_name=_LABELS[language],
        ),
    )
    sealer.moment = at
    try:
        letter = _Letter(BytesIO(pdf))
        _read_in_order(letter)
        written: bytes = sealer.sign_pdf(letter).getvalue()
    # What is wrong with a key or a file is a ValueError here, whatever its subclass.
    except (PdfError, ValueError) as error:
        raise LetterNotSealed(reason=type(error).__name__) from error
    return written


def _read_in_order(letter: _Letter) -> None:
    """A page with an annotation says that it is read in the order of its tags (PDF/UA-1, 7.18.3)."""
    page, _ = letter.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    page.get_object()[pdf_name("/Tabs")] = pdf_name("/S")
    letter.mark_update(page)
