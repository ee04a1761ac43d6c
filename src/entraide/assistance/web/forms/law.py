"""Choosing the legal basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.measures import FINDINGS, LABELS, Finding, Ground
from entraide.assistance.services.assessing import Looked
from entraide.assistance.web.forms.fields import text_field
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.assistance.web.labels import words

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest
    from entraide.instruments.domain.advice import Advice
    from entraide.instruments.domain.library import Library


class BasisForm(forms.Form):
    """The instrument: those advised first, in their order, then the rest of the library; and why."""

    def __init__(
        self, *args: Any, advice: Advice | None, library: Library, request: AssistanceRequest, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        advised = {basis.instrument: words(basis.short) for basis in advice.bases} if advice else {}
        others = [(one.code, words(one.short)) for one in library.instruments if one.code not in advised]
        groups: list[tuple[str, Any]] = []
        if advised:
            groups.append((gettext("Advised, in this order"), list(advised.items())))
        groups.append((gettext("The rest of the library"), others))
        # In groups, which the quick list of `selects` does not draw.
        self.fields["instrument"] = forms.ChoiceField(
            label=_("Legal basis"),
            choices=[("", "—"), *groups],
            initial=request.basis or next(iter(advised), ""),
        )
        self.fields["reason"] = text_field(
            _("Why this one"), required=False, hint=_("Needed when it is not the first that is advised.")
        )


class LegalTestForm(forms.Form):
    """One finding and one note for every ground that is to be looked at."""

    def __init__(
        self, *args: Any, grounds: Sequence[Ground], found: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.grounds = grounds
        answers = [(code.value, words(text)) for code, text in FINDINGS.items()]
        for ground in grounds:
            known = found.get(ground.value, {})
            self.fields[ground.value] = ChoiceField(
                label=words(LABELS[ground]),
                required=False,
                choices=[("", gettext("Not looked at yet")), *answers],
                initial=known.get("finding", ""),
            )
            self.fields[f"{ground.value}_note"] = forms.CharField(
                label=gettext("Why: %(ground)s") % {"ground": words(LABELS[ground])},
                required=False,
                max_length=1000,
                initial=known.get("note", ""),
            )

    def found(self) -> dict[Ground, Looked]:
        """The grounds that were looked at."""
        data = self.cleaned_data
        return {
            ground: Looked(Finding(data[ground.value]), data[f"{ground.value}_note"])
            for ground in self.grounds
            if data[ground.value]
        }
