"""Shapes every API operation shares."""

from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

# Text of one line, and of several. PostgreSQL cannot store NUL; a line with a line break in it would break a letter.
Line = Annotated[str, StringConstraints(max_length=400, pattern=r"^[^\x00-\x1f\x7f]*$")]
Prose = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]


class Problem(Schema):
    """Why an operation was refused (RFC 9457, application/problem+json)."""

    type: str = Field(description="urn:entraide:problem:<code>")
    title: str = Field(description="A sentence for people, in the language of Accept-Language.")
    status: int
    code: str = Field(description="For programs; every code is listed in the documentation.")
    fields: dict[str, str] | None = Field(None, description="What is wrong, field by field.")


# Every operation documents these beside its own answer: `response={200: X, **PROBLEMS}`.
PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)

MAX_LIMIT = 100
MAX_OFFSET = 10_000


class Slice(Schema):
    """Which part of a list: bounded, so that no page can cost without end. Use as `slice: Query[Slice]`."""

    limit: int = Field(50, ge=1, le=MAX_LIMIT)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)
