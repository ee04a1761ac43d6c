"""Taking files of exhibits into the vault, and destroying them: encrypted under the node's key, hashed on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from entraide.evidence.domain import vault
from entraide.evidence.errors import MasterKeyMissing
from entraide.evidence.models import Content, ContentKey
from entraide.evidence.queries.vault import Counted, master_keys, path_of
from entraide.exchange.services.ahead import ahead
from entraide.kernel.identifiers import new_id


@dataclass(frozen=True)
class Held:
    """A file that lies in the vault already, not yet part of any exhibit."""

    id: UUID
    size: int
    sha256: str
    key: bytes = field(repr=False)


def hold(pieces: Iterable[bytes]) -> Held:
    """Take bytes into the vault, hashing on the way. Nothing refers to them yet. Raises `MasterKeyMissing`."""
    file, key = new_id(), vault.new_key()
    # Before the bytes come: without it nothing could be kept of them.
    ensured_master_key()
    digest, path = Counted(), path_of(file)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as out:
            # Read and hashed, encrypted, and written: each in a thread of its own.
            for piece in ahead(vault.sealed(key, file, ahead(digest.over(_even(pieces))))):
                write(out.fileno(), piece)
            os.fsync(out.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _fsync(path.parent)
    return Held(file, digest.size, digest.sha256.hexdigest(), key)


def let_go(held: Held) -> None:
    """Remove bytes that became part of no exhibit."""
    path_of(held.id).unlink(missing_ok=True)


def forget(content: Content) -> None:
    """Destroy a file for good: its key is gone with the transaction, and with it what its bytes say."""
    ContentKey.objects.filter(content=content).delete()


def sweep(content: Content) -> None:
    """Take the bytes away whose key is gone already."""
    path_of(content.uuid).unlink(missing_ok=True)


def wrapped(key: bytes) -> bytes:
    """A key as it is kept. To be asked for in the transaction that keeps it: so none is left under a master key that
    is being changed. Raises `MasterKeyMissing`."""
    if not connection.in_atomic_block:
        raise RuntimeError("a key is wrapped in the transaction that keeps it")
    return vault.wrapped(key, ensured_master_key())


def ensured_master_key() -> bytes:
    """The node's master key; made when there is none and nothing lies under one yet. Raises `MasterKeyMissing`."""
    path: Path = settings.ENTRAIDE_EVIDENCE_KEY
    if not path.exists():
        if ContentKey.objects.exists():
            raise MasterKeyMissing(path=str(path))
        beside = _beside(path, vault.new_key())
        # Two processes that make one at once end with the same: the first that is there.
        with suppress(FileExistsError):
            os.link(beside, path)
        beside.unlink()
        _fsync(path.parent)
    return master_keys()[0]


def put_master_keys(*keys: bytes) -> None:
    """Put these in the place of those that are there, at once or not at all."""
    path: Path = settings.ENTRAIDE_EVIDENCE_KEY
    _beside(path, b"".join(keys)).replace(path)
    _fsync(path.parent)


def _beside(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{new_id().hex}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return beside


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


def write(descriptor: int, piece: bytes) -> None:
    """Write all of it."""
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
