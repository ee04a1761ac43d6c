"""Reading what lies in the vault: decrypted piece by piece, and compared with what was taken in to its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
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
    kept = ContentKey.objects.filter(content=content).first()
    if kept is None:
        raise ContentGone
    key, digest = vault.unwrapped(bytes(kept.wrapped), master_key()), Counted()
    yield from ahead(digest.over(vault.opened(key, content.uuid, ahead(lying(content.uuid)))))
    if (digest.size, digest.sha256.hexdigest()) != (content.size, content.sha256):
        raise ExhibitDamaged(what="digest")


def check(content: Content) -> None:
    """Look at the whole of a file. Raises as `read`."""
    for _ in read(content):
        pass


def master_key() -> bytes:
    """The node's master key. Raises `MasterKeyMissing`."""
    path: Path = settings.ENTRAIDE_EVIDENCE_KEY
    try:
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
