"""The advice: from a question and the library to bases, clocks, limits and warnings. A pure function.

It advises and never decides; every sentence of it names its rule and its source.
"""

from collections.abc import Iterable
from dataclasses import replace

from entraide.directory.domain.states import states
from entraide.instruments.domain import wording
from entraide.instruments.domain.advice import Advice, Question, Sentence, own
from entraide.instruments.domain.applying import Case, applies, binds, covers_of, is_bound, role_in
from entraide.instruments.domain.bases import bases_of, set_aside
from entraide.instruments.domain.cautions import cautions
from entraide.instruments.domain.instrument import (
    KINDS,
    MEASURES,
    STAGES,
    TRACKS,
    URGENCIES,
    About,
    Instrument,
    Party,
    Rank,
)
from entraide.instruments.domain.library import Library
from entraide.instruments.domain.phrasing import cited, fill, month_of, name_of
from entraide.instruments.errors import SameState, UnknownState, UnknownWord
from entraide.kernel.languages import Text

DISCLOSURE = ("subscriber", "traffic", "content")
SAID_WHEN_CLOSED = frozenset({Rank.REGIONAL, Rank.SUBJECT})


def advise(question: Question, library: Library) -> Advice:
    """What the request may rest on. Raises `UnknownState`, `SameState`, `UnknownWord`."""
    _require_known(question)
    case = Case(question, classes_of(question, library))
    bases = bases_of(case, library)
    follows = disclosure_after(case)
    after = bases_of(follows, library) if follows else ()
    return Advice(
        question=question,
        notice=own(wording.NOTICE, "notice"),
        bases=bases,
        follow_up=after,
        not_available=tuple(_not_available(case, library)),
        context=tuple(_context(case, library)),
        warnings=cautions(case, bases, after, library),
    )


def classes_of(question: Question, library: Library) -> frozenset[str]:
    """The classes of the offences named; a word that is in no class is left out (and warned of)."""
    known = (library.offence_class(offence) for offence in question.offences)
    return frozenset(one.code for one in known if one is not None)


def disclosure_after(case: Case) -> Case | None:
    """The request that must follow a preservation: for disclosure, on the judicial track."""
    if case.question.kind != "preservation":
        return None
    asked = tuple(measure for measure in case.question.measures if measure != "preservation")
    question = replace(
        case.question, kind="mutual_legal_assistance", track="judicial", measures=asked or DISCLOSURE
    )
    return replace(case, question=question)


def _require_known(question: Question) -> None:
    for state in (question.home, question.partner):
        if state not in states():
            raise UnknownState(state=state)
    if question.home == question.partner:
        raise SameState(state=question.home)
    closed: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        ((question.kind,), KINDS),
        ((question.track,) if question.track else (), TRACKS),
        (question.measures, MEASURES),
        ((question.stage,), STAGES),
        ((question.urgency,), URGENCIES),
    ]
    for words, known in closed:
        for word in words:
            if word not in known:
                raise UnknownWord(word=word, known=", ".join(known))


def _not_available(case: Case, library: Library) -> Iterable[Sentence]:
    """Conventions that cover the question but do not bind both, or are not in force: said, so none looks for them."""
    for instrument in set_aside(case, library):
        yield own(fill(wording.SET_ASIDE, instrument=instrument.short), f"set_aside.{instrument.code}")
    for instrument in library.instruments:
        if instrument.rank not in SAID_WHEN_CLOSED or not covers_of(instrument, case):
            continue
        if not instrument.in_force:
            if any(instrument.party(state) is None for state in (case.question.home, case.question.partner)):
                continue
            text = fill(wording.NOT_IN_FORCE, instrument=instrument.short)
            yield _said(instrument, text, "not_in_force")
        elif not binds(instrument, case.question):
            yield from _unbound(instrument, case.question, library)


def _unbound(instrument: Instrument, question: Question, library: Library) -> Iterable[Sentence]:
    home, partner = question.home, question.partner
    bound = [state for state in (home, partner) if is_bound(instrument.party(state))]
    unbound = [state for state in (home, partner) if state not in bound]
    if instrument.rank is Rank.REGIONAL:
        # Said of the partner's own region only: there it is what one would think of first.
        if bound == [partner]:
            names = {"bound": name_of(bound[0]), "unbound": name_of(unbound[0])}
            text = fill(wording.BETWEEN_OTHERS, instrument=instrument.short, **names)
            yield _said(instrument, text, "between_others")
        return
    for state in unbound:
        party = instrument.party(state)
        if bound or party is not None:
            text = fill(wording.NOT_BOUND, instrument=instrument.short, state=name_of(state), how=_how(party))
            yield _said(instrument, _aged(text, instrument, library), "not_bound")


def _how(party: Party | None) -> Text | str:
    if party is None or party.signed is None:
        return ""
    return fill(wording.SIGNED_ONLY, date=party.signed)


def _aged(text: Text, instrument: Instrument, library: Library) -> Text:
    """Adds, where the parties are known from an old table, that the state may have joined since."""
    if not instrument.parties or not library.is_old(instrument.parties[0]):
        return text
    since = fill(wording.CHECK_OLD, month=month_of(instrument.parties[0].origin.as_of))
    return Text(en=text.en + since.en, fr=text.fr + since.fr)


def _said(instrument: Instrument, text: Text, rule: str) -> Sentence:
    origin = instrument.parties[0].origin if instrument.parties else instrument.origin
    return Sentence(text, f"{instrument.code}.{rule}", origin.source, origin.as_of, origin.verified)


def _context(case: Case, library: Library) -> Iterable[Sentence]:
    """What the law of either state already does or asks for in such a case, though no request rests on it."""
    for instrument in library.instruments:
        if not binds(instrument, case.question):
            continue
        role = role_in(instrument, case.question)
        for fact in instrument.facts:
            if fact.about is About.CONTEXT and applies(fact.when, case, role):
                source = cited(fact.origin.source, fact.article)
                yield Sentence(
                    fact.text, f"{instrument.code}.context", source, fact.origin.as_of, fact.origin.verified
                )
