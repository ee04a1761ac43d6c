"""What a clock shows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from entraide.ui.clocks import Reading, read

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("left", "run", "reading"),
    [
        (21 * DAY, 30 * DAY, Reading("calm", "21 days left", 30)),
        (6 * DAY, 90 * DAY, Reading("soon", "6 days left", 93)),
        (8 * DAY, 90 * DAY, Reading("calm", "8 days left", 91)),
        (timedelta(minutes=15), timedelta(hours=1), Reading("soon", "15 min left", 75)),
        (timedelta(minutes=16), timedelta(hours=1), Reading("calm", "16 min left", 73)),
        (timedelta(hours=-30), 10 * DAY, Reading("late", "Overdue by 30 h", 100)),
    ],
)
def test_a_clock_is_soon_in_its_last_quarter_but_never_before_its_last_week(
    left: timedelta, run: timedelta, reading: Reading
) -> None:
    due = NOW + left
    assert read(due, start=due - run, stopped=False, at=NOW) == reading


def test_a_clock_without_a_start_is_drawn_over_thirty_days() -> None:
    assert read(NOW + 15 * DAY, start=None, stopped=False, at=NOW) == Reading("calm", "15 days left", 50)


def test_a_start_after_the_due_date_does_not_break_the_bar() -> None:
    assert read(NOW + 15 * DAY, start=NOW + 20 * DAY, stopped=False, at=NOW).gone == 50


def test_a_stopped_clock_shows_what_was_left_when_it_stopped() -> None:
    stopped_at = NOW - 10 * DAY
    due = NOW + 2 * DAY
    assert read(due, start=None, stopped=stopped_at, at=NOW) == Reading(
        "stopped", "Stopped with 12 days left", 60
    )
    assert read(due, start=None, stopped=True, at=NOW).words == "Stopped with 2 days left"
    assert read(NOW - 3 * DAY, start=None, stopped=True, at=NOW).words == "Stopped, 3 days overdue"


def test_no_due_date_is_said() -> None:
    assert read(None, start=NOW, stopped=False, at=NOW) == Reading("none", "No due date", 0)


def test_a_clock_speaks_french() -> None:
    with translation.override("fr"):
        assert read(NOW + 3 * DAY, start=None, stopped=False, at=NOW).words == "Il reste 3 jours"
        assert read(NOW - 3 * DAY, start=None, stopped=False, at=NOW).words == "En retard de 3 jours"
        assert read(NOW + 3 * DAY, start=None, stopped=True, at=NOW).words == "Suspendu, il reste 3 jours"


@given(
    st.timedeltas(timedelta(days=-900), timedelta(days=900)), st.timedeltas(timedelta(0), timedelta(days=900))
)
def test_the_bar_never_leaves_its_track_and_late_means_late(left: timedelta, run: timedelta) -> None:
    due = NOW + left
    reading = read(due, start=due - run, stopped=False, at=NOW)
    assert 0 <= reading.gone <= 100
    assert (reading.tone == "late") is (due < NOW)
