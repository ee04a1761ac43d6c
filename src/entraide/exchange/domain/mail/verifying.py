"""Who signed a mail, by the certificates that were compared and kept for the partner, and by no list of authorities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import new as new_hash
from typing import Final

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from entraide.exchange.domain.mail.envelopes import ASN1_FAULTS, read_cms
from entraide.exchange.domain.mail.errors import (
    MailSenderUnclear,
    MailSignatureBroken,
    MailSignatureWeak,
    MailSignedAhead,
    MailSignedByStranger,
    MailSignedInPart,
    MailSignerMissing,
    MailUnreadable,
)
from entraide.exchange.domain.mail.keys import (
    fingerprint,
    read_certificate,
    require_for,
    require_in_force,
    require_signs,
)
from entraide.exchange.domain.mail.opening import Claim, Opened
from entraide.kernel.errors import Refusal

_MOST_SIGNERS: Final = 4
_MOST_CERTIFICATES: Final = 20
_STRONG: Final = frozenset({"sha256", "sha384", "sha512"})
_SCHEMES: Final = frozenset({"rsassa_pkcs1v15", "rsassa_pss", "ecdsa"})
_SKEW: Final = timedelta(minutes=10)


class Verdict(StrEnum):
    """What a signature is worth."""

    SIGNED_BY_PARTNER = "signed_by_partner"
    """It fits, its certificate is one that is kept for the partner, in force, and bears the address in `From`."""
    SIGNED_BY_STRANGER = "signed_by_stranger"
    """It fits, and does not speak for the partner: another certificate, not in force, or for another address."""
    BROKEN = "broken"
    """The mail claims a signature that does not fit what it says, covers a part alone, or is too weak to count."""
    UNSIGNED = "unsigned"
    """It claims no S/MIME signature. One of OpenPGP is not read and counts for none."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict; `because` says why it is not the best; `certificate` is the one that signed, where one did."""

    verdict: Verdict
    because: Refusal | None = None
    certificate: x509.Certificate | None = None


@dataclass(frozen=True, slots=True)
class _Signer:
    certificate: x509.Certificate
    signed_at: datetime | None


def verify(mail: Opened, pinned: Sequence[x509.Certificate], *, at: datetime) -> Verified:
    """Who signed the mail that came at that moment. Never raises for what is in the mail.

    Every signature over the content must fit, and every one around what is encrypted; the innermost decides. One that
    lies around the encryption alone counts for none: whoever passes a sealed mail on can set it.
    """
    try:
        for claim in mail.carried:
            _signers(claim, pinned)
        layers = [_signers(claim, pinned) for claim in mail.claims]
    except (MailSignatureBroken, MailSignatureWeak, MailSignerMissing) as refusal:
        return Verified(Verdict.BROKEN, refusal)
    if not layers:
        if mail.signed_in_part:
            return Verified(Verdict.BROKEN, MailSignedInPart())
        return Verified(Verdict.UNSIGNED)
    judged = [_judged(signer, mail.sender, pinned, at) for signer in layers[-1]]
    return next((one for one in judged if one.verdict == Verdict.SIGNED_BY_PARTNER), judged[0])


def _judged(
    signer: _Signer, sender: str | None, pinned: Iterable[x509.Certificate], at: datetime
) -> Verified:
    certificate = signer.certificate
    try:
        if certificate not in pinned:
            raise MailSignedByStranger(fingerprint=fingerprint(certificate))
        require_signs(certificate)
        require_in_force(certificate, at=at)
        if signer.signed_at is not None:
            _require_signed_in_time(signer.signed_at, certificate, at)
        if sender is None:
            raise MailSenderUnclear
        require_for(certificate, [sender])
    except Refusal as refusal:
        return Verified(Verdict.SIGNED_BY_STRANGER, refusal, certificate)
    return Verified(Verdict.SIGNED_BY_PARTNER, None, certificate)


def _require_signed_in_time(signed_at: datetime, certificate: x509.Certificate, at: datetime) -> None:
    """That the time which the signer gives is one at which it could sign. Raises refusals."""
    if signed_at > at + _SKEW:
        raise MailSignedAhead(signed_at=f"{signed_at:%Y-%m-%d %H:%M}Z")
    # A certificate that was issued this minute may lie ahead of the clock that signs.
    require_in_force(certificate, at=max(signed_at, min(certificate.not_valid_before_utc, signed_at + _SKEW)))


def _signers(claim: Claim, pinned: Sequence[x509.Certificate]) -> list[_Signer]:
    """Whose signatures these are, each of them fitting; one key may be that of two certificates.

    Raises `MailSignatureBroken`, `MailSignatureWeak`, `MailSignerMissing`.
    """
    try:
        found = read_cms(claim.signature)
        if found["content_type"].native != "signed_data":
            raise MailSignatureBroken
        signed = found["content"]
        infos = signed["signer_infos"]
        if not 1 <= len(infos) <= _MOST_SIGNERS:
            raise MailSignatureBroken
        embedded = _embedded(signed)
        return [
            signer
            for info in infos
            for signer in _fitting(
                info, signed, claim.content, _named(info, pinned) or _named(info, embedded)
            )
        ]
    except (*ASN1_FAULTS, MailUnreadable, UnsupportedAlgorithm) as fault:
        raise MailSignatureBroken from fault


def _named(info: cms.SignerInfo, known: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    return [one for one in known if _is_by(info["sid"], one)]


def _fitting(
    info: cms.SignerInfo, signed: cms.SignedData, content: bytes, named: Sequence[x509.Certificate]
) -> list[_Signer]:
    """Those of the certificates that a signature names whose key made it; at least one."""
    digest = info["digest_algorithm"]["algorithm"].native
    _require_strong(info, digest)
    # Without signed attributes, the signature of one mail could be shown as that of another (RFC 5652, 5.3).
    if info["signed_attrs"] is core.VOID or not len(info["signed_attrs"]):
        raise MailSignatureBroken
    held = signed["encap_content_info"]["content"]
    if held is not core.VOID and held.native is not None and bytes(held.native) != content:
        raise MailSignatureBroken
    if not named:
        raise MailSignerMissing
    right = [one for one in named if _fits(info, one, new_hash(digest, content).digest())]
    if not right:
        raise MailSignatureBroken
    return [_Signer(one, _signing_time(info)) for one in right]


def _fits(info: cms.SignerInfo, certificate: x509.Certificate, digest: bytes) -> bool:
    """Whether the signed attributes hold this digest and are signed with that certificate's key."""
    # Most nodes are sent no signed mail, and this takes a moment and some memory to load; so below.
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    intact, fits = validate_sig_integrity(
        info,
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        expected_content_type="data",
        actual_digest=digest,
    )
    return bool(intact and fits)


def _require_strong(info: cms.SignerInfo, digest: str) -> None:
    """Raises `MailSignatureWeak`."""
    algorithm = info["signature_algorithm"]
    scheme = algorithm.signature_algo
    # Written as plain rsaEncryption, the digest of the signature is that of the content (RFC 8551, 2.2).
    plain = algorithm["algorithm"].native == "rsassa_pkcs1v15"
    hashed = digest if plain else algorithm.hash_algo
    if scheme not in _SCHEMES or digest not in _STRONG or hashed not in _STRONG:
        raise MailSignatureWeak(algorithm=f"{digest}, {scheme}"[:60])


def _embedded(signed: cms.SignedData) -> list[x509.Certificate]:
    """The certificates that came with the signature; those that cannot be read are passed over."""
    found: list[x509.Certificate] = []
    choices = signed["certificates"]
    for choice in [] if choices is core.VOID else list(choices)[:_MOST_CERTIFICATES]:
        if choice.name == "certificate":
            try:
                found.append(read_certificate(choice.chosen.dump()))
            except Refusal:
                continue
    return found


def _is_by(sid: cms.SignerIdentifier, certificate: x509.Certificate) -> bool:
    if sid.name == "subject_key_identifier":
        try:
            extension = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        except x509.ExtensionNotFound:
            return False
        return bool(extension.value.digest == sid.chosen.native)
    same = bool(sid.chosen["serial_number"].native == certificate.serial_number)
    return same and bool(sid.chosen["issuer"].dump() == certificate.issuer.public_bytes())


def _signing_time(info: cms.SignerInfo) -> datetime | None:
    from pyhanko.sign.general import find_unique_cms_attribute

    try:
        value = find_unique_cms_attribute(info["signed_attrs"], "signing_time").native
    except KeyError:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("a signing time without a zone")
    return value
