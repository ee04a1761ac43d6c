"""Forms that begin a request, and the one that changes what kind it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.fields import FIELDS
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.web.forms.fields import field_of_column, states_field
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.assistance.web.labels import choices, lazy_words
from entraide.ui.widgets import MomentField


class _Columns(forms.Form):
    """A form over some columns of the record."""

    names: tuple[str, ...] = ()
    needed: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.names:
            label, needed = lazy_words(FIELDS[name]), name in self.needed
            if name == "partner_state":
                self.fields[name] = states_field(label, required=needed)
            else:
                column = AssistanceRequest._meta.get_field(name)
                self.fields[name] = field_of_column(column, label, required=needed)  # type: ignore[arg-type]

    def values(self) -> dict[str, object]:
        """What the service takes: the columns by name."""
        return {
            name: (self.cleaned_data[name] or None) if name == "partner_state" else self.cleaned_data[name]
            for name in self.names
        }


class IncomingForm(_Columns):
    """A request that came in by telephone, by hand, or on paper."""

    received_at = MomentField(label=lazy_words(FIELDS["received_at"]))
    names = (
        "channel",
        "title",
        "partner_state",
        "partner_agency",
        "partner_references",
        "language",
        "kind",
        "track",
        "urgency",
        "urgency_reason",
        "hard_date",
        "facts",
    )
    needed = frozenset({"title", "urgency"})


class OutgoingForm(_Columns):
    """A request of ours, before it is filled in."""

    names = (
        "title",
        "kind",
        "track",
        "partner_state",
        "partner_agency",
        "reply_language",
        "legal_basis",
        "urgency",
        "urgency_reason",
        "hard_date",
        "facts",
    )
    needed = frozenset({"title", "kind", "track", "urgency"})


class TriageForm(_Columns):
    """What triage fixes. Everything the lifecycle asks for before it is required here."""

    names = (
        "title",
        "partner_state",
        "partner_agency",
        "kind",
        "track",
        "urgency",
        "urgency_reason",
        "hard_date",
    )
    needed = frozenset({"title", "partner_state", "kind", "track", "urgency"})

    def clean(self) -> dict[str, Any]:
        """Anything but routine says why."""
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("urgency") not in {None, "", "routine"}
            and not cleaned.get("urgency_reason", "").strip()
        ):
            self.add_error("urgency_reason", _("Say what makes it urgent."))
        return cleaned


class KindForm(forms.Form):
    """Kind and track alone: they decide the block, the lifecycle and the clocks."""

    kind = ChoiceField(label=lazy_words(FIELDS["kind"]), choices=choices("kind"))
    track = ChoiceField(label=lazy_words(FIELDS["track"]), choices=choices("track"))
