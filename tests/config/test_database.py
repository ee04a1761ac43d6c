"""Where the tables are: SQLite in the folder, or the PostgreSQL that is named."""

from pathlib import Path

import pytest
from django.db import connection

from entraide.config.database import settings_for


def test_without_an_address_the_tables_are_in_the_folder(tmp_path: Path) -> None:
    found = settings_for("", tmp_path)
    assert found["ENGINE"] == "entraide.config.sqlite"
    assert found["NAME"] == str(tmp_path / "entraide.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_of_postgresql_is_taken_apart(tmp_path: Path) -> None:
    found = settings_for("postgresql://desk:p%40ss%2Fword@db.example.org:5433/bureau%20one", tmp_path)
    assert found["ENGINE"] == "entraide.config.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("desk", "p@ss/word")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "5433", "bureau one")


def test_a_socket_can_be_named(tmp_path: Path) -> None:
    found = settings_for("postgres:///bureau?host=/run/postgresql", tmp_path)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "bureau")


def test_another_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mysql is not supported"):
        settings_for("mysql://root@localhost/x", tmp_path)


@pytest.mark.django_db
def test_the_database_of_this_run_keeps_its_foreign_keys() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps them always")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
