"""The order of the bases, for eight partners, exactly; and for every kind of request."""

import pytest

from entraide.instruments.domain.advice import Advice, Question
from entraide.instruments.domain.advising import advise
from entraide.instruments.domain.instrument import KINDS
from entraide.instruments.domain.library import RANKS, load_library


def asked(home: str, partner: str, kind: str = "preservation", **more: object) -> Advice:
    question = Question(home=home, partner=partner, kind=kind, offences=("fraud",))
    return advise(Question(**{**_fields(question), **more}), load_library())  # type: ignore[arg-type]


def _fields(question: Question) -> dict[str, object]:
    return {name: getattr(question, name) for name in Question.__slots__}


def order(advice: Advice) -> list[str]:
    """The bases, a question mark behind those that rest on a condition."""
    return [basis.instrument + ("?" if basis.conditional else "") for basis in advice.bases]


def follow_up(advice: Advice) -> list[str]:
    return [basis.instrument + ("?" if basis.conditional else "") for basis in advice.follow_up]


def rules(sentences: object) -> list[str]:
    return [sentence.rule for sentence in sentences]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("partner", "bases", "after"),
    [
        ("FR", ["budapest", "ca_mlacma", "interpol"], ["ca_fr_mla", "budapest", "untoc?", "ca_mlacma"]),
        ("DE", ["budapest", "ca_mlacma", "interpol"], ["ca_de_mla", "budapest", "untoc?", "ca_mlacma"]),
        (
            "US",
            ["budapest", "ca_mlacma", "us_stored_communications", "interpol"],
            ["ca_us_mla", "inter_american", "budapest", "untoc?", "ca_mlacma"],
        ),
        (
            "JP",
            ["budapest", "ca_mlacma", "interpol"],
            ["budapest", "untoc?", "ca_mlacma", "jp_assistance_act?"],
        ),
        (
            "BR",
            ["budapest", "ca_mlacma", "interpol"],
            ["ca_br_mla", "inter_american", "budapest", "untoc?", "ca_mlacma"],
        ),
        (
            "NG",
            ["budapest", "harare_scheme?", "ca_mlacma", "interpol"],
            ["budapest", "untoc?", "harare_scheme?", "ca_mlacma", "ng_assistance_act?"],
        ),
        (
            "RU",
            ["ca_ru_mla", "untoc?", "ca_mlacma", "interpol"],
            ["ca_ru_mla", "untoc?", "ca_mlacma"],
        ),
        (
            "EH",
            ["ca_mlacma", "letters_rogatory?", "reciprocity?"],
            ["ca_mlacma?", "letters_rogatory?", "reciprocity?"],
        ),
        (
            "VA",
            ["untoc?", "ca_mlacma", "interpol", "letters_rogatory?", "reciprocity?"],
            ["untoc?", "ca_mlacma?", "letters_rogatory?", "reciprocity?"],
        ),
    ],
)
def test_the_bases_of_a_preservation_for_fraud_stand_in_this_order(
    partner: str, bases: list[str], after: list[str]
) -> None:
    advice = asked("CA", partner)

    assert order(advice) == bases
    assert follow_up(advice) == after


def test_a_preservation_goes_by_article_29_between_points_of_contact_and_lasts_sixty_days() -> None:
    budapest = asked("CA", "FR").bases[0]

    assert budapest.articles == ("Art. 29", "Art. 30")
    assert [sentence.source.en for sentence in budapest.channel] == [
        "Convention on Cybercrime (CETS 185), Art. 35"
    ]
    assert [(clock.rule, clock.length, clock.unit) for clock in budapest.clocks] == [
        ("budapest_29_preservation_60d", 60, "days")
    ]
    assert [rule.value for rule in budapest.dual_criminality] == ["not_needed"]
    assert [one.grounds for one in budapest.refusals] == [("political", "essential_interests")]


def test_a_treaty_that_does_not_name_preservation_is_said_to_serve_for_what_follows() -> None:
    assert rules(asked("CA", "FR").not_available) == [
        "advice.set_aside.ca_fr_mla",
        "advice.set_aside.untoc",
        "eu_eevidence.between_others",
        "eu_eio.between_others",
    ]


def test_russia_is_said_not_to_be_a_party_to_the_budapest_convention() -> None:
    (said,) = asked("CA", "RU").not_available

    assert said.rule == "budapest.not_bound"
    assert said.text.en == "Budapest Convention is not available: Russia is not known to be a party."


@pytest.mark.parametrize(
    ("home", "partner", "kind", "offence", "bases"),
    [
        ("CA", "FR", "mutual_legal_assistance", "homicide", "ca_fr_mla budapest? untoc? ca_mlacma"),
        (
            "CA",
            "RU",
            "mutual_legal_assistance",
            "drugs",
            "ca_ru_mla drugs_1988 drugs_1961 drugs_1971 untoc? ca_mlacma",
        ),
        (
            "CA",
            "NG",
            "mutual_legal_assistance",
            "corruption",
            "uncac budapest? untoc? harare_scheme? ca_mlacma ng_assistance_act?",
        ),
        (
            "CA",
            "JP",
            "mutual_legal_assistance",
            "csam",
            "opsc budapest? untoc? ca_mlacma jp_assistance_act?",
        ),
        (
            "CA",
            "US",
            "extradition",
            "fraud",
            "ca_us_extradition budapest? untoc? ca_extradition_act interpol",
        ),
        ("CA", "DE", "extradition", "murder", "ca_de_extradition untoc? ca_extradition_act interpol"),
        (
            "CA",
            "JP",
            "extradition",
            "murder",
            "untoc? ca_extradition_act interpol reciprocity?",
        ),
        (
            "CA",
            "FR",
            "emergency_disclosure",
            "homicide",
            "budapest untoc? ca_mlacma ca_privacy_act? interpol",
        ),
        ("CA", "DE", "police_information", "fraud", "untoc? ca_mlacma ca_privacy_act? interpol"),
        (
            "CA",
            "US",
            "firearm_trace",
            "firearms",
            "untoc? ca_mlacma ca_privacy_act? us_firearms_trace? interpol",
        ),
        ("CA", "JP", "travel_notice", "csam", "opsc untoc? ca_mlacma ca_privacy_act? interpol"),
        (
            "CA",
            "BR",
            "spontaneous_information",
            "trafficking_in_persons",
            "budapest untoc_trafficking_protocol? untoc? ca_mlacma ca_privacy_act? interpol",
        ),
        ("CA", "FR", "missing_person", "other", "ca_mlacma ca_privacy_act? interpol"),
        ("CA", "EH", "missing_person", "other", "ca_mlacma ca_privacy_act?"),
        (
            "FR",
            "DE",
            "preservation",
            "fraud",
            "eu_eevidence eu_eio budapest interpol",
        ),
        (
            "FR",
            "DE",
            "mutual_legal_assistance",
            "fraud",
            "eu_eevidence eu_eio european_mla budapest? untoc?",
        ),
        (
            "FR",
            "DE",
            "extradition",
            "murder",
            "eu_arrest_warrant european_extradition untoc? interpol",
        ),
        ("FR", "DE", "police_information", "theft", "eu_information_exchange? untoc? interpol"),
        ("RU", "CA", "extradition", "murder", "untoc? ca_extradition_act? interpol reciprocity?"),
    ],
)
def test_each_kind_of_request_has_its_bases_in_order(
    home: str, partner: str, kind: str, offence: str, bases: str
) -> None:
    assert order(asked(home, partner, kind, offences=(offence,))) == bases.split()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("partner", ["FR", "US", "RU", "TW"])
def test_ranks_never_go_back_and_within_one_the_unconditional_comes_first(kind: str, partner: str) -> None:
    advice = asked("CA", partner, kind)

    for bases in (advice.bases, advice.follow_up):
        keys = [(RANKS.index(basis.rank), basis.conditional) for basis in bases]
        assert keys == sorted(keys)
    assert (advice.follow_up != ()) == (kind == "preservation")


def test_one_track_leaves_out_what_belongs_to_the_other() -> None:
    assert order(asked("CA", "FR", track="police")) == ["budapest", "ca_mlacma", "interpol"]
    assert order(asked("CA", "FR", track="judicial")) == ["budapest"]


def test_the_canadian_acts_say_one_thing_to_canada_that_asks_and_another_to_canada_that_is_asked() -> None:
    measures = ("bank_records",)
    asks = asked("CA", "FR", "mutual_legal_assistance", measures=measures).bases[-1]
    is_asked = asked("FR", "CA", "mutual_legal_assistance", measures=measures).bases[-1]

    assert (asks.instrument, asks.articles) == ("ca_mlacma", ("s. 7(2)",))
    assert (is_asked.instrument, is_asked.articles) == ("ca_mlacma", ("ss. 17, 18", "ss. 22.02, 22.03"))
    assert [clock.rule for clock in asks.clocks] == ["ca_mlacma_38_notice_7d"]
    assert [clock.rule for clock in is_asked.clocks] == ["ca_mlacma_22_04_sending_5d"]


def test_a_foreign_court_without_a_treaty_may_have_a_witness_heard_under_the_canada_evidence_act() -> None:
    advice = asked("EH", "CA", "mutual_legal_assistance", measures=("interview",))

    assert order(advice) == ["ca_mlacma?", "ca_evidence_act?", "letters_rogatory?", "reciprocity?"]


def test_a_designated_extradition_partner_needs_no_specific_agreement() -> None:
    def articles(home: str) -> tuple[str, ...]:
        bases = asked(home, "CA", "extradition", offences=("murder",)).bases
        return next(basis.articles for basis in bases if basis.instrument == "ca_extradition_act")

    assert articles("JP") == ("s. 9, Schedule",)
    assert articles("RU") == ("s. 10",)
    assert articles("FR") == ("s. 3(1)",)
