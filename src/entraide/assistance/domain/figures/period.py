"""From one day to another, both included, as the agency's own calendar has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from entraide.assistance.domain.figures.errors import PeriodEndsFirst, YearOutOfRange
from entraide.kernel.languages import Language, Text
from entraide.paper.dates import MONTHS, in_words

YEARS = range(1900, 2200)
# Beyond this, a period is shown year by year.
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Period:
    """`since` and `until` are whole days. Raises `PeriodEndsFirst`, `YearOutOfRange`."""

    since: date
    until: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.since.year not in YEARS or self.until.year not in YEARS:
            raise YearOutOfRange(first=YEARS.start, last=YEARS.stop - 1)
        if self.until < self.since:
            raise PeriodEndsFirst(since=self.since.isoformat(), until=self.until.isoformat())

    @property
    def starts(self) -> datetime:
        """The first moment of the first day."""
        return datetime.combine(self.since, time(), self.zone)

    @property
    def ends(self) -> datetime:
        """The first moment after the last day."""
        return datetime.combine(self.until + timedelta(days=1), time(), self.zone)

    def holds(self, at: datetime | None) -> bool:
        """Whether something that happened at `at` falls into the period; what never happened does not."""
        return at is not None and self.starts <= at < self.ends

    def words(self, language: Language) -> str:
        """«January 1, 2026 to December 31, 2026», «du 1er janvier 2026 au 31 décembre 2026»."""
        since, until = in_words(self.since, language), in_words(self.until, language)
        return f"du {since} au {until}" if language == "fr" else f"{since} to {until}"


def this_year(at: datetime, zone: ZoneInfo) -> Period:
    """The calendar year that `at` lies in."""
    return _year(at.astimezone(zone).year, zone)


def last_year(at: datetime, zone: ZoneInfo) -> Period:
    """The calendar year before it."""
    return _year(at.astimezone(zone).year - 1, zone)


def is_long(period: Period) -> bool:
    """Whether the period is shown year by year, and not month by month."""
    return _months(period) > MOST_MONTHS


def steps(period: Period) -> Iterator[tuple[str, Text]]:
    """The months of a period («2026-03» with its name), or the years of a long one («2026»), without a gap."""
    if is_long(period):
        for year in range(period.since.year, period.until.year + 1):
            yield str(year), Text(en=str(year), fr=str(year))
        return
    for count in range(_months(period)):
        year, month = divmod(period.since.year * 12 + period.since.month - 1 + count, 12)
        yield (
            f"{year}-{month + 1:02}",
            Text(en=f"{MONTHS['en'][month]} {year}", fr=f"{MONTHS['fr'][month]} {year}"),
        )


def step_of(at: datetime, period: Period) -> str:
    """The code of the step that a moment of the period falls into."""
    local = at.astimezone(period.zone)
    return str(local.year) if is_long(period) else f"{local.year}-{local.month:02}"


def _months(period: Period) -> int:
    return (period.until.year - period.since.year) * 12 + period.until.month - period.since.month + 1


def _year(year: int, zone: ZoneInfo) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), zone)
