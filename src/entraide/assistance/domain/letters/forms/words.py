"""What a language must be able to say for the forms of request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.paragraphs import Paragraph


class Part(StrEnum):
    """The sections that forms are made of."""

    AUTHORITY = "authority"
    BASIS = "basis"
    PROCEEDING = "proceeding"
    DANGER = "danger"
    FACTS = "facts"
    OFFENCES = "offences"
    DUAL_CRIMINALITY = "dual_criminality"
    SUBJECTS = "subjects"
    PARTICULARS = "particulars"
    DATA = "data"
    WITNESSES = "witnesses"
    ASSISTANCE = "assistance"
    QUESTIONS = "questions"
    FORMALITIES = "formalities"
    NECESSITY = "necessity"
    URGENCY = "urgency"
    FOLLOW_UP = "follow_up"
    CONFIDENTIALITY = "confidentiality"
    USE = "use"
    UNDERTAKINGS = "undertakings"
    RELATED = "related"
    TRANSLATION = "translation"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """The words of the forms in one language. `{…}` in a sentence is filled in where it is said."""

    language: LetterLanguage
    letter: Callable[..., list[Paragraph]]
    in_the_matter: Callable[[LetterFacts], str]
    enclosed: Callable[[LetterFacts], str]
    limits_on_ours: Callable[[LetterFacts], str]

    titles: Mapping[LetterKind, str]
    openings: Mapping[LetterKind, str]
    headings: Mapping[Part, str]
    own_headings: Mapping[tuple[LetterKind, Part], str]
    """Headings that one form words in its own way."""
    bases: Mapping[LetterKind, str]
    """The articles that a form is drawn up after, where the form itself names them."""
    relations: Mapping[str, str]
    earlier: str

    stage: str
    maximum_penalty: str
    limitation: str
    period: str
    period_from: str
    period_to: str
    custodian: str
    due: str
    measures_lead: tuple[str, str]
    witnesses_lead: str
    formalities_lead: str
    needed_by: str
    preserve_until: str
    preserve_sixty_days: str
    mla_will_follow: str
    paper_follows: Mapping[LetterKind, str]
    keep_confidential: str
    unrevealed: str
    person_may_be_told: str
    limits_lead: str
    assurances_lead: str
    only_this_purpose: str
    reciprocity: str
    translation_certified: str
    reply_by: str
    reply_soon: str
    consult_us: str
    acknowledge: str
