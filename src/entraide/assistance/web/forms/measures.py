"""Decision, conditions and result of one measure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.measures import Decision, Ground, Result
from entraide.assistance.services.deciding import Ruling
from entraide.assistance.web.forms.fields import text_field
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.assistance.web.labels import choices
from entraide.ui.widgets import DayField


class DecisionForm(forms.Form):
    """What is decided of a measure. Who may refuse is the service's to say."""

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, choices=choices("decision", empty=False)
    )
    ground = ChoiceField(
        label=_("Ground"),
        required=False,
        choices=choices("ground"),
        help_text=_("For a refusal or a postponement."),
    )
    text = text_field(
        _("Reasons or conditions"),
        required=False,
        hint=_("They are told to the other side. Needed for conditions and for a decision in part."),
    )
    consulted = forms.BooleanField(label=_("The requester was consulted before this refusal"), required=False)
    postponed_until = DayField(label=_("Postponed until"), required=False)

    def clean(self) -> dict[str, Any]:
        """Each decision has what it needs, said beside the field it is about."""
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("decision")
        if decision in {Decision.REFUSE, Decision.POSTPONE} and not cleaned.get("ground"):
            self.add_error("ground", _("A refusal or a postponement names its ground."))
        if decision in {Decision.CONDITIONAL, Decision.IN_PART} and not (cleaned.get("text") or "").strip():
            self.add_error("text", _("Say what the conditions are, or which part is done."))
        return cleaned

    def ruling(self) -> Ruling:
        """What the service takes."""
        data = self.cleaned_data
        return Ruling(
            decision=Decision(data["decision"]),
            ground=Ground(data["ground"]) if data["ground"] else None,
            text=data["text"],
            consulted=data["consulted"],
            postponed_until=data["postponed_until"],
        )


class ConditionsForm(forms.Form):
    """Whether the other side accepts the conditions."""

    accepted = forms.ChoiceField(
        label=_("The conditions are"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Accepted: the measure can be executed")), ("no", _("Declined: it rests"))],
    )

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {"accepted": self.cleaned_data["accepted"] == "yes"}


class ResultForm(forms.Form):
    """What came of a measure."""

    result = forms.ChoiceField(
        label=_("Result"), widget=forms.RadioSelect, choices=choices("result", empty=False)
    )
    text = text_field(_("What was found or done"), hint=_("It goes into the reply."))

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {"result": Result(self.cleaned_data["result"]), "text": self.cleaned_data["text"]}
