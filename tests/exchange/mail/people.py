"""Two invented agencies that write to each other by mail, a stranger, their keys and certificates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from entraide.exchange.domain.mail.keys import MailKey
from entraide.exchange.domain.mail.references import Marks, Sent

AT = datetime.now(UTC)
OURS = "liaison@valmont.example"
THEIRS = "desk@northmark.example"
STRANGER = "somebody@elsewhere.example"
SENT = Sent(UUID(int=0x1D), UUID(int=0x2E))
MARKS = Marks("valmont.example", (b"a secret of thirty-two bytes, ok", b"the one that was used before it."))
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
SUBJECT = (
    "[2026-O-0012] Demande d’entraide: M. Océane Delacroix-Petitjean et autres, comptes bancaires à Northmark"
)


def now() -> datetime:
    """The moment at which a mail is signed or comes: the time inside a signature is that of the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Usage:
    """What a certificate may be for, where it is not for everything that mail needs."""

    sign: bool = True
    encrypt: bool = True
    mail: bool = True


ALL = Usage()


def key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    return _key(name, bits)


@cache
def _key(name: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def curve_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def certificate(
    address: str,
    *,
    of: str | None = None,
    days: tuple[int, int] = (-100, 100),
    usage: Usage = ALL,
    bits: int = 2048,
    curve: bool = False,
    in_subject: bool = False,
    serial: int | None = None,
) -> x509.Certificate:
    """A certificate for an address, by an authority that nobody knows; its key is that of the name `of`."""
    own = curve_key(of or address) if curve else key(of or address, bits)
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, f"Desk of {address}")]
    if in_subject:
        subject.append(x509.NameAttribute(NameOID.EMAIL_ADDRESS, address))
    bits_of_use = dict.fromkeys(
        (
            "content_commitment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
            "decipher_only",
        ),
        False,
    )  # fmt: skip
    allowed = x509.KeyUsage(digital_signature=usage.sign, key_encipherment=usage.encrypt, **bits_of_use)
    purpose = ExtendedKeyUsageOID.EMAIL_PROTECTION if usage.mail else ExtendedKeyUsageOID.SERVER_AUTH
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Invented Root")]))
        .public_key(own.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(AT + timedelta(days=days[0]))
        .not_valid_after(AT + timedelta(days=days[1]))
        .add_extension(allowed, critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
    )
    if not in_subject:
        made = made.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
    return made.sign(key("root"), hashes.SHA256())


def mail_key(address: str) -> MailKey:
    return MailKey(key(address), certificate(address))


def mail(
    *,
    sender: str = OURS,
    to: str = THEIRS,
    subject: str = SUBJECT,
    body: str = "Veuillez trouver ci-joint notre lettre.\n\nFrom here on nothing may change. \n",
    pdf: bytes = PDF,
    **headers: str,
) -> EmailMessage:
    """A cover text with a letter attached, as the services write it."""
    message = EmailMessage()
    message["From"] = f"Police régionale <{sender}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(AT.replace(microsecond=0))
    message["Message-ID"] = MARKS.message_id(SENT)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    if pdf:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename="lettre.pdf")
    return message


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def pem_key(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
