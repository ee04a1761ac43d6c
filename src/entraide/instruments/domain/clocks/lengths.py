"""Lengths of time as rules write them, and points on the way to a due date."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What is counted. Months are left out: no rule of the shipped table counts in months."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Length:
    """So many of one unit; never negative."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"A length is not negative: {self.count}")

    @property
    def about(self) -> timedelta:
        """The length with a day, of either sort, taken as 24 hours: for bars and summaries, never for due dates."""
        return timedelta(hours=self.count) if self.unit is Unit.HOURS else timedelta(days=self.count)


@dataclass(frozen=True, slots=True)
class Point:
    """A moment measured from a clock: a share of its run, or so long before or after the due date.

    With nothing but zero lengths it is the due date itself.
    """

    share: int | None = None
    before: Length | None = None
    after: Length | None = None


AT_DUE = Point()


def parse_length(text: str) -> Length:
    """`30 calendar days`, `1 working day`, `8 hours`. Raises `ValueError` for anything else."""
    count, _, words = text.strip().partition(" ")
    name = words.replace(" ", "_")
    return Length(int(count), Unit(name if name.endswith("s") else f"{name}s"))


def parse_point(text: str) -> Point:
    """`80 %`, `2 calendar days before`, `1 calendar day after`, `due`. Raises `ValueError` for anything else."""
    said = text.strip()
    if said == "due":
        return AT_DUE
    if said.endswith("%"):
        share = int(said.removesuffix("%"))
        if not 0 <= share <= 100:
            raise ValueError(f"Not a share of a clock's run: {text}")
        return Point(share=share)
    if said.endswith(" before"):
        return Point(before=parse_length(said.removesuffix(" before")))
    if said.endswith(" after"):
        return Point(after=parse_length(said.removesuffix(" after")))
    raise ValueError(f"Not a point of a clock: {text}")
