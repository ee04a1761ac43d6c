"""Time-stamps (RFC 3161): an authority's word that certain bytes were there at a moment.

What is kept is the answer as it came, which `openssl ts -verify -in` takes as well; it is checked again whenever it is
shown, with nothing but the certificates of the authorities that are trusted. What an authority says is believed after
every one of these checks, and only what is signed of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import cms, core, tsp

from entraide.evidence.domain.der import require_der
from entraide.evidence.domain.stamp_signers import authority_of
from entraide.evidence.errors.stamps import (
    StampNotAnswering,
    StampNotGranted,
    StampOfOther,
    StampTooLarge,
    StampUnreadable,
)
from entraide.exchange.domain.mail.envelopes import ASN1_FAULTS

ANSWER_BYTES: Final = 64 * 1024
DIGEST_BYTES: Final = 32
# A nonce of so many bits is not guessed, and every authority takes it.
NONCE_BITS: Final = 64
# «Clients must be ready for serial numbers of 160 bits» (RFC 3161, 2.4.2); with the sign, one byte more.
_SERIAL_BYTES: Final = 21
_MOMENT: Final = re.compile(rb"(\d{14})(?:\.(\d{1,9}))?Z")
_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority says: that what has the digest was there `at` that moment, in UTC.

    `token` is its whole answer; `authority` the name in the certificate that signed; `policy` the rules it keeps to.
    """

    token: bytes
    at: datetime
    authority: str
    serial: int
    policy: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What is signed, as it was read; its digest and its nonce are still to be compared."""

    at: datetime
    serial: int
    policy: str
    digest: bytes
    nonce: int | None


class _Answer(core.Sequence):  # type: ignore[misc]
    """RFC 3161, 2.4.2: an authority that refuses gives no token."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]


def request(digest_sha256: bytes, nonce: int) -> bytes:
    """The question for a time-stamp (RFC 3161, 2.4.1), with the wish for the certificate that signs the answer.

    `nonce` is a number of 64 bits that was never used before. Raises `ValueError` for what is no digest or no nonce.
    """
    if len(digest_sha256) != DIGEST_BYTES or not 0 <= nonce < 1 << NONCE_BITS:
        raise ValueError((len(digest_sha256), nonce))
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest_sha256}
    asked = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    return bytes(asked.dump())


def read_answer(answer: bytes, digest: bytes, nonce: int, trusted: Sequence[bytes]) -> Stamp:
    """The time-stamp in the answer to `request(digest, nonce)`.

    `trusted` are certificates of authorities, PEM (one or several in each) or DER. Raises `StampTooLarge`,
    `StampUnreadable`, `StampNotGranted`, `StampOfOther`, `StampNotAnswering`, and what `authority_of` raises.
    """
    said, signed = _read(answer, digest)
    if said.nonce != nonce:
        raise StampNotAnswering
    return _stamp(answer, said, signed, trusted)


def verify_stamp(token: bytes, digest: bytes, trusted: Sequence[bytes]) -> Stamp:
    """The same for a time-stamp that was kept, as it is checked later, without a network; its nonce is not known then.

    The certificate must have been in force when it signed, not now. Raises what `read_answer` does but
    `StampNotAnswering`.
    """
    return _stamp(token, *_read(token, digest), trusted)


def certificates_in(pem: bytes) -> list[bytes]:
    """The certificates in a PEM file, each alone, as `trusted` wants them."""
    end = b"-----END CERTIFICATE-----"
    return [one + end + b"\n" for one in pem.split(end) if b"BEGIN CERTIFICATE" in one]


def _stamp(token: bytes, said: _Said, signed: cms.SignedData, trusted: Sequence[bytes]) -> Stamp:
    return Stamp(token, said.at, authority_of(signed, said.at, trusted), said.serial, said.policy)


def _read(answer: bytes, digest: bytes) -> tuple[_Said, cms.SignedData]:
    if len(answer) > ANSWER_BYTES:
        raise StampTooLarge(most=ANSWER_BYTES)
    token = _token(answer)
    try:
        if token["content_type"].native != "signed_data":
            raise StampUnreadable(where="token")
        signed = token["content"]
        if signed["version"].native != "v3":
            raise StampUnreadable(where="token.version")
        held = signed["encap_content_info"]
        if held["content_type"].native != "tst_info":
            raise StampUnreadable(where="token.content")
        # The library knows what the content is and would read it at once; the bytes are looked at first.
        require_der(held["content"].contents)
        said = _said(held["content"].parsed)
    except ASN1_FAULTS as fault:
        raise StampUnreadable(where="token") from fault
    if said.digest != digest:
        raise StampOfOther
    return said, signed


def _token(answer: bytes) -> cms.ContentInfo:
    """What was granted. Raises `StampUnreadable`, `StampNotGranted`."""
    try:
        require_der(answer)
        found = _Answer.load(answer, strict=True)
        status, token = found["status"], found["time_stamp_token"]
        # «Granted with modifications» is not taken: there is nothing in our question that could be left out.
        if status["status"].native != "granted":
            raise StampNotGranted(reason=_reason(status))
        if token is core.VOID or token.native is None:
            raise StampUnreadable(where="token")
    except ASN1_FAULTS as fault:
        raise StampUnreadable(where="answer") from fault
    return token


def _said(info: tsp.TSTInfo) -> _Said:
    """What is signed, taken as what it has to be. Raises `StampUnreadable` and what the library raises."""
    imprint = info["message_imprint"]
    if info["version"].native != "v1":
        raise StampUnreadable(where="content.version")
    # Another digest of the same length is another digest.
    if imprint["hash_algorithm"]["algorithm"].native != "sha256":
        raise StampOfOther
    if len(info["serial_number"].contents) > _SERIAL_BYTES:
        raise StampUnreadable(where="content.serialNumber")
    extensions = info["extensions"]
    if any(one["critical"].native for one in ([] if extensions is core.VOID else extensions)):
        raise StampUnreadable(where="content.extensions")
    return _Said(
        _moment(info["gen_time"].contents),
        int(info["serial_number"].native),
        str(info["policy"].dotted),
        bytes(imprint["hashed_message"].native),
        info["nonce"].native,
    )


def _moment(text: bytes) -> datetime:
    """A moment in UTC; RFC 3161 allows no other (2.4.2). What is finer than a microsecond is dropped."""
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        raise StampUnreadable(where="content.genTime")
    try:
        whole = datetime.strptime(parts[1].decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as fault:
        raise StampUnreadable(where="content.genTime") from fault
    return whole.replace(microsecond=int((parts[2] or b"").ljust(9, b"0")) // 1000)


def _reason(status: Any) -> str:
    """Why an authority refuses, in its own words on one line; whoever answered could have written them."""
    failure = status["fail_info"].native
    words = [
        str(status["status"].native),
        *sorted(map(str, failure or ())),
        *(status["status_string"].native or ()),
    ]
    text = ", ".join(words)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_REASON]
