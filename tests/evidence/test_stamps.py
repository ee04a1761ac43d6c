"""Time-stamps: given by a real authority, believed after every check, and refused with a code for each fault."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import core, tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain.der import require_der
from entraide.evidence.domain.stamps import ANSWER_BYTES, Stamp, read_answer, request, verify_stamp
from entraide.evidence.errors.stamps import (
    StampAuthorityUnknown,
    StampNotAnswering,
    StampNotGranted,
    StampNotInForce,
    StampOfOther,
    StampPurposeWrong,
    StampRootsUnreadable,
    StampSignatureWeak,
    StampSignatureWrong,
    StampSignerMissing,
    StampSignerUnbound,
    StampTooLarge,
    StampUnreadable,
)
from entraide.evidence.services.asking import ask
from entraide.kernel.errors import Refusal
from tests.evidence import authority as authorities
from tests.evidence.authority import Authority, authority, openssl_takes
from tests.evidence.forging import AT, POLICY, answer, content, named_by_sha1, refusal
from tests.evidence.papers import Papers, ec_key, papers, rsa_key
from tests.seals import usage

DIGEST, OTHER = sha256(b"a lantern").digest(), sha256(b"another lantern").digest()
NONCE = 0x1234_5678_9ABC_DEF0
CODE_SIGNING, ANY = ExtendedKeyUsageOID.CODE_SIGNING, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE
STAMPS = ExtendedKeyUsageOID.TIME_STAMPING


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A real authority that answers over the network."""
    with authority(tmp_path_factory.mktemp("tsa")) as found:
        yield found


@pytest.fixture(scope="module")
def given_stamp(there: Authority) -> bytes:
    """What the real authority answered to our question."""
    return ask(there.url, request(DIGEST, NONCE), timeout=20)


@pytest.fixture(scope="module")
def held() -> Papers:
    return papers()


def read(token: bytes, held: Papers, digest: bytes = DIGEST, nonce: int = NONCE) -> Stamp:
    return read_answer(token, digest, nonce, [pem(held.root)])


# Given by a real authority


def test_a_question_is_one_that_openssl_reads(tmp_path: Path) -> None:
    if authorities.OPENSSL is None:
        pytest.skip("openssl is not on this machine")
    (tmp_path / "question.tsq").write_bytes(request(DIGEST, NONCE))
    told = subprocess.run(
        [authorities.OPENSSL, "ts", "-query", "-in", tmp_path / "question.tsq", "-text"],
        capture_output=True, text=True, timeout=30, check=True,
    ).stdout  # fmt: skip
    assert "Version: 1\n" in told
    assert "Hash Algorithm: sha256\n" in told
    assert f"Nonce: 0x{NONCE:X}\n" in told
    assert "Certificate required: yes\n" in told
    shown = "".join(line.split(" - ")[1][:47] for line in told.splitlines() if " - " in line)
    assert bytes.fromhex(shown.replace("-", " ")) == DIGEST


@pytest.mark.parametrize(("digest", "nonce"), [(b"", 1), (DIGEST[1:], 1), (DIGEST, -1), (DIGEST, 1 << 64)])
def test_what_is_no_digest_or_no_nonce_is_not_asked_about(digest: bytes, nonce: int) -> None:
    with pytest.raises(ValueError):
        request(digest, nonce)


def test_a_stamp_is_given_and_holds_before_us_and_before_openssl(
    there: Authority, given_stamp: bytes, tmp_path: Path
) -> None:
    stamp = read_answer(given_stamp, DIGEST, NONCE, [there.root_pem])
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert (stamp.token, stamp.authority, stamp.policy) == (
        given_stamp,
        authorities.NAME,
        authorities.POLICY,
    )
    assert stamp.serial == 2
    assert verify_stamp(stamp.token, DIGEST, [there.root_pem]) == stamp
    assert openssl_takes(stamp.token, DIGEST, there.root_pem, tmp_path)
    assert not openssl_takes(stamp.token, OTHER, there.root_pem, tmp_path)


@pytest.mark.parametrize("kind", [{"rsa": True}, {"naming": "sha1"}, {"naming": "sha512"}])
def test_authorities_of_other_kinds_are_understood(kind: dict[str, Any], tmp_path: Path) -> None:
    here = authorities.made(tmp_path, **kind)
    stamp = read_answer(here.reply(request(DIGEST, NONCE)), DIGEST, NONCE, [here.root_pem])
    assert (stamp.authority, stamp.serial) == (authorities.NAME, 2)
    assert openssl_takes(stamp.token, DIGEST, here.root_pem, tmp_path)


def test_a_real_stamp_of_other_bytes_or_for_another_question_is_refused(
    there: Authority, given_stamp: bytes
) -> None:
    with pytest.raises(StampOfOther):
        read_answer(given_stamp, OTHER, NONCE, [there.root_pem])
    with pytest.raises(StampNotAnswering):
        read_answer(given_stamp, DIGEST, NONCE + 1, [there.root_pem])
    with pytest.raises(StampOfOther):
        verify_stamp(given_stamp, OTHER, [there.root_pem])


def test_a_real_stamp_under_another_root_is_refused(given_stamp: bytes, held: Papers, tmp_path: Path) -> None:
    with pytest.raises(StampAuthorityUnknown) as refused:
        read_answer(given_stamp, DIGEST, NONCE, [pem(papers(key=ec_key(5)).certificate)])
    assert refused.value.facts["name"] == authorities.NAME
    with pytest.raises(StampAuthorityUnknown):
        verify_stamp(given_stamp, DIGEST, [])


def test_a_real_authority_whose_certificate_has_ended_is_refused(tmp_path: Path) -> None:
    here = authorities.made(tmp_path, ends=datetime.now(UTC) - timedelta(days=1))
    late = here.reply(request(DIGEST, NONCE))
    with pytest.raises(StampNotInForce):
        read_answer(late, DIGEST, NONCE, [here.root_pem])
    assert not openssl_takes(late, DIGEST, here.root_pem, tmp_path)


def test_a_real_refusal_is_told_with_its_reason(tmp_path: Path) -> None:
    here = authorities.made(tmp_path)
    md5 = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": "md5"}, "hashed_message": DIGEST[:16]},
        }
    )
    with pytest.raises(StampNotGranted) as refused:
        read_answer(here.reply(md5.dump()), DIGEST, NONCE, [here.root_pem])
    assert str(refused.value.facts["reason"]).startswith("rejection, bad_alg, ")


@pytest.mark.parametrize("mask", [0xFF, 0x01])
def test_a_real_answer_with_any_seventh_byte_changed_is_refused(
    there: Authority, given_stamp: bytes, mask: int
) -> None:
    for place in range(0, len(given_stamp), 7):
        changed = bytearray(given_stamp)
        changed[place] ^= mask
        with pytest.raises(Refusal) as refused:
            read_answer(bytes(changed), DIGEST, NONCE, [there.root_pem])
        assert refused.value.code.startswith("evidence.stamp_"), place


def test_a_real_answer_cut_anywhere_is_refused(there: Authority, given_stamp: bytes) -> None:
    for length in (*range(0, len(given_stamp), 13), len(given_stamp) - 1):
        with pytest.raises(StampUnreadable):
            read_answer(given_stamp[:length], DIGEST, NONCE, [there.root_pem])
    with pytest.raises(StampUnreadable):
        read_answer(given_stamp + b"\0", DIGEST, NONCE, [there.root_pem])


# Made piece by piece


def test_a_stamp_made_piece_by_piece_holds_before_us_and_before_openssl(held: Papers, tmp_path: Path) -> None:
    token = answer(held, content(DIGEST, NONCE))
    assert read(token, held) == Stamp(token, AT, "Invented Time-Stamps", 7, POLICY)
    assert openssl_takes(token, DIGEST, pem(held.root), tmp_path)


def test_roots_may_be_der_and_several_in_one_file(held: Papers) -> None:
    token = answer(held, content(DIGEST, NONCE))
    stranger = papers(key=ec_key(5)).certificate
    for trusted in (
        [held.root.public_bytes(Encoding.DER)],
        [pem(stranger, held.root)],
        [pem(stranger), pem(held.root)],
    ):
        assert verify_stamp(token, DIGEST, trusted).serial == 7


@pytest.mark.parametrize("data", [b"", b"hello", b"-----BEGIN CERTIFICATE-----", b"\x30\x00"])
def test_roots_that_cannot_be_read_are_refused(held: Papers, data: bytes) -> None:
    for one in (data, pem(held.root) + data if data else data):
        with pytest.raises(StampRootsUnreadable):
            verify_stamp(answer(held, content(DIGEST, NONCE)), DIGEST, [pem(held.root), one])


def test_a_stamp_without_its_certificate_holds_where_the_certificate_is_known(held: Papers) -> None:
    token = answer(held, content(DIGEST, NONCE), certificates=[])
    assert verify_stamp(token, DIGEST, [pem(held.certificate, held.root)]).serial == 7
    with pytest.raises(StampSignerMissing):
        verify_stamp(token, DIGEST, [pem(held.root)])


def test_a_certificate_that_is_trusted_itself_needs_nobody_above_it_and_stands_for_nobody_else(
    held: Papers,
) -> None:
    assert verify_stamp(answer(held, content(DIGEST, NONCE)), DIGEST, [pem(held.certificate)]).serial == 7
    renewed = papers()
    with pytest.raises(StampAuthorityUnknown):
        verify_stamp(answer(renewed, content(DIGEST, NONCE)), DIGEST, [pem(held.certificate)])
    late = papers(ends=AT - timedelta(days=1))
    with pytest.raises(StampNotInForce):
        verify_stamp(answer(late, content(DIGEST, NONCE)), DIGEST, [pem(late.certificate)])


@pytest.mark.parametrize("size", [ANSWER_BYTES, ANSWER_BYTES + 1])
def test_a_large_answer_is_not_read(held: Papers, size: int) -> None:
    with pytest.raises(StampTooLarge if size > ANSWER_BYTES else StampUnreadable):
        read(b"\x30" * size, held)


@pytest.mark.parametrize(
    "status", ["granted_with_mods", "rejection", "waiting", "revocation_warning", "revocation_notification"]
)
def test_only_what_is_granted_as_asked_counts(held: Papers, status: str) -> None:
    with pytest.raises(StampNotGranted) as refused:
        read(answer(held, content(DIGEST, NONCE), status=status), held)
    assert refused.value.facts == {"reason": status}
    with pytest.raises(StampNotGranted):
        read(refusal(status), held)


def test_the_words_of_a_refusal_are_one_short_line(held: Papers) -> None:
    with pytest.raises(StampNotGranted) as refused:
        read(refusal("rejection", "come\nback\u202e " + "x" * 900, {"time_not_available"}), held)
    reason = str(refused.value.facts["reason"])
    assert reason.startswith("rejection, time_not_available, come back xxx")
    assert len(reason) == 200


def test_granted_without_a_stamp_is_none(held: Papers) -> None:
    with pytest.raises(StampUnreadable):
        read(refusal("granted"), held)


@pytest.mark.parametrize("digits", ["20260302143000.123456Z", "20260302143000.123456789Z"])
def test_a_moment_is_kept_to_the_microsecond(held: Papers, digits: str) -> None:
    token = answer(held, moment(digits))
    assert read(token, held).at == AT.replace(microsecond=123456)


def moment(digits: str) -> bytes:
    """What is signed, with the moment written thus."""
    written = core.GeneralizedTime(contents=digits.encode())
    return bytes(tsp.TSTInfo(content(DIGEST, NONCE, gen_time=written)).dump())


@pytest.mark.parametrize(
    "digits",
    ["20260302143000", "20260302143000+0100", "20260302143000,5Z", "202603021430Z", "20261302143000Z",
     "00000302143000Z", "20260302143061Z", "20260302143000.Z", ""],
)  # fmt: skip
def test_a_moment_that_is_none_in_utc_is_refused(held: Papers, digits: str) -> None:
    with pytest.raises(StampUnreadable):
        read(answer(held, moment(digits)), held)


Wrong = tuple[type[Refusal], dict[str, Any]]
CONTENTS: dict[str, Wrong] = {
    "another digest": (StampOfOther, {"message_imprint": {
        "hash_algorithm": {"algorithm": "sha256"}, "hashed_message": OTHER}}),
    "another kind of digest": (StampOfOther, {"message_imprint": {
        "hash_algorithm": {"algorithm": "sha512_256"}, "hashed_message": DIGEST}}),
    "another nonce": (StampNotAnswering, {"nonce": 5}),
    "no nonce": (StampNotAnswering, {"nonce": None}),
    "another version": (StampUnreadable, {"version": 2}),
    "a serial number of 200 bits": (StampUnreadable, {"serial_number": 1 << 200}),
    "something critical that nobody knows": (StampUnreadable, {"extensions": [
        {"extn_id": "1.3.6.1.4.1.32473.99", "critical": True, "extn_value": core.OctetString(b"\x05\x00")}]}),
    "before the certificate": (StampNotInForce, {"gen_time": datetime(2025, 12, 31, tzinfo=UTC)}),
    "after the certificate": (StampNotInForce, {"gen_time": datetime(2028, 1, 1, tzinfo=UTC)}),
}  # fmt: skip


@pytest.mark.parametrize("what", CONTENTS)
def test_what_is_signed_is_read_strictly(held: Papers, what: str) -> None:
    wanted, instead = CONTENTS[what]
    with pytest.raises(wanted):
        read(answer(held, content(DIGEST, NONCE, **instead)), held)


def test_what_is_not_critical_does_no_harm(held: Papers) -> None:
    known = {"extn_id": "1.3.6.1.5.5.7.1.3", "critical": False, "extn_value": core.OctetString(b"\x30\x00")}
    assert read(answer(held, content(DIGEST, NONCE, extensions=[known])), held).serial == 7


def set_to(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda pieces: pieces.update({name: value})


OTHER_HASH = [{"certs": [{"cert_hash": OTHER}]}]
PIECES: dict[str, tuple[type[Refusal], dict[str, Any]]] = {
    "no certificate is named": (StampSignerUnbound, {"attributes": set_to("signing_certificate_v2", None)}),
    "another certificate is named": (
        StampSignerUnbound, {"attributes": set_to("signing_certificate_v2", OTHER_HASH)}),
    "nobody is named in the attribute": (
        StampSignerUnbound, {"attributes": set_to("signing_certificate_v2", [{"certs": []}])}),
    "the digest of the content is another": (
        StampSignatureWrong, {"attributes": set_to("message_digest", [OTHER])}),
    "no digest of the content": (StampSignatureWrong, {"attributes": set_to("message_digest", None)}),
    "no kind of content": (StampSignatureWrong, {"attributes": set_to("content_type", None)}),
    "another kind of content": (StampSignatureWrong, {"attributes": set_to("content_type", ["data"])}),
    "two kinds of content": (
        StampSignatureWrong, {"attributes": set_to("content_type", ["tst_info", "data"])}),
    "another signature": (StampSignatureWrong, {"signer": set_to("signature", b"\x30\x06\x02\x01\x01\x02\x01\x01")}),
    "no signature": (StampSignatureWrong, {"signer": set_to("signature", b"")}),
    "another version of the signer": (StampUnreadable, {"signer": set_to("version", "v3")}),
    "no signed attributes": (StampUnreadable, {"signer": lambda pieces: pieces.pop("signed_attrs")}),
    "another version": (StampUnreadable, {"signed": set_to("version", "v1")}),
    "no signer": (StampUnreadable, {"signed": set_to("signer_infos", [])}),
    "two signers": (StampUnreadable, {"signed": lambda whole: whole["signer_infos"].append(whole["signer_infos"][0])}),
    "another digest announced": (StampUnreadable, {"signed": set_to("digest_algorithms", [{"algorithm": "sha512"}])}),
    "SHA-1": (StampSignatureWeak, {"digest": "sha1"}),
    "content that is no time-stamp": (StampUnreadable, {"kind": "data"}),
    "no certificate": (StampSignerMissing, {"certificates": []}),
}  # fmt: skip


@pytest.mark.parametrize("what", PIECES)
def test_each_wrong_piece_is_refused_as_what_it_is(held: Papers, what: str) -> None:
    wanted, changes = PIECES[what]
    with pytest.raises(wanted):
        read(answer(held, content(DIGEST, NONCE), **changes), held)


@pytest.mark.parametrize("digest", ["sha256", "sha512"])
@pytest.mark.parametrize("rsa", [False, True])
def test_the_usual_signatures_are_understood(rsa: bool, digest: str) -> None:
    held = papers(rsa=rsa)
    assert read(answer(held, content(DIGEST, NONCE), digest=digest), held).serial == 7


def test_the_older_name_of_a_certificate_counts_and_both_must_fit(held: Papers) -> None:
    assert read(answer(held, content(DIGEST, NONCE), attributes=named_by_sha1(held)), held).serial == 7
    wrong = [{"certs": [{"cert_hash": OTHER[:20]}]}]
    with pytest.raises(StampSignerUnbound):
        read(answer(held, content(DIGEST, NONCE), attributes=set_to("signing_certificate", wrong)), held)


def test_a_certificate_that_is_named_twice_is_not_named(held: Papers) -> None:
    def twice(said: dict[str, Any]) -> None:
        said["signing_certificate_v2 again"] = said["signing_certificate_v2"]

    with pytest.raises(StampSignerUnbound):
        read(answer(held, content(DIGEST, NONCE), attributes=twice), held)


def longer(value: bytes) -> bytes:
    """The same value with its length written longer than it has to be: BER, and not DER."""
    size = value[1] - 0x80 if value[1] >= 0x80 else 0
    length = value[2 : 2 + size] if size else value[1:2]
    return value[:1] + bytes([0x81 + len(length), 0]) + length + value[2 + size :]


def test_one_thing_has_one_form(held: Papers) -> None:
    """An answer has to be DER (RFC 3161, 3.4), and so has what is signed in it."""
    token = answer(held, content(DIGEST, NONCE))
    assert tsp.TimeStampResp.load(longer(token))["status"]["status"].native == "granted"
    with pytest.raises(StampUnreadable):
        read(longer(token), held)
    with pytest.raises(StampUnreadable):
        read(answer(held, longer(tsp.TSTInfo(content(DIGEST, NONCE)).dump())), held)


def test_another_certificate_for_the_same_key_cannot_take_its_place(held: Papers) -> None:
    """What is signed names the certificate, not the key alone (RFC 3161, 2.4.2)."""
    twin = (
        x509.CertificateBuilder(
            held.certificate.issuer,
            held.certificate.subject,
            held.certificate.public_key(),
            held.certificate.serial_number,
            AT - timedelta(days=3000),
            AT + timedelta(days=3000),
        )
        .add_extension(x509.ExtendedKeyUsage([STAMPS]), critical=True)
        .sign(ec_key(1), held.certificate.signature_hash_algorithm)
    )
    token = answer(held, content(DIGEST, NONCE), certificates=[twin])
    with pytest.raises(StampSignerUnbound):
        read(token, held)
    assert read(answer(held, content(DIGEST, NONCE), certificates=[twin, held.certificate]), held).serial == 7


PURPOSES: dict[str, dict[str, Any]] = {
    "none": {"purposes": []},
    "another": {"purposes": [CODE_SIGNING]},
    "any": {"purposes": [ANY]},
    "one more": {"purposes": [STAMPS, CODE_SIGNING]},
    "not critical": {"critical": False},
    "not to sign": {"key_usage": usage(key_agreement=True)},
}


@pytest.mark.parametrize("what", PURPOSES)
def test_a_certificate_is_for_stamps_and_for_them_alone(what: str, tmp_path: Path) -> None:
    held = papers(**PURPOSES[what])
    token = answer(held, content(DIGEST, NONCE))
    with pytest.raises(StampPurposeWrong):
        read(token, held)
    assert not openssl_takes(token, DIGEST, pem(held.root), tmp_path)


@pytest.mark.parametrize("purposes", [None, [STAMPS], [ANY]])
def test_an_authority_between_is_followed(
    purposes: list[x509.ObjectIdentifier] | None, tmp_path: Path
) -> None:
    held = papers(under="Invented Middle", under_purposes=purposes)
    assert held.between is not None
    token = answer(held, content(DIGEST, NONCE), certificates=[held.between, held.certificate, held.root])
    assert read(token, held).authority == "Invented Time-Stamps"
    assert openssl_takes(token, DIGEST, pem(held.root), tmp_path)
    # It need not come with the stamp where it is known.
    alone = answer(held, content(DIGEST, NONCE))
    assert verify_stamp(alone, DIGEST, [pem(held.root, held.between)]).serial == 7
    with pytest.raises(StampAuthorityUnknown):
        read(alone, held)


BETWEEN: dict[str, dict[str, Any]] = {
    "it had ended": {"under_ends": AT - timedelta(days=1)},
    "it is for something else": {"under_purposes": [CODE_SIGNING]},
    "it is no authority": {"under_is_authority": False},
}


@pytest.mark.parametrize("what", BETWEEN)
def test_an_authority_between_that_does_not_count_is_refused(what: str) -> None:
    held = papers(under="Invented Middle", **BETWEEN[what])
    assert held.between is not None
    token = answer(held, content(DIGEST, NONCE), certificates=[held.certificate, held.between])
    with pytest.raises(StampAuthorityUnknown):
        read(token, held)


def test_a_root_that_only_comes_along_is_not_trusted() -> None:
    held = papers()
    with pytest.raises(StampAuthorityUnknown):
        verify_stamp(
            answer(held, content(DIGEST, NONCE), certificates=[held.certificate, held.root]),
            DIGEST,
            [pem(papers(key=ec_key(5)).certificate)],
        )


def test_a_key_that_is_too_short_or_of_an_unusual_kind_is_refused() -> None:
    for key in (rsa_key(1024), ec.generate_private_key(ec.SECP256K1())):
        held = papers(key=key)
        with pytest.raises(StampSignatureWeak):
            read(answer(held, content(DIGEST, NONCE)), held)


# What nobody meant


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        verify_stamp(data, DIGEST, [])
    assert refused.value.code.startswith("evidence.stamp_")


GOOD = papers()
TOKEN = answer(GOOD, content(DIGEST, NONCE))


@given(st.data())
def test_an_answer_with_pieces_put_in_or_taken_out_is_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TOKEN) - 1))
    end = data.draw(st.integers(start, min(len(TOKEN), start + 40)))
    instead = data.draw(
        st.binary(max_size=40) | st.sampled_from([TOKEN[start:end] * 2, b"\x30\x80", b"\x05\x00"])
    )
    changed = TOKEN[:start] + instead + TOKEN[end:]
    if changed == TOKEN:
        return
    with pytest.raises(Refusal) as refused:
        read(changed, GOOD)
    assert refused.value.code.startswith("evidence.stamp_")


@pytest.mark.parametrize(
    "data",
    [b"", b"\x30", b"\x30\x01", b"\x30\x80\x00\x00", b"\x30\x81\x02\x05\x00", b"\x30\x82\x00\x02\x05\x00",
     b"\x30\x03\x05\x01", b"\x30\x03\x30\x02\x05", b"\x30\x02\x05\x00\x00", b"\x10\x02\x05\x00",
     b"\x24\x02\x05\x00", b"\x1f\x01\x00", b"\x30\x84\x00\x00\x00\x00", b"\x30\x00\x30\x00"],
)  # fmt: skip
def test_what_is_not_der_is_not_read(data: bytes) -> None:
    with pytest.raises(ValueError):
        require_der(data)


def test_what_is_nested_too_deeply_is_not_read() -> None:
    nested = b""
    for _ in range(31):
        nested = core.Sequence.load(b"\x30\x00").dump() if not nested else wrapped(nested)
    require_der(nested)
    with pytest.raises(ValueError):
        require_der(wrapped(wrapped(nested)))


def wrapped(inner: bytes) -> bytes:
    length = bytes([len(inner)]) if len(inner) < 0x80 else b"\x81" + bytes([len(inner)])
    return b"\x30" + length + inner
