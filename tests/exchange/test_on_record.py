"""Messages follow from the ledger: one that was changed, put in or taken out in the database is found and named."""

import pytest
from django.db import connection

from entraide.exchange.models import Message
from entraide.exchange.queries import messages_not_on_record
from entraide.ledger.domain.faults import What
from tests.exchange.rooms import Speaker

pytestmark = pytest.mark.django_db


def done(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(("column", "value"), [("digest", "sha256:" + "0" * 64), ("content", b"{}")])
def test_a_message_that_says_something_else_is_named(northmark: Speaker, column: str, value: object) -> None:
    northmark.delivers(northmark.says())
    assert list(messages_not_on_record()) == []
    row = Message.objects.get()
    done(f"UPDATE exchange_message SET {column} = %s WHERE id = %s", value, row.pk)
    (fault,) = messages_not_on_record()
    assert (fault.table, fault.row, fault.what) == ("exchange_message", str(row.pk), What.DIFFERS)
    assert fault.facts["column"] == column


def test_a_message_that_was_taken_out_or_renamed_is_named(northmark: Speaker) -> None:
    message = northmark.says()
    northmark.delivers(message)
    row = Message.objects.get()
    other = "0" * 32 if connection.vendor == "sqlite" else "00000000-0000-0000-0000-000000000000"
    done("UPDATE exchange_message SET uuid = %s WHERE id = %s", other, row.pk)
    gone, there = messages_not_on_record()
    assert (gone.row, gone.what) == (str(message.statement.message), What.NOT_THERE)
    assert (there.row, there.what) == (str(row.pk), What.NOT_ON_RECORD)
