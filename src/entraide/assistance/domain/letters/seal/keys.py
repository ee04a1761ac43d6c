"""What the agency seals with: a private key and its certificate, from a PKCS#12 file or made here."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from entraide.assistance.domain.letters.seal.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateUnsuited,
    KeyFileIncomplete,
    KeyFileTooLarge,
    KeyUnsuited,
    NameUnsuited,
    NotAKeyFile,
    WrongPassPhrase,
)

LARGEST: Final = 1024 * 1024
"""The most bytes of a file with a key: a key and its chain take a few thousand."""
SOON: Final = timedelta(days=30)
"""How long before its certificate expires a seal is warned of."""
_LEAST_RSA: Final = 2048
_MADE_RSA: Final = 3072
_MADE_FOR: Final = timedelta(days=730)
_LONGEST_NAME: Final = 64
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
# RFC 9336, then what authorities wrote before it: S/MIME, Adobe's and Microsoft's document signing.
_FIT_FOR_DOCUMENTS: Final = frozenset(
    {
        _DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        x509.ObjectIdentifier("1.2.840.113583.1.1.5"),
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),
    }
)
# The object identifier of PKCS#7 data or signed data, which every PKCS#12 file has near its beginning.
_PKCS7: Final = bytes.fromhex("2a864886f70d0107")

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Face:
    """What a certificate says of whose seal it is. `sha256` is the digest of the whole certificate, in hexadecimal."""

    name: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    sha256: str
    self_signed: bool

    def expires_soon(self, at: datetime) -> bool:
        """Whether it is time to ask for the next one."""
        return self.valid_until - at < SOON


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key, its certificate, and the certificates above it that the file brought."""

    key: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def face(self) -> Face:
        return face_of(self.certificate)


def from_p12(data: bytes, pass_phrase: str) -> SealKey:
    """The key of a PKCS#12 file (RFC 7292), whatever the day.

    Raises `KeyFileTooLarge`, `NotAKeyFile`, `WrongPassPhrase`, `KeyFileIncomplete`, `KeyUnsuited`,
    `CertificateUnsuited`.
    """
    if len(data) > LARGEST:
        raise KeyFileTooLarge(limit=LARGEST // 1024)
    if data[:1] != b"\x30" or _PKCS7 not in data[:64]:
        raise NotAKeyFile
    try:
        found = load_pkcs12(data, pass_phrase.encode() or None)
    except UnsupportedAlgorithm as unsupported:
        raise NotAKeyFile from unsupported
    except ValueError as wrong:
        raise WrongPassPhrase from wrong
    return _whole(found)


def joined(key: object, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...]) -> SealKey:
    """A key that belongs to its certificate and may seal.

    Raises `KeyFileIncomplete`, `KeyUnsuited`, `CertificateUnsuited`.
    """
    if not _suited(key):
        raise KeyUnsuited
    assert isinstance(key, PrivateKey)
    if key.public_key() != certificate.public_key():
        raise KeyFileIncomplete
    if not _may_seal(certificate):
        raise CertificateUnsuited
    return SealKey(key, certificate, chain)


def require_valid(face: Face, *, at: datetime) -> None:
    """Raises `CertificateNotYetValid`, `CertificateExpired`."""
    if at < face.valid_from:
        raise CertificateNotYetValid(since=f"{face.valid_from:%Y-%m-%d}")
    if at > face.valid_until:
        raise CertificateExpired(until=f"{face.valid_until:%Y-%m-%d}")


def made(name: str, *, at: datetime) -> SealKey:
    """A new key with a certificate that it signed itself, for two years. Raises `NameUnsuited`.

    It proves to a stranger nothing but that two letters came from the same node.
    """
    name = _one_line(name)
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise NameUnsuited
    key = rsa.generate_private_key(public_exponent=65537, key_size=_MADE_RSA)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = at.replace(microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + _MADE_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return SealKey(key, certificate)


def face_of(certificate: x509.Certificate) -> Face:
    """What a certificate says of itself, fit to be shown. Raises `ValueError` when its names cannot be read."""
    return Face(
        name=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
        self_signed=certificate.issuer == certificate.subject,
    )


def _whole(found: PKCS12KeyAndCertificates) -> SealKey:
    if found.key is None or found.cert is None:
        raise KeyFileIncomplete
    chain = tuple(each.certificate for each in found.additional_certs)
    return joined(found.key, found.cert.certificate, chain)


def _suited(key: object) -> bool:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.key_size >= _LEAST_RSA
    return isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, _CURVES)


def _may_seal(certificate: x509.Certificate) -> bool:
    """Whether the certificate is for signing documents; what it does not restrict is allowed (RFC 5280, 4.2.1)."""
    try:
        extensions = certificate.extensions
    except ValueError:
        return False
    for extension in extensions:
        match extension.value:
            case x509.BasicConstraints() as constraints if constraints.ca:
                return False
            case x509.KeyUsage() as usage if not (usage.digital_signature or usage.content_commitment):
                return False
            case x509.ExtendedKeyUsage() as usages if not _FIT_FOR_DOCUMENTS.intersection(usages):
                return False
    return True


def _name(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            if isinstance(attribute.value, str) and (shown := _one_line(attribute.value)):
                return shown
    return _one_line(name.rfc4514_string()) or "-"


def _one_line(text: str) -> str:
    """What a certificate says is shown beside what we say: no line breaks, no invisible signs, no end of it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200]
