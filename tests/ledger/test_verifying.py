"""`verify`: whatever is changed behind the node's back is found, and where."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from entraide.ledger.domain.faults import SENTENCES, Fault, What
from entraide.ledger.models import Checkpoint, Entry
from entraide.ledger.queries.verifying import append_only_tables, verify
from entraide.ledger.services import look, record
from entraide.ledger.services.checkpoints import known_keys, make_checkpoint
from entraide.ledger.services.looks import count_looks
from tests.ledger.acts import Noted

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
PEOPLE = [UUID(int=number) for number in range(1, 4)]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "key.json"


@pytest.fixture
def ledger() -> None:
    """Twenty-one entries, looks, and checkpoints at 8, 14 and 21."""
    written(8)
    make_checkpoint(at=AT)
    for number in range(5):
        look(by=PEOPLE[0], at=AT, case=uuid4(), what=f"request {number}")
    count_looks(at=AT + timedelta(minutes=10))
    written(5, first=9)
    make_checkpoint(at=AT + timedelta(hours=1))
    written(7, first=15)
    make_checkpoint(at=AT + timedelta(hours=2))


def written(count: int, *, first: int = 1) -> None:
    for number in range(first, first + count):
        with transaction.atomic():
            act = Noted(
                case=PEOPLE[number % 3], facts={"number": number}, detail={"name": f"Person {number}"}
            )
            record(act, by=PEOPLE[0], at=AT + timedelta(minutes=number))


def found() -> list[Fault]:
    return list(verify(known_keys()))


def behind_its_back(*statements: str) -> None:
    """What somebody does in the database itself: first of all, the triggers go; and at the end they are back."""
    with connection.cursor() as cursor:
        guards(cursor, on=False)
        for one in statements:
            cursor.execute(one)
        guards(cursor, on=True)


def guards(cursor, *, on: bool, kept: list[tuple[str, str]] = []) -> None:  # noqa: B006 - kept from one call to the next
    if connection.vendor == "postgresql":
        # What was done to rows is looked at now: a table is not altered while that waits for the end of a transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in append_only_tables():
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER USER")
        return
    if on:
        for _, sql in kept:
            cursor.execute(sql)
        kept.clear()
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'")
    kept.extend(cursor.fetchall())
    for name, _ in kept:
        cursor.execute(f'DROP TRIGGER "{name}"')


def test_a_ledger_that_nobody_touched_is_whole(ledger: None) -> None:
    assert found() == []
    assert [one.size for one in Checkpoint.objects.order_by("size")] == [8, 14, 21]


def test_an_empty_ledger_is_whole() -> None:
    assert list(verify({})) == []


CHANGED = "UPDATE ledger_entry SET {} WHERE seq = {}"
EDITS: dict[str, tuple[tuple[str, ...], set[tuple[str, str, What]]]] = {
    "an entry that says something else": (
        (CHANGED.format("canonical = (SELECT canonical FROM ledger_entry WHERE seq = 4)", 5),),
        {
            ("ledger_entry", "5", What.CHANGED),
            ("ledger_entry", "5", What.INSERTED),
            ("ledger_subtree", "1/2", What.SUBTREE_CHANGED),
            ("ledger_checkpoint", "8", What.OTHER_ROOT),
        },
    ),
    "an entry by somebody else": (
        (CHANGED.format("actor = {person}", 5),),
        {("ledger_entry", "5", What.OTHER_COLUMN)},
    ),
    "an entry at another time": (
        (CHANGED.format("at = (SELECT at FROM ledger_entry WHERE seq = 9)", 5),),
        {("ledger_entry", "5", What.OTHER_COLUMN)},
    ),
    "an entry of another act": (
        (CHANGED.format("act = 'tests.other'", 5),),
        {("ledger_entry", "5", What.OTHER_COLUMN)},
    ),
    "an entry of another case": (
        (CHANGED.format("\"case\" = NULL", 5),),
        {("ledger_entry", "5", What.OTHER_COLUMN)},
    ),
    "an entry taken away": (
        ("DELETE FROM ledger_detail WHERE entry_id = 5", "DELETE FROM ledger_entry WHERE seq = 5"),
        {
            ("ledger_entry", "5", What.MISSING),
            ("ledger_subtree", "2/1", What.SUBTREE_CHANGED),
            ("ledger_checkpoint", "14", What.OTHER_ROOT),
        },
    ),
    "two entries that change places": (
        (
            CHANGED.format("seq = 900", 5).replace("WHERE", "WHERE"),
            CHANGED.format("seq = 5", 6),
            CHANGED.format("seq = 6", 900),
        ),
        {("ledger_entry", "5", What.INSERTED), ("ledger_entry", "6", What.INSERTED)},
    ),
    "the end cut off": (
        ("DELETE FROM ledger_detail WHERE entry_id > 17", "DELETE FROM ledger_entry WHERE seq > 17"),
        {("ledger_checkpoint", "21", What.CUT_OFF), ("ledger_subtree", "1/8", What.SUBTREE_ADDED)},
    ),
    "a detail that says something else": (
        ("UPDATE ledger_detail SET body = '{\"name\": \"Somebody\"}' WHERE entry_id = 5",),
        {("ledger_detail", "5", What.DETAIL_CHANGED)},
    ),
    "a detail taken away": (
        ("DELETE FROM ledger_detail WHERE entry_id = 5",),
        {("ledger_entry", "5", What.DETAIL_MISSING)},
    ),
    "a hash of the tree": (
        ("UPDATE ledger_subtree SET hash = (SELECT hash FROM ledger_subtree WHERE place = 72057594037927936)"
         " WHERE place = 72057594037927938",),
        {("ledger_subtree", "1/2", What.SUBTREE_CHANGED)},
    ),
    "an entry before the first": (
        ('INSERT INTO ledger_entry (seq, at, act, actor, "case", subject, canonical, leaf_hash)'
         ' SELECT 0, at, act, actor, "case", subject, canonical, leaf_hash FROM ledger_entry WHERE seq = 3',),
        {("ledger_entry", "0", What.INSERTED)},
    ),
    "an entry far behind the last": (
        ('INSERT INTO ledger_entry (seq, at, act, actor, "case", subject, canonical, leaf_hash)'
         f' SELECT {1 << 60}, at, act, actor, "case", subject, canonical, leaf_hash FROM ledger_entry WHERE seq = 3',),
        {("ledger_entry", str(1 << 60), What.INSERTED), ("ledger_entry", f"22–{(1 << 60) - 1}", What.MISSING)},
    ),
    "a hash outside of the tree": (
        ("INSERT INTO ledger_subtree (place, hash) SELECT 7, hash FROM ledger_subtree"
         " WHERE place = 72057594037927936",),
        {("ledger_subtree", "0/7", What.SUBTREE_ADDED)},
    ),
    "a hash of the tree taken away": (
        ("DELETE FROM ledger_subtree WHERE place = 72057594037927938",),
        {("ledger_subtree", "1/2", What.SUBTREE_MISSING)},
    ),
    "a checkpoint of another size": (
        ("UPDATE ledger_checkpoint SET size = 15 WHERE size = 14",),
        {("ledger_checkpoint", "15", What.OTHER_COLUMN), ("ledger_checkpoint", "15", What.OTHER_ROOT)},
    ),
    "a checkpoint that says something else": (
        ("UPDATE ledger_checkpoint SET note = replace(note, '14', '13') WHERE size = 14",),
        {("ledger_checkpoint", "14", What.NOT_SIGNED)},
    ),
    "a look at something else": (
        ("UPDATE ledger_look SET what = 'nothing' WHERE id = (SELECT min(id) + 2 FROM ledger_look)",),
        {("ledger_look", "{first}–{last}", What.LOOKS_CHANGED)},
    ),
    "a look taken away": (
        ("DELETE FROM ledger_look WHERE id = (SELECT min(id) + 2 FROM ledger_look)",),
        {("ledger_look", "{first}–{last}", What.LOOKS_CHANGED)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_changed_in_the_database_is_found_and_located(ledger: None, edit: str) -> None:
    statements, expected = EDITS[edit]
    looks = json.loads(bytes(Entry.objects.get(act="ledger.looks_counted").canonical))["facts"]
    other = PEOPLE[2].hex if connection.vendor == "sqlite" else str(PEOPLE[2])
    behind_its_back(*(one.replace("{person}", f"'{other}'") for one in statements))
    places = {(one.table, one.row, one.what) for one in found()}
    for table, row, what in expected:
        assert (table, row.format(**looks) if "{" in row else row, what) in places


def test_an_entry_put_between_is_found(ledger: None) -> None:
    behind_its_back(
        'INSERT INTO ledger_entry (seq, at, act, actor, "case", subject, canonical, leaf_hash)'
        ' SELECT 22, at, act, actor, "case", subject, canonical, leaf_hash FROM ledger_entry WHERE seq = 3'
    )
    assert Fault("ledger_entry", "22", What.INSERTED) in found()


def test_a_sequence_that_was_set_back_is_found(ledger: None) -> None:
    if connection.vendor == "sqlite":
        behind_its_back("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'ledger_look'")
    else:
        behind_its_back("SELECT setval(pg_get_serial_sequence('ledger_look', 'id'), 1)")
    assert ("ledger_look", What.SEQUENCE_BEHIND) in {(one.table, one.what) for one in found()}


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_checkpoint", "ledger_look"])
def test_a_table_that_lost_its_guard_is_named(ledger: None, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
    assert found() == [Fault(table, "*", What.UNGUARDED)]


def test_a_checkpoint_of_another_key_is_not_ours(ledger: None, settings, tmp_path) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "another.json"
    assert {(one.table, one.row, one.what) for one in found()} == {
        ("ledger_checkpoint", size, What.NOT_SIGNED) for size in ("8", "14", "21")
    }


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(What)
    facts = {"column": "at", "entry": 3, "first": 1, "last": 9, "at": 2}
    for what in What:
        said = Fault("ledger_entry", "5", what, facts)
        assert said.in_language("en").startswith("ledger_entry 5: ")
        assert said.in_language("fr").startswith("ledger_entry 5\N{NO-BREAK SPACE}: ")
