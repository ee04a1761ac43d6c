"""Parts of a request: authorities, offences, subjects, measures, assurances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entraide.assistance.domain.blocks import SUBJECT_FIELDS, SubjectSort
from entraide.assistance.models import Assurance, Authority, Measure, Offence, Subject
from entraide.assistance.services.describing import Part
from entraide.assistance.web.forms.fields import field_of_block, field_of_column, initial_of_block

PARTICULARS = "particulars-"

LABELS: dict[str, dict[str, Any]] = {
    "authorities": {
        "role": _("Part in the request"),
        "organisation": _("Organisation"),
        "unit": _("Unit"),
        "person": _("Person"),
        "title": _("Rank or title"),
        "function": _("Function"),
        "phone": _("Telephone"),
        "mobile": _("Mobile telephone"),
        "email": _("E-mail address"),
        "address": _("Postal address"),
        "hours": _("Office hours"),
        "time_zone": _("Time zone"),
        "languages": _("Languages"),
        "number": _("Its own number or decision"),
    },
    "offences": {
        "title": _("Offence"),
        "iccs": _("Code of the classification"),
        "article": _("Article"),
        "text": _("Text of the provision"),
        "maximum_penalty": _("Maximum penalty"),
        "limitation": _("Limitation"),
    },
    "subjects": {"name": _("Name, number or address")},
    "measures": {
        "code": _("What is asked"),
        "description": _("Exactly what"),
        "period_from": _("From"),
        "period_to": _("To"),
        "custodian": _("Custodian or provider"),
        "formalities": _("Formalities"),
        "questions": _("Questions to ask"),
    },
    "assurances": {
        "matter": _("What is promised"),
        "standing": _("Where it stands"),
        "text": _("In which words"),
        "authority": _("Who gives it"),
        "day": pgettext_lazy("assurance", "Dated"),
    },
}
MODELS: dict[str, Any] = {
    "authorities": Authority,
    "offences": Offence,
    "subjects": Subject,
    "measures": Measure,
    "assurances": Assurance,
}
NEEDED = {
    ("authorities", "role"),
    ("offences", "title"),
    ("subjects", "name"),
    ("measures", "code"),
    ("assurances", "matter"),
    ("assurances", "standing"),
}
HINTS: dict[tuple[str, str], Any] = {
    ("measures", "formalities"): _("Oath, cautions, officers present, video link, certified copies."),
    ("measures", "questions"): _("One to a line."),
    ("assurances", "standing"): _("While one is awaited, no reply and no letter of request leaves."),
    ("offences", "iccs"): _("ICCS, such as 0701; a choice above fills it in."),
}


class PartForm(forms.Form):
    """One part; of a subject, the fields of its sort."""

    def __init__(
        self,
        data: Any = None,
        *,
        part: str,
        sort: SubjectSort | None = None,
        on_record: Part | None = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        self.part, self.sort = part, sort
        self.shape = SUBJECT_FIELDS[sort] if sort else ()
        start = (
            {name: getattr(on_record, name) for name in LABELS[part]} if on_record else dict(initial or {})
        )
        if isinstance(on_record, Subject):
            start |= initial_of_block(self.shape, on_record.particulars, PARTICULARS)
        super().__init__(data, initial=start)
        for name, label in LABELS[part].items():
            column = MODELS[part]._meta.get_field(name)
            self.fields[name] = field_of_column(column, label, required=(part, name) in NEEDED)
            self.fields[name].help_text = HINTS.get((part, name), "")
        for field in self.shape:
            self.fields[f"{PARTICULARS}{field.name}"] = field_of_block(field)

    def clean(self) -> dict[str, Any]:
        """An authority has an organisation or a person; a period begins before it ends."""
        cleaned = super().clean() or self.cleaned_data
        if self.part == "authorities" and not (cleaned.get("organisation") or cleaned.get("person")):
            self.add_error("organisation", _("Name the organisation or the person."))
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("This is before the period begins."))
        return cleaned

    def values(self) -> dict[str, object]:
        """What the service takes."""
        data: dict[str, object] = {name: self.cleaned_data[name] for name in LABELS[self.part]}
        if self.sort:
            data["sort"] = self.sort.value
            data["particulars"] = {f.name: self.cleaned_data[f"{PARTICULARS}{f.name}"] for f in self.shape}
        return data
