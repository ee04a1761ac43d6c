"""The shapes in which the two records leave."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from entraide.ui.api.schemas import Line

# What a 64-bit sequence number can be: no database is asked for more.
LARGEST = 2**63 - 1


def _in_utc(moment: datetime) -> datetime:
    """A moment without an offset is UTC: a program should not depend on where the node stands."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError("outside the years 1 to 9999") from error


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class EntryOut(Schema):
    seq: int
    at: datetime
    act: str
    actor: UUID | None = None
    case: UUID | None = None
    subject: UUID | None = None
    leaf_hash: str = Field(description="SHA-256 of 0x00 and the canonical bytes, in hexadecimal.")


class EntryWhole(EntryOut):
    canonical: str = Field(description="The entry's canonical bytes (RFC 8785), as text.")


class EntryPage(Schema):
    items: list[EntryOut]
    next: int | None = Field(description="Ask with `before` set to this for the page that follows.")


class LookOut(Schema):
    number: int
    at: datetime
    person: UUID
    case: UUID
    subject: UUID | None = None
    what: str
    why: str


class LookPage(Schema):
    items: list[LookOut]
    next: int | None = Field(description="Ask with `before` set to this for the page that follows.")


class EntryFilter(Schema):
    before: int | None = Field(None, ge=1, le=LARGEST)
    limit: int = Field(50, ge=1, le=100)
    act: Line = ""
    actor: UUID | None = None
    case: UUID | None = None
    subject: UUID | None = None
    since: Moment | None = None
    until: Moment | None = None


class LookFilter(Schema):
    before: int | None = Field(None, ge=1, le=LARGEST)
    limit: int = Field(50, ge=1, le=100)
    person: UUID | None = None
    case: UUID | None = None
    since: Moment | None = None
    until: Moment | None = None
