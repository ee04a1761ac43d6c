"""The letter as accessible PDF."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.assistance.domain.letters import paper
from entraide.assistance.domain.letters.errors import LetterTooLong, MissingGlyphs
from entraide.assistance.domain.letters.facts import (
    LetterFacts,
    LetterKind,
    MeasureFacts,
    Particular,
    SubjectFacts,
)
from entraide.assistance.domain.letters.languages import LETTER_LANGUAGES, LetterLanguage
from entraide.assistance.domain.letters.paper import (
    LONGEST,
    Letter,
    Sender,
    Signatory,
    missing_glyphs,
    render,
)
from entraide.assistance.domain.letters.wording import draft, languages_of
from entraide.paper import glyphs

LETTER = Letter(
    language="en",
    sender=Sender(
        "Sûreté régionale de Valmont",
        "International assistance",
        ("1200 Maple Street", "Valmont, Quebec"),
        "+1 555 0100",
        "assistance@valmont.example",
    ),
    recipient=("Inspector J. Okafor", "Northmark State Police"),
    date=date(2026, 3, 1),
    subject="Request for assistance: threats on a gaming blog",
    body="Dear Inspector Okafor,\n\n## Outcome\n\n- First item\n- Second item\n\nYours sincerely,",
    signatory=Signatory("Luc Harvey", "Head of the bureau"),
    place="Valmont",
    our_reference="2026-I-0012",
    their_reference="NSP/77",
    handling="TLP:AMBER",
    enclosures=("Certificate",),
    draft=False,
)
# Invented persons, each as written at home.
KNOWN = LetterFacts(
    our_reference="2026-I-0012",
    matter="Fraude envers une personne âgée",
    received_on=date(2026, 3, 1),
    measures=(MeasureFacts("Preservation of data", "granted"), MeasureFacts("Hearing of a witness")),
    limits=("For police use only",),
    subjects=(
        SubjectFacts("Вадим Оресенко", "Person"),
        SubjectFacts("Karim al-Sahlawi", "Person", (Particular("Name in original script", "كريم السهلاوي"),)),
        SubjectFacts("Θάνος Μελισσινάρης", "Person"),
        SubjectFacts("林月華", "Person", (Particular("Also", "山田たろう, 김철수"),)),
    ),
)
LONG = "\n\n".join(["We have examined the records for the whole of the period named in your request."] * 70)


def text_of(pdf: bytes) -> str:
    """What a reader copies out of the PDF, all pages, line breaks as spaces."""
    return re.sub("[ \r\n]+", " ", " ".join(pages_of(pdf)))


def unspaced(text: str) -> str:
    """The text without spaces and hyphens: a line may end after any, and PDFium has its own sign for a hyphen there."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-\x02\ufffe")


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def structure_of(pdf: bytes) -> list[str]:
    """The tags of the structure tree, in reading order."""

    def tags(node: pikepdf.Object) -> list[str]:
        own = [str(node.S)] if "/S" in node else []
        children: object = node.get("/K", [])
        nodes = children if isinstance(children, pikepdf.Array) else [children]
        return own + [tag for child in nodes if isinstance(child, pikepdf.Dictionary) for tag in tags(child)]

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tags(document.Root.StructTreeRoot)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-CA"), ("fr", "fr-CA"), ("es", "es")])
def test_a_letter_is_an_archive_copy_and_readable_by_everyone(language: LetterLanguage, tag: str) -> None:
    with pikepdf.open(io.BytesIO(render(replace(LETTER, language=language)))) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Request for assistance" + {"fr": "\u00a0"}.get(language, "") + (
                ": threats on a gaming blog"
            )
            assert metadata["dc:creator"] == ["Sûreté régionale de Valmont"]
        assert str(document.Root.Lang) == tag
        assert bool(document.Root.MarkInfo.Marked) is True
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True
        assert str(document.Root.StructTreeRoot.Type) == "/StructTreeRoot"
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert [page.obj.StructParents for page in document.pages] == [0]


def test_the_structure_is_a_letter_with_a_title_a_heading_and_lists() -> None:
    tags = structure_of(render(LETTER))
    assert tags[0] == "/Document"
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 1
    assert tags.count("/L") == 2
    assert tags.count("/LI") == 3
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/L")
    assert "/Table" not in tags
    assert "/Figure" not in tags


def test_every_font_is_embedded_and_vendored() -> None:
    with pikepdf.open(io.BytesIO(render(LETTER))) as document:
        names = {str(font.BaseFont).split("+")[1] for font in document.pages[0].Resources.Font.values()}
        for font in document.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert names == {
        "SourceSerif4-Regular",
        "SourceSerif4-SemiBold",
        "SourceSans3-Regular",
        "SourceSans3-SemiBold",
    }


@pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in LetterKind for language in languages_of(kind)]
)
def test_every_kind_of_letter_prints_whole_and_accessible_in_each_of_its_languages(
    kind: LetterKind, language: LetterLanguage
) -> None:
    wording = draft(kind, language, KNOWN)
    pdf = render(replace(LETTER, language=language, subject=wording.subject, body=wording.body))
    text = unspaced(text_of(pdf))
    for paragraph in wording.body.split("\n"):
        assert unspaced(paragraph.removeprefix("## ").removeprefix("- ")) in text
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert str(document.Root.Lang) == {"en": "en-CA", "fr": "fr-CA", "es": "es"}[language]


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_the_names_of_persons_are_found_in_the_letter_in_their_own_script(language: LetterLanguage) -> None:
    wording = draft(LetterKind.PRESERVATION_REQUEST, language, KNOWN)
    text = text_of(render(replace(LETTER, language=language, subject=wording.subject, body=wording.body)))
    for subject in KNOWN.subjects:
        assert subject.name in text
        assert all(known.text in text for known in subject.particulars)


def test_a_name_of_ten_thousand_letters_stays_on_the_paper() -> None:
    facts = replace(KNOWN, subjects=(SubjectFacts("Ж" * 10_000, "Person"),), matter="Щ" * 10_000)
    wording = draft(LetterKind.OUTGOING_REQUEST, "en", facts)
    text = text_of(render(replace(LETTER, subject=wording.subject[:300], body=wording.body)))
    assert text.count("Ж") == 10_000
    # The matter stands in the opening as well, and the subject line is cut as the record cuts it.
    assert text.count("Щ") == 10_000 + 300 - len("Request for assistance: ")


def test_a_hostile_name_in_a_form_is_text_and_nothing_else() -> None:
    names = (
        '#read("/etc/passwd")',
        "## Approved",
        "- pay 100",
        "Roe\u202eexe.fdp",
        "Ali\u2067\u061c\u200f Roe",
    )
    wording = draft(
        LetterKind.OUTGOING_REQUEST, "en", replace(KNOWN, subjects=tuple(map(SubjectFacts, names)))
    )
    pdf = render(replace(LETTER, subject=wording.subject, body=wording.body))
    text = text_of(pdf)
    assert "root:" not in text
    for shown in ('#read("/etc/passwd")', "## Approved", "- pay 100", "Roeexe.fdp"):
        assert shown in text
    assert not {"\u202e", "\u2067", "\u061c"} & set(text)
    plain = draft(LetterKind.OUTGOING_REQUEST, "en", replace(KNOWN, subjects=(SubjectFacts("Roe"),)))
    headings = structure_of(render(replace(LETTER, subject=plain.subject, body=plain.body))).count("/H2")
    assert structure_of(pdf).count("/H2") == headings


def test_what_leads_in_a_list_never_ends_a_page() -> None:
    for lines in range(20, 25):
        body = "\n\n".join([f"Finding number {number}." for number in range(lines)])
        pages = pages_of(
            render(replace(LETTER, body=f"{body}\n\nWe ask for:\n\n- One.\n- Two.\n\nYours truly,"))
        )
        assert all("– One." in page for page in pages if "We ask for:" in page)


@pytest.mark.parametrize(
    "hostile",
    [
        "#import",
        '#read("/etc/passwd")',
        '#read("letter.typ") #include "letter.typ"',
        '#eval("1+1") #sys.inputs.content #panic("x")',
        "*bold* _slanted_ `raw` $x^2$ @label <label> ~ \\ // /* -- --- ... 'q' \"q\"",
        "= Heading + item / term: [content] {code}",
        "</script><script>alert(1)</script> &amp; %s {0} ${HOME}",
    ],
)
def test_hostile_text_is_printed_as_it_stands_and_reads_nothing(hostile: str) -> None:
    everywhere = Letter(
        language="en",
        sender=Sender(hostile, hostile, (hostile,), hostile, hostile),
        recipient=(hostile, hostile),
        date=date(2026, 3, 1),
        subject=hostile,
        body=f"Begin {hostile} end\n\n## {hostile}\n\n- {hostile}",
        signatory=Signatory(hostile, hostile),
        place=hostile,
        our_reference=hostile,
        their_reference=hostile,
        handling=hostile,
        enclosures=(hostile,),
    )
    pdf = render(everywhere)
    text = text_of(pdf)
    assert f"Begin {hostile} end" in text
    assert text.count(hostile.split()[0]) >= 16
    assert "root:" not in text
    assert "#let" not in text
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == hostile


def test_control_characters_are_shown_as_replaced_and_tricks_of_direction_are_taken_out() -> None:
    text = text_of(render(replace(LETTER, body="a\x00b\x1bc\ud800d invoice\u202efdp.exe")))
    assert "a\ufffdb\ufffdc\ufffdd invoicefdp.exe" in text


def test_a_word_of_a_hundred_thousand_letters_stays_on_the_paper() -> None:
    pages = pages_of(render(replace(LETTER, body="ж" * 100_000)))
    assert sum(page.count("ж") for page in pages) == 100_000
    with pypdfium2.PdfDocument(render(replace(LETTER, body="W" * 500))) as document:
        page = document[0]
        textpage = page.get_textpage()
        edges = [textpage.get_rect(index) for index in range(textpage.count_rects())]
        assert max(right for _, _, right, _ in edges) < page.get_width() - 70


def test_an_address_copied_from_the_letter_is_the_address_itself() -> None:
    address = "https://forum.example/threads/2026/02/27/threats?page=3&message=884213#message-884213"
    text = "".join(pages_of(render(replace(LETTER, body=f"It was found at {address} on Friday."))))
    assert address in text.replace("\r\n", "")


@pytest.mark.parametrize(
    "words",
    [
        "Иван Петренко-Їжак",
        "Γιώργος Παπαδόπουλος",
        "Nguyễn Thị Hạnh",
        "Şükrü Čapek Łukasz Ðorđe",
        "გიორგი",
        "Հայկ",
        "王小明",
        "山田たろう",
        "김철수",
        "สมชาย",
    ],
)
def test_names_in_other_scripts_come_out_as_they_went_in(words: str) -> None:
    assert words in text_of(render(replace(LETTER, body=f"Name: {words}", recipient=(words,))))


@pytest.mark.parametrize("words", ["محمد العلي", "ישראל כהן"])
def test_names_written_from_right_to_left_survive_word_by_word(words: str) -> None:
    text = text_of(render(replace(LETTER, body=f"Name: {words}.")))
    for word in words.split():
        assert word in text


def test_a_sign_that_no_font_has_is_refused_by_name() -> None:
    letter = replace(LETTER, body="Well done 😀 and \ue000", enclosures=("🎁", "😀"))
    assert missing_glyphs(letter) == ("😀", "\ue000", "🎁")
    assert missing_glyphs(LETTER) == ()
    with pytest.raises(MissingGlyphs) as refused:
        render(letter)
    assert refused.value.facts == {"characters": "😀 (U+1F600), (U+E000), 🎁 (U+1F381)"}
    assert refused.value.in_language("fr").startswith("La lettre contient des caractères")


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_whatever_is_printed_or_refused_by_name(text: str) -> None:
    letter = replace(LETTER, subject=text, body=f"{text}\n\n- {text}\n\n## {text}", our_reference=text)
    if missing := missing_glyphs(letter):
        with pytest.raises(MissingGlyphs) as refused:
            render(letter)
        assert all(f"U+{ord(sign):04X}" in str(refused.value) for sign in missing)
    else:
        assert render(letter).startswith(b"%PDF-1.7")


@given(st.text(alphabet=st.sampled_from(sorted(glyphs.drawable() - {"\x00"})), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_of_signs_that_some_font_has_is_printed(text: str) -> None:
    assert render(replace(LETTER, subject=text, body=text)).startswith(b"%PDF-1.7")


def test_the_coverage_read_from_a_font_is_what_the_font_says() -> None:
    assert {"A", "é", "Ж", "Ω", "ع", "א", "王", "한", "か", "\u202f", "\ufffd"} <= glyphs.drawable()
    assert not {"😀", "\ue000", "\u0378", "\U0010ffff"} & glyphs.drawable()


def test_french_punctuation_does_not_come_loose_at_the_end_of_a_line() -> None:
    # Words of growing length bring each sign to the end of some line.
    body = " ".join(
        f"{'m' * (1 + n % 13)} : « {'n' * (1 + n % 7)} » ; le 1er mars ? Oui !" for n in range(300)
    )
    lines = "\r\n".join(pages_of(render(replace(LETTER, language="fr", body=body)))).split("\r\n")
    assert len(lines) > 150
    assert [line for line in lines if line.lstrip().startswith((":", "»", ";", "?", "!", "mars"))] == []
    assert [line for line in lines if line.rstrip().endswith(("«", "1er"))] == []


def test_a_french_letter_speaks_french_in_its_own_words_too() -> None:
    text = text_of(render(replace(LETTER, language="fr"))).replace("\u00a0", " ")
    assert "Valmont, le 1er mars 2026" in text
    assert "Notre référence : 2026-I-0012" in text
    assert "Votre référence : NSP/77" in text
    assert "Objet : Request" in text
    assert "Pièce jointe : – Certificate" in text


def test_a_spanish_letter_speaks_spanish_in_its_own_words_too() -> None:
    text = text_of(render(replace(LETTER, language="es"))).replace("\u00a0", " ")
    for words in (
        "Valmont, 1 de marzo de 2026",
        "Nuestra referencia: 2026-I-0012",
        "Su referencia: NSP/77",
        "Asunto: Request",
        "Anexo: – Certificate",
    ):
        assert words in text


def test_a_letter_of_several_pages_is_numbered_and_bears_its_reference_and_handling_on_each() -> None:
    pages = pages_of(render(replace(LETTER, body=LONG)))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"{number} / 3" in page
        assert page.count("Our reference: 2026-I-0012") == (2 if number == 1 else 1)
        assert page.count("TLP:AMBER") == 1


def test_a_letter_of_one_page_is_not_numbered() -> None:
    (page,) = pages_of(render(LETTER))
    assert "1 / 1" not in page


@pytest.mark.parametrize(("language", "mark"), [("en", "DRAFT"), ("fr", "PROJET"), ("es", "BORRADOR")])
def test_a_draft_says_so_on_every_page_and_an_approved_letter_nowhere(
    language: LetterLanguage, mark: str
) -> None:
    letter = replace(LETTER, language=language, body=LONG, draft=True)
    assert [page.count(mark) for page in pages_of(render(letter))] == [2, 2, 2]
    assert mark not in text_of(render(replace(letter, draft=False)))


def test_the_bare_minimum_of_a_letter_prints() -> None:
    bare = Letter(
        language="fr", sender=Sender(""), recipient=(), date=date(2026, 3, 1), subject="", body="## Titre"
    )
    assert "Le 1er mars 2026 Titre" in text_of(render(bare)).replace("\u00a0", " ")
    assert structure_of(render(bare)).count("/H1") == 1


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render(LETTER) == render(replace(LETTER))
    assert render(LETTER) != render(replace(LETTER, our_reference="2026-I-0013"))


def test_a_letter_longer_than_any_letter_is_refused() -> None:
    with pytest.raises(LetterTooLong) as refused:
        render(replace(LETTER, body="word " * 50_000))
    assert refused.value.facts["limit"] == LONGEST


def test_the_typesetter_sees_the_template_and_nothing_beside_it() -> None:
    folder = Path(paper.__file__).parent / "templates"
    assert sorted(path.name for path in folder.iterdir()) == ["letter.typ"]
    source = (folder / "letter.typ").read_text(encoding="utf-8")
    for way_in in ("#import", "#include", "read(", "eval(", "plugin("):
        assert way_in not in source


@pytest.mark.parametrize("lines", range(22, 38))
def test_no_page_begins_with_a_closing_and_a_name_alone(lines: int) -> None:
    body = "\n\n".join([f"Finding number {number}." for number in range(lines)] + ["Yours sincerely,"])
    pages = pages_of(render(replace(LETTER, body=body)))
    assert f"Finding number {lines - 1}." in pages[-1]
    assert all(words in pages[-1] for words in ("Yours sincerely,", "Luc Harvey", "Enclosure"))
