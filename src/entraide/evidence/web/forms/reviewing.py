"""When an exhibit is to be reviewed, and by whom."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entraide.cases.queries import members_of
from entraide.evidence.web.forms.fields import text_field
from entraide.ui.widgets import DayField

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit


class ReviewForm(forms.Form):
    """By when, by whom, and what to look at."""

    due = DayField(label=_("By when"))
    who = forms.ChoiceField(label=_("By whom"))
    words = text_field(_("What to look at"), required=False)

    def __init__(self, data: Any = None, *, exhibit: Exhibit, person: Person) -> None:
        super().__init__(data, initial={"who": str(person.uuid)})
        members = [one.person for one in members_of(exhibit.case) if one.person.is_active]
        self.people = {str(one.uuid): one for one in members}
        chosen = self.fields["who"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(key, one.name) for key, one in self.people.items()]

    def due_at(self) -> datetime:
        """The end of that day, by the agency's clock."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["due"], time(23, 59)))
