"""The ledger itself: its bytes, its hashes, its order, and that nothing of it can be changed."""

import hashlib
import json
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import close_old_connections, connection, transaction

from entraide.kernel.canonical import canonical, leaf_hash, salted_digest
from entraide.kernel.languages import Text
from entraide.ledger.errors import EntryNotInTransaction
from entraide.ledger.events import Act
from entraide.ledger.models import Detail, Entry, Look
from entraide.ledger.services import look, record, record_all

PERSON, CASE, THING = uuid.UUID(int=1), uuid.UUID(int=2), uuid.UUID(int=3)


@dataclass(frozen=True, kw_only=True)
class LampLit(Act):
    code: ClassVar[str] = "tests.lamp_lit"
    label: ClassVar[Text] = Text(en="Lit the lamp", fr="A allumé la lampe")


@pytest.mark.django_db
def test_an_entry_is_exactly_these_bytes_and_this_hash() -> None:
    at = datetime(2026, 3, 2, 14, 30, 0, 5, tzinfo=UTC)
    entry = record(
        LampLit(case=CASE, subject=THING, facts={"watts": 40, "état": "allumée"}), by=PERSON, at=at
    )
    assert (
        entry.canonical
        == (
            '{"act":"tests.lamp_lit","actor":"00000000-0000-0000-0000-000000000001",'
            '"at":"2026-03-02T14:30:00.000005Z","case":"00000000-0000-0000-0000-000000000002",'
            '"facts":{"watts":40,"état":"allumée"},"seq":1,'
            '"subject":"00000000-0000-0000-0000-000000000003","v":1}'
        ).encode()
    )
    assert entry.leaf_hash.hex() == "5997e95c146a8ef92153585e0a2793b8fa8790fb0e7fa364fd310c59bd0b35d4"


@pytest.mark.django_db
def test_the_leaf_hash_is_sha256_of_a_zero_byte_and_the_entry(at: datetime) -> None:
    entry = record(LampLit(), by=None, at=at)
    kept = Entry.objects.get(seq=entry.seq)
    assert bytes(kept.leaf_hash) == hashlib.sha256(b"\x00" + bytes(kept.canonical)).digest()
    assert bytes(kept.leaf_hash) == leaf_hash(bytes(kept.canonical))


@pytest.mark.django_db
def test_a_detail_stays_outside_the_entry_and_is_bound_to_it_by_a_salted_digest(at: datetime) -> None:
    entry = record(LampLit(detail={"who": "Ada Wexcombe"}), by=PERSON, at=at)
    written = json.loads(bytes(entry.canonical))
    detail = Detail.objects.get(entry=entry)
    assert "Wexcombe" not in bytes(entry.canonical).decode()
    assert len(bytes(detail.salt)) == 32
    assert written["detail"] == salted_digest(bytes(detail.salt), canonical(detail.body)).hex()
    assert detail.body == {"who": "Ada Wexcombe"}


@pytest.mark.django_db
def test_the_same_detail_has_another_digest_each_time(at: datetime) -> None:
    digests = {
        json.loads(bytes(record(LampLit(detail={"who": "Ada"}), by=PERSON, at=at).canonical))["detail"]
        for _ in range(3)
    }
    assert len(digests) == 3


@pytest.mark.django_db
def test_an_act_without_detail_says_nothing_of_one(at: datetime) -> None:
    assert "detail" not in json.loads(bytes(record(LampLit(), by=PERSON, at=at).canonical))
    assert Detail.objects.count() == 0


@pytest.mark.django_db
def test_a_detail_can_be_erased_and_the_entry_stands(at: datetime) -> None:
    entry = record(LampLit(detail={"who": "Ada"}), by=PERSON, at=at)
    Detail.objects.filter(entry=entry).delete()
    assert Entry.objects.get(seq=entry.seq).act == "tests.lamp_lit"


@pytest.mark.django_db
def test_entries_are_numbered_from_one_without_gaps(at: datetime) -> None:
    assert [record(LampLit(), by=None, at=at).seq for _ in range(3)] == [1, 2, 3]


@pytest.mark.usefixtures("emptied_records")
def test_an_act_that_fails_leaves_no_entry_and_no_gap(at: datetime) -> None:
    with transaction.atomic():
        record(LampLit(), by=None, at=at)
    with transaction.atomic():
        assert record(LampLit(), by=None, at=at).seq == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        assert record(LampLit(), by=None, at=at).seq == 2


@pytest.mark.usefixtures("emptied_records")
def test_outside_a_transaction_nothing_is_entered(at: datetime) -> None:
    with pytest.raises(EntryNotInTransaction):
        record(LampLit(), by=None, at=at)
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_a_look_says_who_when_at_what_and_why(at: datetime) -> None:
    look(by=PERSON, at=at, case=CASE, what="letter", subject=THING, why="asked by the court")
    seen = Look.objects.get()
    assert (seen.person, seen.at, seen.case, seen.what, seen.subject, seen.why) == (
        PERSON,
        at,
        CASE,
        "letter",
        THING,
        "asked by the court",
    )


@pytest.mark.usefixtures("emptied_records")
def test_many_at_once_are_numbered_without_gaps_or_doubles(at: datetime) -> None:
    writers, each = 8, 10
    failures: list[Exception] = []
    together = threading.Barrier(writers)

    def write(number: int) -> None:
        try:
            together.wait(timeout=30)
            for turn in range(each):
                with transaction.atomic():
                    record(LampLit(facts={"writer": number, "turn": turn}), by=None, at=at)
        except Exception as failure:
            failures.append(failure)
            raise
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failures == []
    numbers = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, writers * each + 1))
    # What each writer did stands in the order in which it was done.
    turns: dict[int, list[int]] = {}
    for entry in Entry.objects.order_by("seq"):
        facts = json.loads(bytes(entry.canonical))["facts"]
        turns.setdefault(facts["writer"], []).append(facts["turn"])
    assert turns == {number: list(range(each)) for number in range(writers)}


@pytest.mark.django_db
def test_what_was_done_together_is_entered_as_if_each_had_been_entered_by_itself(at: datetime) -> None:
    acts = [
        LampLit(case=CASE, facts={"watts": 40}),
        LampLit(subject=THING, detail={"who": "Ada"}),
        LampLit(detail={"who": "Ben"}),
    ]
    record(LampLit(), by=None, at=at)
    entries = record_all(acts, by=PERSON, at=at)
    assert [entry.seq for entry in entries] == [2, 3, 4]
    kept = list(Entry.objects.filter(seq__gt=1).order_by("seq"))
    for act, entry, row in zip(acts, entries, kept, strict=True):
        assert bytes(row.canonical) == entry.canonical
        assert bytes(row.leaf_hash) == leaf_hash(bytes(row.canonical))
        alone = json.loads(bytes(record(act, by=PERSON, at=at).canonical))
        together = json.loads(bytes(row.canonical))
        assert {**alone, "seq": 0, "detail": 0} == {**together, "seq": 0, "detail": 0}
        assert ("detail" in together) is bool(act.detail)
    assert [one.body["who"] for one in Detail.objects.filter(entry__in=kept).order_by("entry")] == [
        "Ada",
        "Ben",
    ]
    for detail in Detail.objects.filter(entry__in=kept):
        written = json.loads(bytes(detail.entry.canonical))
        assert written["detail"] == salted_digest(bytes(detail.salt), canonical(detail.body)).hex()


@pytest.mark.django_db
def test_where_nothing_was_done_nothing_is_entered(at: datetime) -> None:
    assert record_all([], by=None, at=at) == []
    assert Entry.objects.count() == 0


@pytest.mark.usefixtures("emptied_records")
def test_outside_a_transaction_nothing_is_entered_together_either(at: datetime) -> None:
    with pytest.raises(EntryNotInTransaction):
        record_all([LampLit()], by=None, at=at)
