"""An index of tokens per row, answering «the newest rows that hold all of these» on either database.

Who may see a row is a token of the row itself («_p17»), so that the database never visits what the reader may not see:
an answer costs what the reader may find, not what the node holds. SQLite walks FTS5 lists from the newest row down and
stops; PostgreSQL's GIN cannot walk, so rows also carry the number of their block, and newest blocks are asked first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FINE, COARSE = 12, 16


@dataclass(frozen=True)
class TokenIndex:
    """One index, in a table of its own. Row ids are those of the rows it stands for and grow with time."""

    table: str

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make the table; called by a migration."""
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE VIRTUAL TABLE {self.table} USING fts5"
                "(tokens, detail=none, columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
            )
        else:
            editor.execute(f"CREATE TABLE {self.table} (rowid bigint PRIMARY KEY, tokens tsvector NOT NULL)")
            editor.execute(f"CREATE INDEX {self.table}_gin ON {self.table} USING gin (tokens)")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Remove the table; called by a migration taken back."""
        editor.execute(f"DROP TABLE {self.table}")

    def put(self, row: int, tokens: Iterable[str]) -> None:
        """Let `row` be found by exactly these tokens."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"DELETE FROM {self.table} WHERE rowid = %s", [row])
                joined = " ".join(sorted(tokens))
                cursor.execute(f"INSERT INTO {self.table} (rowid, tokens) VALUES (%s, %s)", [row, joined])
            else:
                cursor.execute(
                    f"INSERT INTO {self.table} (rowid, tokens) VALUES (%s, array_to_tsvector(%s)) "
                    "ON CONFLICT (rowid) DO UPDATE SET tokens = EXCLUDED.tokens",
                    [row, sorted({*tokens, *blocks_of(row)})],
                )

    def change(self, rows: Sequence[int], *, add: Iterable[str] = (), take: Iterable[str] = ()) -> None:
        """Give tokens to rows and take tokens from them, leaving their others."""
        adding, taking = set(add), set(take)
        for row in rows:
            self.put(row, (self.tokens_of(row) - taking) | adding)

    def tokens_of(self, row: int) -> set[str]:
        """The tokens of one row; empty when it has none."""
        column = "tokens" if connection.vendor == "sqlite" else "tsvector_to_array(tokens)"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {self.table} WHERE rowid = %s", [row])
            found = cursor.fetchone()
        if found is None:
            return set()
        return set(found[0].split() if isinstance(found[0], str) else found[0])

    def newest(self, groups: Sequence[Iterable[str]], *, before: int | None, limit: int) -> list[int]:
        """Ids, newest first and below `before`, of rows that hold at least one token of every group."""
        if not groups:
            return []
        if connection.vendor == "sqlite":
            asked = " AND ".join("(" + " OR ".join(f'"{t}"' for t in sorted(group)) + ")" for group in groups)
            bound, values = ("", [limit]) if before is None else (" AND rowid < %s", [before, limit])
            return self._ids(
                f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s{bound} ORDER BY rowid DESC LIMIT %s",
                [asked, *values],
            )
        asked = " & ".join("(" + " | ".join(f"'{t}'" for t in sorted(group)) + ")" for group in groups)
        newest = before if before is not None else self._highest() + 1
        for window in (_window(newest, FINE, "_b"), _window(newest, COARSE, "_c")):
            found = self._held(f"{asked} & ({window})", newest, limit)
            if len(found) == limit:
                return found
        return self._held(asked, newest, limit)

    def _highest(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT max(rowid) FROM {self.table}")
            return cursor.fetchone()[0] or 0

    def _held(self, asked: str, before: int, limit: int) -> list[int]:
        # Materialized, or the planner walks the whole table from its end when it guesses that many rows match.
        return self._ids(
            f"WITH held AS MATERIALIZED (SELECT rowid FROM {self.table} WHERE tokens @@ %s::tsquery) "
            "SELECT rowid FROM held WHERE rowid < %s ORDER BY rowid DESC LIMIT %s",
            [asked, before, limit],
        )

    def _ids(self, sql: str, values: list[str | int]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]


def blocks_of(row: int) -> tuple[str, str]:
    """The tokens of the blocks that a row lies in, a small and a large one."""
    return f"_b{row >> FINE}", f"_c{row >> COARSE}"


def _window(newest: int, shift: int, letter: str) -> str:
    block = newest >> shift
    return " | ".join(f"'{letter}{number}'" for number in range(max(0, block - 1), block + 1))


WORDS = TokenIndex("cases_words")


def person_token(person_id: int) -> str:
    """The token that lets one person find a row."""
    return f"_p{person_id}"
