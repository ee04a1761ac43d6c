"""Refusals on their way out: the one table that says which HTTP status a refusal has."""

from entraide.kernel.errors import Conflict, Incomplete, NotAllowed, NotFound, Refusal

STATUS: dict[type[Refusal], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Incomplete: 422}


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: by its nearest class in the table, 422 otherwise."""
    for kind in type(refusal).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 422


def problem(refusal: Refusal, language: str) -> dict[str, object]:
    """The refusal as problem+json (RFC 9457)."""
    status = status_of(refusal)
    body: dict[str, object] = {
        "type": f"urn:entraide:problem:{refusal.code}",
        "title": refusal.in_language(language),
        "status": status,
        "code": refusal.code,
    }
    if isinstance(refusal, Incomplete):
        body["fields"] = {name: text.in_language(language) for name, text in refusal.fields.items()}
    return body
