"""The warnings of the advice that belong to no single instrument."""

from collections.abc import Iterable

from entraide.directory.domain.states import states
from entraide.instruments.domain import wording
from entraide.instruments.domain.advice import Basis, Sentence, own
from entraide.instruments.domain.applying import Case
from entraide.instruments.domain.instrument import TREATIES, Rank
from entraide.instruments.domain.library import Library
from entraide.instruments.domain.phrasing import fill, name_of
from entraide.instruments.domain.profiles import STANDING_LABELS, DeathPenalty
from entraide.kernel.languages import Text

JUDICIAL_ONLY = frozenset({"mutual_legal_assistance", "extradition"})
ASKED_OF_JUSTICE = JUDICIAL_ONLY | {"preservation"}
INFORMS = frozenset({"spontaneous_information", "travel_notice"})
COERCIVE = frozenset(
    {
        "traffic",
        "content",
        "interception",
        "search",
        "bank_records",
        "restraint",
        "provisional_arrest",
        "surrender",
    }
)


def cautions(
    case: Case, bases: tuple[Basis, ...], after: tuple[Basis, ...], library: Library
) -> tuple[Sentence, ...]:
    """Everything to be warned of, the gravest first. `after` are the bases of the request that must follow."""
    return (
        *_urgency(case),
        *_treaties(case, bases, after, library),
        *_track_and_stage(case),
        *_offences(case, library),
        *_measures(case, bases, library),
        *_death_penalty(case, library),
        *_sources(case, bases, library),
    )


def _urgency(case: Case) -> Iterable[Sentence]:
    question = case.question
    if question.urgency == "emergency" or question.kind == "emergency_disclosure":
        yield own(wording.EMERGENCY, "emergency")
        yield own(wording.SECOND_CHANNEL, "second_channel")
    if question.kind == "preservation":
        yield own(wording.PRESERVATION_FOLLOWED, "preservation_followed")


def _treaties(
    case: Case, bases: tuple[Basis, ...], after: tuple[Basis, ...], library: Library
) -> Iterable[Sentence]:
    question = case.question
    treaties = [basis for basis in bases if basis.rank in TREATIES]
    names = {"home": name_of(question.home), "partner": name_of(question.partner)}
    if not treaties:
        justice = question.kind in ASKED_OF_JUSTICE and question.track != "police"
        said = wording.NO_TREATY if justice else wording.NO_TREATY_POLICE
        yield own(fill(said, **names), "no_treaty")
    elif all(basis.conditional for basis in treaties):
        yield own(wording.ONLY_CONDITIONAL, "only_conditional")
    if question.kind in ASKED_OF_JUSTICE and not any(
        basis.rank is Rank.BILATERAL for basis in (*bases, *after)
    ):
        yield own(fill(wording.NO_BILATERAL, **names), "no_bilateral")
    for state in (question.home, question.partner):
        if not states()[state].un_seat:
            yield own(fill(wording.NO_UN_SEAT, state=name_of(state)), "no_un_seat")
        if all(instrument.party(state) is None for instrument in library.instruments):
            yield own(fill(wording.NOWHERE, state=name_of(state)), "nowhere")


def _track_and_stage(case: Case) -> Iterable[Sentence]:
    question = case.question
    if question.track == "police":
        if question.kind in JUDICIAL_ONLY:
            yield own(wording.WRONG_TRACK, "wrong_track")
        coercive = sorted(set(question.measures) & COERCIVE)
        if coercive:
            yield own(fill(wording.POLICE_COERCION, measures=", ".join(coercive)), "police_coercion")
    if question.stage == "intelligence" and question.kind in JUDICIAL_ONLY:
        yield own(wording.TOO_EARLY, "too_early")


def _offences(case: Case, library: Library) -> Iterable[Sentence]:
    if not case.question.offences:
        yield own(wording.OFFENCE_MISSING, "offence_missing")
    for offence in case.question.offences:
        if library.offence_class(offence) is None:
            yield own(fill(wording.OFFENCE_UNKNOWN, offence=offence), "offence_unknown")


def _measures(case: Case, bases: tuple[Basis, ...], library: Library) -> Iterable[Sentence]:
    """Measures that none of the treaties found names expressly."""
    treaties = [library.instrument(basis.instrument) for basis in bases if basis.rank in TREATIES]
    named = {
        measure
        for instrument in treaties
        for cover in instrument.covers
        if cover.express
        for measure in cover.when.measures
    }
    missing = [measure for measure in case.question.measures if measure not in named]
    if treaties and missing:
        yield own(fill(wording.NOT_COVERED, measures=", ".join(missing)), "measure_not_covered")


def _death_penalty(case: Case, library: Library) -> Iterable[Sentence]:
    question = case.question
    partner, home = name_of(question.partner), name_of(question.home)
    known = library.death_penalty.get(question.partner)
    if known is None:
        yield own(fill(wording.DEATH_PENALTY_UNKNOWN, state=partner), "death_penalty_unknown")
    elif not known.is_abolished:
        yield _standing(known, partner)
        yield own(
            wording.ASSURANCE_BEFORE_SENDING if question.kind in INFORMS else wording.ASSURANCE_WHEN_ASKED,
            "assurance",
        )
    of_home = library.death_penalty.get(question.home)
    if of_home is not None and not of_home.is_abolished:
        yield own(fill(wording.ASSURANCE_EXPECTED, state=home, partner=partner), "assurance_expected")


def _standing(known: DeathPenalty, state: Text) -> Sentence:
    """Where the state stands, and whether the protocol of 1989 binds it."""
    first = fill(STANDING_LABELS[known.standing], state=state)
    then = wording.PROTOCOL_PARTY if known.protocol else wording.NO_PROTOCOL
    text = Text(en=f"{first.en} {then.en}", fr=f"{first.fr} {then.fr}")
    return Sentence(
        text, "advice.death_penalty", known.origin.source, known.origin.as_of, known.origin.verified
    )


def _sources(case: Case, bases: tuple[Basis, ...], library: Library) -> Iterable[Sentence]:
    partner = case.question.partner
    acts = [one for one in library.instruments if one.rank is Rank.DOMESTIC and one.state == partner]
    if not acts:
        yield own(fill(wording.NO_DOMESTIC_LAW, state=name_of(partner)), "no_domestic_law")
    if bases and not any(basis.verified for basis in bases):
        yield own(wording.NOTHING_VERIFIED, "nothing_verified")
