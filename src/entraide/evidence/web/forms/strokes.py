"""A signature that was drawn on the screen: lines of points in a square of 1000 by 1000, as JSON."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Strokes = tuple[tuple[tuple[int, int], ...], ...]

SIDE = 1000
MOST_LINES = 200
MOST_POINTS = 5000
LONGEST = 100_000


class StrokesField(forms.CharField):
    """Cleaned to the lines that were drawn; an empty one is no signature."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Sign in the box."),
        "not_drawn": _("This is not a signature drawn here. Clear the box and sign again."),
    }

    def to_python(self, value: Any) -> Any:
        """The text as it came; its lines are read in `clean`, so that a refused form shows them again."""
        return "" if value is None else str(value).strip()

    def clean(self, value: Any) -> Any:
        """The lines. Raises `ValidationError` for anything that is not what the box draws."""
        text = super().clean(value)
        if text in ("", "[]"):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return ()
        try:
            return strokes_of(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["not_drawn"], code="not_drawn") from None


def strokes_of(text: str) -> Strokes:
    """The lines that a text says. Raises `ValueError` where it says anything else, or too much, or next to nothing."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        found = json.loads(text)
    except RecursionError as deep:
        raise ValueError("too deep") from deep
    if not isinstance(found, list) or len(found) > MOST_LINES:
        raise ValueError("lines")
    lines = tuple(_line(one) for one in found)
    if not 2 <= sum(len(one) for one in lines) <= MOST_POINTS:
        raise ValueError("points")
    return lines


def _line(found: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(found, list) or not found:
        raise ValueError("line")
    return tuple(_point(one) for one in found)


def _point(found: object) -> tuple[int, int]:
    if not isinstance(found, list) or len(found) != 2:
        raise ValueError("point")
    x, y = found
    # A bool is an int to Python, and 1.0 equals 1: neither is what the box writes.
    if type(x) is not int or type(y) is not int or not (0 <= x <= SIDE and 0 <= y <= SIDE):
        raise ValueError("point")
    return x, y
