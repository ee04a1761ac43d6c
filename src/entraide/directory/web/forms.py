"""Forms of the directory. What is right is the domain's; a form only reads what was typed."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.domain.sorts import CHANNEL_LABELS, FUNCTION_LABELS, SORT_LABELS
from entraide.directory.domain.states import by_name
from entraide.kernel.languages import Text
from entraide.ui.widgets import DayField

ANY = ("", _("Any"))


def reading_language() -> str:
    """The language of the page: «en» or «fr»."""
    return get_language() or "en"


def choices(labels: dict[Any, Text], *first: tuple[str, Any]) -> list[tuple[str, Any]]:
    """A closed list in the reader's language."""
    return [*first, *((code.value, text.in_language(reading_language())) for code, text in labels.items())]


def state_choices(*first: tuple[str, Any]) -> list[tuple[str, Any]]:
    """Every state by its name in the reader's language, in that language's order, accents aside."""
    return [*first, *by_name(reading_language())]


def sort_choices() -> list[tuple[str, Any]]:
    return choices(SORT_LABELS)


def function_choices() -> list[tuple[str, Any]]:
    return choices(FUNCTION_LABELS)


def channel_choices() -> list[tuple[str, Any]]:
    return choices(CHANNEL_LABELS)


def preferred_choices() -> list[tuple[str, Any]]:
    return choices(CHANNEL_LABELS, ("", _("None in particular")))


class CodesField(forms.CharField):
    """Codes separated by commas or spaces, as a tuple."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return tuple(str(text).lower().replace(",", " ").split())

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, tuple | list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != tuple(initial or ()))


class DaysField(forms.CharField):
    """Days as 2026-12-25, separated by commas, spaces or lines, as a tuple of dates."""

    default_error_messages = {"invalid": _("Dates are written 2026-12-31.")}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return tuple(date.fromisoformat(day) for day in str(text).replace(",", " ").split())
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(day) for day in value) if isinstance(value, tuple | list) else value


class AgencyFilter(forms.Form):
    text = forms.CharField(label=_("Name or city"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: state_choices(ANY))
    sort = forms.ChoiceField(
        label=_("Sort of agency"), required=False, choices=lambda: choices(SORT_LABELS, ANY)
    )
    round_the_clock = forms.BooleanField(label=_("Answers at any hour"), required=False)


class AgencyForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=state_choices)
    sort = forms.ChoiceField(label=_("Sort of agency"), choices=sort_choices)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    name_fr = forms.CharField(label=_("Name in French"), max_length=160, required=False)
    name_original = forms.CharField(label=_("Name in its own language"), max_length=160, required=False)
    languages = CodesField(
        label=_("Languages it reads"), required=False, help_text=_("Codes, for instance «en, fr, es».")
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def facts(self) -> AgencyFacts:
        return AgencyFacts(**self.cleaned_data)


class OfficeForm(forms.Form):
    office = forms.CharField(label=_("Name of the office"), max_length=160)
    address = forms.CharField(label=_("Address"), max_length=400, required=False)
    city = forms.CharField(label=_("City"), max_length=160, required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(zone, zone) for zone in sorted(available_timezones())]
    )
    always_open = forms.BooleanField(label=_("Always open"), required=False)
    hours = forms.CharField(
        label=_("Opening hours"),
        max_length=400,
        required=False,
        help_text=_("For instance «mon-fri 08:30-16:30; sat 09:00-12:00», by the clock there."),
    )
    closures = DaysField(
        label=_("Closed on"), required=False, help_text=_("Days such as 2026-12-25, separated by commas.")
    )

    def facts(self) -> OfficeFacts:
        given = dict(self.cleaned_data)
        return OfficeFacts(name=given.pop("office"), **given)


class ContactForm(forms.Form):
    function = forms.ChoiceField(label=_("Function"), choices=function_choices)
    person = forms.CharField(
        label=_("Name of the person"),
        max_length=160,
        required=False,
        help_text=_("Empty for a desk that changes hands."),
    )
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    mobile = forms.CharField(label=_("Mobile telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    languages = CodesField(
        label=_("Languages spoken"), required=False, help_text=_("Codes, for instance «en, fr, es».")
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels accepted"),
        required=False,
        choices=channel_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    preferred_channel = forms.ChoiceField(
        label=_("Preferred channel"), required=False, choices=preferred_choices
    )
    verified_on = DayField(
        label=_("Verified on"),
        required=False,
        help_text=_("When somebody last made sure that this is right."),
    )

    def facts(self) -> ContactFacts:
        given = dict(self.cleaned_data)
        return ContactFacts(channels=tuple(given.pop("channels")), **given)


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Directory file (CSV, UTF-8)"))
