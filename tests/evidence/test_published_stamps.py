"""Published time-stamps of several authorities: read as what they are, or refused as what they are not."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding

from entraide.evidence.domain.stamp_signers import authority_of
from entraide.evidence.domain.stamps import Stamp, verify_stamp
from entraide.evidence.errors.stamps import StampAuthorityUnknown, StampOfOther, StampSignatureWrong
from tests.evidence.forging import AT
from tests.evidence.papers import papers

STANDARDS = Path(__file__).parents[3] / "shared" / "data" / "standards"
FIXTURES = STANDARDS / "rfc3161" / "test" / "fixtures"
DIGEST = sha256(b"a lantern").digest()


def published(folder: str, name: str, digest: bytes) -> Stamp:
    if not FIXTURES.is_dir():
        pytest.skip("the published examples (../shared/data/standards) are not here")
    return verify_stamp(
        (FIXTURES / folder / name).read_bytes(), digest, [(FIXTURES / folder / "ts_chain.pem").read_bytes()]
    )


HELLO = sha256(b"hello").digest()


def test_published_stamps_are_read() -> None:
    stamp = published("sigstage", "response-sha256.tsr", HELLO)
    assert stamp.at == datetime(2025, 5, 9, 11, 58, 55, tzinfo=UTC)
    assert (stamp.authority, stamp.policy) == ("sigstore-tsa", "1.3.6.1.4.1.57264.2")
    assert stamp.serial == 0x784B4C5E57AAA63B570F15CBA4DF95251668AE9E
    without = published("sigstage", "response-no-embedded-cert.tsr", HELLO)
    assert without.serial == 0x64B3984296E790704AC275D89F3F7315C39597F4
    with pytest.raises(StampOfOther):
        published("sigstage", "response-sha256.tsr", DIGEST)


def test_a_published_stamp_holds_after_its_certificate_has_ended() -> None:
    """It was in force when it signed."""
    imprint = "9b72f4419437d16d5c1a06199442839370a4bb5eb16ce72e93a7f303679b5036"
    stamp = published("sigstore.mock", "response-expired.tsr", bytes.fromhex(imprint))
    assert (stamp.at, stamp.serial) == (datetime(2023, 2, 1, tzinfo=UTC), -0x21524111)


def test_a_published_stamp_with_a_wrong_signature_is_refused() -> None:
    with pytest.raises(StampSignatureWrong):
        published("sigstage", "response-invalid-signature.tsr", HELLO)


OVER_OTHER_DIGESTS = {
    ("identrust", "issue-104.tsr"): "TrustID Timestamp Authority",
    ("sigstage", "response-sha384.tsr"): "sigstore-tsa",
    ("sigstage", "response-sha512.tsr"): "sigstore-tsa",
    ("test_tsa", "response.tsr"): "Test TSA Timestamping",
    ("test_tsa", "response-injected-certs.tsr"): "Test TSA Timestamping",
}


@pytest.mark.parametrize(("folder", "name"), OVER_OTHER_DIGESTS)
def test_published_stamps_over_other_digests_are_signed_well_and_not_ours(folder: str, name: str) -> None:
    """Their kind of digest is none of ours; who signed is found all the same, also among strangers' certificates."""
    with pytest.raises(StampOfOther):
        published(folder, name, HELLO)
    token = tsp.TimeStampResp.load((FIXTURES / folder / name).read_bytes())["time_stamp_token"]
    at = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    roots = [(FIXTURES / folder / "ts_chain.pem").read_bytes()]
    assert authority_of(token["content"], at, roots) == OVER_OTHER_DIGESTS[folder, name]
    with pytest.raises(StampAuthorityUnknown):
        authority_of(token["content"], at, [papers().root.public_bytes(Encoding.PEM)])


def test_a_published_stamp_of_an_authority_of_the_same_name_with_another_key_is_refused() -> None:
    with pytest.raises(StampOfOther):
        published("test_tsa", "other_response.tsr", HELLO)
    token = tsp.TimeStampResp.load((FIXTURES / "test_tsa" / "other_response.tsr").read_bytes())
    signed = token["time_stamp_token"]["content"]
    with pytest.raises(StampAuthorityUnknown) as refused:
        authority_of(
            signed, AT - timedelta(days=200), [(FIXTURES / "test_tsa" / "ts_chain.pem").read_bytes()]
        )
    assert refused.value.facts["name"] == "Test TSA Timestamping"
