"""Reading what lies in the vault: decrypted piece by piece, and compared with what was taken in to its end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from entraide.evidence.domain import vault
from entraide.evidence.errors import ContentGone, ExhibitDamaged, MasterKeyMissing
from entraide.evidence.models import Content, ContentKey
from entraide.exchange.services.ahead import ahead


def read(content: Content) -> Iterator[bytes]:
    """The bytes that were taken in. What was given out counts only when the end is reached without a refusal.

    Raises `ContentGone`, `ExhibitDamaged`, `MasterKeyMissing`.
    """
    key, digest = key_under(lambda: _wrapped(content)), Counted()
    yield from ahead(digest.over(vault.opened(key, content.uuid, ahead(lying(content.uuid)))))
    if (digest.size, digest.sha256.hexdigest()) != (content.size, content.sha256):
        raise ExhibitDamaged(what="digest")


def check(content: Content) -> None:
    """Look at the whole of a file. Raises as `read`."""
    for _ in read(content):
        pass


def _wrapped(content: Content) -> bytes:
    kept = ContentKey.objects.filter(content=content).first()
    if kept is None:
        raise ContentGone
    return bytes(kept.wrapped)


def key_under(wrapped: Callable[[], bytes]) -> bytes:
    """The key of a file, from what lies of it in the database. Raises `ExhibitDamaged`, `MasterKeyMissing`."""
    try:
        return _key(wrapped())
    except ExhibitDamaged:
        # The master key was changed between the two looks: both are looked at again.
        return _key(wrapped())


def _key(lying: bytes) -> bytes:
    first, *others = master_keys()
    for former in others:
        with suppress(ExhibitDamaged):
            return vault.unwrapped(lying, former)
    return vault.unwrapped(lying, first)


def master_keys() -> tuple[bytes, ...]:
    """The node's master key, and while it is being changed the former one behind it. Raises `MasterKeyMissing`."""
    path: Path = settings.ENTRAIDE_EVIDENCE_KEY
    try:
        found = path.read_bytes()
    except OSError as unreadable:
        raise MasterKeyMissing(path=str(path)) from unreadable
    if len(found) not in (vault.KEY_BYTES, 2 * vault.KEY_BYTES):
        raise MasterKeyMissing(path=str(path))
    return tuple(found[at : at + vault.KEY_BYTES] for at in range(0, len(found), vault.KEY_BYTES))


def path_of(file: UUID) -> Path:
    """Where the bytes of a file lie; only ever made of its uuid."""
    folder: Path = settings.ENTRAIDE_EVIDENCE
    return folder / "kept" / file.hex[:2] / file.hex


class Counted:
    """The SHA-256 and the length of what passes."""

    def __init__(self) -> None:
        self.sha256, self.size = hashlib.sha256(), 0

    def over(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces, counted."""
        for piece in pieces:
            self.sha256.update(piece)
            self.size += len(piece)
            yield piece


def lying(file: UUID) -> Iterator[bytes]:
    """The pieces of a file as they lie on disk. Raises `ExhibitDamaged`."""
    try:
        with path_of(file).open("rb", buffering=0) as file_there:
            while piece := file_there.read(vault.PIECE_BYTES + vault.TAG_BYTES):
                yield piece
    except OSError as missing:
        raise ExhibitDamaged(what="missing") from missing
