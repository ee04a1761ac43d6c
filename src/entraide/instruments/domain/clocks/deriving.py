"""Due dates, derived from dated events each time and never counted up: a job that did not run cannot lose a day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from entraide.instruments.domain.clocks.civil import in_utc, zone_of
from entraide.instruments.domain.clocks.counting import Counter
from entraide.instruments.domain.clocks.due import DueDate, Standing, Warned
from entraide.instruments.domain.clocks.lengths import Point
from entraide.instruments.domain.clocks.rules import Event, Facts, Rule, binding
from entraide.instruments.domain.clocks.running import Run
from entraide.instruments.domain.clocks.table import BEGINS, HARD_DATE
from entraide.instruments.domain.clocks.table import rules as shipped

ORDER = {Standing.RUNNING: 0, Standing.STOPPED: 1, Standing.MET: 2}


def due_dates(
    facts: Facts, events: Iterable[Event], at: datetime, rules: Sequence[Rule] | None = None
) -> tuple[DueDate, ...]:
    """Every clock of a request as it stands at `at`: the running ones first, by due date.

    What is dated later than `at` has not happened yet. Without `rules`, those shipped. Moments may carry any zone and
    come back in UTC; raises `ValueError` for one without.
    """
    at = in_utc(at)
    happened = sorted(
        (event for told in events if (event := _in_utc(told)).at <= at), key=lambda event: event.at
    )
    found = [
        clock
        for rule in (_shipped_for(replace(facts, hard_date=None)) if rules is None else binding(facts, rules))
        if (clock := _clock(rule, facts, happened, at)) is not None
    ]
    hard = _hard_date(facts, happened)
    if hard is not None:
        found.append(hard)
    return tuple(sorted(found, key=lambda clock: (ORDER[clock.standing], clock.due)))


def next_due(clocks: Iterable[DueDate]) -> DueDate | None:
    """The running clock that ends first; None when none runs."""
    running = (clock for clock in clocks if clock.standing is Standing.RUNNING)
    return min(running, key=lambda clock: clock.due, default=None)


@lru_cache(maxsize=1024)
def _shipped_for(facts: Facts) -> tuple[Rule, ...]:
    return binding(facts, shipped())


def _in_utc(event: Event) -> Event:
    if event.at.tzinfo is UTC and event.until is None:
        return event
    return replace(event, at=in_utc(event.at), until=in_utc(event.until) if event.until else None)


def _clock(rule: Rule, facts: Facts, happened: Sequence[Event], at: datetime) -> DueDate | None:
    started = _started(rule, happened)
    if started is None or rule.length is None:
        return None
    met_at = _met_at(rule, happened, started)
    zone, calendar = rule.zone or facts.zone, rule.calendar or facts.calendar
    counter = Counter(zone_of(zone), calendar)
    run = Run(rule, rule.length, counter, started, met_at, happened, at)
    return DueDate(
        rule=rule,
        zone=zone,
        calendar=calendar,
        started=started,
        due=run.due,
        standing=run.standing,
        met_at=met_at,
        standstill=run.stood,
        extensions=tuple(run.granted),
        set_aside=tuple(run.set_aside),
        moved_from=run.moved_from,
        warnings=tuple(
            Warned(point, _moment_of(point, counter, started, run.due)) for point in rule.warnings
        ),
        escalates_at=_moment_of(rule.escalation.when, counter, started, run.due) if rule.escalation else None,
    )


def _started(rule: Rule, happened: Sequence[Event]) -> datetime | None:
    """The last of its start events (a preservation renewed, a request opened again), or what restarted it since."""
    begins = next((event.at for event in reversed(happened) if event.code == rule.start), None)
    if begins is None or not rule.restarted_by:
        return begins
    return next(event.at for event in reversed(happened) if event.code in {rule.start, *rule.restarted_by})


def _hard_date(facts: Facts, happened: Sequence[Event]) -> DueDate | None:
    started = next((event.at for event in happened if event.code in BEGINS), None)
    if facts.hard_date is None or started is None:
        return None
    met_at = _met_at(HARD_DATE, happened, started)
    return DueDate(
        rule=HARD_DATE,
        zone=facts.zone,
        calendar=facts.calendar,
        started=started,
        due=in_utc(facts.hard_date),
        standing=Standing.MET if met_at else Standing.RUNNING,
        met_at=met_at,
    )


def _met_at(rule: Rule, happened: Sequence[Event], started: datetime) -> datetime | None:
    return next((event.at for event in happened if event.code in rule.met_by and event.at >= started), None)


def _moment_of(point: Point, counter: Counter, started: datetime, due: datetime) -> datetime:
    if point.share is not None:
        return started + (due - started) * point.share / 100
    if point.before is not None:
        return counter.retreat(due, point.before)
    return counter.advance(due, point.after) if point.after is not None else due
