"""Time, read in one place. Services take `at` as an argument; only the doors ask what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
