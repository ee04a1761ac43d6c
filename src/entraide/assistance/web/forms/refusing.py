"""A refusal of a service, said on the form it came from, beside the field it is about; what was typed stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entraide.assistance.errors import FieldsRefused
from entraide.assistance.web.labels import words
from entraide.kernel.errors import Incomplete, NotFound, Refusal
from entraide.ui.web.refusals import error_of


def tell(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a refusal on a form. `NotFound` is raised again: a form never says that something is elsewhere."""
    if isinstance(refusal, NotFound):
        raise refusal
    if not isinstance(refusal, Incomplete):
        form.add_error(None, error_of(refusal))
        return
    if not isinstance(refusal, FieldsRefused):
        _missing(form, refusal)
        return
    for name, text in refusal.fields.items():
        field = name.replace("block.", "block-").replace("particulars.", "particulars-")
        message = words(text)
        if field in form.fields:
            form.add_error(field, _without_label(message, form.fields[field].label))
        else:
            form.add_error(None, message)


def _missing(form: forms.BaseForm, refusal: Incomplete) -> None:
    """What must be filled in first: beside its field where the form has it, else by name."""
    here = [name for name in refusal.fields if name in form.fields]
    for name in here:
        form.add_error(name, _("Fill this in."))
    if len(here) < len(refusal.fields):
        form.add_error(None, error_of(refusal))


def words_of(refusal: Refusal) -> str:
    """The sentence of a refusal in the reader's language."""
    return refusal.in_language(get_language() or "en")


def _without_label(message: str, label: Any) -> str:
    # The summary of errors names the field itself.
    before, colon, after = message.partition(":")
    return after.strip() if colon and before.strip() == str(label) else message
