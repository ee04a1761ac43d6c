"""The files that go with messages, in the node's folder: ours as they leave, theirs as they arrive."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from entraide.exchange.domain import chunks
from entraide.exchange.domain.chunks import TAG_BYTES
from entraide.exchange.domain.statement import CHUNK_BYTES, Attachment
from entraide.exchange.errors import AttachmentChanged, Busy
from entraide.exchange.services.ahead import ahead, rooms_for
from entraide.exchange.services.laying import laying

PIECE = 1024 * 1024
COUNTED = 100


@dataclass(frozen=True)
class Counted:
    """How far the digest of a file that arrives is counted. Only this process knows; `stamp` is how the file looked
    then: whoever writes to it changes that."""

    there: int
    digest: hashlib._Hash
    stamp: int


_counted: dict[Path, Counted] = {}
_counting = Lock()


def path_of(message: UUID, attachment: UUID) -> Path:
    """Where the bytes lie; made of uuids alone."""
    folder: Path = settings.ENTRAIDE_EXCHANGE / "files" / message.hex[:2] / message.hex
    return folder / attachment.hex


def put(source: Path, message: UUID, attachment: UUID) -> None:
    """Lay a file by that is to be sent; a second name for the same bytes where the disk can do that."""
    target = path_of(message, attachment)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
            _settle(target)
    _settle_names(target)


def digest_of(path: Path) -> str:
    """The digest of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return f"sha256:{digest.hexdigest()}"


def sealed_from(attachment: Attachment, path: Path, first: int, count: int) -> Iterator[memoryview]:
    """Some chunks of a file of ours as they travel, each sealed while the one before it is on the line."""
    return ahead(_sealed(attachment, path, first, count))


def _sealed(attachment: Attachment, path: Path, first: int, count: int) -> Iterator[memoryview]:
    plain, rooms = memoryview(bytearray(CHUNK_BYTES)), rooms_for(1, CHUNK_BYTES + TAG_BYTES)
    with path.open("rb") as file:
        file.seek(first * CHUNK_BYTES)
        for index in range(first, min(first + count, attachment.chunks)):
            read = file.readinto(plain)
            yield chunks.seal_into(attachment, index, plain[:read], next(rooms))


def sealed_length(attachment: Attachment, first: int, count: int) -> int:
    """How many bytes those are."""
    last = min(first + count, attachment.chunks)
    plain = min(last * CHUNK_BYTES, attachment.size) - first * CHUNK_BYTES
    return plain + (last - first) * TAG_BYTES


def take_chunks(
    attachment: Attachment, path: Path, file: BinaryIO, here: int, first: int, stream: BinaryIO, length: int
) -> int:
    """Write chunks that arrive behind those that are `here`, or once more over them: what is here stays, whatever
    comes. Gives back how many are here now, safely on the disk.

    Raises `AttachmentChanged` for one that is not right (those before it stay).
    """
    there = first
    # What comes otherwise than in one piece, or through another process, is read again when it is whole.
    before = _forget(path)
    if before is None or before.stamp != _stamp(file):
        before = Counted(0, hashlib.sha256(), 0)
    in_one_piece, digest = first == here == before.there, before.digest
    file.seek(first * CHUNK_BYTES)
    if first >= here:
        file.truncate()
    # Each stage in its own thread: the next chunk is read and opened while this one is counted and that one written.
    opened = ahead(_opened(attachment, first, stream, length))
    with laying(path, file) as lay, closing(opened), closing(ahead(_counted_in(digest, opened))) as proved:
        for plain in proved:
            lay(plain, there * CHUNK_BYTES)
            there += 1
    if in_one_piece:
        _count(path, Counted(there, digest, _stamped(file)))
    return max(here, there)


def _opened(attachment: Attachment, first: int, stream: BinaryIO, length: int) -> Iterator[memoryview]:
    left, there, rooms = length, first, rooms_for(2, CHUNK_BYTES)
    while left > 0 and there < attachment.chunks:
        sealed = _read(stream, min(CHUNK_BYTES + TAG_BYTES, left))
        left -= len(sealed)
        yield chunks.open_into(attachment, there, sealed, next(rooms))
        there += 1
    if left:
        raise AttachmentChanged(where=f"attachment {attachment.id} after chunk {there}")


def _counted_in(digest: hashlib._Hash, pieces: Iterator[memoryview]) -> Iterator[memoryview]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def digest_of_arrived(path: Path, file: BinaryIO, chunks: int) -> str:
    """The digest of a file that is here to its end: as it was counted when it came in one piece, or read again."""
    counted = _forget(path)
    if counted is None or counted.there != chunks or counted.stamp != _stamp(file):
        return digest_of(path)
    return f"sha256:{counted.digest.hexdigest()}"


def _count(path: Path, counted: Counted) -> None:
    """Note how far the digest of a file is counted, of a few files alone."""
    with _counting:
        while len(_counted) >= COUNTED:
            _counted.pop(next(iter(_counted)))
        _counted[path] = counted


def _forget(path: Path) -> Counted | None:
    with _counting:
        return _counted.pop(path, None)


def _stamp(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_mtime_ns


def _stamped(file: BinaryIO) -> int:
    """Give a file a moment that no writing gives it by itself: the clock of a disk ticks slowly."""
    moment = time.time_ns() // 1_000_000 * 1_000_000 + secrets.randbelow(1_000_000)
    os.utime(file.fileno(), ns=(moment, moment))
    return _stamp(file)


def whole_chunks(path: Path) -> int:
    """How many chunks of full size lie there: each was proved before it was written."""
    return path.stat().st_size // CHUNK_BYTES


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    """A file that arrives, for one who writes it alone until what it became is on record. Raises `Busy`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Busy(where=f"attachment {path.name}") from busy
        _settle_names(path)
        yield file


def _settle_names(path: Path) -> None:
    """A file that was just made is found again after the power failed only when its folders are on the disk too."""
    for folder in (path.parent, path.parent.parent):
        _settle(folder)


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(stream: BinaryIO, length: int) -> bytes:
    parts = []
    while length > 0 and (piece := stream.read(length)):
        parts.append(piece)
        length -= len(piece)
    return b"".join(parts)
