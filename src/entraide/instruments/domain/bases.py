"""The legal bases of a case, in order: what each covers, and how, by when and within what limits it works."""

from collections.abc import Iterable
from typing import NamedTuple

from entraide.instruments.domain import wording
from entraide.instruments.domain.advice import (
    Basis,
    ClockAdvice,
    DualCriminalityAdvice,
    GroundAdvice,
    Sentence,
    own,
)
from entraide.instruments.domain.applying import Case, applies, binds, covers_of, role_in
from entraide.instruments.domain.grounds import GROUNDS
from entraide.instruments.domain.instrument import (
    ANY_OFFENCE,
    TREATIES,
    About,
    Cover,
    Instrument,
    Origin,
    Party,
    Rank,
)
from entraide.instruments.domain.library import RANKS, Library
from entraide.instruments.domain.phrasing import cited, fill, listed, month_of, name_of
from entraide.kernel.languages import Text

# A general clause is no substitute where a treaty names the measure, and its own request follows anyway.
NAMED_OR_NOTHING = frozenset({"preservation", "emergency_disclosure"})


class Found(NamedTuple):
    """An instrument and the articles of it that reach the case."""

    instrument: Instrument
    covers: tuple[Cover, ...]

    @property
    def is_treaty(self) -> bool:
        return self.instrument.rank in TREATIES

    @property
    def is_express(self) -> bool:
        return any(cover.express for cover in self.covers)

    @property
    def is_conditional(self) -> bool:
        return all(cover.condition is not None for cover in self.covers)


def bases_of(case: Case, library: Library) -> tuple[Basis, ...]:
    """Every basis of the case: by rank, the unconditional before the conditional."""
    found = found_for(case, library)
    case = case.with_treaty(has_treaty(found))
    return tuple(_basis(one, case, library) for one in found)


def found_for(case: Case, library: Library) -> list[Found]:
    """The instruments that reach the case, in the order of the advice."""
    usable = [one for one in library.instruments if one.in_force and binds(one, case.question)]
    aside = {one.code for one in set_aside(case, library)}
    treaties = _with_covers((one for one in usable if one.rank in TREATIES and one.code not in aside), case)
    rest_case = case.with_treaty(has_treaty(treaties))
    rest = _with_covers((one for one in usable if one.rank not in TREATIES), rest_case)
    return sorted([*treaties, *rest], key=lambda one: (RANKS.index(one.instrument.rank), one.is_conditional))


def set_aside(case: Case, library: Library) -> list[Instrument]:
    """Treaties that reach the case by a general clause only, where another one names what is asked."""
    if case.question.kind not in NAMED_OR_NOTHING:
        return []
    usable = (
        one
        for one in library.instruments
        if one.in_force and one.rank in TREATIES and binds(one, case.question)
    )
    found = _with_covers(usable, case)
    if not any(one.is_express and not one.is_conditional for one in found):
        return []
    return [one.instrument for one in found if not one.is_express]


def has_treaty(found: Iterable[Found]) -> bool:
    """Whether a treaty applies without a condition."""
    return any(one.is_treaty and not one.is_conditional for one in found)


def _with_covers(instruments: Iterable[Instrument], case: Case) -> list[Found]:
    return [Found(one, covers) for one in instruments if (covers := covers_of(one, case))]


def _basis(found: Found, case: Case, library: Library) -> Basis:
    instrument, covers = found
    role = role_in(instrument, case.question)
    facts = [fact for fact in instrument.facts if applies(fact.when, case, role)]

    def about(about: About) -> tuple[Sentence, ...]:
        return tuple(
            _say(instrument, fact.text, fact.article, fact.origin, about)
            for fact in facts
            if fact.about is about
        )

    return Basis(
        instrument=instrument.code,
        name=instrument.name,
        short=instrument.short,
        citation=instrument.citation,
        version=instrument.version,
        rank=instrument.rank,
        conditional=found.is_conditional,
        articles=tuple(dict.fromkeys(cover.article for cover in covers if cover.article)),
        why=(*_binding(instrument, case), *_coverage(instrument, covers, case, library)),
        channel=about(About.CHANNEL),
        signers=about(About.SIGNER),
        languages=about(About.LANGUAGE),
        formalities=about(About.FORMALITY),
        clocks=tuple(
            ClockAdvice(
                clock.rule,
                clock.length,
                clock.unit,
                _say(instrument, clock.text, clock.article, clock.origin, f"clock.{clock.rule}"),
            )
            for clock in instrument.clocks
            if applies(clock.when, case, role)
        ),
        use_limits=about(About.USE_LIMIT),
        refusals=_refusals(instrument, case),
        dual_criminality=_dual_criminality(instrument, case),
        warnings=(*about(About.WARNING), *_declarations(instrument, case), *_old(instrument, case, library)),
    )


def _say(instrument: Instrument, text: Text, article: str, origin: Origin, rule: str) -> Sentence:
    return Sentence(
        text, f"{instrument.code}.{rule}", cited(origin.source, article), origin.as_of, origin.verified
    )


def _binding(instrument: Instrument, case: Case) -> tuple[Sentence, ...]:
    """That the two states are bound: the weaker of the two entries decides how sure that is."""
    question = case.question
    if instrument.state is not None:
        text = fill(wording.ACT_OF, state=name_of(instrument.state))
        return (_say(instrument, text, "", instrument.origin, "act"),)
    home, partner = instrument.party(question.home), instrument.party(question.partner)
    if instrument.for_everyone or home is None or partner is None:
        return ()
    weaker = min(home, partner, key=lambda party: (party.origin.verified, party.origin.as_of))
    names = {"home": name_of(question.home), "partner": name_of(question.partner)}
    if instrument.rank is Rank.BILATERAL:
        since = fill(wording.SINCE, date=home.in_force) if home.in_force else ""
        text = fill(wording.IN_FORCE_BETWEEN, since=since, **names)
    else:
        dates = fill(wording.PARTY_DATES, home_date=_date(home), partner_date=_date(partner), **names)
        text = fill(wording.BOTH_PARTIES, dates=dates, **names)
    sources = dict.fromkeys((home.origin.source, partner.origin.source))
    origin = Origin(
        Text(en="; ".join(one.en for one in sources), fr=" ; ".join(one.fr for one in sources)),
        weaker.origin.as_of,
        home.origin.verified and partner.origin.verified,
    )
    return (_say(instrument, text, "", origin, "parties"),)


def _date(party: Party) -> Text:
    if party.in_force is not None:
        return Text(
            en=wording.IN_FORCE.en.format(date=party.in_force),
            fr=wording.IN_FORCE.fr.format(date=party.in_force),
        )
    return Text(
        en=wording.RATIFIED.en.format(date=party.ratified), fr=wording.RATIFIED.fr.format(date=party.ratified)
    )


def _coverage(
    instrument: Instrument, covers: tuple[Cover, ...], case: Case, library: Library
) -> Iterable[Sentence]:
    for cover in covers:
        yield _say(instrument, cover.text, cover.article, cover.origin, "covers")
        if not cover.express:
            yield _say(instrument, wording.GENERAL_CLAUSE, cover.article, cover.origin, "general_clause")
        if ANY_OFFENCE not in cover.when.offences and cover.when.offences:
            names = [library.offences[code].name for code in sorted(case.classes & set(cover.when.offences))]
            text = fill(wording.OFFENCE_COVERED, offence=listed(names))
            yield _say(instrument, text, cover.article, cover.origin, "offence")
        if cover.condition is not None:
            text = fill(wording.ONLY_IF, condition=cover.condition)
            yield _say(instrument, text, cover.article, cover.origin, "condition")


def _refusals(instrument: Instrument, case: Case) -> tuple[GroundAdvice, ...]:
    role = role_in(instrument, case.question)
    return tuple(
        GroundAdvice(
            one.grounds,
            _say(
                instrument,
                one.text
                or fill(wording.GROUNDS, grounds=listed([GROUNDS[ground] for ground in one.grounds])),
                one.article,
                one.origin,
                "refusal",
            ),
        )
        for one in instrument.refusals
        if applies(one.when, case, role)
    )


def _dual_criminality(instrument: Instrument, case: Case) -> tuple[DualCriminalityAdvice, ...]:
    role = role_in(instrument, case.question)
    rules = tuple(
        DualCriminalityAdvice(
            rule.value, _say(instrument, rule.text, rule.article, rule.origin, "dual_criminality")
        )
        for rule in instrument.dual_criminality
        if applies(rule.when, case, role)
    )
    if rules or instrument.rank not in TREATIES:
        return rules
    return (DualCriminalityAdvice(None, own(wording.DUAL_UNKNOWN, "dual_criminality_unknown")),)


def _parties(instrument: Instrument, case: Case) -> tuple[Party, ...]:
    found = (instrument.party(state) for state in (case.question.home, case.question.partner))
    return tuple(party for party in found if party is not None)


def _declarations(instrument: Instrument, case: Case) -> Iterable[Sentence]:
    for party in _parties(instrument, case):
        for declared in party.declarations:
            text = fill(wording.DECLARED, state=name_of(party.state), text=declared)
            yield _say(instrument, text, "", party.origin, "declaration")


def _old(instrument: Instrument, case: Case, library: Library) -> Iterable[Sentence]:
    old = [party for party in _parties(instrument, case) if library.is_old(party)]
    if old:
        oldest = min((party.origin for party in old), key=lambda origin: origin.as_of)
        names = listed([name_of(party.state) for party in old])
        wanted = wording.OLD_TABLE if len(old) > 1 else wording.OLD_TABLE_ONE
        text = fill(wanted, names=names, month=month_of(oldest.as_of))
        yield _say(instrument, text, "", oldest, "old_table")
