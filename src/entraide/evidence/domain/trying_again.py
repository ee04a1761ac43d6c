"""When an authority that did not answer is asked again: later and later, and not all at once."""

from datetime import datetime, timedelta

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
# From then on the longest wait is reached; larger powers of two would only overflow.
_MOST_DOUBLINGS = 20


def next_try(tries: int, at: datetime, jitter: float) -> datetime:
    """When to try again after so many tries that failed, the last of them at that moment.

    Twice as long each time, from a minute to an hour. `jitter`, from 0 to 1, takes up to half of the wait away, so that
    what failed together does not come back together. Raises `ValueError` for what is no number of tries or no jitter.
    """
    if tries < 1 or not 0 <= jitter <= 1:
        raise ValueError((tries, jitter))
    longest = min(FIRST_WAIT * 2.0 ** min(tries - 1, _MOST_DOUBLINGS), LONGEST_WAIT)
    return at + longest * (1 - jitter / 2)
