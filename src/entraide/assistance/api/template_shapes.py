"""What calls about letter templates bring, and what they are answered."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.ui.api.schemas import Prose
from entraide.ui.api.values import Line500, Number, Words

# Longer than a template may be: the check says by how much, where the bound of a call says only that there is one.
Text = Annotated[str, StringConstraints(max_length=60_000, pattern=r"^[^\x00]*$")]


class TemplateText(Schema):
    """A text to try. Fields stand in braces, in the markup of letters."""

    subject: Line500
    body: Text


class TemplateIn(TemplateText):
    reason: Prose
    based_on: Number = Field(description="`newest` as it was read before the text was written; 0 for none.")


class WithdrawTemplate(Schema):
    reason: Prose
    based_on: Number = Field(description="`newest` as it was read before.")


class ProblemOut(Schema):
    """Something that keeps a text from being used."""

    place: Literal["subject", "body"]
    code: str
    said: Words


class TemplateVersionOut(Schema):
    """One version. A withdrawn one has no text: it put the standard letter back."""

    uuid: UUID
    number: int
    withdrawn: bool
    subject: str
    body: str
    reason: str
    at: datetime
    by: UUID


class TemplateRow(Schema):
    """What one kind of letter is drafted from in one language."""

    kind: LetterKind
    language: LetterLanguage
    version: TemplateVersionOut | None = Field(description="The bureau’s own; null for the standard letter.")
    newest: int = Field(
        description="The number of the newest version, withdrawn or not; 0 where there is none."
    )
    problems: list[ProblemOut] = Field(
        description="Why the version cannot be used; the standard letter is drafted instead until it is mended."
    )


class FieldOut(Schema):
    """A field of the letter, with what it stands for in an invented case."""

    name: str
    meaning: Words
    is_block: bool = Field(description="It stands for whole paragraphs and needs a line to itself.")
    sample: str


class TemplateOut(TemplateRow):
    """The text in force, whole, with the fields it can have."""

    subject: str
    body: str
    fields: list[FieldOut]


class TriedOut(Schema):
    """What is wrong with a text, or how it reads on an invented case."""

    problems: list[ProblemOut]
    subject: str | None
    body: str | None
