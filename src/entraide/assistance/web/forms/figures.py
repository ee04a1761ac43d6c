"""The period that figures are asked for."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.figures.period import Period
from entraide.kernel.errors import Refusal
from entraide.ui.widgets import DayField


class PeriodForm(forms.Form):
    """First and last day, both included; cleaned to a period of the agency's calendar."""

    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """The days with their `period`; a refusal of it stands above the form, with its code."""
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if isinstance(since, date) and isinstance(until, date):
            try:
                data["period"] = Period(since, until, self.zone)
            except Refusal as refusal:
                raise ValidationError(
                    refusal.in_language(get_language() or "en"), code=refusal.code
                ) from refusal
        return data
