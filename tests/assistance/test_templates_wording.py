"""A bureau's own wording: fields in braces, nothing but names, and the standard letter said again as a template."""

import string
from dataclasses import fields as columns
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from entraide.assistance.domain.letters import markup
from entraide.assistance.domain.letters.errors import MissingGlyphs
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, Wording
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.patterns import Values, filled, filled_line
from entraide.assistance.domain.letters.templating import errors
from entraide.assistance.domain.letters.templating.checking import (
    LONGEST_BODY,
    MOST_FIELDS,
    MOST_TOLD,
    REQUIRED,
    normal,
    problems,
)
from entraide.assistance.domain.letters.templating.fields import fields_of
from entraide.assistance.domain.letters.templating.sample import sample_facts
from entraide.assistance.domain.letters.wording import draft, languages_of, standard, values_for
from tests.assistance.test_letters_forms import KNOWN as KNOWN_OF_FORMS
from tests.assistance.test_letters_wording import KINDS_AND_LANGUAGES
from tests.assistance.test_letters_wording import KNOWN as KNOWN_OF_LETTERS

KNOWN = replace(
    KNOWN_OF_FORMS,
    **{
        column.name: value
        for column in columns(LetterFacts)
        if (value := getattr(KNOWN_OF_LETTERS, column.name)) and not getattr(KNOWN_OF_FORMS, column.name)
    },
)
TEXTS = st.text(alphabet="ab {}#-\n:–;,é«»\u00a0", max_size=30)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@st.composite
def some_facts(draw: st.DrawFn) -> LetterFacts:
    """Facts some of which are known, in words that try to be markup and fields."""
    told = {}
    for column in columns(LetterFacts):
        known = getattr(KNOWN, column.name)
        if isinstance(known, str):
            told[column.name] = draw(TEXTS | st.just(known))
        elif isinstance(known, date):
            told[column.name] = draw(DAYS)
        elif known and not draw(st.booleans()):
            told[column.name] = type(known)()
    return replace(KNOWN, **told)


@pytest.mark.parametrize(("kind", "language"), KINDS_AND_LANGUAGES)
@pytest.mark.parametrize("facts", [KNOWN, LetterFacts(), replace(KNOWN, is_ours=True)])
def test_the_standard_letter_as_a_template_says_just_the_same(
    kind: LetterKind, language: LetterLanguage, facts: LetterFacts
) -> None:
    assert draft(kind, language, facts, normal(standard(kind, language))) == draft(kind, language, facts)


@given(st.sampled_from(KINDS_AND_LANGUAGES), some_facts())
def test_it_says_the_same_of_whatever_is_known(
    which: tuple[LetterKind, LetterLanguage], facts: LetterFacts
) -> None:
    assert draft(*which, facts, normal(standard(*which))) == draft(*which, facts)


@pytest.mark.parametrize(("kind", "language"), KINDS_AND_LANGUAGES)
def test_the_standard_letter_is_a_template_that_can_be_used(
    kind: LetterKind, language: LetterLanguage
) -> None:
    assert problems(kind, language, standard(kind, language)) == ()


@pytest.mark.parametrize(("kind", "language"), KINDS_AND_LANGUAGES)
def test_in_the_invented_case_every_field_of_the_standard_letter_says_something(
    kind: LetterKind, language: LetterLanguage
) -> None:
    facts = sample_facts(kind, language)
    values = values_for(kind, language, facts)
    text = standard(kind, language)
    used = {name for _, name, _, _ in string.Formatter().parse(f"{text.subject}\n{text.body}") if name}
    assert [name for name in used if not values[name].strip()] == []
    body = draft(kind, language, facts).body
    assert "{" not in body
    assert "  " not in body.replace("\n  ", "\n")


@pytest.mark.parametrize(("kind", "language"), KINDS_AND_LANGUAGES)
def test_every_field_has_a_meaning_in_both_languages_and_is_one_sort_of_thing(
    kind: LetterKind, language: LetterLanguage
) -> None:
    fields = fields_of(kind, language)
    assert len({field.name for field in fields}) == len(fields)
    assert all(field.meaning.en and field.meaning.fr for field in fields)
    assert {"our_reference", "matter", "state", "agency", "salutation", "closing"} <= {
        field.name for field in fields
    }


def test_what_a_letter_must_have_it_can_have() -> None:
    assert set(REQUIRED) == set(LetterKind)
    for kind, choices in REQUIRED.items():
        for language in languages_of(kind):
            names = {field.name for field in fields_of(kind, language)}
            assert all(set(choice) <= names for choice in choices), (kind, language)


VALUES = Values(
    words={"matter": "Theft", "state": "", "until": "", "evil": "- x {matter} {0.__class__}"},
    blocks={"facts": "One.\n\n- two", "none": ""},
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("About {matter}.", "About Theft."),
        ("In {state}.", ""),
        ("In {state} on {matter}.", "In on Theft."),
        ("Put off {until}.\n\nStill {matter}.", "Still Theft."),
        ("{matter} put off {until}.", "Theft put off."),
        ("{state} {matter}", "Theft"),
        ("Always.", "Always."),
        ("- {state}\n- {matter}\n- and more", "- Theft\n- and more"),
        ("## Facts\n{facts}", "## Facts\n\nOne.\n\n- two"),
        ("## None\n{none}\n\nEnd", "End"),
        ("## Always\n\n{none}\n\nEnd", "## Always\n\nEnd"),
        ("{{matter}} and {{{matter}}}", "{matter} and {Theft}"),
        ("{evil}", " - x {matter} {0.__class__}"),
        ("- {evil}", "- - x {matter} {0.__class__}"),
        ("one\n\n\n\n  \n\ntwo", "one\n\ntwo"),
    ],
)
def test_what_is_not_known_takes_its_surroundings_with_it(text: str, says: str) -> None:
    assert filled(text, VALUES) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Request: {matter} – reply", "Request: Theft – reply"),
        ("Request: {state} – reply", "Request – reply"),
        ("Request: {state}", "Request"),
        ("{state} – {matter}", "Theft"),
        ("{matter}: {state}", "Theft"),
    ],
)
def test_a_subject_without_its_parts_has_no_separators_left(text: str, says: str) -> None:
    assert filled_line(text, VALUES) == says


def found(
    body: str, kind: LetterKind = LetterKind.NOTICE, subject: str = "{matter}"
) -> list[tuple[str, str]]:
    """Where and for what a template in English is refused; what is needed stands in it."""
    text = Wording(subject, f"{body}\n\n{{message}}" if kind is LetterKind.NOTICE else body)
    return [(each.place, each.refusal.code) for each in problems(kind, "en", text)]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "}",
        "a } b",
        "{matter",
        "matter}",
        "{}",
        "{ }",
        "{matter!r}",
        "{matter:>999999999}",
        "{a{b}}",
        "{{}",
    ],
)
def test_braces_that_hold_anything_but_a_name_are_refused(body: str) -> None:
    assert ("body", "letters.template_braces_broken") in found(body) or (
        "body",
        "letters.template_field_unknown",
    ) in found(body)


@pytest.mark.parametrize(
    "name",
    ["matter.__class__", "matter[0]", "0", "__import__", "Matter", "facts", "basis", "matter|safe", "é"],
)
def test_a_name_is_one_of_the_list_and_nothing_is_reached_through_it(name: str) -> None:
    assert found(f"{{{name}}}") == [("body", "letters.template_field_unknown")]
    with pytest.raises(KeyError):
        draft(LetterKind.NOTICE, "en", KNOWN, Wording("x", f"{{{name}}}"))


def test_an_unknown_field_is_named_with_its_line_and_the_nearest() -> None:
    (problem,) = problems(
        LetterKind.NOTICE, "en", Wording("{matter}", "{message}\n\nQuote {our_referense}.\n{matter}")
    )
    assert problem.refusal.in_language("en").startswith(
        "Line 3: this letter has no field {our_referense}. The nearest: {our_reference}, "
    )
    assert problem.refusal.in_language("fr").startswith(
        "Ligne 3 : cette lettre n’a pas de champ {our_referense}."
    )


def test_a_block_needs_a_line_of_the_text_to_itself() -> None:
    assert found("We say: {message}") == [("body", "letters.template_block_not_alone")]
    assert found("", subject="{message}") == [("subject", "letters.template_block_not_alone")]


BINDING = "{confidentiality}\n\n{undertakings}"


@pytest.mark.parametrize(
    ("kind", "body", "fields"),
    [
        (LetterKind.REPLY, "{the_request}\n\n{outcome}", "{limits}"),
        (
            LetterKind.REPLY,
            "{outcome}\n\n{limits}",
            "{the_request} / {our_reference}",
        ),
        (
            LetterKind.OUTGOING_REQUEST,
            f"{{facts}}\n\n{{legal_basis}}\n\n{{assistance}}\n\n{BINDING}",
            "{basis}",
        ),
        (LetterKind.EMERGENCY_DISCLOSURE, f"{{basis}}\n\n{{assistance}}\n\n{BINDING}", "{danger}"),
        # Neither the secrecy that was asked for nor what we promised can be left out of a form.
        (LetterKind.SUBSCRIBER_REQUEST, "{basis}\n\n{assistance}\n\n{undertakings}", "{confidentiality}"),
        (LetterKind.SUBSCRIBER_REQUEST, "{basis}\n\n{assistance}\n\n{confidentiality}", "{undertakings}"),
    ],
)
def test_what_its_kind_must_say_is_missed(kind: LetterKind, body: str, fields: str) -> None:
    (problem,) = problems(kind, "en", Wording("A subject", body))
    assert isinstance(problem.refusal, errors.TemplateFieldMissing)
    assert problem.refusal.facts["fields"] == fields


def test_a_template_is_bounded() -> None:
    assert found("", subject="  ") == [("subject", "letters.template_empty")]
    assert problems(LetterKind.NOTICE, "en", Wording("x", " \n"))[0].place == "body"
    assert found("x" * (LONGEST_BODY + 1)) == [("body", "letters.template_too_long")]
    assert found("{matter}\n" * (MOST_FIELDS + 1)) == [("body", "letters.template_too_many_fields")]
    assert len(found("{nothing}\n" * 1500)) == MOST_TOLD


def test_what_cannot_be_printed_is_found_before_any_letter() -> None:
    (problem,) = problems(LetterKind.NOTICE, "en", Wording("{matter} 😀", "{message}"))
    assert (problem.place, type(problem.refusal)) == ("subject", MissingGlyphs)


HOSTILE = st.text(alphabet="{}!:.[]#- \n\u00a0ab", max_size=200) | st.text(max_size=60)
SAID = st.lists(
    st.sampled_from(["{matter}", "{message}", "{state}", "\n\n", "\n", "## ", "- ", "{{", "}}", "a "])
)


@given(HOSTILE | SAID.map("".join), HOSTILE | st.just("{matter}"))
def test_whatever_is_typed_is_refused_or_becomes_a_letter(body: str, subject: str) -> None:
    text = normal(Wording(subject, f"{body}\n\n{{message}}"))
    if problems(LetterKind.NOTICE, "fr", text):
        return
    letter = draft(LetterKind.NOTICE, "fr", KNOWN, text)
    assert "Our offices will be closed." in letter.body
    assert "\n" not in letter.subject


@given(TEXTS)
def test_a_value_is_never_read_as_a_field_or_as_markup(value: str) -> None:
    assume(value.strip())
    facts = replace(KNOWN, matter=value)
    body = draft(LetterKind.NOTICE, "en", facts, Wording("x", "{matter}\n\n{message}")).body
    first = markup.parse(body)[0]
    assert isinstance(first, markup.Paragraph)
    assert first.lines == (" ".join(value.split()),) or "\u00a0" in body


def test_a_text_is_kept_without_what_cannot_be_seen() -> None:
    typed = Wording(" A \n subject\u202e ", "\r\n\r\nOne  \r\ntwo\r\n\r\n")
    assert normal(typed) == Wording("A subject", "One\ntwo")
    assert normal(normal(typed)) == normal(typed)
