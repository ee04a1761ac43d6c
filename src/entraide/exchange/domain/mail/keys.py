"""The agency's key for mail, and certificates: read, and asked what they are good for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from entraide.exchange.domain.mail.errors import (
    MailCertificateCannotEncrypt,
    MailCertificateCannotSign,
    MailCertificateForOther,
    MailCertificateNotInForce,
    MailCertificateUnreadable,
    MailKeyUnreadable,
)

_LARGEST: Final = 1024 * 1024
_LEAST_RSA: Final = 2048
_MOST_RSA: Final = 8192
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_FOR_MAIL: Final = frozenset(
    {ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
)
_MOST_ADDRESSES: Final = 50
# What the reading of a crafted certificate raises.
_FAULTS: Final = (
    ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)  # fmt: skip

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class MailKey:
    """What the agency signs its mail with and opens with what is encrypted to it."""

    key: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


def read_key(data: bytes, pass_phrase: str) -> MailKey:
    """The key of a PKCS#12 file (RFC 7292). Raises `MailKeyUnreadable`, `MailCertificateCannotSign`."""
    if len(data) > _LARGEST:
        raise MailKeyUnreadable
    try:
        found = load_pkcs12(data, pass_phrase.encode() or None)
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise MailKeyUnreadable from fault
    if found.key is None or found.cert is None or not isinstance(found.key, PrivateKey):
        raise MailKeyUnreadable
    certificate = found.cert.certificate
    if found.key.public_key() != certificate.public_key():
        raise MailKeyUnreadable
    require_signs(certificate)
    return MailKey(found.key, certificate, tuple(each.certificate for each in found.additional_certs))


def read_certificate(data: bytes) -> x509.Certificate:
    """The one certificate of a file, PEM or DER, as a partner hands it over. Raises `MailCertificateUnreadable`."""
    if len(data) > _LARGEST:
        raise MailCertificateUnreadable
    try:
        if b"-----BEGIN" not in data:
            found = [x509.load_der_x509_certificate(data)]
        else:
            found = x509.load_pem_x509_certificates(data)
        for certificate in found:
            _touch(certificate)
    except _FAULTS as fault:
        raise MailCertificateUnreadable from fault
    if len(found) != 1:
        raise MailCertificateUnreadable
    return found[0]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the whole certificate, in hexadecimal: what two people compare before it is kept."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def name_of(certificate: x509.Certificate) -> str:
    """Whom a certificate is for, on one line, at most 200 signs, fit to be shown."""
    names = [
        attribute.value
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.EMAIL_ADDRESS)
        for attribute in certificate.subject.get_attributes_for_oid(kind)
    ]
    text = next((name for name in names if isinstance(name, str) and name.strip()), "-")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200]


def addresses_in(certificate: x509.Certificate) -> frozenset[str]:
    """The e-mail addresses that a certificate is for, in small letters (RFC 8550, 3).

    Those of the subject count only where there is no alternative name with one: older authorities write them there.
    """
    found: list[object] = []
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found += names.get_values_for_type(x509.RFC822Name)
    except (x509.ExtensionNotFound, *_FAULTS):
        pass
    if not found:
        found += [one.value for one in certificate.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]
    return frozenset(one.lower() for one in found[:_MOST_ADDRESSES] if isinstance(one, str))


def require_signs(certificate: x509.Certificate) -> None:
    """That mail may be signed with it. Raises `MailCertificateCannotSign`."""
    public = certificate.public_key()
    sound_curve = isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, _CURVES)
    if not (sound_curve or _sound_rsa(public)) or not _may(
        certificate, "digital_signature", "content_commitment"
    ):
        raise MailCertificateCannotSign(name=name_of(certificate))


def require_encrypts(certificate: x509.Certificate) -> None:
    """That mail may be encrypted to it: RSA alone, which every mail program reads.

    Raises `MailCertificateCannotEncrypt`.
    """
    if not _sound_rsa(certificate.public_key()) or not _may(certificate, "key_encipherment"):
        raise MailCertificateCannotEncrypt(name=name_of(certificate))


def require_in_force(certificate: x509.Certificate, *, at: datetime) -> None:
    """That the certificate counts at that moment. Raises `MailCertificateNotInForce`."""
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not since <= at <= until:
        raise MailCertificateNotInForce(
            name=name_of(certificate), since=f"{since:%Y-%m-%d}", until=f"{until:%Y-%m-%d}"
        )


def require_for(certificate: x509.Certificate, addresses: Iterable[str]) -> None:
    """That the certificate bears each of the addresses. Raises `MailCertificateForOther`."""
    borne = addresses_in(certificate)
    for address in addresses:
        if address.lower() not in borne:
            raise MailCertificateForOther(name=name_of(certificate), address=address)


def _touch(certificate: x509.Certificate) -> None:
    """Read now what is read late, so that a certificate that was taken cannot fail afterwards. Raises `ValueError`."""
    certificate.public_key()
    _ = certificate.subject, certificate.issuer, certificate.extensions
    _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc


def _may(certificate: x509.Certificate, *usages: str) -> bool:
    """Whether it is for mail and for one of these; what it does not restrict is allowed (RFC 5280, 4.2.1.3 and 12)."""
    try:
        extensions = certificate.extensions
    except _FAULTS:
        return False
    for extension in extensions:
        match extension.value:
            case x509.KeyUsage() as usage if not any(getattr(usage, name) for name in usages):
                return False
            case x509.ExtendedKeyUsage() as extended if not _FOR_MAIL.intersection(extended):
                return False
    return True


def _sound_rsa(public: object) -> bool:
    return isinstance(public, rsa.RSAPublicKey) and _LEAST_RSA <= public.key_size <= _MOST_RSA
