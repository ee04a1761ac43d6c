"""Which state a letter comes from: the one that sends it, not one that it names."""

import pytest

from entraide.assistance.domain.reading.letter import read
from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from tests.assistance.invented_letters import LETTERS


def states(text: str, **headers: str) -> list[Suggestion]:
    return [one for one in read(text, **headers) if one.field is Field.SENDING_STATE]


@pytest.mark.parametrize(("what", "state", "letter"), LETTERS, ids=[letter[0] for letter in LETTERS])
def test_the_state_that_sends_the_letter_comes_first(what, state, letter):
    assert states(letter)[0].value == state


def test_the_invented_letters_come_from_more_than_fifty_states():
    assert len({state for _, state, _ in LETTERS}) >= 50


def test_the_words_of_a_suggestion_stand_where_it_says_in_the_letter():
    for _, _, letter in LETTERS:
        for one in read(letter):
            if one.start >= 0:
                assert letter[one.start : one.end] == one.words
            else:
                assert one.end == -1


def test_a_suggestion_says_why_in_both_languages_and_names_the_state_in_both():
    best = states("Guardia Civil\nUnidad Técnica\n\nDear Sir,\n\nPlease preserve the account.\n")[0]
    assert best.label == "Spain / Espagne"
    assert best.words == "Guardia Civil"
    assert best.because.en == "the letterhead names Guardia Civil"
    assert best.because.fr == "l’en-tête nomme Guardia Civil"


def test_the_sender_of_the_message_says_more_than_a_country_named_in_it():
    body = "Dear colleagues,\n\nPlease identify the user. The victim lives in Portugal, the suspect in Germany.\n"
    best = states(body, sender="Desk <desk@police.gov.xk.example>, <desk@policija.gov.rs>")[0]
    assert (best.value, best.start, best.words[:4]) == ("RS", -1, "Desk")


def test_the_sender_of_a_webmail_or_a_bought_domain_says_nothing():
    body = "Dear colleagues,\n\nPlease identify the user.\n"
    for sender in (
        "x@mail.ru",
        "x@yahoo.fr",
        "x@desk.io",
        "x@agency.co",
        "x@gmail.com",
        "not an address",
        "x@",
    ):
        assert states(body, sender=sender) == []


def test_a_letter_that_names_nobody_gets_no_state():
    assert states("Hello,\n\nplease remove the page.\n\nThanks") == []
    assert states("") == []


def test_the_state_of_addresses_complained_about_is_not_the_sender_s():
    letter = (
        "Kripos\nOslo\n\nHello,\n\nThe suspect writes from boris@provider.ru and uses +7 495 555 01 00 and "
        "https://forum.example.ru/post and https://shop.example.cn/ to sell stolen data.\n\nRegards,\nHansen\n"
    )
    assert states(letter)[0].value == "NO"


def test_a_state_repeated_a_thousand_times_does_not_outweigh_a_letterhead():
    letter = (
        "Policie České republiky\nPraha\n\nDear Sir,\n\n" + "The site sells to Brazil and Brazil. " * 1_000
    )
    assert states(letter)[0].value == "CZ"


def test_hong_kong_is_told_from_china_and_taiwan_too():
    assert states("Hong Kong Police Force\n\nDear Sir,\n\nA site in China.\n")[0].value == "HK"
    assert states("中華民國 刑事警察局\n\n您好：\n\n中国大陆的嫌疑人。\n")[0].value == "TW"


def test_confidence_is_higher_when_nothing_speaks_for_another_state():
    alone = states(
        "Policía de Investigaciones de Chile\nSantiago de Chile\n\nEstimados,\n\nSolicitamos datos.\n"
    )
    torn = states(
        "Embassy of Peru in Ecuador\n\nPolicía Nacional del Ecuador and Policía Nacional del Perú\n"
    )
    assert alone[0].confidence > 0.8 > torn[0].confidence
