"""Shares and percentiles, exactly as the definitions say."""

from collections.abc import Sequence
from datetime import timedelta


def median(spans: Sequence[timedelta]) -> timedelta | None:
    """The middle one, or half way between the two middle ones; None of nothing."""
    ordered = sorted(spans)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(spans: Sequence[timedelta], percent: int) -> timedelta | None:
    """The smallest one that at least `percent` in a hundred do not exceed (nearest rank); None of nothing."""
    ordered = sorted(spans)
    # Counted in whole numbers: 0.9 × 10 is not 9 to every machine.
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(rank, 1) - 1] if ordered else None


def share(part: int, whole: int) -> float | None:
    """`part` in percent of `whole`, to one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None
