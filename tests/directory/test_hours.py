"""Office hours: written, read back, and asked whether anybody is there."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from entraide.directory.domain.hours import (
    Closed,
    HoursUnreadable,
    Open,
    Span,
    Week,
    for_reading,
    in_words,
    in_writing,
    opening,
    parse,
)

TORONTO = ZoneInfo("America/Toronto")
OFFICE = parse("mon-fri 08:30-16:30")


def at(text: str, zone: ZoneInfo = TORONTO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def test_a_working_week_is_five_spans() -> None:
    assert tuple(Span(day, 8 * 60 + 30, 16 * 60 + 30) for day in range(5)) == OFFICE


def test_days_may_wrap_round_the_week_and_times_may_pass_midnight() -> None:
    assert parse("sat-mon 22:00-06:00") == (Span(0, 1320, 1800), Span(5, 1320, 1800), Span(6, 1320, 1800))


def test_several_times_and_days_are_written_in_one_way() -> None:
    assert in_writing(parse("fri 13:00-16:00,09:00-12:00; MON,tue 09:00–12:00")) == (
        "mon-tue 09:00-12:00; fri 09:00-12:00, 13:00-16:00"
    )


def test_an_empty_text_is_a_week_without_hours() -> None:
    assert parse("  ") == ()
    assert in_writing(()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "monday 08:00-16:00",
        "mon",
        "mon 8-16",
        "mon 08:00-16:60",
        "mon 24:00-25:00",
        "mon-tue-wed 08:00-16:00",
        "mon,mon 08:00-16:00",
        "mon 08:00-12:00, 11:00-16:00",
        "08:00-16:00",
        "mon 08:00-16:00 tue 08:00-16:00",
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(HoursUnreadable):
        parse(text)


def test_hours_are_read_out_in_both_languages() -> None:
    said = for_reading(parse("mon-fri 08:30-16:00; sat 09:00-24:00"))
    assert said.en == "Mon–Fri 08:30–16:00; Sat 09:00–24:00"
    assert said.fr == "lun. à ven. 8 h 30 à 16 h; sam. 9 h à 24 h"


def test_an_open_office_says_until_when() -> None:
    assert opening(OFFICE, TORONTO, at("2026-03-02T09:00")) == Open(until=at("2026-03-02T16:30"))


def test_an_office_opens_at_the_minute_and_closes_at_the_minute() -> None:
    assert isinstance(opening(OFFICE, TORONTO, at("2026-03-02T08:30")), Open)
    assert opening(OFFICE, TORONTO, at("2026-03-02T16:30")) == Closed(opens=at("2026-03-03T08:30"))


def test_a_friday_evening_opens_on_monday_and_a_holiday_pushes_it_on() -> None:
    friday = at("2026-03-06T18:00")
    assert opening(OFFICE, TORONTO, friday) == Closed(opens=at("2026-03-09T08:30"))
    assert opening(OFFICE, TORONTO, friday, closures=[date(2026, 3, 9)]) == Closed(
        opens=at("2026-03-10T08:30")
    )


def test_the_clock_on_the_wall_counts_when_the_clocks_change() -> None:
    # Toronto goes from UTC-5 to UTC-4 on Sunday 8 March 2026.
    assert opening(OFFICE, TORONTO, at("2026-03-07T12:00")) == Closed(
        opens=datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
    )
    assert opening(OFFICE, TORONTO, at("2026-02-28T12:00")) == Closed(
        opens=datetime(2026, 3, 2, 13, 30, tzinfo=UTC)
    )


def test_an_opening_that_the_change_of_clocks_skips_happens_as_it_jumps() -> None:
    night = parse("sun 02:30-05:00")
    # 02:30 does not exist on 8 March 2026; the wall shows 03:30 at that instant.
    assert opening(night, TORONTO, at("2026-03-08T01:00")) == Closed(
        opens=datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    )


def test_hours_that_the_change_of_clocks_swallows_whole_do_not_happen() -> None:
    night = parse("sun 02:30-03:15")
    assert opening(night, TORONTO, at("2026-03-08T01:00")) == Closed(opens=at("2026-03-15T02:30"))


def test_a_night_desk_is_open_after_midnight() -> None:
    night = parse("mon-sun 22:00-06:00")
    assert opening(night, TORONTO, at("2026-03-03T03:00")) == Open(until=at("2026-03-03T06:00"))


def test_hours_that_follow_each_other_without_a_gap_never_close() -> None:
    assert opening(parse("mon-sun 00:00-24:00"), TORONTO, at("2026-03-03T03:00")) == Open(until=None)
    assert opening((), TORONTO, at("2026-03-03T03:00"), always_open=True) == Open(until=None)


def test_an_office_without_hours_is_closed_and_nobody_knows_until_when() -> None:
    assert opening((), TORONTO, at("2026-03-03T03:00")) == Closed(opens=None)


@pytest.mark.parametrize(
    ("minutes", "english", "french"),
    [
        (1, "opens in 1 min", "ouvre dans 1 min"),
        (59, "opens in 59 min", "ouvre dans 59 min"),
        (60, "opens in 1 h", "ouvre dans 1 h"),
        (180, "opens in 3 h", "ouvre dans 3 h"),
        (47 * 60, "opens in 47 h", "ouvre dans 47 h"),
        (72 * 60, "opens in 3 days", "ouvre dans 3 jours"),
    ],
)
def test_a_closed_office_says_in_words_when_it_opens(minutes: int, english: str, french: str) -> None:
    now = at("2026-03-02T07:00")
    said = in_words(Closed(opens=now + timedelta(minutes=minutes)), now)
    assert (said.en, said.fr) == (english, french)


def test_open_and_closed_for_good_are_said_in_both_languages() -> None:
    now = at("2026-03-02T07:00")
    assert in_words(Open(until=None), now).fr == "ouvert"
    assert in_words(Closed(opens=None), now).fr == "fermé"


spans = st.builds(
    lambda day, opens, length: Span(day, opens, min(opens + length, opens + 1440)),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 1440),
)


def without_overlap(found: list[Span]) -> Week:
    week: list[Span] = []
    for span in sorted(found):
        if not week or week[-1].day != span.day or week[-1].closes <= span.opens:
            week.append(span)
    return tuple(week)


weeks = st.lists(spans, max_size=8).map(without_overlap)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from(["America/Toronto", "Europe/Paris", "Australia/Lord_Howe", "Asia/Kolkata"]).map(
    ZoneInfo
)


@given(weeks)
def test_hours_in_writing_are_read_back_the_same(week: Week) -> None:
    assert parse(in_writing(week)) == week


@given(weeks, zones, moments)
def test_open_and_closed_follow_each_other_forward(week: Week, zone: ZoneInfo, now: datetime) -> None:
    state = opening(week, zone, now)
    if isinstance(state, Open):
        assume(state.until is not None)
        assert state.until is not None
        assert state.until > now
        after = opening(week, zone, state.until)
        assert isinstance(after, Closed)
    else:
        assume(state.opens is not None)
        assert state.opens is not None
        assert state.opens > now
        assert isinstance(opening(week, zone, state.opens), Open)
        assert isinstance(opening(week, zone, state.opens - timedelta(minutes=1)), Closed)
