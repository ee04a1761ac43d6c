"""Words are found whatever their accents and endings, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.cases.domain.words import MAX_TOKENS, asked, excerpt, fold, tokens


@pytest.mark.parametrize(
    ("written", "asked_for"),
    [
        ("Les enquêteurs ont été prévenus.", "enqueteur"),
        ("Perquisitions à Montréal", "perquisition montreal"),
        ("The accounts were preserved", "account preserving"),
        ("ÉVÉNEMENT", "évènement".replace("è", "é")),
        ("Straße", "strasse"),
        ("Дело № 17 в Москве", "москве"),
        ("公安部网络安全", "网络"),
        ("serial AB-1234", "1234"),
    ],
)
def test_a_text_is_found_by_other_forms_of_its_words(written, asked_for):
    held = tokens(written)
    assert all(group & held for group in asked(asked_for))


def test_a_text_is_not_found_by_words_it_does_not_hold():
    held = tokens("Les enquêteurs ont été prévenus.")
    assert not all(group & held for group in asked("perquisition"))


def test_stop_words_ask_nothing():
    assert asked("le de la the of") == ()


def test_what_is_asked_is_bounded():
    assert len(asked(" ".join(f"mot{number}" for number in range(500)))) <= 12


def test_a_long_text_gives_a_bounded_number_of_tokens():
    assert len(tokens(" ".join(f"mot{number}" for number in range(100_000)))) <= MAX_TOKENS + 3


@given(st.text())
def test_no_token_can_be_taken_for_the_mark_of_a_reader(text):
    assert not any("_" in token or " " in token or '"' in token or "'" in token for token in tokens(text))


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=300), st.text(max_size=40))
def test_an_excerpt_is_a_piece_of_the_text_in_its_own_spelling(text, question):
    pieces = excerpt(text, asked(question), width=80)
    assert "".join(piece for piece, _ in pieces) in text


def test_an_excerpt_marks_the_words_found():
    pieces = excerpt("Ils ont conservé les données.", asked("conserver"))
    assert [piece for piece, hit in pieces if hit] == ["conservé"]
