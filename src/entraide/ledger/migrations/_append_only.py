"""Triggers that refuse to change, take away or empty rows: steps for the migrations of every package."""

from collections.abc import Callable, Sequence
from typing import Any

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION entraide_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only: % may not be changed', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql
"""
Step = Callable[[Any, Any], None]


def forbid(tables: Sequence[str]) -> Step:
    """A step that has the database refuse to change or take away a row of these tables."""

    def step(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            if schema_editor.connection.vendor == "sqlite":
                for verb in ("UPDATE", "DELETE"):
                    schema_editor.execute(
                        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} may not be changed'); END"
                    )
            else:
                schema_editor.execute(POSTGRES_FUNCTION, params=None)
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION entraide_append_only()"
                )

    return step


def allow(tables: Sequence[str]) -> Step:
    """The way back from `forbid`."""

    def step(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            if schema_editor.connection.vendor == "sqlite":
                for verb in ("update", "delete"):
                    schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
            else:
                schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")

    return step


def forbid_emptying(tables: Sequence[str]) -> Step:
    """A step that has PostgreSQL refuse TRUNCATE of these tables; SQLite has no such act."""

    def step(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            return
        for table in tables:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION entraide_append_only()"
            )

    return step


def allow_emptying(tables: Sequence[str]) -> Step:
    """The way back from `forbid_emptying`."""

    def step(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            for table in tables:
                schema_editor.execute(f"DROP TRIGGER {table}_not_emptied ON {table}")

    return step
