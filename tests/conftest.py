"""Shared by every test: time that stands still, a folder of one's own, no leftovers of another test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tools import messages

# Fewer examples on every run than in the long one; no deadline, because the machine is shared with a browser.
hypothesis_settings.register_profile(
    "every_run", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
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
