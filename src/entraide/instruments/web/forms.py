"""Forms of the law desk. What is right is the domain's and the services'; a form only reads what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entraide.directory.domain.names import fold
from entraide.directory.domain.states import by_name
from entraide.instruments import queries
from entraide.instruments.domain.advice import Question
from entraide.instruments.services.parties import PartyFacts
from entraide.instruments.services.revising import MAX_TEXT
from entraide.instruments.web import labels
from entraide.ui.widgets import DayField

ANY = ("", _("Any"))
BOTH = ("", _("Both"))
MAX_PASSAGE = 5_000
DIRECTIONS = (("outgoing", _("We ask them")), ("incoming", _("They ask us")))


def state_choices(*first: tuple[str, Any]) -> list[tuple[str, Any]]:
    """Every state by its name in the reader's language, in that language's order, accents aside."""
    return [*first, *by_name(labels.language())]


def offence_choices() -> list[tuple[str, str]]:
    """Every class of offences by its name."""
    classes = {one.code: one for one in queries.node_library().offences.values()}
    named = [(code, labels.said(one.name)) for code, one in classes.items()]
    return sorted(named, key=lambda pair: fold(pair[1]))


class InstrumentFilter(forms.Form):
    text = forms.CharField(label=_("Words of the name"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State bound"), required=False, choices=lambda: state_choices(ANY))


class PartyFilter(forms.Form):
    party = forms.CharField(label=_("Name of a state"), required=False, max_length=120)


class OffenceSearch(forms.Form):
    words = forms.CharField(
        label=_("Words, or a code"),
        required=False,
        max_length=300,
        help_text=_("In either language, or a code such as 0701."),
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class SubstanceForm(forms.Form):
    """What is asked may be a paragraph of a letter: it is posted, so that it stands in no address."""

    text = forms.CharField(
        label=_("A name, or a passage of a letter"),
        max_length=MAX_PASSAGE,
        help_text=_("For example fentanyl, W-18, méthamphétamine. What you type is kept nowhere."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RevisionForm(forms.Form):
    text = forms.CharField(
        label=_("Text of the instrument (TOML)"),
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false"}),
    )
    # Asked for by the act, not by a first look at the text.
    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to keep it. It stands in the history, with your name."),
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for the change"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class PartyForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=lambda: state_choices(("", "–")))
    signed = forms.CharField(
        label=_("Signed"), required=False, max_length=10, help_text=_("A day such as 2026-12-31, or a year.")
    )
    ratified = forms.CharField(
        label=_("Ratified or acceded"),
        required=False,
        max_length=10,
        help_text=_("Empty here and below: not a party."),
    )
    in_force = forms.CharField(label=_("In force for it since"), required=False, max_length=10)
    source = forms.CharField(
        label=_("Where it is written"),
        max_length=400,
        help_text=_("The depositary’s page or the official gazette, so that others can look."),
    )
    as_of = DayField(label=_("Read there on"))
    verified = forms.BooleanField(label=_("I have read it there myself and it is so"), required=False)
    reason = forms.CharField(
        label=_("Reason for the change"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def facts(self) -> PartyFacts:
        return PartyFacts(**self.cleaned_data)


class ConfirmationForm(forms.Form):
    source = forms.CharField(label=_("Where it is written"), max_length=400)
    as_of = DayField(label=_("Read there on"))


class AdviceForm(forms.Form):
    """The question. It is sent by GET, so that its address can be kept."""

    partner = forms.ChoiceField(label=_("The other state"), choices=lambda: state_choices(("", "–")))
    direction = forms.ChoiceField(label=_("Direction"), choices=DIRECTIONS)
    kind = forms.ChoiceField(label=_("Kind of request"), choices=lambda: labels.choices(labels.KIND_WORDS))
    track = forms.ChoiceField(
        label=_("Track"), required=False, choices=lambda: labels.choices(labels.TRACK_WORDS, BOTH)
    )
    stage = forms.ChoiceField(
        label=_("Stage of the matter"),
        choices=lambda: labels.choices(labels.STAGE_WORDS),
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=lambda: labels.choices(labels.URGENCY_WORDS))
    measures = forms.MultipleChoiceField(
        label=_("What is asked"),
        required=False,
        choices=lambda: labels.choices(labels.MEASURE_WORDS),
        widget=forms.CheckboxSelectMultiple,
    )
    offences = forms.MultipleChoiceField(
        label=_("Which ones"), required=False, choices=offence_choices, widget=forms.CheckboxSelectMultiple
    )

    def question(self, home: str) -> Question:
        """The question of a bureau in `home`; the state that asks comes first."""
        given = self.cleaned_data
        asks, asked = home, given["partner"]
        if given["direction"] == "incoming":
            asks, asked = asked, asks
        return Question(
            home=asks,
            partner=asked,
            kind=given["kind"],
            track=given["track"] or None,
            measures=tuple(given["measures"]),
            offences=tuple(given["offences"]),
            stage=given["stage"],
            urgency=given["urgency"],
        )


# What an address that leaves it out means.
USUAL = {
    "direction": "outgoing",
    "kind": "mutual_legal_assistance",
    "stage": "investigation",
    "urgency": "routine",
}
