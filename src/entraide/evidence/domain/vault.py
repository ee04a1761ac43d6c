"""How files lie on the node's disk: each in pieces, each piece encrypted in its place, under a key of its own.

AES-256-GCM. The nonce is the number of the piece and whether it is the last (the STREAM construction): a file that was
cut short, or whose pieces were moved, never opens. The key of a file is wrapped under the node's master key, which is
kept outside the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import keywrap
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from entraide.evidence.errors import ExhibitDamaged

PIECE_BYTES = 1 << 20
TAG_BYTES = 16
KEY_BYTES = 32


def new_key() -> bytes:
    """A key for one file, or a master key."""
    return AESGCM.generate_key(bit_length=256)


def wrapped(key: bytes, master: bytes) -> bytes:
    """A key as it may lie in the database (RFC 3394)."""
    return keywrap.aes_key_wrap(master, key)


def unwrapped(lying: bytes, master: bytes) -> bytes:
    """The key again. Raises `ExhibitDamaged`."""
    try:
        return keywrap.aes_key_unwrap(master, lying)
    except keywrap.InvalidUnwrap as wrong:
        raise ExhibitDamaged(what="key") from wrong


def sealed(key: bytes, file: UUID, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A file as it lies on disk. `pieces` are of `PIECE_BYTES`, the last may be shorter; an empty file has one."""
    cipher, number, held = AESGCM(key), 0, None
    for piece in pieces:
        if held is not None:
            yield cipher.encrypt(_nonce(number, last=False), held, file.bytes)
            number += 1
        held = piece
    yield cipher.encrypt(_nonce(number, last=True), held or b"", file.bytes)


def sealed_piece(key: bytes, file: UUID, number: int, piece: bytes, *, last: bool) -> bytes:
    """One piece as it lies on disk."""
    return AESGCM(key).encrypt(_nonce(number, last=last), piece, file.bytes)


def opened(key: bytes, file: UUID, lying: Iterable[bytes]) -> Iterator[bytes]:
    """The file again, from pieces of `PIECE_BYTES` + `TAG_BYTES`. Raises `ExhibitDamaged`, naming the piece.

    What was given out counts only when the end is reached without a refusal.
    """
    cipher, number, held = AESGCM(key), 0, None
    for piece in lying:
        if held is not None:
            yield _opened(cipher, file, number, held, last=False)
            number += 1
        held = piece
    yield _opened(cipher, file, number, held or b"", last=True)


def _opened(cipher: AESGCM, file: UUID, number: int, piece: bytes, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last=last), piece, file.bytes)
    except InvalidTag as wrong:
        raise ExhibitDamaged(what=f"piece {number}") from wrong


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes(7) + number.to_bytes(4, "big") + bytes([last])
