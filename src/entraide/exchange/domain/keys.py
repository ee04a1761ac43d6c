"""The keys of a node: a pair that signs (Ed25519 and ML-DSA-65) and a pair that receives (ML-KEM-768 with X25519).

A key of the protocol is always both of its pair: what one of the two alone says counts for nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

ED25519, ML_DSA_65 = "ed25519", "ml-dsa-65"
ED25519_BYTES, ML_DSA_65_BYTES = 32, 1952
X25519_BYTES, ML_KEM_768_BYTES = 32, 1184
SEED_BYTES = {ED25519: 32, ML_DSA_65: 32, "x25519": 32, "ml-kem-768": 64}


@dataclass(frozen=True)
class Term:
    """From when to when a key is in force; without an end while `until` is None."""

    since: datetime
    until: datetime | None = None

    def ended(self, at: datetime) -> "Term":
        """The same, ended at that moment if it did not end before."""
        return self if self.until is not None and self.until <= at else Term(self.since, at)

    def covers(self, at: datetime) -> bool:
        """Whether the key is in force at that moment; no longer at the moment of its end."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class VerifyKey:
    """What signatures are checked with. `id` is made from the public bytes, so nobody chooses it."""

    ed25519: bytes
    ml_dsa_65: bytes
    term: Term

    @cached_property
    def id(self) -> str:
        return key_id("sign", self.ed25519, self.ml_dsa_65)

    def fits(self, algorithm: str, signature: bytes, message: bytes) -> bool:
        """Whether a signature by one of the two algorithms is right. Keys that are none fit nothing."""
        check = ed25519_fits if algorithm == ED25519 else ml_dsa_65_fits
        return check(self.ed25519 if algorithm == ED25519 else self.ml_dsa_65, signature, message)


@dataclass(frozen=True)
class SigningKey:
    """What a node signs with; the seeds are all there is to keep."""

    ed25519: Ed25519PrivateKey
    ml_dsa_65: MLDSA65PrivateKey
    term: Term

    @classmethod
    def made(cls, term: Term) -> "SigningKey":
        """A new key."""
        return cls(Ed25519PrivateKey.generate(), MLDSA65PrivateKey.generate(), term)

    @classmethod
    def from_seeds(cls, ed25519: bytes, ml_dsa_65: bytes, term: Term) -> "SigningKey":
        """The key that was kept. Raises `ValueError`."""
        return cls(
            Ed25519PrivateKey.from_private_bytes(ed25519), MLDSA65PrivateKey.from_seed_bytes(ml_dsa_65), term
        )

    @cached_property
    def public(self) -> VerifyKey:
        return VerifyKey(
            self.ed25519.public_key().public_bytes_raw(),
            self.ml_dsa_65.public_key().public_bytes_raw(),
            self.term,
        )

    def sign(self, message: bytes) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
        """Both signatures, each with its algorithm, in the order of the protocol."""
        return (ED25519, self.ed25519.sign(message)), (ML_DSA_65, self.ml_dsa_65.sign(message))


@dataclass(frozen=True)
class SealKey:
    """What is encrypted to."""

    ml_kem_768: bytes
    x25519: bytes
    term: Term

    @cached_property
    def id(self) -> str:
        return key_id("receive", self.ml_kem_768, self.x25519)

    def pair(self) -> MLKEM768X25519PublicKey:
        """Both as HPKE takes them. Raises `ValueError` where they are no keys, as `encrypt` does for weak ones."""
        return MLKEM768X25519PublicKey(
            _ml_kem_768(self.ml_kem_768), X25519PublicKey.from_public_bytes(self.x25519)
        )


@dataclass(frozen=True)
class OpeningKey:
    """What a node opens with."""

    ml_kem_768: MLKEM768PrivateKey
    x25519: X25519PrivateKey
    term: Term

    @classmethod
    def made(cls, term: Term) -> "OpeningKey":
        """A new key."""
        return cls(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate(), term)

    @classmethod
    def from_seeds(cls, ml_kem_768: bytes, x25519: bytes, term: Term) -> "OpeningKey":
        """The key that was kept. Raises `ValueError`."""
        return cls(
            MLKEM768PrivateKey.from_seed_bytes(ml_kem_768), X25519PrivateKey.from_private_bytes(x25519), term
        )

    @cached_property
    def public(self) -> SealKey:
        return SealKey(
            self.ml_kem_768.public_key().public_bytes_raw(),
            self.x25519.public_key().public_bytes_raw(),
            self.term,
        )

    def pair(self) -> MLKEM768X25519PrivateKey:
        """Both as HPKE takes them."""
        return MLKEM768X25519PrivateKey(self.ml_kem_768, self.x25519)


def key_id(use: str, *public: bytes) -> str:
    """The first 16 bytes of SHA-256 over the use and both public keys, in hexadecimal."""
    return sha256(b"entraide/1 " + use.encode("ascii") + b"\x00" + b"".join(public)).hexdigest()[:32]


# Where a point of small order lies on the curve, by its y: under such a key some signatures fit every message.
P = 2**255 - 19
OF_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER = frozenset({0, 1, P - 1, OF_ORDER_EIGHT, P - OF_ORDER_EIGHT})


def is_sound(ed25519: bytes) -> bool:
    """Whether an Ed25519 public key is written in its one way and is not of small order."""
    y = int.from_bytes(ed25519, "little") & (2**255 - 1)
    return len(ed25519) == ED25519_BYTES and y < P and y not in SMALL_ORDER


def ed25519_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature is right (RFC 8032), by a key that is sound."""
    if not is_sound(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def ml_dsa_65_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an ML-DSA-65 signature without context is right (FIPS 204)."""
    try:
        _ml_dsa_65(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# A node meets few keys, and each again and again: reading one takes a tenth of what checking a signature does.
@lru_cache(maxsize=200)
def _ml_dsa_65(public: bytes) -> MLDSA65PublicKey:
    return MLDSA65PublicKey.from_public_bytes(public)


@lru_cache(maxsize=200)
def _ml_kem_768(public: bytes) -> MLKEM768PublicKey:
    return MLKEM768PublicKey.from_public_bytes(public)
