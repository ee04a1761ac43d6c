"""Moments as both databases take them, made fast: «2026-03-02 14:30:00», in UTC."""

from datetime import UTC, datetime
from functools import lru_cache

DAY = 86_400
CLOCK = [f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" for second in range(DAY)]


def moment(seconds: int) -> str:
    """Seconds since 1970 as text."""
    return f"{date_of(seconds // DAY)} {CLOCK[seconds % DAY]}"


@lru_cache(maxsize=8192)
def date_of(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).strftime("%Y-%m-%d")


def aware(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
