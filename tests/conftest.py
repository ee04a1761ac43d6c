"""Shared by every test: time that stands still, a folder of one's own, no leftovers of another test."""

import gc
import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tools import messages

# Fewer examples on every run than in the long one; no deadline, because the machine is shared with a browser.
hypothesis_settings.register_profile(
    "every_run", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.register_profile(
    "soak", parent=hypothesis_settings.get_profile("every_run"), max_examples=2000
)
hypothesis_settings.load_profile("every_run")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the French once, before any worker reads it."""
    if not hasattr(config, "workerinput"):
        for package in messages.packages():
            messages.compile_catalogue(package)


def pytest_itemcollected(item: pytest.Item) -> None:
    """What works on the suite's database is marked `database`: a second database runs that, and not the rest again."""
    if _works_on_the_database(item):
        item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """What was loaded by now stays to the end; to look through it for rubbish over and over costs time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose tests commit come last: what empties the tables after them also takes what migrations put there.

    Before them those that drive a browser: its driver leaves a running event loop behind, in which nothing can be
    sealed. Within each part the longest files come first, so that no worker is left alone with one at the end.
    """
    committing = {item.path for item in items if _commits(item)}
    driving = {item.path for item in items if item.get_closest_marker("browser") is not None}
    items.sort(
        key=lambda item: (item.path in committing, item.path in driving, _shortness(item), _commits(item))
    )


# Seconds that whole files take, roughly; the others take less than any of these.
LONG = {
    "test_need_to_know": 150,
    "test_nothing_is_taken_back": 65,
    "test_witnesses": 50,
    "test_soak": 75,
    "test_a_request_crossing": 60,
    "test_exchanged": 45,
    "test_exhibits": 100,
    "test_a_package_crossing": 60,
    "test_seals": 25,
    "test_bags": 25,
    "test_resuming": 30,
    "test_package_mutations": 40,
    "test_stamps": 25,
    "test_report": 20,
    "test_exchanged_acts": 30,
    "test_mail_gateway": 25,
    "test_break_glass": 20,
    "test_schemathesis": 100,
    "test_the_demo_week": 85,
    "test_a_million": 60,
    "test_serve": 70,
    "test_a_letter_answered": 50,
    "test_shell": 40,
    "test_seal": 35,
    "test_mail": 40,
    "test_under_the_law": 35,
    "test_kill_nine": 35,
    "test_demo": 30,
    "test_importing": 27,
    "test_reading_hostile": 22,
    "test_offences_compared": 20,
    "test_cli": 18,
    "test_second_step": 15,
    "test_serve_postgres": 14,
    "test_letter_templates": 13,
    "test_style_axe": 13,
    "test_opening": 12,
    "test_kill_nine_sees": 12,
    "test_doctor": 12,
}


def _shortness(item: pytest.Item) -> int:
    return -LONG.get(item.path.stem, 0)


def _works_on_the_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets it; it stops every other test that would open a connection.

    What only looks at pages uses the database without caring which it is; the longest walks meet a second one in the
    long run.
    """
    if item.get_closest_marker("looks") is not None or item.get_closest_marker("once") is not None:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    asked = fixtures & {"db", "transactional_db", "live_server", "django_db_setup"}
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _commits(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    mark = item.get_closest_marker("django_db")
    return bool(fixtures & {"transactional_db", "live_server"}) or bool(
        mark and mark.kwargs.get("transaction")
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tables. After tests that commit, Django empties them, which PostgreSQL refuses for the records: here alone,
    it lets that happen. `tests/ledger/test_models.py` shows that it refuses otherwise."""
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE '%_not_emptied'"
            )
            for table, trigger in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


@pytest.fixture
def emptied_records(transactional_db: None) -> Iterator[None]:
    """For tests that commit: the states are there, and the records that nobody may delete from are emptied after.

    On SQLite Django empties its tables with DELETE, which the append-only triggers refuse; PostgreSQL truncates.
    """
    from django.apps import apps
    from django.db import connection

    states = importlib.import_module("entraide.directory.migrations.0002_states")
    states.load(apps, None)
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
        # All of them go, and Django empties the rest: in between rows may point at what is gone.
        with connection.constraint_checks_disabled():
            cursor.execute("DELETE FROM ledger_detail")
            for table in sorted({table for _name, table, _sql in triggers}):
                cursor.execute(f'DELETE FROM "{table}"')
        for _name, _table, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    """Every test begins in English, and without what an earlier one was counted for (rate limits)."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def at() -> datetime:
    """A Monday afternoon, in UTC."""
    return datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


@pytest.fixture
def node_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ENTRAIDE_HOME that does not exist yet."""
    folder = tmp_path / "node"
    monkeypatch.setenv("ENTRAIDE_HOME", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder
