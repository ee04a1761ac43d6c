"""What is said of an exhibit when it is registered, and what the register can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import FIELDS, Kind, Marking, Part, usual_part
from entraide.evidence.queries.naming import MeasureName
from entraide.evidence.services.registering import Beginning, Registration
from entraide.evidence.web.forms.fields import PastMomentField, line_field, text_field
from entraide.evidence.web.labels import (
    HELD_CHOICES,
    KIND_WORDS,
    MARKING_WORDS,
    PART_WORDS,
    WHERE_WORDS,
    lazy_words,
)
from entraide.ui.widgets import FilesField

ALL = ("", pgettext_lazy("kinds and cases", "All"))
ANYWHERE = ("", pgettext_lazy("whereabouts", "All"))


class FilterForm(forms.Form):
    """Every facet of the register, none required. Values that nobody offers narrow nothing."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("exhibit", "Kind"), required=False, choices=[ALL, *KIND_WORDS.items()]
    )
    where = forms.ChoiceField(
        label=_("Where it is"), required=False, choices=[ANYWHERE, *WHERE_WORDS.items()]
    )
    held = forms.ChoiceField(label=_("Legal hold"), required=False, choices=HELD_CHOICES)

    def __init__(self, *args: Any, cases: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"] = forms.ChoiceField(
            label=_("Case"), required=False, choices=[ALL, *cases.items()]
        )

    def narrowed(self) -> dict[str, str]:
        """Facets with their values."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RegisterForm(forms.Form):
    """What an exhibit of this kind is, how its custody began, and its files."""

    BEGAN = [
        (Act.COLLECTED.value, _("We collected or seized it")),
        (Act.RECEIVED.value, _("We received it")),
        (Act.UNKNOWN.value, _("Part of its history is not known; then we received it")),
    ]
    needed_with_others = frozenset({"gap", "happened", "when"})

    title = line_field(
        pgettext_lazy("exhibit", "What it is"), hint=_("In a few words, as the register shows it.")
    )
    description = text_field(_("Description"), required=False)
    source = line_field(_("Where it comes from"), required=False, longest=500)
    marking = forms.ChoiceField(
        label=_("Marking"),
        required=False,
        choices=list(MARKING_WORDS.items()),
        help_text=_(
            "The node never opens, shows or copies what is marked; its custody is kept all the same."
        ),
    )
    began = forms.ChoiceField(
        label=_("How it came to us"), choices=BEGAN, widget=forms.RadioSelect, initial=Act.COLLECTED.value
    )
    gap = line_field(
        _("What is not known"),
        required=False,
        hint=_("For example: custody before 1998 unknown. It stays visible as a gap."),
    )
    happened = PastMomentField(label=_("When it was collected or received"), required=False)
    when = line_field(_("Where the exact time is not known: what is known of it"), required=False)
    place = line_field(_("Place where it is kept"), longest=300)
    condition = text_field(_("Condition"), required=False, rows=2)
    reason = line_field(_("On what ground"), required=False, hint=_("A warrant, a consent, a request."))

    def __init__(self, *args: Any, kind: Kind, measures: Sequence[MeasureName] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if measures:
            language = get_language() or "en"
            said = [(str(one.id), one.name.in_language(language)) for one in measures]
            self.fields["measure"] = forms.ChoiceField(
                label=_("Measure that it comes of"),
                required=False,
                choices=[("", _("None, or several")), *said],
            )
        for one in FIELDS[kind]:
            self.fields[one.name] = line_field(lazy_words(one.label), required=one.required, longest=500)
        self.fields["files"] = FilesField(
            label=_("Files to take in"),
            required=False,
            # An empty file is evidence too.
            allow_empty_file=True,
            help_text=_(
                "Large files are better added on the page of the exhibit, where they can be resumed."
            ),
        )

    @property
    def of_kind(self) -> list[forms.BoundField]:
        """The fields of this kind alone."""
        return [self[one.name] for one in FIELDS[self.kind]]

    def keep_typed(self, data: QueryDict) -> None:
        """What was typed before another kind was chosen, where this kind asks for it too. Files are chosen again."""
        for name, field in self.fields.items():
            typed = field.widget.value_from_datadict(data, MultiValueDict(), name)
            if typed:
                self.initial[name] = typed

    def clean(self) -> dict[str, Any]:
        """What goes together."""
        said = super().clean() or self.cleaned_data
        if said.get("began") == Act.UNKNOWN and not said.get("gap"):
            self.add_error("gap", _("Say what is not known."))
        if "happened" in said and not said["happened"] and not said.get("when"):
            self.add_error("happened", _("Give the time, or say below what is known of it."))
        return said

    def registration(self, about: UUID | None) -> Registration:
        """What the service takes."""
        said = self.cleaned_data
        began = Act(said["began"])
        unknown = Beginning(act=Act.UNKNOWN, until=said["happened"], when=said["gap"])
        begins = Beginning(
            act=Act.RECEIVED if began is Act.UNKNOWN else began,
            happened=said["happened"],
            when=said["when"],
            place=said["place"],
            condition=said["condition"],
            reason=said["reason"],
        )
        return Registration(
            kind=self.kind,
            title=said["title"],
            began=(unknown, begins) if began is Act.UNKNOWN else (begins,),
            description=said["description"],
            source=said["source"],
            marking=Marking(said["marking"]),
            details={one.name: said[one.name] for one in FIELDS[self.kind]},
            about=about,
            measure=UUID(said["measure"]) if said.get("measure") else None,
        )


class FilesForm(forms.Form):
    """Files for an exhibit of this kind that is registered already."""

    part = forms.ChoiceField(label=_("What they are"), choices=list(PART_WORDS.items()), required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["part"].initial = usual_part(kind).value
        self.fields["files"] = FilesField(label=_("Files"), allow_empty_file=True)

    def part_chosen(self) -> Part:
        """What the files are to the exhibit."""
        return Part(self.cleaned_data["part"] or usual_part(self.kind))
