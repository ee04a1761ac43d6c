"""Large files come in pieces, each behind the one before; a line that broke goes on where it was.

Every piece lies encrypted from the moment it is here. What is on its way is no part of the exhibit yet, and of no act.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.evidence import policy
from entraide.evidence.domain import vault as pieces
from entraide.evidence.domain.exhibits import Part
from entraide.evidence.errors import UploadElsewhere
from entraide.evidence.models import Content, Upload
from entraide.evidence.queries.vault import Counted, key_under, lying, path_of
from entraide.evidence.services import vault
from entraide.evidence.services.registering import keep_file

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit

# What nobody has gone on with for so long is let go.
KEPT_FOR = timedelta(days=7)


@transaction.atomic
def begin(
    exhibit: Exhibit,
    *,
    name: str,
    media_type: str,
    size: int,
    acting: Person,
    at: datetime,
    part: Part = Part.CONTENT,
) -> Upload:
    """Announce a file; the one on its way already where it is the same, so that it goes on.

    Raises `NotFound`, `NotAllowed`, `MasterKeyMissing`.
    """
    policy.require_keeper(acting, exhibit.case_id)
    found = Upload.objects.filter(exhibit=exhibit, person=acting, name=name[:255], size=size, part=part.value)
    known = found.order_by("-pk").first()
    if known is not None:
        return known
    return Upload.objects.create(
        exhibit=exhibit,
        person=acting,
        part=part.value,
        name=name[:255],
        media_type=media_type[:120],
        size=size,
        begun_at=at,
        wrapped=vault.wrapped(pieces.new_key()),
    )


def received(upload: Upload) -> int:
    """How many bytes are safely here."""
    try:
        there = path_of(upload.uuid).stat().st_size
    except FileNotFoundError:
        return 0
    whole, rest = divmod(there, pieces.PIECE_BYTES + pieces.TAG_BYTES)
    # The last piece of a file is the only one that is shorter; any other was cut off when the line broke.
    if whole * pieces.PIECE_BYTES + max(0, rest - pieces.TAG_BYTES) == upload.size:
        return upload.size
    return whole * pieces.PIECE_BYTES


def go_on(upload: Upload, start: int, plain: bytes, *, acting: Person, at: datetime) -> int:
    """Take in what follows, from byte `start`; how many bytes are here now. `plain` ends at a whole piece, or the file.

    Raises `NotAllowed`, `UploadElsewhere`.
    """
    policy.require_keeper(acting, upload.exhibit.case_id)
    key, end = _key_of(upload), start + len(plain)
    size = pieces.PIECE_BYTES + pieces.TAG_BYTES
    # Two windows that send the same piece come one after the other: none is encrypted twice in one place.
    with _alone_with(upload) as descriptor:
        here = received(upload)
        if not plain and upload.size:
            # Nothing was sent: a piece of no bytes is only ever the whole of an empty file.
            raise UploadElsewhere(at=here)
        if start != here or end > upload.size or (end % pieces.PIECE_BYTES and end != upload.size):
            raise UploadElsewhere(at=here)
        number = start // pieces.PIECE_BYTES
        os.ftruncate(descriptor, number * size)
        os.lseek(descriptor, number * size, os.SEEK_SET)
        for offset in range(0, max(len(plain), 1), pieces.PIECE_BYTES):
            piece = plain[offset : offset + pieces.PIECE_BYTES]
            last = start + offset + len(piece) == upload.size
            vault.write(descriptor, pieces.sealed_piece(key, upload.uuid, number, piece, last=last))
            number += 1
        os.fsync(descriptor)
    return end


def _key_of(upload: Upload) -> bytes:
    def wrapped() -> bytes:
        there = Upload.objects.filter(pk=upload.pk).values_list("wrapped", flat=True).first()
        # One that was let go of meanwhile is told by what is asked of it next.
        return bytes(upload.wrapped if there is None else there)

    return key_under(wrapped)


def finish(upload: Upload, *, acting: Person, at: datetime) -> Content:
    """Make it a file of its exhibit, once it is whole. Raises `NotAllowed`, `UploadElsewhere`, `ExhibitDamaged`,
    `CustodyForbids`."""
    policy.require_keeper(acting, upload.exhibit.case_id)
    with _alone_with(upload):
        if received(upload) != upload.size:
            raise UploadElsewhere(at=received(upload))
        # Read to its end before anything of the database is held: a large file takes its time.
        key, digest = _key_of(upload), Counted()
        for _ in digest.over(pieces.opened(key, upload.uuid, lying(upload.uuid))):
            pass
        held = vault.Held(upload.uuid, digest.size, digest.sha256.hexdigest(), key)
        return _kept(upload, held, acting=acting, at=at)


@transaction.atomic
def _kept(upload: Upload, held: vault.Held, *, acting: Person, at: datetime) -> Content:
    content = keep_file(
        upload.exhibit,
        held,
        name=upload.name,
        media_type=upload.media_type,
        part=Part(upload.part),
        acting=acting,
        at=at,
    )
    upload.delete()
    return content


def let_go(upload: Upload, *, acting: Person, at: datetime) -> None:
    """Give up a file that was on its way. Raises `NotAllowed`; `UploadElsewhere` for one that is kept by now."""
    policy.require_keeper(acting, upload.exhibit.case_id)
    _drop(upload)


def let_old_go(*, at: datetime) -> int:
    """Give up what nobody has gone on with; how many."""
    old = list(Upload.objects.filter(begun_at__lt=at - KEPT_FOR))
    for upload in old:
        with suppress(UploadElsewhere):
            _drop(upload)
    return len(old)


def _drop(upload: Upload) -> None:
    with _alone_with(upload):
        upload.delete()
        path_of(upload.uuid).unlink(missing_ok=True)


@contextmanager
def _alone_with(upload: Upload) -> Iterator[int]:
    """The file of an upload, held until the block ends. Raises `UploadElsewhere` where it is none any more: it was
    given up, or is a file of its exhibit, which nobody writes to."""
    path = path_of(upload.uuid)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if not Upload.objects.filter(pk=upload.pk).exists():
            if not Content.objects.filter(uuid=upload.uuid).exists():
                path.unlink(missing_ok=True)
            raise UploadElsewhere(at=upload.size)
        yield descriptor
    finally:
        os.close(descriptor)
