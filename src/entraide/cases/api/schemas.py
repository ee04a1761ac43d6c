"""The shapes in which a case file travels."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from entraide.ui.api.schemas import Prose
from entraide.ui.api.values import LARGEST, LanguageTag, Line200, Line300, Moment, OfRow

ChannelCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,20}$")]


class CaseOut(Schema):
    uuid: UUID
    title: str
    opened_at: datetime
    members: int


class MemberOut(Schema):
    person: UUID
    name: str
    since: datetime
    reason: str


class MemberPage(Schema):
    items: list[MemberOut]
    count: int


class MembersIn(Schema):
    people: list[UUID] = Field(min_length=1, max_length=50)
    reason: Line200 = ""


class LeaveReason(Schema):
    reason: Line200 = ""


class TaskOut(Schema):
    uuid: UUID
    about: UUID | None = Field(description="The request it is about.")
    title: str
    detail: str
    assigned_to: OfRow | None
    due_at: datetime | None
    added_at: datetime
    done_at: datetime | None


class TaskPage(Schema):
    items: list[TaskOut]
    count: int


class TaskIn(Schema):
    title: Line200
    assigned_to: UUID
    detail: Prose = ""
    due_at: Moment | None = None
    about: UUID | None = Field(None, description="The request of the case that it is about.")


class NoteOut(Schema):
    uuid: UUID
    about: UUID | None = Field(description="The request it is about.")
    text: str
    at: datetime
    by: OfRow


class NotePage(Schema):
    items: list[NoteOut]
    count: int


class NoteIn(Schema):
    text: Prose
    about: UUID | None = Field(None, description="The request of the case that it is about.")


class SheetOut(Schema):
    """A letter, message or call on file."""

    uuid: UUID
    about: UUID | None = Field(description="The request it is about.")
    incoming: bool
    channel: str
    at: datetime
    counterpart: str
    subject: str
    language: str
    text: str
    original: OfRow | None


class SheetPage(Schema):
    items: list[SheetOut]
    count: int


class SheetIn(Schema):
    incoming: bool
    channel: ChannelCode
    counterpart: Line300 = ""
    subject: Line300 = ""
    text: Prose = ""
    language: LanguageTag = ""
    happened_at: Moment | None = None
    about: UUID | None = Field(None, description="The request of the case that it is about.")


class MomentOut(Schema):
    seq: int
    at: datetime
    who: str
    sentence: str = Field(description="In the language of Accept-Language.")
    code: str
    subject: UUID | None


class Timeline(Schema):
    items: list[MomentOut]
    next: int | None = Field(description="Ask again with `before` set to this; null at the end.")


class TimelinePart(Schema):
    before: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    limit: int = Field(50, ge=1, le=100)
