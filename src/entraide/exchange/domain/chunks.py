"""Attachments in chunks: each encrypted in its place, so that none can be changed, moved, left out or added.

AES-256-GCM under a key that serves one file only. The nonce is the number of the chunk and whether it is the last (the
STREAM construction), so a file that was cut short never opens. A chunk can be sent again by its number alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from entraide.exchange.domain.statement import CHUNK_BYTES, Attachment
from entraide.exchange.errors import AttachmentChanged

TAG_BYTES = 16


def new_key() -> bytes:
    """A key for one file."""
    return AESGCM.generate_key(bit_length=256)


def seal_chunk(attachment: Attachment, index: int, plain: bytes) -> bytes:
    """Chunk `index` as it travels: 16 bytes longer. All but the last are of `CHUNK_BYTES`. Raises `ValueError`."""
    _require_chunk(attachment, index, plain)
    return AESGCM(attachment.key).encrypt(_nonce(attachment, index), plain, attachment.id.bytes)


def seal_into(attachment: Attachment, index: int, plain: bytes | memoryview, room: memoryview) -> memoryview:
    """The same, written into `room`; gives back what was filled of it."""
    _require_chunk(attachment, index, plain)
    filled = room[: len(plain) + TAG_BYTES]
    AESGCM(attachment.key).encrypt_into(_nonce(attachment, index), plain, attachment.id.bytes, filled)
    return filled


def open_chunk(attachment: Attachment, index: int, sealed: bytes) -> bytes:
    """What was sealed. Raises `AttachmentChanged`."""
    with _opening(attachment, index, sealed):
        return AESGCM(attachment.key).decrypt(_nonce(attachment, index), sealed, attachment.id.bytes)


def open_into(attachment: Attachment, index: int, sealed: bytes, room: memoryview) -> memoryview:
    """The same, written into `room`; gives back what was filled of it. What is refused may have left bytes there."""
    with _opening(attachment, index, sealed):
        filled = room[: len(sealed) - TAG_BYTES]
        AESGCM(attachment.key).decrypt_into(_nonce(attachment, index), sealed, attachment.id.bytes, filled)
        return filled


def seal_all(attachment: Attachment, plain: Iterable[bytes]) -> Iterator[bytes]:
    """A whole file, chunk by chunk; `plain` gives pieces of `CHUNK_BYTES` (the last may be shorter)."""
    for index, piece in enumerate(plain):
        yield seal_chunk(attachment, index, piece)


def open_all(attachment: Attachment, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """A whole file, chunk by chunk; what was given out counts only when the end was reached without a refusal.

    Raises `AttachmentChanged`: a chunk, too few of them, or another file than the statement names.
    """
    seen, count = sha256(), 0
    for count, piece in enumerate(sealed, 1):
        plain = open_chunk(attachment, count - 1, piece)
        seen.update(plain)
        yield plain
    if count != attachment.chunks:
        raise AttachmentChanged(where=f"attachment {attachment.id} after chunk {count - 1}")
    if f"sha256:{seen.hexdigest()}" != attachment.digest:
        raise AttachmentChanged(where=f"attachment {attachment.id}")


def _require_chunk(attachment: Attachment, index: int, plain: bytes | memoryview) -> None:
    if not 0 <= index < attachment.chunks or len(plain) != _length(attachment, index):
        raise ValueError(f"chunk {index} of {attachment.chunks} has {len(plain)} bytes")


@contextmanager
def _opening(attachment: Attachment, index: int, sealed: bytes) -> Iterator[None]:
    where = f"attachment {attachment.id} chunk {index}"
    if not 0 <= index < attachment.chunks or len(sealed) != _length(attachment, index) + TAG_BYTES:
        raise AttachmentChanged(where=where)
    try:
        yield
    except InvalidTag as error:
        raise AttachmentChanged(where=where) from error


def _length(attachment: Attachment, index: int) -> int:
    last = attachment.chunks - 1
    return CHUNK_BYTES if index < last else attachment.size - last * CHUNK_BYTES


def _nonce(attachment: Attachment, index: int) -> bytes:
    return bytes(7) + index.to_bytes(4, "big") + bytes([index == attachment.chunks - 1])
