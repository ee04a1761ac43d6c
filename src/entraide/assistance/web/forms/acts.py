"""What the acts of the lifecycle ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entraide.accounts.policy import caseworkers
from entraide.accounts.queries import units, with_unit_and_roles
from entraide.assistance import policy
from entraide.assistance.web.forms.fields import text_field
from entraide.assistance.web.forms.selects import ChoiceField, Select
from entraide.assistance.web.labels import LETTER_KINDS, choices, words
from entraide.directory.domain.hours import Open, in_words
from entraide.directory.domain.sorts import FUNCTION_LABELS, Function
from entraide.directory.queries import opening
from entraide.instruments.domain.clocks.due import DueDate
from entraide.ui import moments
from entraide.ui.widgets import DayField

if TYPE_CHECKING:
    from entraide.accounts.models import Person, Unit
    from entraide.assistance.models import AssistanceRequest, Letter
    from entraide.assistance.services.calling import Number


FARTHEST = date(9000, 1, 1)
# Numbers of the directory: how many are offered, and up to how many all are seen at once.
OFFERED = 100
AT_A_GLANCE = 8
OTHER = "other"


class SayForm(forms.Form):
    """One text, asked for in the words of the act."""

    def __init__(self, *args: Any, label: Any, required: bool = True, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = text_field(label, required=required, hint=hint)


class VerifyForm(forms.Form):
    """Who was called, on which number of the directory (or another one, taken from where), and what they said."""

    person = forms.CharField(label=_("Who was called"), max_length=200)
    number = forms.CharField(label=_("On which number"), max_length=60, required=False)
    number_from = forms.CharField(
        label=_("Where the number was taken from"),
        max_length=200,
        required=False,
        help_text=_("Never from the request itself: from the directory, or a number known before."),
    )
    result = ChoiceField(
        label=_("Result"),
        widget=forms.RadioSelect,
        choices=choices("verified_result", empty=False),
    )

    def __init__(self, *args: Any, numbers: Sequence[Number], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not numbers:
            return
        self.fields["contact"] = ChoiceField(
            label=_("From the directory"),
            choices=[
                *((_value_of(one), _number_words(one, at)) for one in numbers[:OFFERED]),
                (OTHER, _("Another number, given below with its source")),
            ],
            widget=forms.RadioSelect if len(numbers) <= AT_A_GLANCE else Select,
        )
        self.order_fields(["contact", "person", "number", "number_from", "result"])

    def clean(self) -> dict[str, Any]:
        """A number of the directory, or another one with its source."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("contact", OTHER) == OTHER:
            for name in ("number", "number_from"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes: a contact and which of its numbers, or a number and its source."""
        said = {name: self.cleaned_data[name] for name in ("person", "number", "number_from", "result")}
        chosen = self.cleaned_data.get("contact", OTHER)
        if chosen == OTHER:
            return said
        uuid, _space, number = chosen.partition(" ")
        return said | {"contact": UUID(uuid), "number": number, "number_from": ""}


class GlassForm(forms.Form):
    """The one letter that may leave unverified, why it cannot wait, and what was tried."""

    def __init__(self, *args: Any, letters: Sequence[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = {str(letter.uuid): letter for letter in letters}
        self.fields["letter"] = ChoiceField(
            label=_("Letter that may leave"),
            widget=forms.RadioSelect,
            choices=[
                (key, f"{LETTER_KINDS[letter.kind]} · {letter.subject}")
                for key, letter in self.letters.items()
            ],
            initial=next(iter(self.letters)) if len(self.letters) == 1 else None,
            help_text=_("As it now reads: once it is reworded, the glass must be broken again."),
        )
        self.fields["reason"] = text_field(_("Why it cannot wait"), rows=3)
        self.fields["tried"] = text_field(
            _("What was tried to reach the requester"),
            rows=3,
            hint=_("Whom you called, on which numbers, when, and what came of it."),
        )

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "letter": self.letters[data["letter"]], "reason": data["reason"], "tried": data["tried"]
        }  # fmt: skip


class GlassReviewForm(forms.Form):
    """Whether a glass was rightly broken, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["justified"] = ChoiceField(
            label=_("Finding"),
            widget=forms.RadioSelect,
            choices=[("yes", _("Justified")), ("no", _("Not justified"))],
        )
        self.fields["text"] = text_field(_("Why, and what follows from it"))

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {"justified": self.cleaned_data["justified"] == "yes", "text": self.cleaned_data["text"]}


class RouteForm(forms.Form):
    """The unit, the officer, or both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.units = {str(unit.uuid): unit for unit in units()}
        found = caseworkers().select_related("unit").prefetch_related("role_grants")
        self.people = {str(person.uuid): person for person in found}
        self.fields["unit"] = ChoiceField(
            label=_("Unit"),
            required=False,
            choices=[("", "—"), *((key, unit.name(language)) for key, unit in self.units.items())],
        )
        self.fields["officer"] = ChoiceField(
            label=_("Officer"),
            required=False,
            choices=[
                ("", "—"),
                *((key, with_unit_and_roles(one, language)) for key, one in self.people.items()),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Somebody must be named."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("unit") and not cleaned.get("officer") and not self.errors:
            self.add_error("unit", _("Name a unit, an officer, or both."))
        return cleaned

    def chosen(self) -> tuple[Unit | None, Person | None]:
        """The unit and the officer that were named."""
        return self.units.get(self.cleaned_data["unit"]), self.people.get(self.cleaned_data["officer"])


class ExtendForm(forms.Form):
    """Which clock, why, and until when; without a date it is extended by all that its rule allows."""

    def __init__(self, *args: Any, clocks: Sequence[DueDate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"] = ChoiceField(
            label=_("Clock"),
            widget=forms.RadioSelect,
            choices=[(clock.code, _with_date(clock)) for clock in clocks],
            initial=clocks[0].code if len(clocks) == 1 else None,
        )
        self.fields["until"] = DayField(
            label=_("Until"),
            required=False,
            help_text=_("Leave it empty to extend by all that the rule allows."),
        )
        self.fields["reason"] = text_field(_("Reason, as it is told to the partner"))

    def values(self) -> dict[str, Any]:
        """What the service takes: the end of the day named, in our own zone."""
        data, day = self.cleaned_data, self.cleaned_data["until"]
        zone = timezone.get_default_timezone()
        # A day at the very end of the calendar has no moment in every zone; the service refuses any so far.
        until = datetime.combine(min(day, FARTHEST), time(23, 59), tzinfo=zone) if day else None
        return {"rule": data["rule"], "reason": data["reason"], "until": until}


class OtherRequestForm(forms.Form):
    """Another request of this node, by its reference."""

    reference = forms.CharField(
        label=_("Reference of the other request"), max_length=20, help_text=_("For example 2026-I-0012.")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_reference(self) -> AssistanceRequest:
        """The request, when the one who writes can see it."""
        found = (
            policy.visible_requests(self.person)
            .select_related("case")
            .filter(reference__iexact=self.cleaned_data["reference"].strip())
            .first()
        )
        if found is None:
            raise forms.ValidationError(_("No request that you can see has this reference."))
        return found


def _value_of(number: Number) -> str:
    return f"{number.contact.uuid} {number.number}"


def _number_words(number: Number, at: datetime) -> str:
    contact = number.contact
    language = get_language() or "en"
    function = Function(contact.function)
    # Whoever answers at any hour does so whatever the hours of their office.
    at_any_hour = contact.office.always_open or function is Function.BUDAPEST_24_7
    standing = Open(until=None) if at_any_hour else opening(contact.office, at)
    who = [contact.person, FUNCTION_LABELS[function].in_language(language)]
    parts = (
        number.number,
        *who,
        contact.office.agency.name(language),
        in_words(standing, at).in_language(language),
    )
    return " · ".join(part for part in parts if part)


def _with_date(clock: DueDate) -> str:
    return f"{words(clock.label)} ({moments.moment_words(clock.due)})"
