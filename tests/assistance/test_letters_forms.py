"""The forms of request: every section that something is known of, in its place, and no other."""

from dataclasses import replace
from datetime import date

import pytest

from entraide.assistance.domain.blocks import BLOCKS, SUBJECT_FIELDS, SubjectSort
from entraide.assistance.domain.kinds import Kind, Stage
from entraide.assistance.domain.letters.facts import (
    AuthorityFacts,
    LetterFacts,
    LetterKind,
    MeasureFacts,
    OffenceFacts,
    Particular,
    SubjectFacts,
)
from entraide.assistance.domain.letters.forms import english, french, spanish
from entraide.assistance.domain.letters.forms.composing import FORMS
from entraide.assistance.domain.letters.forms.fitting import forms_for
from entraide.assistance.domain.letters.forms.words import FormWords, Part
from entraide.assistance.domain.letters.languages import LETTER_LANGUAGES, letter_language
from entraide.assistance.domain.letters.terms import SPANISH, SPANISH_FIELDS, label_of, term
from entraide.assistance.domain.letters.wording import draft, languages_of, tongue_for
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result

WORDS: dict[str, FormWords] = {"en": english.WORDS, "fr": french.WORDS, "es": spanish.WORDS}
KNOWN = LetterFacts(
    our_reference="2026-O-0003",
    matter="Intrusion at a hospital",
    measures=(
        MeasureFacts(
            "Preservation of data",
            description="Logs of the server",
            period_from=date(2026, 1, 1),
            period_to=date(2026, 2, 28),
            custodian="Host Inc.",
            formalities="A certificate of the custodian",
            is_hearing=True,
            questions=("Who rented it?",),
        ),
    ),
    answer_by=date(2026, 4, 1),
    legal_basis="Convention on Cybercrime (Budapest), Art. 29",
    summary="Records were copied.\n\nThen they were sold.",
    purpose="to find who did it",
    urgency="logs are overwritten",
    limits=("For this inquiry only",),
    requested_state="Northmark",
    sender=("Valmont Police", "Bureau", "desk@valmont.example"),
    authorities=(AuthorityFacts("Prosecution or court", ("Superior Court", "+1 555 0101")),),
    relation="extension",
    earlier_reference="2025-O-0009",
    proceeding="inquiry V-1",
    stage="Investigation",
    offences=(OffenceFacts("Fraud", "s. 1", "Whoever deceives", "five years", "none"),),
    dual_criminality="an offence there as well",
    subjects=(SubjectFacts("A. Roe", "Person", (Particular("Role", "witness"),), is_witness=True),),
    particulars=(Particular("Serial number", "KX-1"), Particular("The number is obliterated")),
    danger=(Particular("A bomb is announced"), Particular("To whom", "a school")),
    data="Contents of the server",
    custodian="Host Inc.",
    necessity=("nothing else shows it",),
    mla_will_follow=True,
    paper_by=date(2026, 5, 1),
    confidential_because="they would flee",
    related_elsewhere="one to Belland",
    translation_certified=True,
)
FORMS_AND_LANGUAGES = [(kind, language) for kind in FORMS for language in languages_of(kind)]


def headings(body: str) -> list[str]:
    return [
        line.removeprefix("## ") for line in body.replace("\u00a0", " ").split("\n") if line.startswith("## ")
    ]


@pytest.mark.parametrize(("kind", "language"), FORMS_AND_LANGUAGES)
def test_a_form_has_all_its_sections_in_order_when_all_is_known(kind: LetterKind, language: str) -> None:
    words = WORDS[language]
    wanted = [words.own_headings.get((kind, part)) or words.headings[part] for part in FORMS[kind]]
    assert headings(draft(kind, letter_language(language), KNOWN).body) == wanted


@pytest.mark.parametrize(("kind", "language"), FORMS_AND_LANGUAGES)
def test_what_is_known_of_nothing_has_no_section(kind: LetterKind, language: str) -> None:
    told = set(headings(draft(kind, letter_language(language), LetterFacts()).body))
    words = WORDS[language]
    for part in (Part.AUTHORITY, Part.FACTS, Part.OFFENCES, Part.SUBJECTS, Part.ASSISTANCE, Part.URGENCY):
        assert words.headings[part] not in told
        assert words.own_headings.get((kind, part)) not in told


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_section_has_a_heading_in_every_language(language: str) -> None:
    words = WORDS[language]
    assert set(words.headings) == set(Part)
    assert set(words.titles) == set(words.openings)
    assert set(words.relations) == {"new", "extension", "follow_up"}
    assert {part for parts in FORMS.values() for part in parts} == set(Part)


def test_spanish_is_there_for_the_letters_that_go_to_partners() -> None:
    assert {kind for kind in LetterKind if "es" in languages_of(kind)} == {
        LetterKind.OUTGOING_REQUEST,
        LetterKind.LETTERS_ROGATORY,
        LetterKind.PRESERVATION_REQUEST,
        LetterKind.SUBSCRIBER_REQUEST,
        LetterKind.EMERGENCY_DISCLOSURE,
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.QUESTION,
        LetterKind.REPLY,
        LetterKind.REFUSAL,
        LetterKind.CHASER,
    }
    assert all({"en", "fr"} <= set(languages_of(kind)) for kind in LetterKind)


@pytest.mark.parametrize(
    ("kind", "wanted", "written"),
    [
        (LetterKind.REPLY, "es-MX", "es"),
        (LetterKind.NOTICE, "es", "en"),
        (LetterKind.NOTICE, "fr-CA", "fr"),
        (LetterKind.REPLY, "pt", "en"),
        (LetterKind.REPLY, "", "en"),
    ],
)
def test_a_letter_is_in_the_readers_language_where_it_has_it_and_else_in_english(
    kind: LetterKind, wanted: str, written: str
) -> None:
    assert tongue_for(kind, wanted) == written


def test_codes_of_letters_fit_their_column() -> None:
    assert max(len(kind.value) for kind in LetterKind) <= 20


def test_a_preservation_request_says_what_article_29_wants_said() -> None:
    body = draft(LetterKind.PRESERVATION_REQUEST, "en", KNOWN).body.replace("\u00a0", " ")
    for said in (
        "This request extends an earlier one (reference 2025-O-0009).",
        "- Valmont Police, Bureau, desk@valmont.example\n- Prosecution or court: Superior Court, +1 555 0101",
        "- Fraud, s. 1. Whoever deceives. Maximum penalty: five years. Limitation: none.",
        "Records were copied.\n\nThen they were sold.",
        "Contents of the server. Held by: Host Inc. We ask that they be preserved for at least sixty days (Art. 29(7)",
        "- Preservation of data: Logs of the server. Period: from January 1, 2026 to February 28, 2026. "
        "Held by: Host Inc.",
        "To find who did it. Nothing else shows it.",
        "Logs are overwritten. The assistance is needed by April 1, 2026.",
        "We intend to submit a request for mutual assistance",
        "They would flee.",
        "- For this inquiry only.",
        "We would be grateful to receive your reply by April 1, 2026.",
    ):
        assert said in body


def test_sixty_days_are_not_claimed_under_another_instrument_nor_where_a_date_is_asked() -> None:
    other = replace(KNOWN, legal_basis="Agreement of 1999, Art. 3")
    dated = replace(KNOWN, preserve_until=date(2026, 12, 1))
    assert "sixty days" not in draft(LetterKind.PRESERVATION_REQUEST, "en", other).body
    body = draft(LetterKind.PRESERVATION_REQUEST, "fr", dated).body.replace("\u00a0", " ")
    assert "soixante jours" not in body
    assert "conservées jusqu’au 1er décembre 2026." in body


def test_that_mutual_assistance_follows_is_said_only_where_the_record_says_so() -> None:
    silent = replace(KNOWN, mla_will_follow=False)
    assert "intend to submit" not in draft(LetterKind.PRESERVATION_REQUEST, "en", silent).body


def test_letters_rogatory_name_the_state_the_witness_and_the_return_of_the_favour() -> None:
    body = draft(LetterKind.LETTERS_ROGATORY, "fr", KNOWN).body.replace("\u00a0", " ")
    assert "adressée aux autorités judiciaires compétentes (Northmark)." in body
    assert "sous serment ou affirmation solennelle :\n\n- A. Roe" in body
    assert "- Who rented it\u202f?" in body
    assert "Nous sommes disposés à agir de même envers vous en pareil cas" in body
    unheard = replace(KNOWN, measures=(MeasureFacts("Bank records"),))
    assert "sous serment" not in draft(LetterKind.LETTERS_ROGATORY, "fr", unheard).body
    nameless = draft(LetterKind.LETTERS_ROGATORY, "fr", LetterFacts()).body
    assert "compétentes. Dans" in nameless


def test_a_request_to_be_kept_secret_asks_for_it_and_tells_nobody() -> None:
    body = draft(
        LetterKind.EMERGENCY_DISCLOSURE, "es", replace(KNOWN, keep_secret=True, person_may_be_told=True)
    ).body
    assert "se mantengan en secreto" in body
    assert "puede ser informada" not in body


def test_a_name_from_right_to_left_has_a_line_of_its_own() -> None:
    subject = SubjectFacts(
        "Karim al-Sahlawi", "Person", (Particular("Name in original script", "كريم السهلاوي"),)
    )
    body = draft(LetterKind.OUTGOING_REQUEST, "en", replace(KNOWN, subjects=(subject,))).body
    assert "Person: Karim al-Sahlawi\nName in original script:\nكريم السهلاوي\n" in body


def test_a_request_is_offered_the_form_made_for_its_kind_first() -> None:
    assert [
        forms_for(kind)[0] for kind in (Kind.PRESERVATION, Kind.EXTRADITION, Kind.MISSING_PERSON, None)
    ] == [
        LetterKind.PRESERVATION_REQUEST,
        LetterKind.PROVISIONAL_ARREST,
        LetterKind.OUTGOING_REQUEST,
        LetterKind.OUTGOING_REQUEST,
    ]
    assert {form for kind in Kind for form in forms_for(kind)} == set(FORMS)


@pytest.mark.parametrize("values", [MeasureCode, Decision, Result, Ground, SubjectSort, Stage])
def test_every_word_of_the_record_has_its_spanish(values: type) -> None:
    assert [value for value in values if value not in SPANISH] == []
    assert all(term(value, "es") == SPANISH[value] for value in values)


def test_every_field_that_is_told_with_its_label_has_its_spanish() -> None:
    from entraide.assistance.services.particulars import TOLD_ELSEWHERE

    of_blocks = [field for fields in BLOCKS.values() for field in fields if field.name not in TOLD_ELSEWHERE]
    of_subjects = [field for fields in SUBJECT_FIELDS.values() for field in fields]
    assert [field.name for field in (*of_blocks, *of_subjects) if field.name not in SPANISH_FIELDS] == []
    assert label_of(of_subjects[0], "fr") == "Rôle"
