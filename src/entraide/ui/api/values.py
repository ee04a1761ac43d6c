"""Values as calls may bring them: bounded text, moments with a zone in sane years, numbers that fit 64 bits."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints

from entraide.kernel.languages import Text

# One line: a control character in it (a line break, NUL) would break a letter or a header.
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
Line40 = Annotated[str, StringConstraints(max_length=40, pattern=ONE_LINE)]
Line60 = Annotated[str, StringConstraints(max_length=60, pattern=ONE_LINE)]
Line120 = Annotated[str, StringConstraints(max_length=120, pattern=ONE_LINE)]
Line200 = Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE)]
Line300 = Annotated[str, StringConstraints(max_length=300, pattern=ONE_LINE)]
Line500 = Annotated[str, StringConstraints(max_length=500, pattern=ONE_LINE)]
# A language as its tag says it: «fr», «en-CA», or nothing.
LanguageTag = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Z]{2})?)?$")]
StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]

LARGEST = 2**63 - 1
Number = Annotated[int, Field(ge=0, le=LARGEST)]

YEARS = range(1900, 2200)


def _sane_moment(value: datetime) -> datetime:
    # The year first: at the ends of the calendar, turning to UTC itself would fail.
    if value.year not in YEARS:
        raise ValueError(f"the year must be from {YEARS.start} to {YEARS.stop - 1}")
    return value.astimezone(UTC)


def _sane_day(value: date) -> date:
    if value.year not in YEARS:
        raise ValueError(f"the year must be from {YEARS.start} to {YEARS.stop - 1}")
    return value


def _known_zone(value: str) -> str:
    if value and value not in available_timezones():
        raise ValueError("not a zone of the tz database")
    return value


Moment = Annotated[AwareDatetime, AfterValidator(_sane_moment)]
Day = Annotated[date, AfterValidator(_sane_day)]
Zone = Annotated[Line60, AfterValidator(_known_zone)]

# Where a table keeps «nothing» as an empty code, an answer says null.
EmptyIsNull = BeforeValidator(lambda value: value or None)
# A row that another table points to is shown by what travels: its uuid, or the code of a state.
OfRow = Annotated[UUID, BeforeValidator(lambda row: getattr(row, "uuid", row))]
StateOfRow = Annotated[str, BeforeValidator(lambda row: getattr(row, "code", row))]


class Words(Schema):
    """One sentence in both languages."""

    en: str
    fr: str

    @classmethod
    def of(cls, text: Text) -> "Words":
        """The words of a text of the house."""
        return cls(en=text.en, fr=text.fr)
