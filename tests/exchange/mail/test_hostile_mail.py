"""Whatever bytes a stranger sends, every decoder gives a result or a refusal with a code, soon, and nothing else."""

import base64
import time
from collections.abc import Callable
from functools import cache

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from entraide.exchange.domain.mail.addresses import address_in
from entraide.exchange.domain.mail.bounces import read_bounce
from entraide.exchange.domain.mail.entities import read_entity
from entraide.exchange.domain.mail.incoming import Correspondent, receive
from entraide.exchange.domain.mail.keys import addresses_in, name_of, read_certificate, read_key
from entraide.exchange.domain.mail.opening import open_mail
from entraide.exchange.domain.mail.references import reply_to_what
from entraide.exchange.domain.mail.smime import signed, signed_and_encrypted
from entraide.exchange.domain.mail.verifying import verify
from entraide.kernel.errors import Refusal
from tests.exchange.mail.people import (
    MARKS,
    OURS,
    SENT,
    STRANGER,
    THEIRS,
    certificate,
    mail,
    mail_key,
    now,
)
from tests.exchange.mail.test_bounces import EXIM, QMAIL, report

SECOND = 2.0


def read(raw: bytes) -> object:
    """All that is done with a mail from outside."""
    partner = Correspondent(frozenset({THEIRS}), (certificate(THEIRS),), signs=True)
    return receive(raw, keys=[mail_key(OURS)], marks=MARKS, correspondent_of=lambda reply: partner, at=now())


def judge(raw: bytes) -> object:
    return verify(open_mail(raw, [mail_key(OURS)]), (certificate(THEIRS),), at=now())


def certificate_of(raw: bytes) -> object:
    found = read_certificate(raw)
    return addresses_in(found), name_of(found)


DECODERS: dict[str, Callable[[bytes], object]] = {
    "entity": lambda raw: read_entity(raw).line("Subject"),
    "mail": read,
    "signature": judge,
    "bounce": lambda raw: read_bounce(read_entity(raw), MARKS),
    "reply": lambda raw: reply_to_what(read_entity(raw), MARKS),
    "certificate": certificate_of,
}


@cache
def good(name: str) -> bytes:
    """Something that the decoder takes, to be spoilt."""
    message = mail(sender=THEIRS, to=OURS, pdf=b"%PDF", In_Reply_To=MARKS.message_id(SENT))
    match name:
        case "signature" | "entity":
            return signed(message, mail_key(THEIRS), at=now())
        case "bounce":
            return report()
        case "certificate":
            return certificate(THEIRS).public_bytes(Encoding.DER)
        case _:
            return signed_and_encrypted(message, mail_key(THEIRS), [certificate(OURS)], at=now())


def result_or_refusal(name: str, raw: bytes) -> None:
    began, refusal = time.process_time(), None
    try:
        DECODERS[name](raw)
    except Refusal as caught:
        refusal = caught
    assert time.process_time() - began < SECOND
    if refusal is not None:
        assert refusal.code.startswith("exchange.mail_")
        assert "{" not in refusal.in_language("fr")


@pytest.mark.parametrize("name", DECODERS)
@given(raw=st.binary(max_size=400))
def test_any_bytes(name: str, raw: bytes) -> None:
    result_or_refusal(name, raw)


@pytest.mark.parametrize("name", DECODERS)
@given(data=st.data())
def test_anything_that_was_right_and_is_changed(name: str, data: st.DataObject) -> None:
    raw = bytearray(good(name))
    for _ in range(data.draw(st.integers(1, 4))):
        begins = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(0, 40))
        raw[begins : begins + length] = data.draw(st.binary(max_size=40))
        if not raw:
            break
    result_or_refusal(name, bytes(raw))


@given(raw=st.binary(max_size=400))
def test_any_bytes_as_a_key_file(raw: bytes) -> None:
    with pytest.raises(Refusal):
        read_key(raw, "")


HEADERS = st.sampled_from(
    [
        "Content-Type", "Content-Transfer-Encoding", "From", "In-Reply-To", "References", "Subject", "Return-Path",
        "X-Failed-Recipients", "Auto-Submitted", "Content-Disposition", "Message-ID",
    ]
)  # fmt: skip
VALUES = st.sampled_from(
    [
        "multipart/signed; protocol=application/pkcs7-signature; boundary=b", "multipart/report; boundary=b",
        "multipart/signed; protocol*=utf-8''application%2Fpkcs7-signature; boundary*0=b", "application/pkcs7-mime",
        "application/octet-stream; name=smime.p7m", "message/delivery-status", "base64", "quoted-printable", "x-what",
        MARKS.message_id(SENT), "<" * 500, "=?utf-8?b?", "=?x?q?=FF?= =?utf-7?q?+?=", THEIRS,
        f"<{THEIRS}>, {STRANGER}", "MAILER-DAEMON@x.example",
        "multipart/mixed; boundary=" + "b" * 80, "text/plain; charset=\udcff", "=?\udc80?q?a?=",
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=60)  # fmt: skip
BODIES = st.sampled_from(
    [
        b"--b\r\n\r\nx\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5\r\n--b--",
        b"--b\r\n--b\r\n--b--\r\n", b"--b--", b"MIAGCSqGSIb3DQEHA6CA", b"MIAGCSqGSIb3DQEHAqCAMIAAAA==",
        b"--b" * 50, b"", b"550 5.7.1 no",
    ]
) | st.binary(max_size=100)  # fmt: skip


@given(headers=st.lists(st.tuples(HEADERS, VALUES), max_size=6), body=BODIES)
def test_any_headers_over_any_body(headers: list[tuple[str, str]], body: bytes) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8", "surrogateescape")
    for name in ("mail", "signature", "bounce", "reply"):
        result_or_refusal(name, head + b"\r\n" + body)


@cache
def der(name: str) -> bytes:
    """The CMS object of a good mail."""
    raw = good(name)
    marker = b"smime.p7m" if name == "mail" else b"smime.p7s"
    _, _, coded = raw[raw.rindex(marker) :].partition(b"\r\n\r\n")
    return base64.b64decode(coded.partition(b"\r\n--")[0])


@pytest.mark.parametrize("name", ["mail", "signature"])
@given(data=st.data())
def test_a_cms_object_with_any_byte_changed(name: str, data: st.DataObject) -> None:
    changed = bytearray(der(name))
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    coded = base64.encodebytes(bytes(changed)).replace(b"\n", b"\r\n")
    raw = good(name)
    place = raw.rindex(b"smime.p7m" if name == "mail" else b"smime.p7s")
    begins = raw.index(b"\r\n\r\n", place) + 4
    ends = raw.find(b"\r\n--", begins)
    result_or_refusal(name, raw[:begins] + coded + (raw[ends:] if ends > 0 else b""))


SIGNS = st.lists(st.sampled_from([*'"<>@a,()\\ ;:', "b.example"]), max_size=15).map("".join)


@given(value=SIGNS | st.sampled_from([f'"{THEIRS}" <{STRANGER}>', f"=?utf-8?q?{THEIRS}?= <{STRANGER}>"]))
def test_any_sender(value: str) -> None:
    address = address_in(value)
    assert address is None or (address.count("@") == 1 and address in value.lower())


LARGE = 2 * 1024 * 1024


@pytest.mark.parametrize(
    "raw",
    [
        b"A: b\r\n" * 50_000,
        b"A" * LARGE,
        b"\r\n" * 500_000,
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\r\n\r\n",
        b"From: " + b'"<(' * 60_000 + b"\r\n\r\n",
        b"From: " + b"a@" * 60_000 + b"\r\n\r\n",
        b"References: " + b"<0.0@valmont.example> " * 10_000 + b"\r\n\r\n",
        b"References: " + MARKS.message_id(SENT).encode() * 1_500 + b"\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 300_000,
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b \t" * 300_000,
        b"Content-Type: multipart/signed; protocol=application/pkcs7-signature; boundary=b\r\n\r\n"
        + b"\r\n--b" * 300_000,
        b"Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"\x30\x80" * 500_000),
        b"Content-Type: application/pkcs7-mime\r\n\r\n"
        + bytes.fromhex("308006092a864886f70d010702a080")
        + b"\x31\x80" * 200_000,
        b"Content-Type: application/pkcs7-mime\r\n\r\n"
        + bytes.fromhex("308006092a864886f70d010702a0803080020101310030800609")
        + b"\x24\x80\x04\x01a\x00\x00" * 100_000,
        b"Content-Type: text/plain; " + b"a=b; " * 40_000 + b"\r\n\r\n",
        b"Content-Type: text/plain; " + b"a*0=b; " * 30_000 + b"\r\n\r\n",
        b"Content-Type: text/plain; " + b'"' * 200_000 + b"\r\n\r\n",
        b"Content-Type: text/plain; a=" + b'"\\' * 100_000 + b"\r\n\r\n",
        EXIM.format(ours=OURS, id="<x>").encode() + b"0" * LARGE,
        EXIM.format(ours=OURS, id="<x>").encode() + b"5.1.1" * 400_000,
        QMAIL.replace("{code}", "550").format(ours=OURS, id="<x>").encode() + b" \t" * 1_000_000,
    ],
    ids=range(21),
)  # fmt: skip
def test_large_and_crafted_mail_is_done_with_soon(raw: bytes) -> None:
    for name in ("mail", "signature", "bounce", "reply"):
        result_or_refusal(name, raw)


def test_parts_within_parts_take_no_more_time_than_they_are_long() -> None:
    raw = b"text"
    for depth in range(2_000):
        raw = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s" % (depth, depth, raw)
    result_or_refusal("mail", raw)
    raw = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" * 20_000
    result_or_refusal("mail", b"Content-Type: multipart/report; boundary=b\r\n\r\n" + raw)
