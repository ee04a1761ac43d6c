"""The tables of the two records: the database itself refuses to change or take away a row."""

import pytest
from django.db import DatabaseError, connection, transaction

from entraide.ledger.models import Entry, Look
from tests.factories.ledger import (
    ContradictionFactory,
    EntryFactory,
    LookFactory,
    SubtreeFactory,
    VouchedFactory,
    WatchedFactory,
)

NEVER_CHANGED = [
    "ledger_entry",
    "ledger_look",
    "ledger_subtree",
    "ledger_checkpoint",
    "ledger_vouched",
    "ledger_watched",
    "ledger_contradiction",
]


@pytest.mark.django_db
@pytest.mark.parametrize("table", NEVER_CHANGED)
@pytest.mark.parametrize("verb", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_what_is_on_record(table: str, verb: str) -> None:
    EntryFactory()
    LookFactory()
    SubtreeFactory()
    VouchedFactory()
    WatchedFactory()
    ContradictionFactory()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 1")
        column = cursor.description[0][0]
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=table, column=column))
    assert (Entry.objects.count(), Look.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*NEVER_CHANGED, "ledger_detail"])
def test_postgresql_refuses_to_empty_a_record(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_not_emptied")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_neither_record_is_changed_through_its_model() -> None:
    entry, seen = EntryFactory(), LookFactory()
    for act in (
        lambda: Entry.objects.filter(pk=entry.pk).update(act="tests.other"),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
        lambda: Look.objects.filter(pk=seen.pk).update(why="because"),
        lambda: Look.objects.filter(pk=seen.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
