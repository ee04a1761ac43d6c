"""Working days of named calendars: `CA-QC`, `FR`, `AE` …, from the holidays library, week-ends included.

The library knows public holidays and, where they differ from Saturday and Sunday, week-ends, with the year they
changed. Holidays that hang on the sight of the moon are its estimates. The calendar `""` has week-ends (Saturday and
Sunday) and no holidays.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from types import ModuleType

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# The longest run of days without work in any calendar of the library is a fortnight; a year of none is a mistake.
LONGEST_REST = 366


def is_known(calendar: str) -> bool:
    """Whether the library has a calendar of that name; the empty name is known."""
    country, _, subdivision = calendar.partition("-")
    known: dict[str, list[str]] = _library().list_supported_countries(include_aliases=True)
    return not calendar or (country in known and (not subdivision or subdivision in known[country]))


def is_working(day: date, calendar: str) -> bool:
    """Whether people work on that day. Raises `ValueError` for a calendar that nobody keeps."""
    return _working_year(calendar, day.year)[day.timetuple().tm_yday - 1]


def working_days_between(after: date, upto: date, calendar: str) -> int:
    """How many working days come after `after`, up to and with `upto`; none when `upto` is not later."""
    found, day = 0, after
    while day < upto:
        day += ONE_DAY
        found += is_working(day, calendar)
    return found


def nth_working_day(after: date, count: int, calendar: str) -> date:
    """The day that is the `count`th working day after `after`, which itself is not counted; `after` for none."""
    return _counted(after, count, calendar, ONE_DAY)


def nth_working_day_before(before: date, count: int, calendar: str) -> date:
    """The day that is the `count`th working day before `before`, which itself is not counted."""
    return _counted(before, count, calendar, -ONE_DAY)


def next_working_day(day: date, calendar: str) -> date:
    """That day when people work on it, else the first one after it."""
    return day if is_working(day, calendar) else nth_working_day(day, 1, calendar)


def _counted(day: date, count: int, calendar: str, step: timedelta) -> date:
    rested = 0
    while count:
        day += step
        if is_working(day, calendar):
            count, rested = count - 1, 0
        elif (rested := rested + 1) > LONGEST_REST:
            raise ValueError(f"No working day within a year in the calendar {calendar!r}")
    return day


@cache
def _library() -> ModuleType:
    # Loaded by who counts days, and not by a process that carries messages.
    import holidays

    return holidays


@lru_cache(maxsize=256)
def _working_year(calendar: str, year: int) -> tuple[bool, ...]:
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]
    if not calendar:
        return tuple(day.weekday() < SATURDAY for day in days)
    if not is_known(calendar):
        raise ValueError(f"No calendar is named {calendar!r}")
    country, _, subdivision = calendar.partition("-")
    kept = _library().country_holidays(country, subdiv=subdivision or None, years=year)
    return tuple(kept.is_working_day(day) for day in days)
