"""Many rows of one table at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

Kept = Callable[[Any], Any]


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert rows whose keys are set, or whose keys nobody asks for. Part of a larger act.

    The values have the types of their columns. Django takes three to eight times as long to look at them, and to write
    a statement that holds them all, as the database to keep them; so here each table is looked at once, and not each
    value.
    """
    if not rows:
        return
    table, names, columns = _columns(type(rows[0]), connection.vendor)
    values = [[kept(getattr(row, name)) for name, kept in columns] for row in rows]
    (_insert if connection.vendor == "sqlite" else _copy)(table, names, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _columns(
    model: type[models.Model], vendor: str
) -> tuple[str, tuple[str, ...], tuple[tuple[str, Kept], ...]]:
    """The name of a table, those of its columns but a key that the database gives, and what goes into each."""
    fields = [
        one
        for one in model._meta.concrete_fields
        if not isinstance(one, models.AutoField | models.BigAutoField)
    ]
    columns = tuple((one.attname, _kept(one, vendor)) for one in fields)
    return model._meta.db_table, tuple(one.column or "" for one in fields), columns


def _insert(table: str, names: tuple[str, ...], values: Sequence[Sequence[Any]]) -> None:
    places = ", ".join("%s" for _ in names)
    statement = f"INSERT INTO {_into(table, names)} VALUES ({places})"  # noqa: S608 - names alone
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(statement, values[0])
        else:
            cursor.executemany(statement, values)


def _copy(table: str, names: tuple[str, ...], values: Sequence[Sequence[Any]]) -> None:
    """PostgreSQL's own way for many rows; what it asks of an `INSERT` it asks of these. Raises what Django does."""
    types = _types(table)
    into = f"COPY {_into(table, names)} FROM STDIN (FORMAT BINARY)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.set_types([types[name] for name in names])
        for row in values:
            copy.write_row(row)


@cache
def _into(table: str, names: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(map(quote, names))})"


@cache
def _types(table: str) -> dict[str, int]:
    """What PostgreSQL calls the types of a table's columns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, atttypid FROM pg_attribute"
            " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
            [connection.ops.quote_name(table)],
        )
        return dict(cursor.fetchall())


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


def _kept(field: models.Field[Any, Any], vendor: str) -> Kept:
    """How Django hands the values of a column to the database."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if vendor != "sqlite" and isinstance(field, models.DateTimeField | models.UUIDField):
        return lambda value: value
    if isinstance(field, models.DateTimeField):
        # Most rows that are written together have one date in common.
        return lru_cache(maxsize=64)(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.UUIDField):
        return lambda value: None if value is None else value.hex
    if isinstance(field, models.CharField | models.BinaryField | models.IntegerField | models.BooleanField):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)
