"""Where the files of exhibits lie: encrypted, under the node's master key, hashed on the way in and on every way out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from entraide.evidence.domain import vault
from entraide.evidence.errors import ContentGone, ExhibitDamaged, MasterKeyMissing
from entraide.evidence.models import Content, ContentKey
from entraide.exchange.services.ahead import ahead
from entraide.kernel.identifiers import new_id


@dataclass(frozen=True)
class Held:
    """A file that lies in the vault already, not yet part of any exhibit."""

    id: UUID
    size: int
    sha256: str
    wrapped: bytes


def hold(pieces: Iterable[bytes]) -> Held:
    """Take bytes into the vault, hashing on the way. Nothing refers to them yet. Raises `MasterKeyMissing`."""
    file, key = new_id(), vault.new_key()
    lying = vault.wrapped(key, master_key())
    digest, path = _Counted(), path_of(file)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as out:
            # Read and hashed, encrypted, and written: each in a thread of its own.
            for piece in ahead(vault.sealed(key, file, ahead(digest.over(_even(pieces))))):
                out.write(piece)
            os.fsync(out.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _fsync(path.parent)
    return Held(file, digest.size, digest.sha256.hexdigest(), lying)


def let_go(held: Held) -> None:
    """Remove bytes that became part of no exhibit."""
    path_of(held.id).unlink(missing_ok=True)


def read(content: Content) -> Iterator[bytes]:
    """The bytes that were taken in. What was given out counts only when the end is reached without a refusal.

    Raises `ContentGone`, `ExhibitDamaged`, `MasterKeyMissing`.
    """
    kept = ContentKey.objects.filter(content=content).first()
    if kept is None:
        raise ContentGone
    key, digest = vault.unwrapped(bytes(kept.wrapped), master_key()), _Counted()
    yield from ahead(digest.over(vault.opened(key, content.uuid, ahead(_lying(content.uuid)))))
    if (digest.size, digest.sha256.hexdigest()) != (content.size, content.sha256):
        raise ExhibitDamaged(what="digest")


def check(content: Content) -> None:
    """Look at the whole of a file. Raises as `read`."""
    for _ in read(content):
        pass


def forget(content: Content) -> None:
    """Destroy a file for good: its key, then its bytes."""
    ContentKey.objects.filter(content=content).delete()


def sweep(content: Content) -> None:
    """Take the bytes away whose key is gone already."""
    path_of(content.uuid).unlink(missing_ok=True)


def master_key() -> bytes:
    """The node's master key; made when there is none and nothing lies under it yet. Raises `MasterKeyMissing`."""
    path: Path = settings.ENTRAIDE_EVIDENCE_KEY
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        if ContentKey.objects.exists():
            raise MasterKeyMissing(path=str(path)) from None
        _make(path)
        found = path.read_bytes()
    except OSError as unreadable:
        raise MasterKeyMissing(path=str(path)) from unreadable
    if len(found) != vault.KEY_BYTES:
        raise MasterKeyMissing(path=str(path))
    return found


def path_of(file: UUID) -> Path:
    """Where the bytes of a file lie; only ever made of its uuid."""
    folder: Path = settings.ENTRAIDE_EVIDENCE
    return folder / "kept" / file.hex[:2] / file.hex


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{new_id().hex}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(vault.new_key())
        out.flush()
        os.fsync(out.fileno())
    # Two processes that make one at once end with the same: the first that is there.
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()
    _fsync(path.parent)


class _Counted:
    def __init__(self) -> None:
        self.sha256, self.size = hashlib.sha256(), 0

    def over(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.sha256.update(piece)
            self.size += len(piece)
            yield piece


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of `PIECE_BYTES`, whatever they come in."""
    held = bytearray()
    for piece in pieces:
        if not held and len(piece) == vault.PIECE_BYTES:
            yield piece
            continue
        held += piece
        while len(held) >= vault.PIECE_BYTES:
            yield bytes(held[: vault.PIECE_BYTES])
            del held[: vault.PIECE_BYTES]
    if held:
        yield bytes(held)


def _lying(file: UUID) -> Iterator[bytes]:
    try:
        with path_of(file).open("rb", buffering=0) as lying:
            while piece := lying.read(vault.PIECE_BYTES + vault.TAG_BYTES):
                yield piece
    except OSError as missing:
        raise ExhibitDamaged(what="missing") from missing


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
