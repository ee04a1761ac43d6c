"""Real keys and certificates for seals, good ones and bad ones."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from entraide.assistance.domain.letters.seal import keeping
from entraide.assistance.domain.letters.seal.keys import SealKey

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = datetime(2027, 12, 31, tzinfo=UTC)
PASS_PHRASE = "seven lanterns, één rij"
NAME = "Bureau of Northmark"


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A certification authority: its key and its own certificate."""
    key = ec.generate_private_key(ec.SECP384R1())
    name = named("Invented Root")
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS + timedelta(days=1000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(key_cert_sign=True), critical=True)
    )
    return key, made.sign(key, hashes.SHA256())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def usage(**wanted: bool) -> x509.KeyUsage:
    """A key usage with these bits and no others."""
    bits = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{bit: wanted.get(bit, False) for bit in bits})


def certificate(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    *,
    name: str = NAME,
    begins: datetime = BEGINS,
    ends: datetime = ENDS,
    key_usage: x509.KeyUsage | None = None,
    extended: list[x509.ObjectIdentifier] | None = None,
) -> x509.Certificate:
    """A certificate of the invented authority for this key."""
    above, above_certificate = authority()
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(above_certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(key_usage or usage(digital_signature=True), critical=True)
    )
    if extended:
        made = made.add_extension(x509.ExtendedKeyUsage(extended), critical=False)
    return made.sign(above, hashes.SHA256())


def seal(*, begins: datetime = BEGINS, ends: datetime = ENDS, name: str = NAME) -> SealKey:
    """A seal that an authority stands for."""
    key = ec_key()
    return SealKey(key, certificate(key, begins=begins, ends=ends, name=name), (authority()[1],))


def p12(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None,
    of: x509.Certificate | None,
    pass_phrase: str = PASS_PHRASE,
) -> bytes:
    """A PKCS#12 file as an authority gives it."""
    cipher = BestAvailableEncryption(pass_phrase.encode()) if pass_phrase else NoEncryption()
    return serialize_key_and_certificates(b"seal", key, of, [authority()[1]], cipher)


TLS_ONLY = [ExtendedKeyUsageOID.SERVER_AUTH]


def put(path: Path, seal: SealKey) -> None:
    """Have a seal at work in a file, as the service does, but for the ledger."""
    keeping.lay_by(path, seal)
    keeping.put_in_place(path)
