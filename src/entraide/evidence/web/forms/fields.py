"""The fields that the forms of exhibits share."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entraide.kernel.clock import now
from entraide.ui.widgets import MomentField

SEALS = 50
# The clocks of those who write differ from the node's.
SKEW = timedelta(minutes=5)


class LinesField(forms.CharField):
    """A text of some lines, with plain line ends."""

    def to_python(self, value: Any) -> str:
        """Browsers send the line ends of another age."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class PastMomentField(MomentField):
    """A moment that has come: what is said to have happened later has not happened."""

    default_error_messages = {"to_come": _("This moment has not come yet.")}

    def clean(self, value: Any) -> Any:
        """The moment. Raises `ValidationError`."""
        moment = super().clean(value)
        if moment is not None and moment > now() + SKEW:
            raise forms.ValidationError(self.error_messages["to_come"], code="to_come")
        return moment


class SealsField(forms.CharField):
    """Numbers of seals, separated by commas or lines; cleaned to a list."""

    default_error_messages = {"too_many": _("At most 50 seals at a time.")}

    def clean(self, value: Any) -> Any:
        """The numbers, each once. Raises `ValidationError`."""
        said = re.split(r"[,;\n]", super().clean(value) or "")
        numbers = list(dict.fromkeys(" ".join(one.split()) for one in said if one.strip()))
        if len(numbers) > SEALS:
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        return numbers


def text_field(
    label: Any, *, required: bool = True, rows: int = 3, hint: Any = "", longest: int = 10_000
) -> LinesField:
    """A text of some lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return LinesField(label=label, required=required, help_text=hint, widget=widget, max_length=longest)


def line_field(label: Any, *, required: bool = True, hint: Any = "", longest: int = 200) -> forms.CharField:
    """A text of one line."""
    return forms.CharField(label=label, required=required, help_text=hint, max_length=longest)
