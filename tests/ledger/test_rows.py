"""Rows that are written together are those that would have been written one by one."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, models, transaction

from entraide.ledger.models import Checkpoint, Detail, Entry
from entraide.ledger.services.rows import insert_all, update_all

AT = datetime(2026, 3, 2, 14, 30, 0, 5, tzinfo=UTC)


def entry(seq: int, **given: object) -> Entry:
    said = {"at": AT, "act": "tests.lamp_lit", "canonical": b"{}", "leaf_hash": bytes(32)}
    return Entry(seq=seq, **(said | given))


def on_disk(model: type[models.Model]) -> list[tuple[object, ...]]:
    """The rows as the database has them, before Django reads anything into them; without their keys."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
        return [row[1:] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_rows_that_are_written_together_are_as_if_each_had_been_saved() -> None:
    elsewhere = timezone(timedelta(hours=-5))
    kinds: list[dict[str, object]] = [
        {},
        {"actor": uuid.uuid4(), "case": uuid.uuid4(), "at": AT.astimezone(elsewhere)},
        {"at": AT.replace(microsecond=0), "canonical": b"\x00\xff'\"%s", "act": "tests.«é»%"},
    ]
    for number, given in enumerate(kinds):
        entry(2 * number + 1, **given).save(force_insert=True)
    insert_all([entry(2 * number + 2, **given) for number, given in enumerate(kinds)])
    found = on_disk(Entry)
    assert found[0::2] == found[1::2]
    body = {"who": "Ada", "text": "«là» \U0001f511", "list": [1, None, True]}
    Detail(entry_id=1, salt=bytes(32), body=body).save(force_insert=True)
    insert_all([Detail(entry_id=2, salt=bytes(32), body=body)])
    one, other = on_disk(Detail)
    assert one == other
    assert Detail.objects.get(pk=2).body == body


@pytest.mark.django_db
def test_the_database_gives_a_key_to_rows_that_have_none() -> None:
    rows = [Checkpoint(origin="here", size=size, at=AT, root=bytes(32), note="") for size in (1, 2)]
    insert_all(rows)
    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [1, 2]
    assert len(set(Checkpoint.objects.values_list("pk", flat=True))) == 2


@pytest.mark.django_db
def test_a_row_that_the_database_does_not_take_is_refused_as_when_it_is_saved() -> None:
    insert_all([entry(1)])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([entry(2), entry(1)])
    assert list(Entry.objects.values_list("seq", flat=True)) == [1]


@pytest.mark.django_db
def test_of_no_rows_nothing_is_written() -> None:
    insert_all([])
    update_all([], "act")
    assert not Entry.objects.exists()
