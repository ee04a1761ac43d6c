"""The dual-criminality worksheet: one answer to every question about every coded offence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from entraide.assistance.services.comparing import Compared
from entraide.assistance.web.forms.fields import LinesField
from entraide.assistance.web.labels import words
from entraide.instruments.domain.offences.worksheet import QuestionCode

LONGEST = 20_000


class ComparisonForm(forms.Form):
    """The questions of a worksheet, with what was answered before."""

    def __init__(self, *args: Any, sheet: Sequence[Compared], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for one in sheet:
            for asked in one.asked:
                self.fields[_name(one, asked.question.code)] = LinesField(
                    label=words(asked.question.text),
                    required=False,
                    max_length=LONGEST,
                    initial=asked.answer,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    @property
    def seen(self) -> str:
        """Which answers were on the page: the last writing to each category."""
        return " ".join(
            f"{one.row.offence.code}@{one.at.isoformat() if one.at else ''}" for one in self.sheet
        )

    def parts(self) -> list[tuple[Compared, list[BoundField]]]:
        """Each category with its fields."""
        return [(one, [self[_name(one, asked.question.code)] for asked in one.asked]) for one in self.sheet]

    def answers(self) -> dict[str, dict[QuestionCode, str]]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            one.row.offence.code: {
                asked.question.code: data[_name(one, asked.question.code)] for asked in one.asked
            }
            for one in self.sheet
        }


def _name(one: Compared, question: QuestionCode) -> str:
    return f"{question.value}-{one.row.offence.code}"
