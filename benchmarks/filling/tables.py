"""The tables that are filled, their columns as the models name them, and a row as a tuple in that order."""

from collections.abc import Callable

from django.db.models import Model

from entraide.assistance import models as assistance
from entraide.cases import models as cases
from entraide.ledger import models as ledger

Row = tuple[object, ...]

MODELS: tuple[type[Model], ...] = (
    cases.Case,
    cases.Membership,
    cases.Task,
    cases.Note,
    cases.Correspondence,
    cases.Finding,
    assistance.AssistanceRequest,
    assistance.Authority,
    assistance.Offence,
    assistance.Subject,
    assistance.Measure,
    assistance.DatedEvent,
    assistance.Letter,
    ledger.Entry,
    ledger.Detail,
    ledger.Look,
    ledger.Subtree,
)


def table_of(model: type[Model]) -> str:
    return model._meta.db_table


def columns_of(model: type[Model]) -> tuple[str, ...]:
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def maker(model: type[Model]) -> Callable[..., Row]:
    """A function that takes some columns by name and gives the whole row, the others as an untouched record has them.

    Values are given as both databases take them: text, numbers, None, bytes; moments as «2026-03-02 14:30:00» in UTC,
    uuids as 32 hexadecimal digits, flags as 0 and 1, JSON as its text.
    """
    columns = columns_of(model)
    untouched = [_empty(field) for field in model._meta.concrete_fields]
    place = {column: position for position, column in enumerate(columns)}

    def row(**given: object) -> Row:
        values = untouched.copy()
        for column, value in given.items():
            values[place[column]] = value
        return tuple(values)

    return row


def _empty(field: object) -> object:
    kind = field.get_internal_type()  # type: ignore[attr-defined]
    if kind == "JSONField":
        return "[]" if field.default is list else "{}"  # type: ignore[attr-defined]
    if field.null:  # type: ignore[attr-defined]
        return None
    if kind == "BooleanField":
        return int(bool(field.default)) if field.has_default() else 0  # type: ignore[attr-defined]
    if kind in {"CharField", "TextField", "EmailField"}:
        return str(field.default) if field.has_default() else ""  # type: ignore[attr-defined]
    return None
