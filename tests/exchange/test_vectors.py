"""Published vectors through the very functions that the envelope uses: Project Wycheproof's and C2SP's CCTV."""

import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from entraide.exchange.domain.keys import OpeningKey, Term, ed25519_fits, is_sound, ml_dsa_65_fits
from tests.exchange.nodes import MADE

STANDARDS = Path(__file__).parents[3] / "shared" / "data" / "standards"

pytestmark = pytest.mark.skipif(
    not STANDARDS.is_dir(), reason="the published vectors (../shared/data/standards) are not here"
)


def wycheproof(name: str):
    """Every case with its group."""
    told = json.loads((STANDARDS / "wycheproof" / name).read_text("utf-8"))
    cases = [(group, case) for group in told["testGroups"] for case in group["tests"]]
    assert len(cases) == told["numberOfTests"] > 0
    return cases


def test_ed25519_signatures_are_judged_as_wycheproof_does():
    for group, case in wycheproof("ed25519_test.json"):
        public = bytes.fromhex(group["publicKey"]["pk"])
        fits = ed25519_fits(public, bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]))
        assert fits == (case["result"] == "valid"), case["tcId"]


def test_no_key_or_signature_of_small_order_of_cctv_is_taken():
    cases = json.loads((STANDARDS / "cctv" / "ed25519" / "ed25519vectors.json").read_text("utf-8"))
    assert len(cases) > 500
    taken = 0
    for case in cases:
        public, flags = bytes.fromhex(case["key"]), set(case["flags"] or ())
        fits = ed25519_fits(public, bytes.fromhex(case["sig"]), case["msg"].encode())
        if flags & {"low_order_A", "non_canonical_A"}:
            assert not is_sound(public), case["number"]
            assert not fits, case["number"]
        if "non_canonical_R" in flags:
            assert not fits, case["number"]
        taken += fits
    assert taken > 0


def test_ml_dsa_65_signatures_are_judged_as_wycheproof_does():
    seen = 0
    for group, case in wycheproof("mldsa_65_verify_test.json"):
        if "ctx" in case:
            continue  # the protocol signs without a context
        public = bytes.fromhex(group["publicKey"])
        fits = ml_dsa_65_fits(public, bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]))
        assert fits == (case["result"] == "valid"), case["tcId"]
        seen += 1
    assert seen > 20


def test_the_two_halves_of_an_opening_key_agree_as_wycheproof_does():
    term, seen = Term(MADE), 0
    for group, case in wycheproof("mlkem_768_test.json"):
        if group["type"] != "MLKEMTest" or case["result"] != "valid":
            continue
        key = OpeningKey.from_seeds(bytes.fromhex(case["seed"]), bytes(32), term)
        assert key.public.ml_kem_768 == bytes.fromhex(case["ek"]), case["tcId"]
        assert key.ml_kem_768.decapsulate(bytes.fromhex(case["c"])) == bytes.fromhex(case["K"]), case["tcId"]
        seen += 1
    assert seen > 20
    seed = MLKEM768PrivateKey.generate().private_bytes_raw()
    for group, case in wycheproof("x25519_test.json"):
        if case["result"] != "valid":
            continue
        key = OpeningKey.from_seeds(seed, bytes.fromhex(case["private"]), term)
        assert isinstance(key.x25519, X25519PrivateKey)
        peer = X25519PublicKey.from_public_bytes(bytes.fromhex(case["public"]))
        assert key.x25519.exchange(peer) == bytes.fromhex(case["shared"]), (group["type"], case["tcId"])


def test_chunks_are_sealed_by_the_aes_gcm_that_wycheproof_judges():
    seen = 0
    for group, case in wycheproof("aes_gcm_test.json"):
        if (group["keySize"], group["ivSize"], group["tagSize"]) != (256, 96, 128):
            continue
        key, nonce, extra = (bytes.fromhex(case[name]) for name in ("key", "iv", "aad"))
        sealed = bytes.fromhex(case["ct"]) + bytes.fromhex(case["tag"])
        if case["result"] == "valid":
            assert AESGCM(key).encrypt(nonce, bytes.fromhex(case["msg"]), extra) == sealed, case["tcId"]
            seen += 1
        else:
            with pytest.raises(InvalidTag):
                AESGCM(key).decrypt(nonce, sealed, extra)
    assert seen > 20
