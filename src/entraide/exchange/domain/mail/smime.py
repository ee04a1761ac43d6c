"""Mail on its way out: signed by the agency (RFC 8551), and encrypted where the partner has a certificate.

Why these algorithms, of those that RFC 8551 names: a partner without a node reads with the mail program that it has.
RSA with PKCS#1 v1.5 and AES-256 in CBC is what all of them decrypt, and `openssl cms -decrypt` and `openssl smime` too;
AES-GCM (authEnvelopedData) is younger and not read by every program in use, so it is taken from others and not sent.
What CBC lacks, the signature inside gives: what was changed on its way does not verify. The signature is detached, so
that one without S/MIME can still read a mail that is signed alone.
"""

import base64
import copy
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7EnvelopeBuilder,
    PKCS7Options,
    PKCS7SignatureBuilder,
)

from entraide.exchange.domain.mail.entities import MOST_BYTES
from entraide.exchange.domain.mail.errors import MailCertificateForOther, MailTooLarge
from entraide.exchange.domain.mail.keys import (
    MailKey,
    addresses_in,
    name_of,
    require_encrypts,
    require_for,
    require_in_force,
    require_signs,
)
from entraide.exchange.domain.mail.references import references_in
from entraide.exchange.domain.mail.writing import addresses_of, header_line, header_value

UNSAID: Final = "[...]"
"""The subject outside an encrypted mail that has no reference (RFC 9788, 3.2.1)."""
# What a mail server and the partner's mail program need to see. All else stands inside alone.
_OUTSIDE: Final = (
    "From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
)  # fmt: skip
_SEVEN_BIT: Final = SMTP.clone(cte_type="7bit")
_DEMANDED: Final = ("From", "To", "Subject", "Date", "Message-ID")
_NEVER: Final = frozenset({"bcc", "mime-version", "hp-outer", "return-path", "received"})

Lines = list[tuple[str, str]]


def outgoing(
    message: EmailMessage, ours: MailKey, theirs: Sequence[x509.Certificate], *, at: datetime
) -> bytes:
    """The mail as bytes to send: encrypted where the partner has certificates, signed in every case.

    A certificate that cannot be used is a refusal and never a reason to send in clear. Raises what `signed` and
    `signed_and_encrypted` raise.
    """
    return signed_and_encrypted(message, ours, theirs, at=at) if theirs else signed(message, ours, at=at)


def in_clear(message: EmailMessage) -> bytes:
    """The mail as bytes to send, neither signed nor encrypted: for an agency that has no key for mail.

    Written like the others, so that no long Message-ID is folded. Raises `MailTooLarge`, `ValueError` as `signed` does.
    """
    outside = [line for line in _lines(message) if line[0] in _OUTSIDE]
    return _bounded(_headers(outside) + _armoured(message).as_bytes(policy=_SEVEN_BIT))


def signed(message: EmailMessage, ours: MailKey, *, at: datetime) -> bytes:
    """The mail as bytes to send: multipart/signed, its headers signed with it (RFC 9788, `hp="clear"`).

    For a partner without a certificate. The signing time inside is that of the machine's clock. Raises
    `MailCertificateCannotSign`, `MailCertificateNotInForce`, `MailCertificateForOther` (our certificate does not bear
    the address in `From`), `MailTooLarge`; `ValueError` where a header that must be there is not, or is there twice.
    """
    lines = _lines(message)
    _require_ours(message, ours, at)
    outside = [line for line in lines if line[0] in _OUTSIDE]
    return _bounded(_headers(outside) + _signed(_payload(message, lines, "clear", []), ours))


def signed_and_encrypted(
    message: EmailMessage, ours: MailKey, theirs: Sequence[x509.Certificate], *, at: datetime
) -> bytes:
    """The mail as bytes to send: signed as `signed` does it, then encrypted to each of these certificates.

    Outside stand the addresses, the date, the identifiers and a subject that says the reference or nothing; the
    headers as they were written stand inside. Nothing is encrypted to ourselves: the original is here. Raises what
    `signed` raises, and `MailCertificateCannotEncrypt`, `MailCertificateNotInForce`, `MailCertificateForOther` where
    there is no certificate for somebody who is written to.
    """
    lines = _lines(message)
    _require_ours(message, ours, at)
    _require_theirs(addresses_of(message, "To", "Cc"), theirs, at)
    outside = [
        (name, _subject_outside(value) if name == "Subject" else value)
        for name, value in lines
        if name in _OUTSIDE
    ]
    inside = _signed(_payload(message, lines, "cipher", outside), ours)
    builder = PKCS7EnvelopeBuilder().set_data(inside).set_content_encryption_algorithm(AES256)
    for certificate in theirs:
        builder = builder.add_recipient(certificate)
    enveloped = builder.encrypt(Encoding.DER, [PKCS7Options.Binary])
    kind = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    return _bounded(_headers(outside) + _attached(kind, "smime.p7m", enveloped))


def _lines(message: EmailMessage) -> Lines:
    """The headers that are no description of the body, each name as we write it. Raises `ValueError`."""
    for name in _DEMANDED:
        if len(message.get_all(name, [])) != 1:
            raise ValueError(f"a mail has one {name}")
    known = {name.lower(): name for name in _OUTSIDE}
    return [
        (known.get(name.lower(), name), header_value(message, name))
        for name in dict.fromkeys(message.keys())
        if name.lower() not in _NEVER and not name.lower().startswith("content-")
    ]


def _require_ours(message: EmailMessage, ours: MailKey, at: datetime) -> None:
    require_signs(ours.certificate)
    require_in_force(ours.certificate, at=at)
    require_for(ours.certificate, addresses_of(message, "From"))


def _require_theirs(addresses: Iterable[str], theirs: Sequence[x509.Certificate], at: datetime) -> None:
    if not theirs:
        raise ValueError("there is nobody to encrypt to")
    for certificate in theirs:
        require_encrypts(certificate)
        require_in_force(certificate, at=at)
    borne = frozenset[str]().union(*map(addresses_in, theirs))
    for address in addresses:
        if address.lower() not in borne:
            raise MailCertificateForOther(name=name_of(theirs[0]), address=address)


def _subject_outside(subject: str) -> str:
    return " ".join(f"[{reference}]" for reference in references_in([subject])) or UNSAID


def _headers(lines: Lines) -> bytes:
    return b"".join(header_line(name, value) for name, value in lines) + b"MIME-Version: 1.0\r\n"


def _payload(message: EmailMessage, lines: Lines, protection: str, outside: Lines) -> bytes:
    """What is signed: the headers as they were written, what of them stands outside, and the body."""
    body = _armoured(message)
    body.set_param("hp", protection)
    written = b"".join(header_line(name, value) for name, value in lines)
    written += b"".join(header_line("HP-Outer", f"{name}: {value}") for name, value in outside)
    return written + body.as_bytes(policy=_SEVEN_BIT)


def _armoured(message: EmailMessage) -> EmailMessage:
    """The body alone, with the headers that describe it."""
    body = copy.deepcopy(message)
    for name in dict.fromkeys(body.keys()):
        if not name.lower().startswith("content-"):
            del body[name]
    _armour(body)
    return body


def _armour(part: MIMEPart) -> None:
    """Every body in base64: no server on the way has a reason to touch it (RFC 8551, 3.1.3)."""
    if part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            _armour(inner)
    elif part.get_content_maintype() != "message":
        body = part.get_payload(decode=True)
        del part["Content-Transfer-Encoding"]
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(body if isinstance(body, bytes) else b"").decode("ascii"))


def _signed(payload: bytes, ours: MailKey) -> bytes:
    """The body of a mail, from its Content-Type on: what is signed, byte for byte, and the signature over it."""
    # The builder forgets certificates that are added before the data or the signer.
    builder = PKCS7SignatureBuilder().set_data(payload)
    builder = builder.add_signer(ours.certificate, ours.key, hashes.SHA256())
    for certificate in ours.chain:
        builder = builder.add_certificate(certificate)
    signature = builder.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    boundary = f"signed-{secrets.token_hex(16)}".encode("ascii")
    return b"".join(
        [
            b'Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n',
            b' micalg=sha-256; boundary="%s"\r\n\r\n' % boundary,
            b"--%s\r\n%s\r\n--%s\r\n" % (boundary, payload, boundary),
            _attached('application/pkcs7-signature; name="smime.p7s"', "smime.p7s", signature),
            b"--%s--\r\n" % boundary,
        ]
    )


def _attached(kind: str, name: str, data: bytes) -> bytes:
    head = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    )
    return head.encode("ascii") + base64.encodebytes(data).replace(b"\n", b"\r\n")


def _bounded(mail: bytes) -> bytes:
    if len(mail) > MOST_BYTES:
        raise MailTooLarge(most=MOST_BYTES)
    return mail
