"""What is said of a message after it was sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entraide.assistance.web.forms.fields import text_field
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.exchange.domain.statement import HANDLING_CODES, TLP, Handling


class RecallForm(forms.Form):
    """Why it is taken back."""

    text = text_field(_("Why it is recalled, as the partner reads it"))


class CorrectForm(forms.Form):
    """What is right."""

    text = text_field(_("What is right, as the partner reads it"))


class AskConsentForm(forms.Form):
    """For what."""

    text = text_field(
        _("To whom it is to go, and for what"), hint=_("The originator reads this and answers with one act.")
    )


class NarrowForm(forms.Form):
    """How it may be handled from now on, and why."""

    def __init__(self, *args: Any, handling: Handling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handling = handling
        tlp = TLP[: TLP.index(handling.tlp) + 1]
        codes = HANDLING_CODES[HANDLING_CODES.index(handling.code) :]
        self.fields["tlp"] = ChoiceField(
            label=_("Traffic light protocol"),
            choices=[(one, f"TLP:{one.upper()}") for one in tlp],
            initial=handling.tlp,
        )
        self.fields["code"] = ChoiceField(
            label=_("Handling code"), choices=[(one, one) for one in codes], initial=handling.code
        )
        self.fields["limits"] = text_field(_("Further limits on use"), required=False)
        self.fields["text"] = text_field(_("Why, as the partner reads it"))

    def narrowed(self) -> Handling:
        """What the service takes: limits are added to those that were said, never taken away."""
        data = self.cleaned_data
        limits = "\n".join(part for part in (self.handling.limits, data["limits"].strip()) if part)
        return replace(self.handling, tlp=data["tlp"], code=data["code"], limits=limits)


class AnswerConsentForm(forms.Form):
    """Yes or no, and under what conditions or why."""

    granted = ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Agreed")), ("no", pgettext_lazy("consent", "Refused"))],
    )
    text = text_field(_("Conditions, or the reason for the refusal"), required=False)
