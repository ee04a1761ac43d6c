"""Another master key: all that was taken in can be read, before, while and after; and the former one opens nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from entraide.evidence.domain import vault as lying
from entraide.evidence.domain.exhibits import Part
from entraide.evidence.errors import ExhibitDamaged, MasterKeyMissing
from entraide.evidence.models import Content, ContentKey, Upload
from entraide.evidence.queries import vault as reading
from entraide.evidence.queries.vault import master_keys, read
from entraide.evidence.services import rekeying, uploading, vault
from entraide.evidence.services.registering import Incoming, Kept, add_files, keep_files
from entraide.evidence.services.rekeying import change_master_key
from entraide.ledger.models import Entry
from entraide.ledger.queries.verifying import verify
from tests.evidence.conftest import AT

pytestmark = pytest.mark.django_db
FILES = {f"{number}.bin": bytes([number]) * 1000 for number in range(5)}


@pytest.fixture
def kept(exhibit: Any, people: dict[str, Any]) -> list[Content]:
    several = [Incoming(name, "", [content]) for name, content in FILES.items()]
    return add_files(exhibit, several, acting=people["officer"], at=AT)


def read_all(kept: list[Content]) -> dict[str, bytes]:
    return {one.name: b"".join(read(one)) for one in kept}


def test_every_file_is_read_under_the_new_key_and_none_under_the_former_one(
    kept: list[Content], exhibit: Any, people: dict[str, Any]
) -> None:
    officer, whole = people["officer"], b"abc" * 700_000
    upload = uploading.begin(exhibit, name="x", media_type="", size=len(whole), acting=officer, at=AT)
    uploading.go_on(upload, 0, whole[: lying.PIECE_BYTES], acting=officer, at=AT)
    (former,) = master_keys()
    told: list[tuple[int, int]] = []
    assert change_master_key(acting=None, at=AT, progress=lambda *some: told.append(some)) == 6
    assert told == [(5, 6), (6, 6)]
    (new,) = master_keys()
    assert new != former
    assert settings.ENTRAIDE_EVIDENCE_KEY.stat().st_mode & 0o777 == 0o600
    assert read_all(kept) == FILES
    for table in (ContentKey, Upload):
        for wrapped in table.objects.values_list("wrapped", flat=True):
            with pytest.raises(ExhibitDamaged):
                lying.unwrapped(bytes(wrapped), former)
    # What was on its way goes on where it was.
    uploading.go_on(upload, lying.PIECE_BYTES, whole[lying.PIECE_BYTES :], acting=officer, at=AT)
    assert b"".join(read(uploading.finish(upload, acting=officer, at=AT))) == whole
    assert Entry.objects.filter(act="evidence.master_key_changed").count() == 1
    assert [one for one in verify({}) if one.table.startswith("evidence")] == []


def test_what_is_broken_off_can_be_read_meanwhile_and_goes_on(
    kept: list[Content], exhibit: Any, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "AT_ONCE", 2)

    def break_off(done: int, of: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    (former,) = master_keys()
    with pytest.raises(KeyboardInterrupt):
        change_master_key(acting=None, at=AT, progress=break_off)
    new, *others = master_keys()
    assert others == [former]
    assert read_all(kept) == FILES
    (later,) = add_files(exhibit, [Incoming("later", "", [b"later"])], acting=people["officer"], at=AT)
    assert lying.unwrapped(bytes(later.key.wrapped), new)
    assert change_master_key(acting=None, at=AT) == 6
    # The key that was begun with, and not yet another one.
    assert master_keys() == (new,)
    assert read_all([*kept, later]) == FILES | {"later": b"later"}


def test_a_file_that_came_before_and_is_kept_afterwards_lies_under_the_new_key(
    exhibit: Any, people: dict[str, Any]
) -> None:
    held = vault.hold([b"in between"])
    change_master_key(acting=None, at=AT)
    (content,) = keep_files(exhibit, [Kept(held, "one", "", Part.CONTENT)], acting=people["officer"], at=AT)
    assert b"".join(read(content)) == b"in between"


def test_a_key_is_wrapped_in_no_other_transaction_than_the_one_that_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(RuntimeError):
        vault.wrapped(lying.new_key())


def test_who_reads_at_the_very_moment_looks_twice(kept: list[Content]) -> None:
    first, looks = kept[0], 0

    def wrapped() -> bytes:
        nonlocal looks
        looks += 1
        found = bytes(ContentKey.objects.get(content=first).wrapped)
        if looks == 1:
            change_master_key(acting=None, at=AT)
        return found

    assert reading.key_under(wrapped) == reading.key_under(lambda: reading._wrapped(first))
    assert looks == 2


def test_a_key_that_nobody_can_open_is_left_as_it_is_and_the_others_go_on(kept: list[Content]) -> None:
    spoilt = kept[2]
    ContentKey.objects.filter(content=spoilt).update(wrapped=bytes(40))
    assert change_master_key(acting=None, at=AT) == 5
    assert bytes(ContentKey.objects.get(content=spoilt).wrapped) == bytes(40)
    with pytest.raises(ExhibitDamaged):
        read_all([spoilt])
    others = [one for one in kept if one != spoilt]
    assert read_all(others) == {one.name: FILES[one.name] for one in others}


def test_without_a_master_key_none_is_made(kept: list[Content]) -> None:
    settings.ENTRAIDE_EVIDENCE_KEY.unlink()
    with pytest.raises(MasterKeyMissing):
        change_master_key(acting=None, at=AT)
    assert not settings.ENTRAIDE_EVIDENCE_KEY.exists()
