"""How an auditor narrows the two records."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entraide.ledger.events import known_acts
from entraide.ledger.queries import Period, everybody
from entraide.ledger.queries.things import thing_of
from entraide.ui.widgets import DayField


def people_choices() -> list[tuple[str, str]]:
    """Everybody by name."""
    return [("", str(_("Anybody"))), *((str(uuid), name) for uuid, name in everybody())]


def act_choices() -> list[tuple[str, str]]:
    """Every act by its label in the reader's language."""
    language = get_language() or "en"
    named = [(code, kind.label.in_language(language)) for code, kind in known_acts().items()]
    return [("", str(_("Any"))), *sorted(named, key=lambda pair: pair[1])]


class WhoField(forms.TypedChoiceField):
    """One of the people by name; somebody whom no package knows can still be named by a link."""

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, required=False, choices=people_choices, **more)

    def valid_value(self, value: Any) -> bool:
        try:
            UUID(str(value))
        except ValueError:
            return False
        return True


class ThingField(forms.CharField):
    """A thing by the number people write, or by its uuid; cleaned to the uuid, or to that of its case."""

    default_error_messages = {"unknown": _("Nothing has this number.")}

    def __init__(self, *, to_case: bool, **more: Any) -> None:
        super().__init__(required=False, max_length=60, **more)
        self.to_case = to_case

    def clean(self, value: Any) -> UUID | None:
        """The uuid; None when nothing was typed. Raises `ValidationError`."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return UUID(text)
        except ValueError:
            found = thing_of(text)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found.case if self.to_case else found.uuid


class PeriodForm(forms.Form):
    """From one day to another, both included, by the agency's clock."""

    since = DayField(label=pgettext_lazy("period", "From"), required=False)
    until = DayField(label=pgettext_lazy("period", "To"), required=False)

    def period(self) -> Period:
        """The moments between which to look; open ends where nothing was typed."""
        return Period(self._midnight("since"), self._midnight("until", timedelta(days=1)))

    def _midnight(self, name: str, later: timedelta = timedelta()) -> datetime | None:
        day: date | None = self.cleaned_data.get(name)
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day, time()) + later)


class EntryFilter(PeriodForm):
    act = forms.ChoiceField(label=_("Act"), required=False, choices=act_choices)
    actor = WhoField(label=_("Who"))
    case = ThingField(label=_("Case, by a number of it or uuid"), to_case=True)
    subject = ThingField(label=_("Exhibit or request, by number or uuid"), to_case=False)

    field_order = ("act", "actor", "case", "subject", "since", "until")


class LookFilter(PeriodForm):
    person = WhoField(label=_("Who"))
    case = ThingField(label=_("Case, by a number of it or uuid"), to_case=True)

    field_order = ("person", "case", "since", "until")
