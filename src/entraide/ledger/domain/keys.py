"""The keys of a ledger: a node vouches for its own checkpoints and for those of its partners (C2SP tlog-cosignature).

A key is always two, Ed25519 and ML-DSA-44: what one of them alone says counts for nothing.
"""

import struct
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from entraide.ledger.domain.notes import KEY_ID_BYTES, NAME, Signature, bytes_of, text_of
from entraide.ledger.errors import CosignatureWrong, NoteUnreadable

ED25519_COSIGNED, ML_DSA_44_COSIGNED = 0x04, 0x06
ED25519_BYTES, ML_DSA_44_BYTES = 32, 1312
LABEL = b"subtree/v1\n\x00"
MOMENT = struct.Struct(">Q")
# The last second of the year 9999: no calendar here holds more.
LATEST = 253_402_300_799


class Cosigned(Protocol):
    """One of the two kinds of signature of a key."""

    @property
    def id(self) -> bytes: ...

    def verify(self, value: bytes, text: str, origin: str, size: int, root: bytes) -> int:
        """The moment that was signed, in seconds. Raises `CosignatureWrong`."""
        ...


@dataclass(frozen=True)
class VerifyKey:
    """What the checkpoints that a node vouches for are checked with. `name` is the origin of its own log."""

    name: str
    ed25519: bytes
    ml_dsa_44: bytes

    def kinds(self) -> tuple[Cosigned, Cosigned]:
        return _Ed25519(self.name, self.ed25519), _MlDsa44(self.name, self.ml_dsa_44)

    def written(self) -> tuple[str, str]:
        """Both as vkeys (C2SP signed-note)."""
        return (
            _vkey(self.name, ED25519_COSIGNED, self.ed25519),
            _vkey(self.name, ML_DSA_44_COSIGNED, self.ml_dsa_44),
        )


@dataclass(frozen=True)
class SigningKey:
    """What a node vouches with; the seeds are all there is to keep."""

    name: str
    ed25519: Ed25519PrivateKey
    ml_dsa_44: MLDSA44PrivateKey

    @classmethod
    def made(cls, name: str) -> "SigningKey":
        """A new key."""
        return cls(name, Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate())

    @classmethod
    def from_seeds(cls, name: str, ed25519: bytes, ml_dsa_44: bytes) -> "SigningKey":
        """The key that was kept. Raises `ValueError`."""
        return cls(
            name, Ed25519PrivateKey.from_private_bytes(ed25519), MLDSA44PrivateKey.from_seed_bytes(ml_dsa_44)
        )

    @cached_property
    def public(self) -> VerifyKey:
        return VerifyKey(
            self.name,
            self.ed25519.public_key().public_bytes_raw(),
            self.ml_dsa_44.public_key().public_bytes_raw(),
        )

    def vouch(self, text: str, origin: str, size: int, root: bytes, at: int) -> tuple[Signature, Signature]:
        """Both signatures for a checkpoint, made at that second."""
        first, second = self.public.kinds()
        stamp = MOMENT.pack(at)
        return (
            Signature(self.name, first.id, stamp + self.ed25519.sign(_note_message(text, at))),
            Signature(
                self.name,
                second.id,
                stamp + self.ml_dsa_44.sign(_subtree_message(self.name, origin, size, root, at)),
            ),
        )


def read_keys(first: str, second: str) -> VerifyKey:
    """What `written` wrote. Raises `NoteUnreadable`."""
    name, ed25519 = _read_vkey(first, ED25519_COSIGNED, ED25519_BYTES)
    same, ml_dsa_44 = _read_vkey(second, ML_DSA_44_COSIGNED, ML_DSA_44_BYTES)
    if name != same:
        raise NoteUnreadable(where="vkey")
    return VerifyKey(name, ed25519, ml_dsa_44)


@dataclass(frozen=True)
class _Ed25519:
    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return _key_id(self.name, ED25519_COSIGNED, self.public)

    def verify(self, value: bytes, text: str, origin: str, size: int, root: bytes) -> int:
        at, signature = _parted(self.name, value)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, _note_message(text, at))
        except (InvalidSignature, ValueError) as error:
            raise CosignatureWrong(name=self.name) from error
        return at


@dataclass(frozen=True)
class _MlDsa44:
    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return _key_id(self.name, ML_DSA_44_COSIGNED, self.public)

    def verify(self, value: bytes, text: str, origin: str, size: int, root: bytes) -> int:
        at, signature = _parted(self.name, value)
        try:
            MLDSA44PublicKey.from_public_bytes(self.public).verify(
                signature, _subtree_message(self.name, origin, size, root, at)
            )
        except (InvalidSignature, ValueError) as error:
            raise CosignatureWrong(name=self.name) from error
        return at


def _note_message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _subtree_message(name: str, origin: str, size: int, root: bytes, at: int) -> bytes:
    cosigner, log = name.encode(), origin.encode()
    parts = (LABEL, bytes([len(cosigner)]), cosigner, MOMENT.pack(at), bytes([len(log)]), log)
    return b"".join((*parts, MOMENT.pack(0), MOMENT.pack(size), root))


def _parted(name: str, value: bytes) -> tuple[int, bytes]:
    if len(value) <= MOMENT.size:
        raise CosignatureWrong(name=name)
    (at,) = MOMENT.unpack(value[: MOMENT.size])
    if at > LATEST:
        raise CosignatureWrong(name=name)
    return at, value[MOMENT.size :]


def _key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:KEY_ID_BYTES]


def _vkey(name: str, kind: int, public: bytes) -> str:
    return f"{name}+{_key_id(name, kind, public).hex()}+{text_of(bytes([kind]) + public)}"


def _read_vkey(text: str, kind: int, length: int) -> tuple[str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not NAME.fullmatch(parts[0]):
        raise NoteUnreadable(where="vkey")
    name, key_id, rest = parts
    public = bytes_of(rest, "vkey")
    if (
        public[:1] != bytes([kind])
        or len(public) != 1 + length
        or _key_id(name, kind, public[1:]).hex() != key_id
    ):
        raise NoteUnreadable(where="vkey")
    return name, public[1:]
