"""What is asked for when a partner is let in or shut out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CARDS_BYTES = 1024 * 1024


class IntroduceForm(forms.Form):
    """Another node by its address, or by the file of its cards."""

    address = forms.CharField(
        label=_("Address of the node"),
        max_length=300,
        required=False,
        help_text=_("As its administrator tells it: https://…/exchange. Its cards are fetched from there."),
    )
    file = forms.FileField(
        label=_("Or the file of its cards"), required=False, help_text=_("From entraide card export.")
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("address") and not cleaned.get("file") and not self.errors:
            self.add_error("address", _("Give the address, or the file."))
        if cleaned.get("file") and cleaned["file"].size > CARDS_BYTES:
            self.add_error("file", _("This file is too large to hold cards."))
        return cleaned


class ConfirmForm(forms.Form):
    """What was heard over the telephone, from whom, on which number, and where that number is from."""

    heard = forms.CharField(
        label=_("Fingerprint, as it was read to you"),
        max_length=80,
        help_text=_("Forty digits. Have it read to you; do not read it out yourself."),
    )
    person = forms.CharField(label=_("Who was called"), max_length=200)
    number = forms.CharField(label=_("On which number"), max_length=60)
    number_from = forms.CharField(
        label=_("Where the number was taken from"),
        max_length=200,
        help_text=_("Never from the card or the message that brought it: from the directory."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=1000)
