"""The tables of the two records: the database itself refuses to change or take away a row."""

import pytest
from django.db import DatabaseError, connection, transaction

from entraide.ledger.models import Entry, Look
from tests.factories.ledger import EntryFactory, LookFactory


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_look"])
@pytest.mark.parametrize("verb", ["UPDATE {table} SET at = at", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_either_record(table: str, verb: str) -> None:
    EntryFactory()
    LookFactory()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=table))
    assert (Entry.objects.count(), Look.objects.count()) == (1, 1)


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
