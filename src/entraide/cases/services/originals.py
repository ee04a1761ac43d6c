"""Originals: kept byte for byte, read back only when they are still what was kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from entraide.cases.errors import OriginalDamaged
from entraide.cases.models import Case, Original

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Held:
    """A file already on the node's disk, not yet part of any case."""

    key: uuid.UUID
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return path_of(self.key)


def hold(chunks: Iterable[bytes]) -> Held:
    """Write bytes to the node's folder under a fresh key, hashing on the way. Nothing refers to them yet."""
    key = uuid.uuid4()
    target = path_of(key)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Held(key, size, digest.hexdigest())


def adopt(path: Path, *, sha256: str, size: int) -> Held:
    """Take over a file that is on the node's disk already, its digest known: a second name for the same bytes where the
    disk can do that. Nothing refers to it yet."""
    key = uuid.uuid4()
    target = path_of(key)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)
    return Held(key, size, sha256)


def let_go(held: Held) -> None:
    """Remove bytes that became part of no case."""
    with suppress(FileNotFoundError):
        held.path.unlink()


@transaction.atomic
def keep(case: Case, held: Held, *, name: str, media_type: str, at: datetime) -> Original:
    """Make held bytes an original of a case. The act that brings them in records itself in the ledger."""
    return Original.objects.create(
        uuid=held.key,
        case=case,
        name=name[:255],
        media_type=media_type[:120],
        size=held.size,
        sha256=held.sha256,
        kept_at=at,
    )


def read(original: Original) -> bytes:
    """The bytes as they were kept. Raises `OriginalDamaged` when they are missing or changed."""
    try:
        found = path_of(original.uuid).read_bytes()
    except FileNotFoundError as missing:
        raise OriginalDamaged from missing
    if hashlib.sha256(found).hexdigest() != original.sha256:
        raise OriginalDamaged
    return found


def require_whole(original: Original) -> Path:
    """Where the bytes lie that are still what was kept, read in pieces. Raises `OriginalDamaged`."""
    path, digest = path_of(original.uuid), hashlib.sha256()
    try:
        for chunk in chunks_of(path):
            digest.update(chunk)
    except FileNotFoundError as missing:
        raise OriginalDamaged from missing
    if digest.hexdigest() != original.sha256:
        raise OriginalDamaged
    return path


def chunks_of(path: Path) -> Iterator[bytes]:
    """A file in pieces, so that a large one never stands whole in memory."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def path_of(key: uuid.UUID) -> Path:
    """Where the node keeps the bytes of an original; only ever made of its uuid."""
    folder: Path = settings.ENTRAIDE_ORIGINALS
    return folder / key.hex[:2] / key.hex
