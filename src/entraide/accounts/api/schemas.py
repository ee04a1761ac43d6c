"""The shapes in which people, units and tokens travel."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from entraide.accounts.domain.roles import Role, Scope
from entraide.ui.api.schemas import Line


class UnitOut(Schema):
    uuid: UUID
    name_en: str
    name_fr: str
    intake: bool = Field(description="Receives what arrives.")


class UnitIn(Schema):
    name_en: Line
    name_fr: Line
    intake: bool = False


class PersonOut(Schema):
    uuid: UUID
    name: str
    title: str
    language: str
    roles: list[Role]
    unit: UUID | None
    active: bool


class PersonWhole(PersonOut):
    email: str
    phone: str


class Me(PersonWhole):
    scopes: list[Scope] = Field(description="What the token of this call may do.")


class PersonIn(Schema):
    email: Line
    name: Line
    title: Line = ""
    phone: Line = ""
    language: Literal["en", "fr"] = "en"
    unit: UUID | None = None
    roles: list[Role] = Field([], max_length=7)


class PersonPatch(Schema):
    """What is left out, or null, stays as it is."""

    email: Line | None = None
    name: Line | None = None
    title: Line | None = None
    phone: Line | None = None
    language: Literal["en", "fr"] | None = None
    unit: UUID | None = None


class PeoplePage(Schema):
    items: list[PersonOut]
    count: int


class UnitPage(Schema):
    items: list[UnitOut]
    count: int


class TokenOut(Schema):
    uuid: UUID
    name: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class TokenPage(Schema):
    items: list[TokenOut]
    count: int


class TokenIn(Schema):
    name: Line
    scopes: list[Scope] = Field(min_length=1, max_length=5)
    days: int = Field(90, ge=1, le=366)


class TokenIssued(TokenOut):
    secret: str = Field(description="Told this once.")
