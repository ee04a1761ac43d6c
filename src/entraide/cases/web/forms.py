"""What is put into a case file by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entraide.accounts.policy import caseworkers
from entraide.accounts.queries import with_unit_and_roles
from entraide.cases.queries import members_of
from entraide.cases.services.work import Sheet
from entraide.cases.web.labels import BY_HAND
from entraide.ui.widgets import MomentField

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person
    from entraide.cases.models import Case


class LinesField(forms.CharField):
    """A text of some lines, with plain line ends."""

    def to_python(self, value: Any) -> str:
        """Browsers send the line ends of another age."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def _lines(label: Any, *, rows: int = 4, required: bool = True, hint: Any = "") -> LinesField:
    widget = forms.Textarea(attrs={"rows": rows})
    return LinesField(label=label, required=required, widget=widget, help_text=hint)


class MemberForm(forms.Form):
    """Somebody who needs to know, and why."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        inside = {membership.person_id for membership in members_of(case)}
        self.people = {
            str(person.uuid): person
            for person in caseworkers().select_related("unit").prefetch_related("role_grants")
            if person.pk not in inside
        }
        self.fields["person"] = forms.ChoiceField(
            label=_("Person"),
            choices=[
                ("", "—"),
                *((key, with_unit_and_roles(one, language)) for key, one in self.people.items()),
            ],
        )
        self.fields["reason"] = forms.CharField(label=_("Why they need to know"), max_length=200)

    def person(self) -> Person:
        """The person who was chosen."""
        return self.people[self.cleaned_data["person"]]


class ReasonForm(forms.Form):
    """Why somebody is taken out of a case."""

    reason = forms.CharField(label=_("Why they no longer need to know"), max_length=200)


class NoteForm(forms.Form):
    """A note for the other members."""

    text = _lines(_("Note"))


class TaskForm(forms.Form):
    """Something to do, by one of the members."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)

    def __init__(self, *args: Any, case: Case, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(m.person.uuid): m.person for m in members_of(case)}
        self.fields["assigned_to"] = forms.ChoiceField(
            label=_("By whom"),
            choices=[(key, member.name) for key, member in self.members.items()],
            initial=str(person.uuid),
        )
        self.fields["due_at"] = MomentField(label=_("By when"), required=False)
        self.fields["detail"] = _lines(_("More about it"), rows=2, required=False)

    def chosen(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "assigned_to": self.members[data["assigned_to"]],
            "due_at": data["due_at"],
            "detail": data["detail"],
        }


class SheetForm(forms.Form):
    """A letter, message or call that came in or went out by another way."""

    incoming = forms.ChoiceField(
        label=_("It was"), choices=[("in", _("Received")), ("out", _("Sent"))], widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=list(BY_HAND.items()))
    happened_at = MomentField(label=_("When"))
    counterpart = forms.CharField(label=_("With whom"), max_length=300)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = _lines(_("What was written or said"), rows=6, required=False)

    def sheet(self, about: UUID | None) -> Sheet:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return Sheet(**{**data, "incoming": data["incoming"] == "in", "about": about})
