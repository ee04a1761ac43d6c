"""Many rows of one table at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

Kept = Callable[[Any], Any]


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert rows whose keys are set, or whose keys nobody asks for. Part of a larger act.

    The values have the types of their columns. On SQLite Django takes three times as long to look at them as the
    database to write them; so there each column is looked at once, and not each value.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor != "sqlite":
        model._default_manager.bulk_create(rows)
        return
    fields = [
        one
        for one in model._meta.concrete_fields
        if not isinstance(one, models.AutoField | models.BigAutoField)
    ]
    quote = connection.ops.quote_name
    names = ", ".join(quote(one.column or "") for one in fields)
    places = ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names alone
    columns = [(one.attname, _kept(one)) for one in fields]
    values = [[kept(getattr(row, name)) for name, kept in columns] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_all(rows: Sequence[models.Model], *names: str) -> None:
    """Write these columns of rows, texts and numbers, each row with its own. Part of a larger act."""
    if not rows:
        return
    table, quote = type(rows[0])._meta, connection.ops.quote_name
    fields = [one for one in table.concrete_fields if one.name in names]
    columns = ", ".join(f"{quote(one.column or '')} = %s" for one in fields)
    key = quote(table.pk.column or "")
    statement = f"UPDATE {quote(table.db_table)} SET {columns} WHERE {key} = %s"  # noqa: S608 - names alone
    values = [[*(getattr(row, one.attname) for one in fields), row.pk] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _kept(field: models.Field[Any, Any]) -> Kept:
    """How Django hands the values of a column to SQLite."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.DateTimeField):
        # Most rows that are written together have one date in common.
        return cache(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.UUIDField):
        return lambda value: None if value is None else value.hex
    if isinstance(field, models.CharField | models.BinaryField | models.IntegerField | models.BooleanField):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)
