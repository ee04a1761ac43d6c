"""What every letter can say of its request, whatever its kind: a word, a date, a phrase."""

from collections.abc import Callable, Mapping
from datetime import date

from entraide.assistance.domain.letters import english, french, spanish
from entraide.assistance.domain.letters.facts import LetterFacts
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.phrases import sentence, series
from entraide.paper.dates import in_words

_AND: Mapping[LetterLanguage, str] = {"en": "and", "fr": "et", "es": "y"}
_THE_REQUEST: Mapping[LetterLanguage, Callable[[LetterFacts], str]] = {
    "en": english.the_request,
    "fr": french.the_request,
    "es": spanish.the_request,
}
_OUR_REQUEST: Mapping[LetterLanguage, Callable[[LetterFacts], str]] = {
    "en": english.our_request,
    "fr": french.our_request,
    "es": spanish.our_request,
}


def shared(facts: LetterFacts, language: LetterLanguage, *, is_ours: bool) -> dict[str, str]:
    """The words by the names of their fields. `is_ours` where the letter is always about a request of ours."""

    def day(known: date | None) -> str:
        return in_words(known, language) if known else ""

    titles = [measure.title for measure in facts.measures if measure.title.strip()]
    return {
        "our_reference": facts.our_reference,
        "their_reference": facts.their_reference,
        "matter": facts.matter,
        "the_request": (_OUR_REQUEST if is_ours else _THE_REQUEST)[language](facts),
        "measures": series(titles, _AND[language]) if titles else "",
        "state": facts.requested_state,
        "agency": facts.sender[0] if facts.sender else "",
        "addressee": facts.addressee,
        "contact": facts.contact,
        "dated": day(facts.dated),
        "received_on": day(facts.received_on),
        "reply_by": day(facts.reply_by),
        "answer_by": day(facts.answer_by),
        "legal_basis": sentence(facts.legal_basis),
        "purpose": sentence(facts.purpose),
        "urgent_because": sentence(facts.urgency),
    }
