"""What is asked for a sealed package, and for taking one over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entraide.evidence.domain.custody import Act
from entraide.evidence.queries import event_of
from entraide.evidence.web.forms.fields import line_field, text_field
from entraide.exchange.domain.statement import HANDLING_CODES, TLP, Handling
from entraide.ui.widgets import DayField

if TYPE_CHECKING:
    from entraide.evidence.models import CustodyEvent, Exhibit
    from entraide.exchange.models import Conversation


class PackageForm(forms.Form):
    """Which exhibits go along, how they are to be handled, and to whom they go."""

    exhibits = forms.MultipleChoiceField(
        label=_("Exhibits that go along"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Those that two people have released. An original goes to the partner to whom it is offered."
        ),
    )
    to = forms.ChoiceField(
        label=_("Send it to"),
        required=False,
        help_text=_("It leaves by itself once it is made. Without a partner it lies ready to be downloaded."),
    )
    tlp = forms.ChoiceField(
        label=_("Who may see it (TLP)"), choices=[(one, f"TLP:{one.upper()}") for one in TLP]
    )
    code = forms.ChoiceField(label=_("Handling code"), choices=[(one, one) for one in HANDLING_CODES])
    # No longer than a message between nodes takes them.
    purpose = line_field(_("Purpose"), longest=500)
    limits = text_field(_("Limits on use"), rows=2, required=False, longest=4000)
    keep_until = DayField(label=_("Keep until"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        exhibits: Mapping[Exhibit, CustodyEvent],
        to: Sequence[Conversation],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        chosen = self.fields["exhibits"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(str(one.uuid), _named(one, by)) for one, by in exhibits.items()]
        partner = self.fields["to"]
        assert isinstance(partner, forms.ChoiceField)
        partner.choices = [("", _("Nobody")), *((str(one.uuid), one.partner.shown) for one in to)]
        self.initial.setdefault("tlp", "amber")
        self.initial.setdefault("code", "H1")

    def handling(self) -> Handling:
        """How the package is to be handled."""
        said = self.cleaned_data
        return Handling(said["tlp"], said["purpose"], said["code"], said["limits"], said["keep_until"])


def _named(exhibit: Exhibit, release: CustodyEvent) -> str:
    """An exhibit to choose; with the partner to whom the original goes."""
    name = f"{exhibit.number} {exhibit.title}"
    to = event_of(release, exhibit).other
    if release.act == Act.OFFERED and to is not None:
        name += " · " + gettext("the original, to %(partner)s") % {"partner": to.name}
    return name


class TakeOverForm(forms.Form):
    """Where what comes is kept; of originals, in which condition they came."""

    place = line_field(_("Place where they are kept"), longest=300)

    def __init__(self, data: Any = None, *, originals: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if originals:
            self.fields["condition"] = text_field(_("Condition of the originals and of their seals"), rows=2)


class DeclineForm(forms.Form):
    """Why what came is not taken over."""

    prefix = "decline"
    reason = text_field(_("Reason"), rows=2)
