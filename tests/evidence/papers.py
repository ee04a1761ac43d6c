"""Keys and certificates of time-stamping authorities, good ones and bad ones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import rsa as rsa_keys
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.seals import named, usage

BEGINS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
Key = ec.EllipticCurvePrivateKey | rsa_keys.RSAPrivateKey


@dataclass(frozen=True)
class Papers:
    """What an authority has: a root, perhaps one between, a certificate for time-stamps and its key."""

    key: Key
    certificate: x509.Certificate
    root: x509.Certificate
    between: x509.Certificate | None = None


@cache
def ec_key(number: int = 0) -> ec.EllipticCurvePrivateKey:
    """A key; another one for each number."""
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(bits: int = 2048) -> rsa_keys.RSAPrivateKey:
    return rsa_keys.generate_private_key(public_exponent=65537, key_size=bits)


def papers(
    *,
    name: str = "Invented Time-Stamps",
    begins: datetime = BEGINS,
    ends: datetime = ENDS,
    rsa: bool = False,
    key: Key | None = None,
    purposes: list[x509.ObjectIdentifier] | None = None,
    critical: bool = True,
    key_usage: x509.KeyUsage | None = None,
    under: str | None = None,
    under_ends: datetime | None = None,
    under_purposes: list[x509.ObjectIdentifier] | None = None,
    under_is_authority: bool = True,
) -> Papers:
    """A new authority under a root of its own; `under` names one between the two."""
    root_key, key = ec_key(1), key or (rsa_key() if rsa else ec_key())
    root = root_of("Invented Root", root_key, "Invented Root", root_key)
    above_key, above, between = root_key, root.subject, None
    if under is not None:
        above_key = ec_key(2)
        between = root_of(
            under, above_key, "Invented Root", root_key, under_ends, under_purposes, under_is_authority
        )
        above = between.subject
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(above)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(key_usage or usage(digital_signature=True), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()), False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    purposes = [ExtendedKeyUsageOID.TIME_STAMPING] if purposes is None else purposes
    if purposes:
        made = made.add_extension(x509.ExtendedKeyUsage(purposes), critical=critical)
    return Papers(key, made.sign(above_key, hashes.SHA256()), root, between)


def root_of(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    above: str,
    above_key: ec.EllipticCurvePrivateKey,
    ends: datetime | None = None,
    purposes: list[x509.ObjectIdentifier] | None = None,
    is_authority: bool = True,
) -> x509.Certificate:
    """The certificate of an authority above others."""
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(above))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(ends or datetime.now(UTC) + timedelta(days=4000))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage(key_cert_sign=is_authority, digital_signature=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()), False)
    )
    if purposes:
        made = made.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return made.sign(above_key, hashes.SHA256())
