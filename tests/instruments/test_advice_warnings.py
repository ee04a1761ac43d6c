"""What the advice warns of, what it refuses, and that no sentence goes without rule and source."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.directory.domain.states import states
from entraide.instruments.domain.advice import Advice, Basis, Question, Sentence
from entraide.instruments.domain.advice_text import as_json, as_text
from entraide.instruments.domain.advising import advise
from entraide.instruments.domain.instrument import KINDS, MEASURES, STAGES, TRACKS, URGENCIES
from entraide.instruments.domain.library import load_library
from entraide.instruments.errors import SameState, UnknownState, UnknownWord

LIBRARY = load_library()


def advised(partner: str, kind: str = "preservation", **more: object) -> Advice:
    fields: dict[str, object] = {"home": "CA", "partner": partner, "kind": kind, "offences": ("fraud",)}
    return advise(Question(**{**fields, **more}), LIBRARY)  # type: ignore[arg-type]


def warned(advice: Advice) -> list[str]:
    return [sentence.rule.removeprefix("advice.") for sentence in advice.warnings]


def every_sentence(advice: Advice) -> Iterator[Sentence]:
    yield advice.notice
    for sentences in (advice.not_available, advice.context, advice.warnings):
        yield from sentences
    for basis in (*advice.bases, *advice.follow_up):
        yield from of_basis(basis)


def of_basis(basis: Basis) -> Iterator[Sentence]:
    for sentences in (
        basis.why,
        basis.channel,
        basis.signers,
        basis.languages,
        basis.formalities,
        basis.use_limits,
        basis.warnings,
    ):
        yield from sentences
    for several in (basis.clocks, basis.refusals, basis.dual_criminality):
        yield from (one.sentence for one in several)


def test_an_entity_in_no_table_is_warned_of_and_left_to_courtesy_and_reciprocity() -> None:
    assert warned(advised("EH")) == [
        "preservation_followed",
        "no_treaty",
        "no_bilateral",
        "no_un_seat",
        "nowhere",
        "death_penalty_unknown",
        "no_domestic_law",
    ]


def test_the_advice_says_that_it_never_decides() -> None:
    assert advised("FR").notice.text.en.startswith("This advises and never decides.")
    assert advised("FR").notice.text.fr.startswith("Ceci conseille et ne décide jamais.")


@pytest.mark.parametrize(
    ("partner", "penalty"),
    [
        ("FR", []),
        ("DE", []),
        ("US", ["death_penalty", "assurance"]),
        ("JP", ["death_penalty", "assurance"]),
        ("BR", ["death_penalty", "assurance"]),
        ("NG", ["death_penalty", "assurance"]),
        ("RU", ["death_penalty", "assurance"]),
        ("EH", ["death_penalty_unknown"]),
    ],
)
def test_a_partner_that_has_not_abolished_the_death_penalty_calls_for_an_assurance(
    partner: str, penalty: list[str]
) -> None:
    rules = warned(advised(partner))

    assert [rule for rule in rules if rule.startswith(("death_penalty", "assurance"))] == penalty


def test_brazil_is_bound_by_the_second_optional_protocol_and_japan_is_not() -> None:
    def said(partner: str) -> str:
        (sentence,) = [one for one in advised(partner).warnings if one.rule == "advice.death_penalty"]
        return sentence.text.en

    assert said("BR").endswith(
        "It is a party to the Second Optional Protocol to the International Covenant on Civil and Political Rights."
    )
    assert said("JP") == (
        "Japan keeps the death penalty. It is not among the parties to the Second Optional Protocol "
        "(table of March 2015)."
    )


def test_information_sent_to_a_state_with_the_death_penalty_asks_for_the_assurance_before() -> None:
    (before,) = [one for one in advised("JP", "travel_notice").warnings if one.rule == "advice.assurance"]

    assert before.text.en == (
        "Information sent there may serve in a capital case: ask for an assurance before sending it."
    )


def test_parties_known_from_the_table_of_2015_are_said_to_be_so() -> None:
    untoc = next(basis for basis in advised("RU").bases if basis.instrument == "untoc")
    (old,) = [sentence for sentence in untoc.warnings if sentence.rule == "untoc.old_table"]

    assert old.text.en == (
        "Known only from a table of March 2015: that Canada, Russia are bound. Check whether it is still so."
    )
    assert old.text.fr == (
        "Connu seulement d’un tableau de mars 2015 : l’engagement de Canada, Russie. Vérifiez s’il tient toujours."
    )
    assert (old.as_of, old.verified) == (date(2015, 3, 31), False)


def test_an_emergency_goes_to_the_permanent_point_and_is_verified_by_a_second_channel() -> None:
    assert warned(advised("FR", "emergency_disclosure", urgency="emergency"))[:2] == [
        "emergency",
        "second_channel",
    ]
    assert "emergency" not in warned(advised("FR"))


def test_mutual_assistance_on_the_police_track_is_on_the_wrong_track() -> None:
    rules = warned(advised("FR", "mutual_legal_assistance", track="police", measures=("search", "checks")))

    assert rules[:2] == ["wrong_track", "police_coercion"]


def test_intelligence_is_too_early_for_a_treaty() -> None:
    assert "too_early" in warned(advised("FR", "mutual_legal_assistance", stage="intelligence"))
    assert "too_early" not in warned(advised("FR", "mutual_legal_assistance"))


def test_an_offence_that_is_unknown_or_missing_is_said_and_narrows_the_advice() -> None:
    assert "offence_unknown" in warned(advised("RU", offences=("jaywalking",)))
    assert "offence_missing" in warned(advised("RU", offences=()))
    with_class = advised("RU", "mutual_legal_assistance", offences=("0601",))
    without = advised("RU", "mutual_legal_assistance", offences=())

    assert [one.instrument for one in with_class.bases if one.instrument not in _codes(without)] == [
        "drugs_1988",
        "drugs_1961",
        "drugs_1971",
    ]


def _codes(advice: Advice) -> set[str]:
    return {basis.instrument for basis in advice.bases}


def test_an_offence_may_be_given_by_an_iccs_code_below_its_class() -> None:
    found = LIBRARY.offence_class("06013")

    assert found is not None
    assert found.code == "drug_trafficking"
    assert LIBRARY.offence_class("9999") is None


def test_a_measure_that_no_treaty_names_is_said() -> None:
    assert "measure_not_covered" in warned(
        advised("DE", "mutual_legal_assistance", measures=("surveillance",))
    )
    assert "measure_not_covered" not in warned(advised("DE", "mutual_legal_assistance", measures=("search",)))


def test_where_nothing_was_confirmed_the_advice_says_so() -> None:
    between_others = advise(Question("FR", "DE", "extradition", offences=("fraud",)), LIBRARY)

    assert "nothing_verified" in warned(between_others)
    assert "nothing_verified" not in warned(advised("FR"))


def test_the_duty_of_canadian_providers_to_report_is_told_in_cases_of_child_exploitation() -> None:
    context = advised("US", "preservation", offences=("child_sexual_exploitation",)).context

    assert [sentence.source.en for sentence in context] == [
        "S.C. 2011, c. 4, consolidated to 2025-10-14, s. 3",
        "S.C. 2011, c. 4, consolidated to 2025-10-14, s. 4",
    ]
    assert all(sentence.verified for sentence in context)
    assert advised("US").context == ()


@pytest.mark.parametrize("state", ["ZZ", "fr", "", "EU", "FRA"])
def test_an_unknown_state_is_refused_in_both_languages(state: str) -> None:
    with pytest.raises(UnknownState) as refused:
        advised(state)

    assert refused.value.in_language("en").startswith(f"«{state}» is not the two-letter code")
    assert refused.value.in_language("fr").startswith(f"« {state} » n’est pas le code")


def test_a_state_cannot_ask_itself() -> None:
    with pytest.raises(SameState):
        advised("CA")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "favour"},
        {"track": "secret"},
        {"stage": "rumour"},
        {"urgency": "soon"},
        {"measures": ("all",)},
    ],
)
def test_a_word_outside_the_closed_lists_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UnknownWord):
        advised("FR", **{"kind": "preservation", **wrong})  # type: ignore[arg-type]


questions = st.builds(
    Question,
    home=st.just("CA"),
    partner=st.sampled_from(sorted(set(states()) - {"CA"})),
    kind=st.sampled_from(KINDS),
    track=st.sampled_from((*TRACKS, None)),
    measures=st.lists(st.sampled_from(MEASURES), max_size=3, unique=True).map(tuple),
    offences=st.lists(st.sampled_from(sorted(LIBRARY.offences)), max_size=2, unique=True).map(tuple),
    stage=st.sampled_from(STAGES),
    urgency=st.sampled_from(URGENCIES),
)


@settings(max_examples=25, deadline=None)
@given(questions, st.booleans())
def test_every_sentence_has_words_in_both_languages_a_rule_and_a_source(
    question: Question, back: bool
) -> None:
    if back:
        question = Question(question.partner, question.home, question.kind, question.track, question.measures)
    advice = advise(question, LIBRARY)

    for sentence in every_sentence(advice):
        assert sentence.text.en.strip()
        assert sentence.text.fr.strip()
        assert "{" not in sentence.text.en + sentence.text.fr
        assert sentence.rule.count(".") >= 1
        assert sentence.source.en.strip()
        assert sentence.source.fr.strip()
        assert (sentence.as_of is None) == sentence.rule.startswith("advice.") or (
            sentence.rule == "advice.death_penalty"
        )
    assert advise(question, LIBRARY) == advice
    assert as_text(advice, "en") != as_text(advice, "fr")
    assert as_json(advice)["question"]["partner"] == question.partner
