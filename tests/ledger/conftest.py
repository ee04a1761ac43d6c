"""The two records can be emptied by nobody; between tests that commit, the tests do it past their guards."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def emptied_records(transactional_db: None) -> Iterator[None]:
    """Empties both records after the test. SQLite's flush deletes rows, which the triggers refuse."""
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'"
        )
        triggers = cursor.fetchall()
        for name, _table, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("DELETE FROM ledger_detail")
        for table in sorted({table for _name, table, _sql in triggers}):
            cursor.execute(f'DELETE FROM "{table}"')
        for _name, _table, sql in triggers:
            cursor.execute(sql)
