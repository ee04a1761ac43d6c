"""Office hours: how they are written, and whether an office is open at a moment, in its own time zone."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from entraide.kernel.languages import Text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_LABELS = (
    Text(en="Mon", fr="lun."),
    Text(en="Tue", fr="mar."),
    Text(en="Wed", fr="mer."),
    Text(en="Thu", fr="jeu."),
    Text(en="Fri", fr="ven."),
    Text(en="Sat", fr="sam."),
    Text(en="Sun", fr="dim."),
)
MIDNIGHT = 24 * 60
# How far ahead the next opening is looked for: the longest holidays are shorter.
HORIZON_DAYS = 60

_PART = re.compile(r"(?P<days>[a-z,\s-]+?)\s+(?P<times>[\d:,\s-]+)")
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


class HoursUnreadable(ValueError):
    """The text does not say office hours; `part` is what could not be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from `opens` to `closes`, in minutes after midnight of `day` (0 is Monday), by the clock on the wall.

    `closes` is after `opens` and may pass midnight, up to 24 hours later: 22:00–06:00 is 1320 to 1800.
    """

    day: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (
            0 <= self.day <= 6
            and 0 <= self.opens < MIDNIGHT
            and self.opens < self.closes <= self.opens + MIDNIGHT
        ):
            raise ValueError(self)


Week = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Open now, until this moment; None when it never closes."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Closed now; opens at this moment, or no one knows when."""

    opens: datetime | None


def parse(text: str) -> Week:
    """«mon-fri 08:30-16:30; sat 09:00-12:00» as spans. A closing at or before the opening is the next day's.

    Raises `HoursUnreadable`. An empty text is a week without hours.
    """
    spans: list[Span] = []
    for part in filter(None, (piece.strip().lower() for piece in text.replace("–", "-").split(";"))):
        match = _PART.fullmatch(part)
        if match is None:
            raise HoursUnreadable(part)
        times = [_times(piece.strip(), part) for piece in match["times"].split(",")]
        spans += [Span(day, *pair) for day in _days(match["days"], part) for pair in times]
    spans.sort()
    for one, other in pairwise(spans):
        if one.day == other.day and other.opens < one.closes:
            raise HoursUnreadable(f"{DAYS[one.day]} {_clock(other.opens)}")
    return tuple(spans)


def in_writing(week: Week) -> str:
    """The one way these hours are written down; `parse` reads it back to the same spans."""
    by_day = {
        day: tuple((s.opens, s.closes) for s in spans)
        for day, spans in groupby(sorted(week), lambda s: s.day)
    }
    parts = []
    for first, last, times in _runs(by_day):
        days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        parts.append(f"{days} " + ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in times))
    return "; ".join(parts)


def for_reading(week: Week) -> Text:
    """The hours as people read them, in both languages."""
    by_day = {
        day: tuple((s.opens, s.closes) for s in spans)
        for day, spans in groupby(sorted(week), lambda s: s.day)
    }
    english, french = [], []
    for first, last, times in _runs(by_day):
        one, other = DAY_LABELS[first], DAY_LABELS[last]
        clocks = ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in times)
        heures = ", ".join(f"{_heure(opens)} à {_heure(closes)}" for opens, closes in times)
        english.append((one.en if first == last else f"{one.en}–{other.en}") + f" {clocks}")
        french.append((one.fr if first == last else f"{one.fr} à {other.fr}") + f" {heures}")
    return Text(en="; ".join(english), fr="; ".join(french))


def opening(
    week: Week, zone: ZoneInfo, at: datetime, *, closures: Collection[date] = (), always_open: bool = False
) -> Open | Closed:
    """Whether an office with these hours is open at `at`, and until or from when. Moments are in UTC.

    `closures` are days, in the office's own zone, on which it does not open. Where the clocks change, the hours
    are those on the wall: an opening that the change skips happens at the moment the clock jumps over it.
    """
    if always_open:
        return Open(until=None)
    now = at.astimezone(UTC)
    current: tuple[datetime, datetime] | None = None
    for opens, closes in _merged(week, zone, now.astimezone(zone).date(), frozenset(closures)):
        if closes <= now:
            continue
        current = (opens, closes)
        break
    if current is None:
        return Closed(opens=None)
    opens, closes = current
    if opens > now:
        return Closed(opens=opens)
    # Hours that follow each other without a gap beyond the horizon never end.
    return Open(until=closes if closes < now + timedelta(days=HORIZON_DAYS - 2) else None)


def in_words(state: Open | Closed, at: datetime) -> Text:
    """«open now», «opens in 3 h», in both languages."""
    if isinstance(state, Open):
        return Text(en="open now", fr="ouvert")
    if state.opens is None:
        return Text(en="closed", fr="fermé")
    minutes = max(1, -(-int((state.opens - at).total_seconds()) // 60))
    if minutes < 60:
        return Text(en=f"opens in {minutes} min", fr=f"ouvre dans {minutes} min")
    if minutes < 48 * 60:
        hours = round(minutes / 60)
        return Text(en=f"opens in {hours} h", fr=f"ouvre dans {hours} h")
    days = round(minutes / MIDNIGHT)
    return Text(en=f"opens in {days} days", fr=f"ouvre dans {days} jours")


def _merged(
    week: Week, zone: ZoneInfo, today: date, closures: frozenset[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Opening times in order from yesterday on, those that touch or overlap made one."""
    running: tuple[datetime, datetime] | None = None
    for offset in range(-2, HORIZON_DAYS):
        day = today + timedelta(days=offset)
        if day in closures:
            continue
        for span in week:
            if span.day != day.weekday():
                continue
            opens, closes = _moment(day, span.opens, zone), _moment(day, span.closes, zone)
            if closes <= opens:
                continue  # The clocks jumped over the whole of it.
            if running is not None and opens <= running[1]:
                running = (running[0], max(running[1], closes))
                continue
            if running is not None:
                yield running
            running = (opens, closes)
    if running is not None:
        yield running


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    return wall.astimezone(UTC)


def _days(text: str, part: str) -> list[int]:
    found: list[int] = []
    for piece in (piece.strip() for piece in text.split(",")):
        ends = [end.strip() for end in piece.split("-")]
        if len(ends) > 2 or any(end not in DAYS for end in ends):
            raise HoursUnreadable(part)
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        found += [day % 7 for day in range(first, last + (7 if last < first else 0) + 1)]
    if len(set(found)) != len(found):
        raise HoursUnreadable(part)
    return found


def _times(text: str, part: str) -> tuple[int, int]:
    match = _TIMES.fullmatch(text)
    if match is None:
        raise HoursUnreadable(part)
    hour, minute, end_hour, end_minute = (int(number) for number in match.groups())
    opens, closes = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or opens >= MIDNIGHT or closes > MIDNIGHT:
        raise HoursUnreadable(part)
    return opens, closes if closes > opens else closes + MIDNIGHT


def _runs(
    by_day: dict[int, tuple[tuple[int, int], ...]],
) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Days in a row that have the same times."""
    day = 0
    while day < 7:
        times = by_day.get(day)
        last = day
        while times and last < 6 and by_day.get(last + 1) == times:
            last += 1
        if times:
            yield day, last, times
        day = last + 1


def _clock(minutes: int) -> str:
    if minutes == MIDNIGHT:
        return "24:00"
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _heure(minutes: int) -> str:
    hours = 24 if minutes == MIDNIGHT else minutes // 60 % 24
    return f"{hours} h" if minutes % 60 == 0 else f"{hours} h {minutes % 60:02}"
