"""Originals are kept byte for byte and never handed out changed."""

import hashlib
import stat

import pytest

from entraide.cases.errors import OriginalDamaged
from entraide.cases.models import Case
from entraide.cases.services import originals


@pytest.fixture
def kept(db, at):
    held = originals.hold([b"one ", b"\x00\xff two"])
    case = Case.objects.create(opened_at=at)
    return originals.keep(case, held, name="lettre.eml", media_type="message/rfc822", at=at)


def test_the_bytes_come_back_as_they_were(kept):
    assert originals.read(kept) == b"one \x00\xff two"
    assert (kept.size, kept.sha256) == (10, hashlib.sha256(b"one \x00\xff two").hexdigest())


def test_a_changed_file_is_refused(kept):
    path = originals.path_of(kept.uuid)
    path.write_bytes(b"one \x00\xff twO")
    with pytest.raises(OriginalDamaged):
        originals.read(kept)


def test_a_missing_file_is_refused(kept):
    originals.path_of(kept.uuid).unlink()
    with pytest.raises(OriginalDamaged):
        originals.read(kept)


def test_only_the_node_can_read_the_file(kept):
    assert stat.S_IMODE(originals.path_of(kept.uuid).stat().st_mode) == 0o600


def test_the_name_of_a_file_plays_no_part_in_where_it_is_kept(db, at):
    held = originals.hold([b"x"])
    kept = originals.keep(
        Case.objects.create(opened_at=at), held, name="../../etc/passwd", media_type="text/plain", at=at
    )
    assert originals.path_of(kept.uuid).name == kept.uuid.hex
