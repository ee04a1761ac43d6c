"""The bureau's own wording of a letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.letters.facts import Wording
from entraide.assistance.services.templates import MAX_REASON
from entraide.assistance.web.forms.fields import text_field
from entraide.assistance.web.forms.letters import LANGUAGES

LANGUAGE_NAMES: dict[str, Any] = dict(LANGUAGES)


class TemplateForm(forms.Form):
    """Subject and text with their fields in braces; the check says what is right, and how long it may be."""

    subject = forms.CharField(label=_("Subject"))
    body = text_field(
        _("Text"),
        rows=26,
        hint=_(
            "An empty line begins a paragraph. A line that begins with ## is a heading, with - an item of a list. "
            "Fields stand in braces. A paragraph is left out when none of its fields has anything to say, together "
            "with a heading directly above it."
        ),
    )
    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the history, with your name."),
    )

    def __init__(self, language: str, *args: Any, only_looking: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for by the act, not by a first look at the text.
        self.fields["reason"].required = not only_looking
        for name in ("subject", "body"):
            self.fields[name].widget.attrs |= {"lang": language}

    def text(self) -> Wording:
        """What was typed."""
        given = self.cleaned_data
        return Wording(subject=given.get("subject", ""), body=given.get("body", ""))


class WithdrawalForm(forms.Form):
    """Why the standard letter is better after all."""

    reason = forms.CharField(
        label=_("Reason for the change"), max_length=MAX_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )
