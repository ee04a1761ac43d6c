"""Due dates follow from dated events, and from nothing else."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from entraide.assistance.domain.clocks import RULES, Event, Facts, due_dates, next_due
from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency

START = datetime(2026, 3, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def facts(kind=Kind.POLICE_INFORMATION, urgency=Urgency.ROUTINE, track=Track.POLICE, **more):
    return Facts(direction=Direction.INCOMING, kind=kind, track=track, urgency=urgency, **more)


def clock(code, events, at, about=None):
    return next(c for c in due_dates(about or facts(), events, at) if c.code == code)


def test_a_routine_police_request_is_due_in_seven_days():
    answer = clock("police_routine", [Event("received", START)], START + HOUR)
    assert (answer.due, answer.standing) == (START + timedelta(days=7), "running")


def test_an_urgent_one_in_three_days_and_an_emergency_in_eight_hours():
    received = [Event("received", START)]
    urgent = clock("police_urgent", received, START, facts(urgency=Urgency.URGENT))
    emergency = clock("police_emergency", received, START, facts(urgency=Urgency.EMERGENCY))
    assert (urgent.due - START, emergency.due - START) == (timedelta(days=3), timedelta(hours=8))


def test_a_clock_stops_while_information_is_awaited_and_goes_on_after():
    events = [
        Event("received", START),
        Event("information_requested", START + 24 * HOUR),
        Event("information_supplied", START + 72 * HOUR),
    ]
    stopped = clock("police_routine", events[:2], START + 30 * HOUR)
    assert (stopped.standing, stopped.stopped_for) == ("stopped", 6 * HOUR)
    running = clock("police_routine", events, START + 80 * HOUR)
    assert (running.standing, running.due) == ("running", START + timedelta(days=9))


def test_an_answer_meets_the_clock_when_it_was_sent():
    events = [Event("received", START), Event("results_sent", START + 5 * HOUR)]
    met = clock("police_routine", events, START + timedelta(days=30))
    assert (met.standing, met.met_at) == ("met", START + 5 * HOUR)
    assert not met.is_overdue(START + timedelta(days=30))


def test_a_hard_date_of_the_requester_is_a_clock_of_its_own():
    about = facts(hard_date=START + 10 * HOUR)
    assert next_due(due_dates(about, [Event("received", START)], START)).code == "hard_date"


def test_the_preservation_runs_again_from_each_extension():
    about = facts(kind=Kind.PRESERVATION)
    events = [
        Event("received", START),
        Event("preserved", START + HOUR),
        Event("preserved", START + timedelta(days=50)),
    ]
    expiry = clock("preservation_expiry", events, START + timedelta(days=51), about)
    assert expiry.due == START + timedelta(days=110)


def test_a_request_not_yet_triaged_has_its_clock_too():
    bare = Facts(direction=Direction.INCOMING, kind=None, track=None, urgency=Urgency.ROUTINE)
    assert [c.code for c in due_dates(bare, [Event("received", START)], START)] == ["untriaged"]


def test_every_rule_says_where_it_comes_from():
    assert [rule.code for rule in RULES if not rule.source] == []
    assert len({rule.code for rule in RULES}) == len(RULES)


moments = st.integers(min_value=0, max_value=10_000).map(lambda minutes: START + timedelta(minutes=minutes))
happenings = st.lists(
    st.builds(
        Event,
        st.sampled_from(
            ["information_requested", "information_supplied", "results_sent", "triaged", "reopened"]
        ),
        moments,
    ),
    max_size=8,
)


@given(happenings, moments)
def test_the_order_in_which_events_are_told_does_not_matter(events, at):
    told = [Event("received", START), *events]
    times = {event.at for event in told}
    if len(times) == len(told):
        assert due_dates(facts(), told, at) == due_dates(facts(), list(reversed(told)), at)


@given(happenings, moments)
def test_a_clock_never_ends_before_its_length_and_never_stops_longer_than_time_went_by(events, at):
    for due in due_dates(facts(), [Event("received", START), *events], at):
        assert due.length is None or due.due >= due.started + due.length
        assert timedelta(0) <= due.stopped_for <= max((due.met_at or at) - due.started, timedelta(0))
