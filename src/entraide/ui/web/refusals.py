"""Refusals in forms: said beside the fields they are about, with what was typed kept."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import get_language, gettext

from entraide.kernel.errors import Incomplete, Refusal


def show(refusal: Refusal, form: BaseForm) -> None:
    """Put a refusal on a form: an `Incomplete` on its fields, every other above them."""
    language = get_language() or "en"
    if not isinstance(refusal, Incomplete):
        form.add_error(None, error_of(refusal))
        return
    for name, label in refusal.fields.items():
        sentence = gettext("Missing or not valid: %(label)s") % {"label": label.in_language(language)}
        form.add_error(name if name in form.fields else None, sentence)


def error_of(refusal: Refusal) -> ValidationError:
    """A refusal as a form shows it: its sentence in the reader's language, with the code to quote."""
    return ValidationError(refusal.in_language(get_language() or "en"), code=refusal.code)
