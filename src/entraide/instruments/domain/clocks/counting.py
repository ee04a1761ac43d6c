"""Lengths counted from a moment: hours as they elapse, calendar days and working days by the wall clock of a zone.

- Hours elapse: 24 hours over a change of the clocks are 24 hours.
- Calendar days are civil days: 30 days from 12 March 14:05 in Paris end on 11 April at 14:05 in Paris.
- Working days leave out the day of the start, week-ends and holidays, and end at the wall time of the start. Where the
  law counts whole days its limit ends that day at midnight; the same hour is the cautious reading of it.

A stop lengthens a clock by what stood still, counted in the clock's own unit: the hours that elapsed; the time the wall
clock moved on; the working days that began.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from entraide.instruments.domain.clocks.calendars import (
    next_working_day,
    nth_working_day,
    nth_working_day_before,
    working_days_between,
)
from entraide.instruments.domain.clocks.civil import moment_of, wall, wall_risen
from entraide.instruments.domain.clocks.lengths import Length, Unit


@dataclass(frozen=True, slots=True)
class Standstill:
    """How long a clock stood still, in each measure of time."""

    elapsed: timedelta = timedelta(0)
    by_the_wall: timedelta = timedelta(0)
    working_days: int = 0

    def __add__(self, other: "Standstill") -> "Standstill":
        return Standstill(
            self.elapsed + other.elapsed,
            self.by_the_wall + other.by_the_wall,
            self.working_days + other.working_days,
        )


NONE = Standstill()


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts in one zone and one calendar."""

    zone: ZoneInfo
    calendar: str

    def advance(self, start: datetime, length: Length, stood: Standstill = NONE) -> datetime:
        """When a clock of that length ends that began at `start` and stood still so long."""
        if length.unit is Unit.HOURS:
            return start + timedelta(hours=length.count) + stood.elapsed
        began = wall(start, self.zone)
        if length.unit is Unit.CALENDAR_DAYS:
            return moment_of(began + timedelta(days=length.count) + stood.by_the_wall, self.zone)
        day = nth_working_day(began.date(), length.count + stood.working_days, self.calendar)
        return moment_of(datetime.combine(day, began.time()), self.zone)

    def retreat(self, end: datetime, length: Length) -> datetime:
        """The moment so long before `end`."""
        if length.unit is Unit.HOURS:
            return end - timedelta(hours=length.count)
        ends = wall(end, self.zone)
        if length.unit is Unit.CALENDAR_DAYS:
            return moment_of(ends - timedelta(days=length.count), self.zone)
        day = nth_working_day_before(ends.date(), length.count, self.calendar)
        return moment_of(datetime.combine(day, ends.time()), self.zone)

    def stood_still(self, unit: Unit, since: datetime, until: datetime) -> Standstill:
        """What a stop from `since` to `until` comes to; only the measure that `unit` needs is worked out."""
        if until <= since:
            return NONE
        elapsed = until - since
        if unit is Unit.HOURS:
            return Standstill(elapsed)
        stopped, resumed = wall_risen(since, self.zone), wall_risen(until, self.zone)
        if unit is Unit.CALENDAR_DAYS:
            return Standstill(elapsed, by_the_wall=resumed - stopped)
        days = working_days_between(stopped.date(), resumed.date(), self.calendar)
        return Standstill(elapsed, working_days=days)

    def next_working_moment(self, moment: datetime) -> datetime:
        """That moment when it falls on a working day, else the same wall time on the next one."""
        shown = wall(moment, self.zone)
        day = next_working_day(shown.date(), self.calendar)
        return moment if day == shown.date() else moment_of(datetime.combine(day, shown.time()), self.zone)
