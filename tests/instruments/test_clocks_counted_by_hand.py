"""Due dates agree with a walk through time in steps of five minutes that shares no code with the engine.

The walk looks at a clock on the wall and at a hand-written list of holidays; at each step it handles what happens then
and, while the clock stands still, pushes the end on by what passed.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.instruments.domain.clocks.deriving import due_dates
from entraide.instruments.domain.clocks.lengths import Length, Unit
from entraide.instruments.domain.clocks.rules import Event, Extension, Facts, Rule
from entraide.kernel.languages import Text

STEP = timedelta(minutes=5)
PER_HOUR, PER_DAY = 12, 288
DAYS = 75
WORDS = Text(en="x", fr="y")
FACTS = Facts(direction="incoming", kind=None, track=None, urgency="routine")
MOST, TIMES = 4, 2


@dataclass(frozen=True)
class Place:
    """A zone and a calendar over some weeks; `rests` are week-days as Python counts them."""

    name: str
    zone: str
    calendar: str
    begins: date
    rests: frozenset[int]
    holidays: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        return day.weekday() not in self.rests and day not in self.holidays

    def next_working(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.works(day):
            day += timedelta(days=1)
        return day


def days(*texts: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)


WEEKEND, FRIDAY_SATURDAY = frozenset({5, 6}), frozenset({4, 5})
PLACES = (
    Place(
        "France, clocks forward",
        "Europe/Paris",
        "FR",
        date(2026, 3, 20),
        WEEKEND,
        days("2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"),
    ),
    Place(
        "Quebec, clocks forward",
        "America/Toronto",
        "CA-QC",
        date(2026, 2, 26),
        WEEKEND,
        days("2026-04-03"),
    ),
    Place(
        "New South Wales, clocks forward in spring, which is October",
        "Australia/Sydney",
        "AU-NSW",
        date(2026, 9, 25),
        WEEKEND,
        days("2026-10-05"),
    ),
    Place(
        "Chile, clocks back at midnight",
        "America/Santiago",
        "CL",
        date(2026, 3, 28),
        WEEKEND,
        days("2026-04-03", "2026-04-04", "2026-05-01", "2026-05-21"),
    ),
    Place(
        "France, clocks back",
        "Europe/Paris",
        "FR",
        date(2026, 10, 16),
        WEEKEND,
        days("2026-11-11", "2026-12-25"),
    ),
    Place(
        "United States, year end",
        "America/New_York",
        "US",
        date(2025, 12, 15),
        WEEKEND,
        days("2025-12-25", "2026-01-01", "2026-01-19", "2026-02-16"),
    ),
    Place(
        "Saudi Arabia, year end, Friday and Saturday",
        "Asia/Riyadh",
        "SA",
        date(2025, 12, 15),
        FRIDAY_SATURDAY,
        days("2026-02-22"),
    ),
    Place(
        "Israel, Friday and Saturday, clocks forward on a Friday",
        "Asia/Jerusalem",
        "IL",
        date(2026, 3, 13),
        FRIDAY_SATURDAY,
        days("2026-04-02", "2026-04-08", "2026-04-22", "2026-05-22"),
    ),
)


class Wall:
    """What the wall clock of a place shows at each step, and how far it had got by then."""

    def __init__(self, place: Place) -> None:
        midnight = datetime(place.begins.year, place.begins.month, place.begins.day, tzinfo=UTC)
        zone = ZoneInfo(place.zone)
        self.moments = [midnight + STEP * n for n in range(DAYS * PER_DAY)]
        self.shown = [moment.astimezone(zone).replace(tzinfo=None, fold=0) for moment in self.moments]
        self.reached = [self.shown[0]]
        for before, after in zip(self.shown, self.shown[1:], strict=False):
            put_back = before + STEP if after <= before else after
            self.reached.append(max(self.reached[-1], put_back))
        self.last_shown = {shown: n for n, shown in enumerate(self.shown)}

    def step_at(self, shown: datetime) -> int:
        """The last step at which the wall clock shows that; the first after it when it never does."""
        while shown not in self.last_shown:
            shown += STEP
        return self.last_shown[shown]


@cache
def wall_of(place: Place) -> Wall:
    return Wall(place)


def walked(
    place: Place, unit: Unit, count: int, start: int, told: list[tuple[int, Event]], until: int
) -> tuple[int, bool]:
    """The step at which the clock is due, and whether it stands still at `until`."""
    wall = wall_of(place)
    began = wall.shown[start]

    def pushed(end: object, times: int) -> object:
        for _ in range(times):
            if isinstance(end, int):
                end += PER_HOUR
            elif isinstance(end, datetime):
                end += timedelta(days=1)
            elif isinstance(end, date):
                end = place.next_working(end)
        return end

    def due(end: object) -> int:
        if isinstance(end, int):
            return end
        if isinstance(end, datetime):
            return wall.step_at(end)
        assert isinstance(end, date)
        return wall.step_at(datetime.combine(end, began.time()))

    first: dict[Unit, object] = {
        Unit.HOURS: start,
        Unit.CALENDAR_DAYS: began,
        Unit.WORKING_DAYS: began.date(),
    }
    end = pushed(first[unit], count)
    is_stopped, counts, extended = False, False, 0
    for step in range(start, until + 1):
        for at, event in told:
            if at != step:
                continue
            if event.code == "information_requested" and not is_stopped:
                is_stopped, counts = True, step <= due(end)
            elif event.code == "information_supplied":
                is_stopped = False
            elif (
                event.code == "extended"
                and event.by
                and event.reason
                and extended < TIMES
                and step <= due(end)
            ):
                end, extended = pushed(end, min(event.by.count, MOST)), extended + 1
        if is_stopped and counts and step < until:
            if isinstance(end, int):
                end += 1
            elif isinstance(end, datetime):
                end += wall.reached[step + 1] - wall.reached[step]
            elif isinstance(end, date):
                day = wall.reached[step].date()
                while day < wall.reached[step + 1].date():
                    day += timedelta(days=1)
                    end = place.next_working(end) if place.works(day) else end
    return due(end), is_stopped


def rule(place: Place, unit: Unit, count: int) -> Rule:
    return Rule(
        code="asked",
        role="answer",
        label=WORDS,
        length=Length(count, unit),
        start="received",
        met_by=frozenset({"results_sent"}),
        source=WORDS,
        verified=True,
        consequence=WORDS,
        stopped_by=frozenset({"information_requested"}),
        resumed_by=frozenset({"information_supplied"}),
        extension=Extension(times=TIMES, by=Length(MOST, unit)),
        zone=place.zone,
        calendar=place.calendar,
    )


# Offsets in steps after the start, and what happens then; the last number is how long an extension is.
happenings = st.lists(
    st.tuples(
        st.integers(0, 16 * PER_DAY),
        st.sampled_from(
            ("stop", "stop", "resume", "resume", "extend", "extend at length", "extend without reason")
        ),
        st.integers(1, MOST + 2),
    ),
    max_size=7,
)


def event(what: str, by: Length, at: datetime) -> Event:
    if what == "stop":
        return Event("information_requested", at)
    if what == "resume":
        return Event("information_supplied", at)
    return Event(
        "extended", at, rule="asked", by=by, reason="" if what.endswith("reason") else "the court sits then"
    )


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize("unit", Unit)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_due_date_is_what_a_walk_through_time_comes_to(
    place: Place, unit: Unit, data: st.DataObject
) -> None:
    wall = wall_of(place)
    start = data.draw(st.integers(2 * PER_DAY, 12 * PER_DAY), label="start")
    count = data.draw(st.integers(1, 100 if unit is Unit.HOURS else 8), label="count")
    happened = data.draw(happenings, label="happened")
    until = start + data.draw(st.integers(0, 18 * PER_DAY), label="until")
    told = [
        (start + offset, event(what, Length(by, unit), wall.moments[start + offset]))
        for offset, what, by in sorted(happened, key=lambda one: one[0])
    ]
    events = [Event("received", wall.moments[start]), *(event for _, event in told)]
    (found,) = due_dates(FACTS, events, wall.moments[until], rules=[rule(place, unit, count)])
    step, is_stopped = walked(place, unit, count, start, told, until)
    assert (found.due, found.standing) == (wall.moments[step], "stopped" if is_stopped else "running")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_moment_of_a_change_of_clocks_can_start_a_clock(place: Place) -> None:
    wall = wall_of(place)
    turns = [n for n in range(1, len(wall.shown)) if wall.shown[n] - wall.shown[n - 1] != STEP]
    asked = rule(place, Unit.CALENDAR_DAYS, 3)
    for turn in turns:
        for near in range(turn - 3 * PER_DAY - 20, turn - 3 * PER_DAY + 20):
            (found,) = due_dates(
                FACTS, [Event("received", wall.moments[near])], wall.moments[near], rules=[asked]
            )
            assert found.due == wall.moments[wall.step_at(wall.shown[near] + timedelta(days=3))]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_standstill_over_a_change_of_clocks_is_what_the_wall_clock_moved_on(place: Place) -> None:
    wall = wall_of(place)
    turns = [n for n in range(1, len(wall.shown)) if wall.shown[n] - wall.shown[n - 1] != STEP]
    asked = rule(place, Unit.CALENDAR_DAYS, 2)
    for turn in turns:
        start = turn - 24
        for stopped in range(turn - 15, turn + 16, 3):
            for resumed in range(stopped, turn + 19, 5):
                told = [
                    (stopped, Event("information_requested", wall.moments[stopped])),
                    (resumed, Event("information_supplied", wall.moments[resumed])),
                ]
                events = [Event("received", wall.moments[start]), *(event for _, event in told)]
                (found,) = due_dates(FACTS, events, wall.moments[turn + 20], rules=[asked])
                step, _ = walked(place, Unit.CALENDAR_DAYS, 2, start, told, turn + 20)
                assert found.due == wall.moments[step]
