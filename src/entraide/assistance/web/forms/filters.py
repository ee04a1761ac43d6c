"""What the list of requests can be narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entraide.accounts.policy import caseworkers
from entraide.accounts.queries import units
from entraide.assistance.web.forms.fields import states_field
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.assistance.web.labels import choices

ALL = ("", _("All"))
CODED = {
    "direction": _("Direction"),
    "state": _("Standing"),
    "kind": _("Kind"),
    "track": _("Track"),
    "urgency": _("Urgency"),
}


class FilterForm(forms.Form):
    """Every facet of a list, none required. Values that nobody offers narrow nothing."""

    order = ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("clock", _("By the clock")), ("newest", _("Newest first"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for name, label in CODED.items():
            offered = [ALL, *choices(name, empty=False)]
            self.fields[name] = ChoiceField(label=label, required=False, choices=offered)
        self.fields["from"] = states_field(_("Partner state"), empty=ALL)
        self.people = {str(person.uuid): person for person in caseworkers()}
        self.units = {str(unit.uuid): unit for unit in units()}
        self.fields["officer"] = ChoiceField(
            label=_("Officer"),
            required=False,
            choices=[ALL, *((key, person.name) for key, person in self.people.items())],
        )
        self.fields["unit"] = ChoiceField(
            label=_("Unit"),
            required=False,
            choices=[ALL, *((key, unit.name(language)) for key, unit in self.units.items())],
        )

    def narrowed(self) -> dict[str, object]:
        """Facets with their values, as the queries take them."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        found: dict[str, object] = {name: data[name] for name in (*CODED, "from") if data[name]}
        if data["officer"]:
            found["officer"] = self.people[data["officer"]].pk
        if data["unit"]:
            found["unit"] = self.units[data["unit"]].pk
        return found

    @property
    def newest_first(self) -> bool:
        """Whether the list is asked for in the other order."""
        return self.is_valid() and self.cleaned_data["order"] == "newest"
