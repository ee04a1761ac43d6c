"""Many rows into tables at once, on either database: without indexes and checks, which are put back at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from benchmarks.filling.batch import MARKS, WORDS
from benchmarks.filling.tables import MODELS, Row, columns_of, table_of

INDEXES = {WORDS: ("rowid", "tokens"), MARKS: ("rowid", "tokens")}
COLUMNS = {table_of(model): columns_of(model) for model in MODELS} | INDEXES
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def copy_text(rows: Sequence[Row]) -> bytes:
    """Rows as PostgreSQL's COPY reads them."""
    return "".join("\t".join(map(_field, row)) + "\n" for row in rows).encode()


def _field(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        if "\\" in value or "\n" in value or "\t" in value or "\r" in value:
            return value.translate(ESCAPES)
        return value
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value)


@contextmanager
def open_sqlite() -> Iterator[SqliteLoader]:
    """A loader for this node's SQLite file; afterwards the file is as the node itself would keep it."""
    connection.close()
    cursor = connection.cursor()
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-2097152"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    indexes = [(name, sql) for name, sql, table in cursor.fetchall() if table in COLUMNS]
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    # Larger first segments: merging small ones is what takes the time. A node's own setting is put back below.
    _fts("hashsize", 64 * 1024 * 1024)
    yield SqliteLoader()
    _fts("hashsize", 1024 * 1024)
    for _, sql in indexes:
        cursor.execute(sql)
    connection.close()
    connection.cursor().execute("PRAGMA journal_mode=WAL")


def _fts(setting: str, value: int) -> None:
    for table in INDEXES:
        connection.cursor().execute(f"INSERT INTO {table} ({table}, rank) VALUES ('{setting}', {value})")


class SqliteLoader:
    """Takes rows as tuples."""

    def load(self, batch: dict[str, Any]) -> None:
        raw = connection.connection
        raw.execute("BEGIN")
        for table, rows in batch.items():
            columns = COLUMNS[table]
            names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
            raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        raw.execute("COMMIT")


@contextmanager
def open_postgres() -> Iterator[PostgresLoader]:
    """A loader for this node's PostgreSQL database; afterwards it has its indexes, constraints and counters."""
    cursor = connection.cursor()
    cursor.execute("SET timezone = 'UTC'")
    cursor.execute("SET maintenance_work_mem = '2GB'")
    cursor.execute("SET synchronous_commit = off")
    cursor.execute("SET session_replication_role = replica")
    tables = list(COLUMNS)
    cursor.execute(
        "SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)",
        [tables],
    )
    unique = cursor.fetchall()
    for table, name, _ in unique:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(
        "SELECT i.indexrelid::regclass, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE NOT i.indisprimary AND i.indrelid::regclass::text = ANY(%s)",
        [tables],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield PostgresLoader()
    for _, sql in indexes:
        cursor.execute(sql)
    for table, name, definition in unique:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for table in tables:
        if COLUMNS[table][0] == "id":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"
            )
    connection.close()
    # What the server does by itself, sooner or later, in the background.
    connection.cursor().execute("VACUUM (ANALYZE)")


class PostgresLoader:
    """Takes rows as COPY's text."""

    def load(self, batch: dict[str, Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            for table, text in batch.items():
                names = ", ".join(f'"{column}"' for column in COLUMNS[table])
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    copy.write(text)
            cursor.execute("COMMIT")
