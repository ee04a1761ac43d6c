"""What each act on an exhibit asks of the one who does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entraide.cases.queries import members_of
from entraide.evidence.services.handing import Outside
from entraide.evidence.web.forms.fields import PastMomentField, SealsField, line_field, text_field
from entraide.evidence.web.forms.strokes import StrokesField
from entraide.exchange.queries import conversations_of_case
from entraide.ui.widgets import FilesField

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.domain.custody import Standing
    from entraide.evidence.models import Exhibit

_SEAL_HINT = _("Separated by commas, as they are printed on the seals.")
# Each field by its name; forms are made of these.
MADE: dict[str, Callable[[], forms.Field]] = {
    "reason": lambda: text_field(_("Reason")),
    "condition": lambda: text_field(_("Condition it is in"), rows=2),
    "condition_if_any": lambda: text_field(_("Condition it is in"), rows=2, required=False),
    "place": lambda: line_field(_("Place"), longest=300),
    "place_if_any": lambda: line_field(_("Place"), longest=300, required=False),
    "seals": lambda: SealsField(label=_("Numbers of the seals"), help_text=_SEAL_HINT, max_length=3000),
    "seals_if_any": lambda: SealsField(
        label=_("Numbers of the seals that are on it"), help_text=_SEAL_HINT, max_length=3000, required=False
    ),
    "examiner": lambda: line_field(_("Who examined it, when it was not you"), required=False),
    "for_whom": lambda: line_field(_("For whom")),
    "laboratory": lambda: line_field(_("Who certifies")),
    "from_whom": lambda: line_field(_("Who brings it back")),
    "happened": lambda: PastMomentField(label=_("When, if not now"), required=False),
    "words": lambda: line_field(
        _("What is not known"), hint=_("It stays visible as a gap in the chain of custody.")
    ),
    "since": lambda: PastMomentField(label=_("From when"), required=False),
    "until": lambda: PastMomentField(label=_("Until when"), required=False),
    "files": lambda: FilesField(label=_("The certificate or report, as a file"), required=False),
    "name": lambda: line_field(_("Name")),
    "name_if_any": lambda: line_field(_("Name"), required=False),
    "function": lambda: line_field(_("Function"), required=False),
    "agency": lambda: line_field(_("Agency or laboratory"), required=False),
    # What is agreed to is what was read: another that was asked meanwhile is not.
    "asked": lambda: forms.UUIDField(widget=forms.HiddenInput),
    "conversation": lambda: forms.TypedChoiceField(
        label=_("Partner"), coerce=UUID, help_text=_("Those with whom this case has a conversation.")
    ),
    "given": lambda: StrokesField(label=_("Signature of the one who gives")),
    "received": lambda: StrokesField(label=_("Signature of the one who receives")),
}


class ActForm(forms.Form):
    """The fields that one act asks, in their order."""

    def __init__(
        self, data: Any = None, files: Any = None, *, names: tuple[str, ...], now: Standing, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        for name in names:
            if name == "seals_on":
                self.fields["seals"] = forms.MultipleChoiceField(
                    label=_("Seals that are opened"),
                    choices=[(one, one) for one in now.seals],
                    widget=forms.CheckboxSelectMultiple,
                    initial=list(now.seals) if len(now.seals) == 1 else None,
                )
            else:
                self.fields[name.removesuffix("_if_any")] = MADE[name]()
        if "asked" in self.fields and now.asked is not None:
            self.fields["asked"].initial = now.asked.id

    def outside(self) -> Outside:
        """Somebody who has no sign-in here."""
        said = self.cleaned_data
        return Outside(name=said["name"], function=said["function"], agency=said["agency"])


class PartnerForm(ActForm):
    """To the partner of one of the conversations of its case."""

    def __init__(self, *args: Any, exhibit: Exhibit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["conversation"]
        assert isinstance(chosen, forms.ChoiceField)
        talks = conversations_of_case(exhibit.case.uuid)
        chosen.choices = [("", "—"), *((str(one.uuid), one.partner.shown) for one in talks)]
        if len(chosen.choices) == 1:
            chosen.help_text = _(
                "Nobody to choose: this case has no conversation with a partner’s node yet. It has one once a "
                "request or a message of the case has gone to that partner, or come from it, from node to node."
            )


class OfferForm(ActForm):
    """To a colleague who belongs to the case, or to somebody outside."""

    needed_with_others = frozenset({"colleague", "name", "agency"})

    def __init__(self, *args: Any, exhibit: Exhibit, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {
            str(one.person.uuid): one.person
            for one in members_of(exhibit.case)
            if one.person_id != person.pk and one.person.is_active
        }
        colleague = forms.ChoiceField(
            label=_("Colleague"),
            required=False,
            choices=[("", "—"), *((key, _named(one)) for key, one in self.people.items())],
        )
        self.fields = {"colleague": colleague, **self.fields}

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        said = super().clean() or self.cleaned_data
        outside = said.get("name") or said.get("agency")
        if bool(said.get("colleague")) == bool(outside):
            self.add_error(None, _("Choose a colleague, or name somebody outside: one of the two."))
        return said

    def to(self) -> Person | Outside:
        """Whom it is offered to."""
        colleague = self.cleaned_data["colleague"]
        return self.people[colleague] if colleague else self.outside()


def _named(person: Person) -> str:
    """A colleague to choose, told from others of that name."""
    unit = person.unit.name(get_language() or "en") if person.unit else ""
    return " · ".join(one for one in (person.name, person.title, unit) if one)
