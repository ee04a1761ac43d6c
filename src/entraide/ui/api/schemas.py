"""Shapes every API operation shares."""

from ninja import Field, Schema


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
