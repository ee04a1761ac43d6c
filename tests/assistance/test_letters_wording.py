"""The words of a first draft."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.assistance.domain.letters import markup
from entraide.assistance.domain.letters.dates import dateline
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts
from entraide.assistance.domain.letters.languages import LETTER_LANGUAGES, LetterLanguage
from entraide.assistance.domain.letters.wording import draft, languages_of
from entraide.paper.dates import in_words
from entraide.paper.typography import clean, runs, spaced

KINDS_AND_LANGUAGES = [(kind, language) for kind in LetterKind for language in languages_of(kind)]

KNOWN = LetterFacts(
    our_reference="2026-I-0012",
    their_reference="NSP/77-2026",
    form_of_address="Inspector Okafor",
    matter="Threats on a gaming blog",
    dated=date(2026, 3, 1),
    received_on=date(2026, 3, 3),
    measures=(
        MeasureFacts("Subscriber information", "granted", "the records are enclosed"),
        MeasureFacts("Hearing of a witness", due=date(2026, 5, 1)),
    ),
    questions=("What period should the records cover?",),
    answer_by=date(2026, 4, 1),
    reply_by=date(2026, 4, 15),
    reasons=("the act is not an offence here",),
    postponed_until=date(2026, 9, 1),
    legal_basis="Article 7 of the Agreement of 1999",
    summary="A school was threatened.",
    purpose="the author is to be identified",
    urgency="an attack is announced",
    limits=("For police use only",),
    reminders=(date(2026, 3, 20), date(2026, 4, 2)),
    documents=("Certificate", "Records"),
    on_behalf_of="the Attorney General of Northmark",
    contact="Insp. L. Harvey, +1 555 0100",
    text="Our offices will be closed.",
)


def test_an_english_acknowledgement_reads_as_a_bureau_would_write_it() -> None:
    wording = draft(LetterKind.ACKNOWLEDGEMENT, "en", KNOWN)
    assert wording.subject == "Request for assistance: Threats on a gaming blog – acknowledgement of receipt"
    assert wording.body.replace("\u00a0", " ") == (
        "Dear Inspector Okafor,\n\n"
        "We acknowledge receipt of your request for assistance of March 1, 2026 "
        "(your reference NSP/77-2026), "
        "received on March 3, 2026, in the matter “Threats on a gaming blog”. It has been registered "
        "under our reference 2026-I-0012, which we would ask you to quote in all further correspondence.\n\n"
        "As we understand it, you request the following measures:\n\n"
        "- Subscriber information.\n- Hearing of a witness.\n\n"
        "Should this not correspond to what you require, please let us know without delay.\n\n"
        "We have noted that the matter is urgent. An attack is announced.\n\n"
        "We expect to be in a position to reply by April 15, 2026.\n\n"
        "Any question about this letter may be put to Insp. L. Harvey, +1 555 0100.\n\n"
        "Yours sincerely,"
    )


def test_a_french_chaser_reads_as_a_bureau_would_write_it() -> None:
    facts = LetterFacts(
        our_reference="2026-O-0003",
        form_of_address="Madame la Commissaire",
        matter="Fraude envers une personne âgée",
        dated=date(2026, 3, 1),
        measures=(MeasureFacts("audition d’un témoin"),),
        reminders=(date(2026, 4, 1),),
    )
    wording = draft(LetterKind.CHASER, "fr", facts)
    assert wording.subject == "Demande d’entraide\u00a0: Fraude envers une personne âgée – relance"
    assert wording.body == (
        "Madame la Commissaire,\n\n"
        "Nous nous référons à notre demande d’entraide du 1er\u00a0mars 2026 "
        "(notre référence 2026-O-0003) dans "
        "l’affaire «\u00a0Fraude envers une personne âgée\u00a0». Sauf erreur de notre part, "
        "elle est à ce jour demeurée sans réponse, malgré notre relance du 1er\u00a0avril 2026.\n\n"
        "La mesure suivante reste à exécuter\u00a0:\n\n- Audition d’un témoin.\n\n"
        "Nous vous saurions gré de nous faire connaître l’état d’avancement de la demande et la "
        "date à laquelle une réponse peut être attendue. Si vous nous avez déjà répondu, veuillez ne pas "
        "tenir compte de la présente et nous adresser une copie de votre réponse.\n\n"
        "Veuillez agréer, Madame la Commissaire, l’expression de nos sentiments distingués."
    )


@pytest.mark.parametrize(("kind", "language"), KINDS_AND_LANGUAGES)
def test_a_letter_from_no_facts_at_all_has_no_holes(kind: LetterKind, language: LetterLanguage) -> None:
    wording = draft(kind, language, LetterFacts())
    paragraphs = wording.body.split("\n\n")
    greeting = {"en": "Dear Sir or Madam,", "fr": "Madame, Monsieur,", "es": "Señora, señor:"}
    assert paragraphs[0] == greeting[language]
    assert len(paragraphs) >= 3
    assert all(text[-1] in ".," for text in paragraphs[1:] if not text.startswith("## "))
    headed = [text.startswith("## ") for text in [*paragraphs, "## "]]
    assert not any(here and following for here, following in pairwise(headed))
    for hole in (
        "None",
        "  ",
        "()",
        " ,",
        " .",
        "“”",
        "««",
        "-\n",
        "{",
        "}",
        "\u00a0\u00a0",
        "following:",
        "suivante",
        "siguiente:",
    ):
        assert hole not in wording.body
    assert wording.subject == wording.subject.strip(" –:")


@pytest.mark.parametrize(("kind", "language"), KINDS_AND_LANGUAGES)
def test_no_letter_says_none_or_leaves_a_placeholder(kind: LetterKind, language: LetterLanguage) -> None:
    wording = draft(kind, language, KNOWN)
    for hole in ("None", "{", "}", "  ", "..", " ,", "datetime"):
        assert hole not in wording.body + wording.subject


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_a_reply_tells_what_came_of_each_measure_and_on_which_there_is_nothing_to_say(
    language: LetterLanguage,
) -> None:
    body = draft(LetterKind.REPLY, language, KNOWN).body.replace("\u00a0", " ")
    colon = {"en": ":", "fr": " :", "es": ":"}[language]
    nothing = {
        "en": "There is nothing to report on the following:",
        "fr": "Aucun résultat n’est à signaler",
        "es": "No hay nada que comunicar sobre lo que sigue:",
    }[language]
    assert f"- Subscriber information{colon} granted. The records are enclosed." in body
    assert body.index(nothing) < body.index("- Hearing of a witness.")


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_information_never_leaves_without_a_word_on_its_use(language: LetterLanguage) -> None:
    own = draft(LetterKind.REPLY, language, KNOWN).body
    default = draft(LetterKind.REPLY, language, LetterFacts()).body
    assert "- For police use only." in own
    consent = {
        "en": "prior written consent",
        "fr": "consentement écrit préalable",
        "es": "consentimiento previo por escrito",
    }
    assert consent[language] in default


def test_a_refusal_that_withholds_its_reasons_says_nothing_of_reasons() -> None:
    assert "ground" not in draft(LetterKind.REFUSAL, "en", LetterFacts()).body
    assert "motif" not in draft(LetterKind.REFUSAL, "fr", LetterFacts()).body
    assert (
        "following ground:\n\n- The act is not an offence here."
        in draft(LetterKind.REFUSAL, "en", KNOWN).body
    )


def test_a_fact_cannot_start_a_heading_or_a_list_of_its_own() -> None:
    facts = LetterFacts(matter="theft\n\n## Approved\n\n- pay 100", contact="x\n- y")
    blocks = markup.parse(draft(LetterKind.ACKNOWLEDGEMENT, "en", facts).body)
    assert {type(block) for block in blocks} == {markup.Paragraph}


def test_the_markup_is_paragraphs_headings_and_lists_and_nothing_else() -> None:
    body = (
        "One\ntwo\n\n## A *heading*\n- first\n  goes on\n- #second\nafter\n# no heading\n##neither\n-nor this"
    )
    assert markup.parse(body) == (
        markup.Paragraph(("One", "two")),
        markup.Heading("A *heading*"),
        markup.Items(("first goes on", "#second")),
        markup.Paragraph(("after", "# no heading", "##neither", "-nor this")),
    )


def test_dates_are_written_as_canadian_administrations_write_them() -> None:
    assert in_words(date(2026, 3, 1), "en") == "March 1, 2026"
    assert in_words(date(2026, 3, 1), "fr") == "1er mars 2026"
    assert in_words(date(2026, 8, 12), "fr") == "12 août 2026"
    assert dateline("Valmont", date(2026, 3, 1), "fr") == "Valmont, le 1er mars 2026"
    assert dateline("Northmark", date(2026, 3, 1), "en") == "Northmark, March 1, 2026"
    assert dateline("", date(2026, 12, 2), "fr") == "Le 2 décembre 2026"


def test_dates_in_spanish_are_written_in_words() -> None:
    assert in_words(date(2026, 3, 1), "es") == "1 de marzo de 2026"
    assert in_words(date(2026, 9, 22), "es") == "22 de septiembre de 2026"
    assert dateline("Valmont", date(2026, 12, 2), "es") == "Valmont, 2 de diciembre de 2026"
    assert dateline("", date(2026, 12, 2), "es") == "2 de diciembre de 2026"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Asunto : sí", "Asunto: sí"),
        ("¿Sí ? ¡No !", "¿Sí? ¡No!"),
        ("« asunto »", "«asunto»"),
        (
            "la Sra. Ruiz, art. 29, párr. 7, n.º 185",
            "la Sra.\u00a0Ruiz, art.\u00a029, párr.\u00a07, n.º\u00a0185",
        ),
        ("el 22 de septiembre, 40 %", "el 22\u00a0de septiembre, 40\u00a0%"),
        ("https://a.example/?q=1;b=2 a las 10:30", "https://a.example/?q=1;b=2 a las 10:30"),
    ],
)
def test_spanish_punctuation_has_no_spaces_of_its_own(typed: str, set_: str) -> None:
    assert spaced(typed, "es") == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Objet : oui", "Objet\u00a0: oui"),
        ("Objet: oui", "Objet\u00a0: oui"),
        ("Oui ! Non ? Si ; mais", "Oui\u202f! Non\u202f? Si\u202f; mais"),
        ("Vraiment?!", "Vraiment\u202f?!"),
        ("«mot» et « mot »", "«\u00a0mot\u00a0» et «\u00a0mot\u00a0»"),
        ("Mme Roy, n° 5, 12 mai, 40 %", "Mme\u00a0Roy, n°\u00a05, 12\u00a0mai, 40\u00a0%"),
    ],
)
def test_french_punctuation_keeps_its_unbreakable_spaces(typed: str, set_: str) -> None:
    assert spaced(typed, "fr") == set_


@pytest.mark.parametrize(
    "exact", ["https://a.example/?q=1;b=2", "10:30", "TLP:AMBER", "2001:db8::17", "a;b", "x!y", "C:\\temp"]
)
def test_french_spacing_leaves_addresses_and_hours_alone(exact: str) -> None:
    assert spaced(exact, "fr") == exact


@given(st.text(), st.sampled_from(LETTER_LANGUAGES))
def test_spacing_twice_changes_no_more_than_spacing_once(text: str, language: LetterLanguage) -> None:
    once = spaced(text, language)
    assert spaced(once, language) == once


@given(st.text())
def test_cutting_a_text_into_runs_loses_and_adds_nothing(text: str) -> None:
    assert "".join(runs(text)) == text


def test_a_long_word_may_break_after_its_signs_and_a_short_one_nowhere() -> None:
    address = "https://forum.example/threads/2026/02/27/threats?page=3"
    assert runs(f"See {address} now") == [
        "See ", "https://", "forum.", "example/", "threads/", "2026/", "02/", "27/", "threats?",
        "page=", "3 now",
    ]  # fmt: skip
    assert runs("See a short-word, a.example") == ["See a short-word, a.example"]
    assert max(map(len, runs("x" * 100_000))) == 24


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_cleaned_text_holds_no_control_character_and_no_bidirectional_trick(text: str) -> None:
    cleaned = clean(text)
    assert not any(ord(sign) < 32 and sign != "\n" for sign in cleaned)
    assert not set(cleaned) & {chr(code) for code in (0x61C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
