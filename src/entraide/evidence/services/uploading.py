"""Large files come in pieces, each behind the one before; a line that broke goes on where it was.

Every piece lies encrypted from the moment it is here. What is on its way is no part of the exhibit yet, and of no act.
"""

from __future__ import annotations

import fcntl
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.evidence import policy
from entraide.evidence.domain import vault as pieces
from entraide.evidence.domain.exhibits import Part
from entraide.evidence.errors import UploadElsewhere
from entraide.evidence.models import Upload
from entraide.evidence.queries.vault import Counted, lying, master_key, path_of
from entraide.evidence.services import vault
from entraide.evidence.services.registering import keep_file

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Content, Exhibit

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
        wrapped=pieces.wrapped(pieces.new_key(), vault.ensured_master_key()),
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
    key, end = pieces.unwrapped(bytes(upload.wrapped), master_key()), start + len(plain)
    path, size = path_of(upload.uuid), pieces.PIECE_BYTES + pieces.TAG_BYTES
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        # Two windows that send the same piece come one after the other: none is encrypted twice in one place.
        fcntl.flock(descriptor, fcntl.LOCK_EX)
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
    finally:
        os.close(descriptor)
    return end


def finish(upload: Upload, *, acting: Person, at: datetime) -> Content:
    """Make it a file of its exhibit, once it is whole. Raises `NotAllowed`, `UploadElsewhere`, `ExhibitDamaged`."""
    policy.require_keeper(acting, upload.exhibit.case_id)
    if received(upload) != upload.size or not path_of(upload.uuid).exists():
        raise UploadElsewhere(at=received(upload))
    # Read to its end before anything is held: a large file takes its time.
    key, digest = pieces.unwrapped(bytes(upload.wrapped), master_key()), Counted()
    for _ in digest.over(pieces.opened(key, upload.uuid, lying(upload.uuid))):
        pass
    held = vault.Held(upload.uuid, digest.size, digest.sha256.hexdigest(), bytes(upload.wrapped))
    with transaction.atomic():
        known = (
            Upload.objects.select_for_update().select_related("exhibit__case").filter(pk=upload.pk).first()
        )
        if known is None:
            raise UploadElsewhere(at=upload.size)
        kept = keep_file(
            known.exhibit,
            held,
            name=known.name,
            media_type=known.media_type,
            part=Part(known.part),
            acting=acting,
            at=at,
        )
        known.delete()
    return kept


@transaction.atomic
def let_go(upload: Upload, *, acting: Person, at: datetime) -> None:
    """Give up a file that was on its way. Raises `NotAllowed`."""
    policy.require_keeper(acting, upload.exhibit.case_id)
    _drop(upload)


def let_old_go(*, at: datetime) -> int:
    """Give up what nobody has gone on with; how many."""
    old = list(Upload.objects.filter(begun_at__lt=at - KEPT_FOR))
    for upload in old:
        with transaction.atomic():
            _drop(upload)
    return len(old)


def _drop(upload: Upload) -> None:
    path = path_of(upload.uuid)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
