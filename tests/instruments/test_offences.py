"""Offences: the classification, the search in it, and two laws side by side without a verdict."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.instruments.domain.offences.classification import Level, lineage, offence, offences
from entraide.instruments.domain.offences.finding import find
from entraide.instruments.domain.offences.national import Nearness, articles, national_offences
from entraide.instruments.domain.offences.refusals import UnknownOffence
from entraide.instruments.domain.offences.worksheet import Search, worksheet
from entraide.instruments.errors import UnknownState


def test_the_classification_has_its_eleven_sections_and_every_level():
    assert Counter(one.level for one in offences().values()) == {
        Level.SECTION: 11,
        Level.DIVISION: 63,
        Level.GROUP: 148,
        Level.CLASS: 98,
    }
    assert [code for code, one in offences().items() if one.level is Level.SECTION] == [
        f"{number:02}" for number in range(1, 12)
    ]


def test_every_category_stands_under_one_that_exists_and_is_called_something_in_both_languages():
    for code, one in offences().items():
        assert len(code) == {1: 2, 2: 4, 3: 5, 4: 6}[one.level]
        assert one.parent == "" or (code.startswith(one.parent) and one.parent in offences())
        assert one.title.en.strip() == one.title.en
        assert one.title.en
        assert one.title.fr
    assert list(offences()) == sorted(offences())


def test_a_category_knows_what_it_falls_under():
    assert [one.code for one in lineage("070111")] == ["07", "0701", "07011", "070111"]
    assert offence("0701").title.fr == "Fraude"
    with pytest.raises(UnknownOffence):
        offence("9999")


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("fraud", "en", "0701"),
        ("FRAUDES", "fr", "0701"),
        ("escroqueries", "fr", "0701"),
        ("murders", "en", "0101"),
        ("trafic de stupefiants", "fr", "060121"),
        ("pornographie juvenile", "fr", "030221"),
        ("money laundering", "en", "07041"),
        ("menaces de mort", "fr", "020121"),
        ("uttering threats", "en", "02012"),
        ("vol à main armée", "fr", "0401"),
        ("human trafficking", "en", "0204"),
        ("stolen cars", "en", "050211"),
        ("kidnapping", "en", "020221"),
        ("ransomware", "fr", "09032"),
    ],
)
def test_what_is_typed_finds_the_category_in_either_language(words, language, code):
    assert find(words, language)[0].offence.code == code


def test_a_find_says_why_and_a_code_finds_what_is_under_it():
    first = find("hacking computers")[0]
    assert first.words == ("hacking", "computers")
    assert first.because.fr == "il y est question de : hacking, computers"
    assert [one.offence.code for one in find("07011")] == ["07011", "070111", "070112"]
    assert find("zzz") == ()
    assert find("") == ()


@given(st.text(max_size=400), st.sampled_from(["en", "fr"]))
def test_any_text_can_be_asked_and_the_best_come_first(words, language):
    scores = [one.score for one in find(words, language)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= 20


def test_every_article_is_attached_to_a_category_and_only_what_was_read_is_verified():
    assert all(one.iccs in offences() for one in national_offences())
    assert all(one.source.startswith("https://") for one in national_offences())
    verified = [one for one in national_offences() if one.verified]
    assert len(verified) == 11
    assert {one.act.en for one in verified} == {"Controlled Drugs and Substances Act"}
    assert {one.state for one in national_offences()} == {"CA", "FR", "US"}


def test_articles_lie_in_the_category_under_it_or_above_it():
    assert [(one.offence.article, one.nearness) for one in articles("CA", "0701")] == [
        ("380(1)(a)", Nearness.SAME),
        ("402.2", Nearness.NARROWER),
        ("403", Nearness.NARROWER),
    ]
    assert [(one.offence.article, one.nearness) for one in articles("FR", "050231")] == [
        ("311-1 and 311-3", Nearness.BROADER)
    ]


def test_an_article_is_cited_in_both_languages():
    murder = next(one for one in national_offences() if one.article == "229 and 235")
    assert (murder.cited.en, murder.cited.fr) == ("Criminal Code, 229 and 235", "Code criminel, 229 et 235")


def test_a_worksheet_lays_two_laws_side_by_side_and_asks():
    (row,) = worksheet(["0701", "0701"], "ca", "FR")
    assert (row.in_home, row.in_partner) == (Search.SAME_CATEGORY, Search.SAME_CATEGORY)
    assert [one.offence.article for one in row.partner] == ["313-1"]
    assert row.words_en[0] == "Fraud"
    assert "escroquerie" in row.words_fr
    said = " ".join(question.text.en for question in row.questions)
    assert "Had the conduct taken place on that day in Canada" in said
    assert "have not been verified" in said
    assert "{" not in said


def test_a_worksheet_says_when_nothing_was_found_or_a_law_is_not_known():
    genocide, shoplifting = worksheet(["11014", "050231"], "CA", "BE")
    assert (genocide.in_home, genocide.in_partner) == (Search.NOTHING, Search.LAW_UNKNOWN)
    assert "No article was found here (Canada)" in " ".join(one.text.en for one in genocide.questions)
    assert "droit partenaire (Belgique)" in " ".join(one.text.fr for one in genocide.questions)
    assert shoplifting.in_home is Search.NEAR_CATEGORY


def test_every_sentence_of_a_worksheet_is_a_question_and_none_a_verdict():
    for row in worksheet(
        [code for code, one in offences().items() if one.level is Level.DIVISION], "CA", "US"
    ):
        assert all(one.text.en.endswith("?") and one.text.fr.endswith(" ?") for one in row.questions)


def test_a_worksheet_refuses_what_it_does_not_know():
    with pytest.raises(UnknownOffence):
        worksheet(["0799"], "CA", "FR")
    with pytest.raises(UnknownState):
        worksheet(["0701"], "CA", "ZZ")
