"""What stops, resumes, extends and meets a clock, in order and out of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.instruments.domain.clocks.deriving import due_dates, next_due
from entraide.instruments.domain.clocks.due import WHY_NOT, DueDate, WhyNot
from entraide.instruments.domain.clocks.explaining import explain
from entraide.instruments.domain.clocks.lengths import AT_DUE, Length, Point, Unit
from entraide.instruments.domain.clocks.rules import Escalation, Event, Extension, Facts, Rule
from entraide.kernel.languages import Text

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 3, 12, 14, 5, tzinfo=PARIS)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEN_DAYS, THIRTY_DAYS = Length(10, Unit.CALENDAR_DAYS), Length(30, Unit.CALENDAR_DAYS)
WORDS = Text(en="x", fr="y")
FACTS = Facts(direction="incoming", kind=None, track=None, urgency="routine", zone="Europe/Paris")
RECEIVED = Event("received", START)


def rule(length: Length = THIRTY_DAYS, **more: object) -> Rule:
    said: dict[str, object] = {
        "code": "asked",
        "role": "answer",
        "label": WORDS,
        "length": length,
        "start": "received",
        "met_by": frozenset({"results_sent"}),
        "source": WORDS,
        "verified": True,
        "consequence": WORDS,
        "stopped_by": frozenset({"information_requested"}),
        "resumed_by": frozenset({"information_supplied"}),
        "extension": Extension(times=1, by=TEN_DAYS, notice=True),
    }
    return Rule(**(said | more))  # type: ignore[arg-type]


def stop(at: datetime) -> Event:
    return Event("information_requested", at)


def resume(at: datetime) -> Event:
    return Event("information_supplied", at)


def extended(at: datetime, **more: object) -> Event:
    return Event("extended", at, **({"rule": "asked", "reason": "the court sits then"} | more))  # type: ignore[arg-type]


def clock(
    *events: Event, at: datetime = START + 60 * DAY, of: Rule | None = None, about: Facts = FACTS
) -> DueDate:
    (found,) = due_dates(about, [RECEIVED, *events], at, rules=[of or rule()])
    return found


def at_home(day: int, month: int, hour: int = 14, minute: int = 5) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def test_thirty_days_keep_their_hour_when_the_clocks_go_forward() -> None:
    assert clock().due == at_home(11, 4)
    assert clock().due - START.astimezone(UTC) == 30 * DAY - HOUR


def test_hours_elapse_whatever_the_clock_on_the_wall_does() -> None:
    saturday = Event("received", at_home(28, 3, 20, 0))
    (found,) = due_dates(FACTS, [saturday], saturday.at, rules=[rule(Length(24, Unit.HOURS))])
    assert found.due == at_home(29, 3, 21, 0)


def test_an_hour_that_is_skipped_ends_when_the_clocks_have_jumped() -> None:
    (found,) = due_dates(
        FACTS,
        [Event("received", at_home(28, 3, 2, 30))],
        at_home(28, 3, 3),
        rules=[rule(Length(1, Unit.CALENDAR_DAYS))],
    )
    assert found.due == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_ends_the_second_time() -> None:
    (found,) = due_dates(
        FACTS,
        [Event("received", at_home(24, 10, 2, 30))],
        at_home(24, 10, 3),
        rules=[rule(Length(1, Unit.CALENDAR_DAYS))],
    )
    assert found.due == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_working_days_skip_the_week_end_and_the_holiday_and_keep_the_hour() -> None:
    about = Facts("incoming", None, None, "routine", zone="Europe/Paris", calendar="FR")
    before_easter = Event("received", at_home(2, 4, 16, 45))
    found = due_dates(about, [before_easter], before_easter.at, rules=[rule(Length(2, Unit.WORKING_DAYS))])[0]
    assert found.due == at_home(7, 4, 16, 45)
    assert explain(found) == Text(
        en="2 working days (FR) from 2 April 2026 16:45 (Europe/Paris)",
        fr="2 jours ouvrables (FR) à compter du 2 avril 2026 à 16 h 45 (Europe/Paris)",
    )


def test_a_week_end_can_be_friday_and_saturday() -> None:
    about = Facts("incoming", None, None, "routine", zone="Asia/Riyadh", calendar="SA")
    thursday = Event("received", datetime(2026, 5, 7, 6, tzinfo=UTC))
    found = due_dates(about, [thursday], thursday.at, rules=[rule(Length(1, Unit.WORKING_DAYS))])[0]
    assert found.due == datetime(2026, 5, 10, 6, tzinfo=UTC)


def test_a_limit_that_ends_on_a_day_without_work_can_move_to_the_next_one() -> None:
    found = clock(of=rule(moves_to_working_day=True, calendar="FR"), at=START)
    assert (found.due, found.moved_from) == (at_home(13, 4), at_home(11, 4))
    assert explain(found).en == (
        "30 days from 12 March 2026 14:05 (Europe/Paris), "
        "moved from 11 April 2026 14:05, not a working day, to the next one"
    )
    assert explain(found).fr.endswith(
        "reporté du 11 avril 2026 à 14 h 05, jour non ouvrable, au jour ouvrable suivant"
    )


def test_the_time_a_clock_stood_still_is_added_and_told() -> None:
    found = clock(stop(START + 2 * DAY), resume(START + 6 * DAY), extended(START + 20 * DAY))
    assert (found.due, found.stopped_for) == (at_home(25, 4), 4 * DAY)
    assert explain(found) == Text(
        en="30 days from 12 March 2026 14:05 (Europe/Paris), stopped 4 days while information was awaited, "
        "extended by 10 days (the court sits then)",
        fr="30 jours à compter du 12 mars 2026 à 14 h 05 (Europe/Paris), suspendu pendant 4 jours "
        "dans l’attente de renseignements, prolongé de 10 jours (the court sits then)",
    )


def test_a_fortnight_of_standstill_over_a_change_of_clocks_is_fourteen_days() -> None:
    found = clock(stop(at_home(20, 3, 10, 0)), resume(at_home(3, 4, 10, 0)))
    assert (found.due, found.stopped_for) == (at_home(25, 4), 14 * DAY - HOUR)
    assert "stopped 14 days while" in explain(found).en


def test_of_two_questions_the_first_stops_and_the_first_answer_resumes() -> None:
    found = clock(stop(START + DAY), stop(START + 2 * DAY), resume(START + 3 * DAY), resume(START + 9 * DAY))
    assert (found.due, found.standing) == (at_home(13, 4), "running")


def test_an_answer_before_any_question_changes_nothing() -> None:
    found = clock(resume(START + DAY), stop(START + 3 * DAY), at=START + 4 * DAY)
    assert (found.due, found.standing) == (at_home(12, 4), "stopped")


def test_a_question_asked_before_the_start_stops_the_clock_from_its_start() -> None:
    found = clock(stop(START - 5 * DAY), resume(START + 2 * DAY))
    assert (found.due, found.stopped_for) == (at_home(13, 4), 2 * DAY)


def test_a_limit_that_has_run_out_is_not_brought_back_by_a_question() -> None:
    found = clock(stop(START + 40 * DAY), resume(START + 50 * DAY))
    assert (found.due, found.stopped_for, found.is_overdue(START + 60 * DAY)) == (
        at_home(11, 4),
        0 * DAY,
        True,
    )


def test_the_last_moment_of_a_limit_is_still_within_it() -> None:
    end = at_home(11, 4)
    stopped = clock(stop(end), resume(end + 2 * DAY))
    assert (stopped.due, stopped.is_overdue(stopped.due)) == (at_home(13, 4), False)
    assert clock(extended(end)).due == at_home(21, 4)


def test_a_clock_runs_from_the_last_of_its_starts() -> None:
    found = clock(extended(START + DAY), Event("received", START + 5 * DAY))
    assert (found.started, found.due, found.extensions) == (START + 5 * DAY, at_home(16, 4), ())


def test_what_is_dated_later_has_not_happened_yet() -> None:
    assert clock(Event("results_sent", START + 5 * DAY), at=START + 4 * DAY).standing == "running"


def why_not(*events: Event, of: Rule | None = None) -> list[WhyNot]:
    return [aside.why for aside in clock(*events, of=of).set_aside]


def test_an_extension_needs_its_reason() -> None:
    assert why_not(extended(START + DAY, reason=" ")) == ["no_reason"]


def test_one_extension_is_one() -> None:
    found = clock(extended(START + DAY), extended(START + 2 * DAY))
    assert (found.due, [aside.why for aside in found.set_aside]) == (at_home(21, 4), ["used_up"])


def test_an_extension_after_the_end_comes_too_late() -> None:
    assert why_not(extended(START + 31 * DAY)) == ["run_out"]
    assert why_not(Event("results_sent", START + DAY), extended(START + 2 * DAY)) == ["already_met"]


def test_what_cannot_be_extended_is_not() -> None:
    assert why_not(extended(START + DAY), of=rule(extension=None)) == ["not_extendable"]


def test_an_extension_that_names_another_rule_is_none_of_this_one() -> None:
    found = clock(extended(START + DAY, rule="other"))
    assert (found.due, found.set_aside) == (at_home(11, 4), ())


def test_an_extension_may_name_the_role_so_that_it_outlives_a_change_of_instrument() -> None:
    assert clock(extended(START + DAY, rule="answer")).due == at_home(21, 4)


def test_an_extension_longer_than_the_rule_allows_is_cut_to_it() -> None:
    assert clock(extended(START + DAY, by=Length(40, Unit.CALENDAR_DAYS))).due == at_home(21, 4)
    assert clock(extended(START + DAY, until=at_home(30, 6))).due == at_home(21, 4)
    assert clock(extended(START + DAY, by=Length(600, Unit.HOURS))).due == at_home(21, 4)


def test_an_extension_until_a_date_ends_then_and_is_explained_so() -> None:
    found = clock(
        stop(START + DAY), resume(START + 2 * DAY), extended(START + 3 * DAY, until=at_home(20, 4, 18, 0))
    )
    assert found.due == at_home(20, 4, 18, 0)
    assert explain(found).fr.endswith("prolongé jusqu’au 20 avril 2026 à 18 h (the court sits then)")


def test_a_date_that_is_not_later_extends_nothing() -> None:
    assert why_not(extended(START + DAY, until=at_home(11, 4))) == ["not_later"]


def test_an_extension_as_agreed_must_say_until_when() -> None:
    as_agreed = rule(extension=Extension())
    assert why_not(extended(START + DAY), of=as_agreed) == ["no_length"]
    assert clock(extended(START + DAY, by=Length(3, Unit.HOURS)), of=as_agreed).due == at_home(11, 4, 17)


def test_an_extension_while_the_clock_stands_still_counts_even_after_the_first_due_date() -> None:
    found = clock(stop(START + DAY), extended(START + 35 * DAY), resume(START + 41 * DAY))
    assert found.due == START + 80 * DAY
    promised = clock(stop(START + DAY), extended(START + 35 * DAY, until=at_home(20, 5)), at=START + 36 * DAY)
    assert (promised.due, promised.standing) == (at_home(21, 5), "stopped")


def test_the_partner_is_owed_a_notice_of_each_extension_until_told() -> None:
    assert clock(extended(START + DAY)).is_notice_owed
    assert not clock(extended(START + DAY, notified=True)).is_notice_owed
    assert not clock().is_notice_owed


def test_every_reason_for_setting_aside_has_its_sentence() -> None:
    assert set(WHY_NOT) == set(WhyNot)


def test_warnings_are_reached_one_after_the_other_and_the_supervisor_hears() -> None:
    warned = rule(
        Length(10, Unit.CALENDAR_DAYS),
        warnings=(Point(share=50), Point(before=Length(2, Unit.CALENDAR_DAYS))),
        escalation=Escalation("supervisor", Point(after=Length(1, Unit.CALENDAR_DAYS))),
    )
    found = clock(of=warned, at=START)
    assert [warned.at for warned in found.warnings] == [START + 5 * DAY, START + 8 * DAY]
    assert [len(found.warnings_reached(START + n * DAY)) for n in (4, 5, 8, 99)] == [0, 1, 2, 2]
    assert found.escalates_at == START + 11 * DAY
    assert [found.is_escalated(START + n * DAY) for n in (10, 11)] == [False, True]


def test_a_clock_met_in_time_warns_no_further() -> None:
    warned = rule(warnings=(Point(share=50), AT_DUE), escalation=Escalation("supervisor", AT_DUE))
    found = clock(Event("results_sent", START + 20 * DAY), of=warned)
    assert (found.standing, found.met_at, found.is_overdue(START + 60 * DAY)) == (
        "met",
        START + 20 * DAY,
        False,
    )
    assert len(found.warnings_reached(START + 60 * DAY)) == 1
    assert not found.is_escalated(START + 60 * DAY)


def test_the_requesters_own_date_is_a_clock() -> None:
    about = Facts("incoming", None, None, "routine", hard_date=START + HOUR, zone="Europe/Paris")
    found = due_dates(about, [RECEIVED], START, rules=[rule()])
    first = next_due(found)
    assert first is not None
    assert (first.code, first.due, len(found)) == ("hard_date", START + HOUR, 2)
    assert explain(first).fr == "12 mars 2026 à 15 h 05 (Europe/Paris), date fixée par le requérant"


def test_nothing_is_due_next_when_all_stand_still() -> None:
    assert next_due([clock(stop(START + DAY))]) is None


offsets = st.integers(0, 30 * 24).map(lambda hours: START + timedelta(hours=hours))
happenings = st.lists(
    st.one_of(
        st.builds(stop, offsets),
        st.builds(resume, offsets),
        st.builds(extended, offsets),
        st.builds(lambda at: Event("results_sent", at), offsets),
    ),
    max_size=8,
)
RULES = [
    rule(Length(48, Unit.HOURS), code="h"),
    rule(Length(9, Unit.CALENDAR_DAYS), code="c"),
    rule(Length(6, Unit.WORKING_DAYS), code="w", calendar="FR", moves_to_working_day=True),
]


@settings(max_examples=40, deadline=None)
@given(happenings)
def test_a_week_in_which_nothing_ran_changes_no_due_date(events: list[Event]) -> None:
    now = START + 31 * DAY
    told = [RECEIVED, *events]
    for before, after in zip(
        due_dates(FACTS, told, now, rules=RULES),
        due_dates(FACTS, told, now + 7 * DAY, rules=RULES),
        strict=True,
    ):
        assert before.standing == after.standing
        assert before.due == after.due or (before.standing == "stopped" and before.due < after.due)


@settings(max_examples=40, deadline=None)
@given(happenings)
def test_the_order_in_which_events_are_told_does_not_matter(events: list[Event]) -> None:
    told = [RECEIVED, *events]
    if len({event.at for event in told}) == len(told):
        now = START + 31 * DAY
        assert due_dates(FACTS, told, now, rules=RULES) == due_dates(FACTS, told[::-1], now, rules=RULES)


@settings(max_examples=40, deadline=None)
@given(offsets, st.integers(0, 400), st.integers(0, 400))
def test_a_longer_standstill_never_brings_a_due_date_forward(at: datetime, one: int, more: int) -> None:
    def found(hours: int) -> dict[str, datetime]:
        events = [RECEIVED, stop(at), resume(at + timedelta(hours=hours))]
        return {clock.code: clock.due for clock in due_dates(FACTS, events, START + 90 * DAY, rules=RULES)}

    shorter, longer = found(one), found(one + more)
    assert all(shorter[code] <= longer[code] for code in shorter)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        due_dates(FACTS, [RECEIVED, stop(datetime(2026, 3, 13))], START, rules=RULES)
