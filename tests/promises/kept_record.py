"""The record as it stands in the tables, row by row and byte for byte, and what is gone from it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db import connection, models

from entraide.ledger.models import Detail
from entraide.ledger.services import rows

Rows = dict[tuple[str, str], bytes]
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "EXPLAIN", "SHOW", "SET CONSTRAINTS")


def tables() -> list[str]:
    """Entries, the hashes of their tree, what was signed of it, looks, exhibits and their chains; and details."""
    kept = [one for one in apps.get_models() if getattr(one, "append_only", False)]
    return sorted(one._meta.db_table for one in [*kept, Detail])


def rows_of(*names: str) -> Rows:
    """A digest of every row, by its table and key; of these tables only, where some are named."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in names or tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            key = [one[0] for one in cursor.description].index(_key_of(table))
            for row in cursor.fetchall():
                found[table, str(row[key])] = sha256(repr([_plain(one) for one in row]).encode()).digest()
    return found


def lost(before: Rows, after: Rows) -> list[str]:
    """The rows that are gone or are not what they were. What was added is no loss."""
    return [f"{table} {key}" for (table, key), row in before.items() if after.get((table, key)) != row]


@contextmanager
def writes_noticed() -> Iterator[list[str]]:
    """The statements that did more than read, and that name a table of the record."""
    noticed: list[str] = []
    names = tables()

    def notice(execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]
        if not sql.lstrip(" (").upper().startswith(READS) and any(one in sql for one in names):
            noticed.append(sql)
        return execute(sql, parameters, many, context)

    copies = rows._copy

    def notice_copy(table: str, *given: Any) -> None:
        # Many rows at once go to PostgreSQL by way of no statement that Django sees.
        if table in names:
            noticed.append(f"COPY {table}")
        copies(table, *given)

    with connection.execute_wrapper(notice), patch.object(rows, "_copy", notice_copy):
        yield noticed


def take_the_triggers_away() -> None:
    """Part of a transaction that is undone: from here on only the code keeps the record."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute(
                "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE '%_append_only'"
            )
            for table, name in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")


def _key_of(table: str) -> str:
    model: type[models.Model] = next(one for one in apps.get_models() if one._meta.db_table == table)
    assert model._meta.pk is not None
    return model._meta.pk.column or ""


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
