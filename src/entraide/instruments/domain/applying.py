"""Whether a fact of an instrument is for the question at hand, and whether the instrument binds the two states."""

from dataclasses import dataclass, replace

from entraide.instruments.domain.advice import Question
from entraide.instruments.domain.instrument import (
    ANY_OFFENCE,
    Cover,
    Instrument,
    Party,
    Role,
    TreatyStanding,
    When,
)


@dataclass(frozen=True)
class Case:
    """The question with its offences as classes. `treaty` is known once the treaties have been looked at."""

    question: Question
    classes: frozenset[str]
    treaty: TreatyStanding = "any"

    def with_treaty(self, found: bool) -> "Case":
        return replace(self, treaty="with" if found else "without")


def applies(when: When, case: Case, role: Role = "any") -> bool:
    """Whether something said for `when` is said for this case."""
    question = case.question
    return (
        _among(question.kind, when.kinds)
        and (question.track is None or _among(question.track, when.tracks))
        and _among(question.urgency, when.urgencies)
        and _among(question.stage, when.stages)
        and _asks_for(when, question)
        and (not when.states or bool(set(when.states) & {question.home, question.partner}))
        and not set(when.not_states) & {question.home, question.partner}
        and _covers_offence(when, case)
        and (when.role == "any" or when.role == role)
        and (when.treaty == "any" or case.treaty in ("any", when.treaty))
    )


def covers_of(instrument: Instrument, case: Case) -> tuple[Cover, ...]:
    """The articles of `instrument` under which the question falls."""
    role = role_in(instrument, case.question)
    return tuple(cover for cover in instrument.covers if applies(cover.when, case, role))


def role_in(instrument: Instrument, question: Question) -> Role:
    """For an act of one of the two states: whether that state asks or is asked."""
    if instrument.state == question.home:
        return "requesting"
    return "requested" if instrument.state == question.partner else "any"


def binds(instrument: Instrument, question: Question) -> bool:
    """Whether the two states can use it with each other, as far as is known."""
    both = {question.home, question.partner}
    if both & set(instrument.excluded):
        return False
    if instrument.state is not None:
        return instrument.state in both
    return instrument.for_everyone or all(is_bound(instrument.party(state)) for state in both)


def is_bound(party: Party | None) -> bool:
    return party is not None and party.is_bound


def _among(word: str, known: tuple[str, ...]) -> bool:
    return not known or word in known


def _asks_for(when: When, question: Question) -> bool:
    """Whether the measures meet; a question that names none is about all of them."""
    if not question.measures:
        return not when.named
    return not when.measures or bool(set(when.measures) & set(question.measures))


def _covers_offence(when: When, case: Case) -> bool:
    return not when.offences or ANY_OFFENCE in when.offences or bool(case.classes & set(when.offences))
