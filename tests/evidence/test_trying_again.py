"""An authority that is away is asked again later and later, and not by all at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain.trying_again import next_try

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


def test_tries_are_further_apart_each_time_up_to_an_hour() -> None:
    waits = [(next_try(tries, AT, 0) - AT) / timedelta(minutes=1) for tries in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert next_try(10_000, AT, 0) - AT == timedelta(hours=1)
    assert next_try(7, AT, 1) - AT == timedelta(minutes=30)
    assert next_try(1, AT, 0.5) - AT == timedelta(seconds=45)


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_a_try_is_never_at_once_and_never_after_more_than_an_hour(tries: int, jitter: float) -> None:
    assert timedelta(seconds=30) <= next_try(tries, AT, jitter) - AT <= timedelta(hours=1)


@pytest.mark.parametrize(("tries", "jitter"), [(0, 0), (-1, 0), (1, -0.1), (1, 1.1), (1, float("nan"))])
def test_what_is_no_number_of_tries_or_no_jitter_is_refused(tries: int, jitter: float) -> None:
    with pytest.raises(ValueError):
        next_try(tries, AT, jitter)
