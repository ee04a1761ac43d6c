"""Form fields made from the tables: from a column of the record, or from a field of a block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language

from entraide.assistance.domain.blocks import Field
from entraide.assistance.web import labels
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.assistance.web.labels import lazy_words
from entraide.directory.domain.states import by_name
from entraide.ui.widgets import DayField, MomentField

# Nothing is chosen.
NONE: tuple[str, Any] = ("", "—")


class LinesField(forms.CharField):
    """A text of some lines, which browsers send with the line ends of another age."""

    def to_python(self, value: Any) -> str:
        """The text with plain line ends."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def text_field(label: Any, *, required: bool = True, rows: int = 5, hint: Any = "") -> forms.CharField:
    """A text of some lines."""
    return LinesField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def field_of_column(column: models.Field[Any, Any], label: Any, *, required: bool = False) -> forms.Field:
    """The form field for a column of the record, its choices in the reader's language."""
    name = column.name
    if name in labels.TABLES or name in labels.TEXTS:
        empty = not column.has_default()
        return ChoiceField(label=label, required=required, choices=labels.choices(name, empty=empty))
    if name in {"language", "reply_language"}:
        return ChoiceField(label=label, required=required, choices=labels.languages())
    match column:
        case models.BooleanField():
            return forms.BooleanField(label=label, required=False)
        case models.DateTimeField():
            return MomentField(label=label, required=required)
        case models.DateField():
            return DayField(label=label, required=required)
        case models.TextField():
            return text_field(label, required=required)
        case models.EmailField():
            return forms.EmailField(label=label, required=required)
        case _:
            return forms.CharField(label=label, required=required, max_length=column.max_length)


def field_of_block(field: Field) -> forms.Field:
    """The form field for a field of a block or of a subject. Only what nothing works without is required."""
    label: Any = lazy_words(field.label)
    match field.shape:
        case "text":
            return text_field(label, required=field.required, rows=4)
        case "date":
            return DayField(label=label, required=field.required)
        case "moment":
            return MomentField(label=label, required=field.required)
        case "flag":
            return forms.BooleanField(label=label, required=False)
        case "number":
            return forms.IntegerField(label=label, required=field.required, min_value=0)
        case "choice":
            offered = [("", "—"), *((code, lazy_words(text)) for code, text in field.choices)]
            return ChoiceField(label=label, required=field.required, choices=offered)
        case "line":
            return forms.CharField(label=label, required=field.required, max_length=500)


def initial_of_block(shape: Iterable[Field], values: Mapping[str, Any], prefix: str) -> dict[str, object]:
    """What is on record of a block, as its form fields show it."""
    shapes = {field.name: field.shape for field in shape}
    return {
        f"{prefix}{name}": datetime.fromisoformat(value) if shapes.get(name) == "moment" else value
        for name, value in values.items()
    }


def states_field(label: Any, *, required: bool = False, empty: tuple[str, Any] = NONE) -> ChoiceField:
    """Every state by its name in the reader's language; cleaned to its two letters."""
    named = by_name(get_language() or "en")
    return ChoiceField(label=label, required=required, choices=[empty, *named])


def keep_known(field: forms.Field, value: object) -> None:
    """Offer the value on record even when the list no longer has it."""
    if (
        isinstance(field, forms.ChoiceField)
        and value
        and str(value) not in {str(code) for code, _ in _flat(field)}
    ):
        field.choices = [*_flat(field), (str(value), str(value))]


def _flat(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    offered: Any = field.choices
    return [(code, label) for code, label in offered]
