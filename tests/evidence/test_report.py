"""The custody report as accessible PDF: what it says, and that everybody can read it."""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.evidence.domain.custody import LABELS, STATES, Act, Where
from entraide.evidence.domain.exhibits import FIELDS, KINDS, MARKINGS, Kind, Marking
from entraide.evidence.domain.report import words, writing
from entraide.evidence.domain.report.saying import digest, moment, on_one_line, size
from entraide.evidence.domain.report.writing import Told, custody_report
from entraide.kernel.languages import LANGUAGES, Language, Text
from tests.evidence.told import ANNA, AT, CHEMIST, DRAWN, content, described, event, every_link, told

HANDLING = "TLP:AMBER – for police use only"


def made(*exhibits: Told, language: Language = "en", **said: str) -> bytes:
    named = {"agency": "Sûreté de Valmont", "case": "2026-I-0012", "handling": HANDLING} | said
    return custody_report(exhibits or (told(),), language=language, at=AT, **named)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def text_of(pdf: bytes) -> str:
    """What a reader copies out of the PDF, all pages, spaces and the ends of lines as one space."""
    return re.sub(r"\s+", " ", " ".join(pages_of(pdf)))


def unspaced(text: str) -> str:
    """Without spaces and hyphens: a line may end after any, and PDFium has its own sign for a hyphen there."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-\x02\ufffe")


def structure_of(pdf: bytes) -> list[tuple[str, str]]:
    """The tags of the structure tree with their alternative texts, in reading order."""

    def tags(node: pikepdf.Object) -> list[tuple[str, str]]:
        own = [(str(node.S), str(node.get("/Alt", "")))] if "/S" in node else []
        children: object = node.get("/K", [])
        nodes = children if isinstance(children, pikepdf.Array) else [children]
        return own + [tag for child in nodes if isinstance(child, pikepdf.Dictionary) for tag in tags(child)]

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tags(document.Root.StructTreeRoot)


@pytest.mark.parametrize(
    ("language", "tag", "title"),
    [
        ("en", "en-CA", "Custody report, case 2026-I-0012"),
        ("fr", "fr-CA", "Rapport sur la chaîne de possession, dossier 2026-I-0012"),
    ],
)
def test_the_report_is_an_archive_copy_and_readable_by_everyone(
    language: Language, tag: str, title: str
) -> None:
    with pikepdf.open(io.BytesIO(made(language=language))) as document:
        with document.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == title
            assert metadata["dc:creator"] == ["Sûreté de Valmont"]
        assert str(document.Root.Lang) == tag
        assert bool(document.Root.MarkInfo.Marked) is True
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True


def test_the_structure_has_headings_and_tables_with_heads() -> None:
    tags = [tag for tag, _ in structure_of(made())]
    assert tags[0] == "/Document"
    assert tags.count("/H1") == 1
    # The list of exhibits, and the one exhibit; in it where it stands, its files and its chain.
    assert (tags.count("/H2"), tags.count("/H3")) == (2, 3)
    assert tags.count("/Table") == 3
    assert tags.count("/TH") == 5 + 5 + 8
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/Table") < tags.index("/H3")


@pytest.mark.parametrize(
    ("language", "alternative"),
    [("en", "Handwritten signature of {name}"), ("fr", "Signature manuscrite de {name}")],
)
def test_a_signature_is_a_picture_that_says_whose_it_is(language: Language, alternative: str) -> None:
    figures = [alt for tag, alt in structure_of(made(language=language)) if tag == "/Figure"]
    assert figures == [alternative.format(name=ANNA.name), alternative.format(name=CHEMIST.name)]


@pytest.mark.parametrize(
    "strokes",
    [
        (((500, 500),),),
        (((0, 0), (1000, 1000)),),
        (((5, 5), (5, 5)), ()),
        (((0, 500), (1000, 500)),),
        (((-9_000_000, 10**30), (7, -3), (10**30, 5)),),
        ((),),
    ],
)
def test_whatever_was_drawn_is_drawn_in_its_place(strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    chain = (event(1, Act.COLLECTED, by=replace(ANNA, strokes=strokes)),)
    pdf = made((described(), (), chain))
    assert [tag for tag, _ in structure_of(pdf)].count("/Figure") == (1 if any(strokes) else 0)
    assert len(pages_of(pdf)) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_is_told_whole(language: Language) -> None:
    text = unspaced(text_of(made(language=language)))
    assert set(LABELS) == {one.act for one in every_link()}
    for one in every_link():
        row = f"{one.number}{words.RECORDED.in_language(language)}"
        assert unspaced(LABELS[one.act].in_language(language)) in text
        assert unspaced(moment(one.at)) in text
        assert one.happened is not None or one.until is not None or unspaced(row) in text
        for said in (
            one.place,
            one.reason,
            one.condition,
            one.when,
            *one.seals,
            one.by.name,
            one.by.function,
        ):
            assert unspaced(said) in text
        if one.happened:
            assert unspaced(moment(one.happened)) in text
        if one.other:
            assert unspaced(one.other.name + one.other.function + one.other.agency) in text


def test_who_signs_second_is_told_by_what_was_done() -> None:
    text = text_of(made())
    assert "Offered to Chantal Hémist Chemist Laboratory of Valmont" in text
    assert "Second signatory Chantal Hémist" in text
    assert "Accepted answers number 8" in text
    assert "Release asked for of a copy" in text
    returned = event(1, Act.RETURNED, other=CHEMIST)
    assert "Came from Chantal Hémist" in text_of(made((described(), (), (returned,))))


def test_when_it_happened_is_said_only_where_it_is_another_time() -> None:
    same = event(1, Act.COLLECTED, happened=AT + timedelta(hours=1, microseconds=5))
    other = event(2, Act.SEALED, seals=("A",), happened=AT)
    text = text_of(made((described(), (), (same, other))))
    assert text.count("Happened") == 1
    assert "Happened 2026-03-02 14:30:05 UTC+00:00 Recorded 2026-03-02 16:30:05 UTC+00:00" in text


@pytest.mark.parametrize(
    ("language", "word", "sentence"),
    [
        ("en", "Gap", "nobody can say where the exhibit was."),
        ("fr", "Lacune", "nul ne peut dire où se trouvait la pièce."),
    ],
)
def test_a_gap_says_in_words_that_it_is_one(language: Language, word: str, sentence: str) -> None:
    text = text_of(made(language=language))
    # One before it came with no history, one that was told.
    assert text.count(f"{word} {word}") == 2
    assert text.count(sentence) == 2
    assert f"{sentence} carried about by the finder" in text
    whole = (described(), (), (event(1, Act.COLLECTED),))
    assert word not in text_of(made(whole, language=language))


def test_a_gap_of_which_no_end_is_known_says_so() -> None:
    open_ended = event(1, Act.UNKNOWN, when="nobody remembers")
    text = text_of(made((described(), (), (open_ended,))))
    assert "At a time that is not known" in text
    assert "Not known: its custody has not begun here" in text
    since = event(1, Act.UNKNOWN, happened=AT)
    assert "After 2026-03-02 14:30:05 UTC+00:00 Gap" in text_of(made((described(), (), (since,))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_told_with_its_own_details(kind: Kind, language: Language) -> None:
    known = {one.name: f"said of {one.name}" for one in FIELDS[kind]}
    said = described(kind=kind, details=known | {"of_old": "kept"}, marking=Marking.ABUSE)
    text = unspaced(text_of(made((said, (), ()), language=language)))

    def both(label: Text, value: str) -> str:
        return unspaced(f"{label.in_language(language)}:{value}")

    assert both(words.KIND, KINDS[kind].in_language(language)) in text
    for one in FIELDS[kind]:
        assert both(one.label, known[one.name]) in text
    assert both(words.ALSO_SAID, "of_old:kept") in text
    assert both(words.MARKING, MARKINGS[Marking.ABUSE].in_language(language)) in text
    # Once in a frame under the title, once among the rest.
    assert text.count(unspaced(MARKINGS[Marking.ABUSE].in_language(language))) == 2
    assert both(words.SOURCE, said.source) in text
    assert both(words.DESCRIPTION, said.description) in text


def test_a_file_is_told_with_its_size_and_its_digest_in_groups() -> None:
    file = content(7, size=1_234_567)
    text = text_of(made((described(), (file,), ())))
    assert "Photograph photograph-7.jpg 1,234,567 bytes 1.2 MB" in text
    assert " ".join(digest(file.sha256)) in text
    assert [len(group) for group in digest(file.sha256)] == [8] * 8
    french = text_of(made((described(), (file,), ()), language="fr"))
    assert "1 234 567 octets 1,2 Mo" in french


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 byte", "0 octet"),
        (1, "1 byte", "1 octet"),
        (999, "999 bytes", "999 octets"),
        (1_000, "1,000 bytes, 1.0 kB", "1 000 octets, 1,0 ko"),
        (999_949, "999,949 bytes, 999.9 kB", "999 949 octets, 999,9 ko"),
        (999_950, "999,950 bytes, 1.0 MB", "999 950 octets, 1,0 Mo"),
        (2_000_000_000_000, "2,000,000,000,000 bytes, 2.0 TB", "2 000 000 000 000 octets, 2,0 To"),
        (
            10**19,
            "10,000,000,000,000,000,000 bytes, 10,000.0 PB",
            "10 000 000 000 000 000 000 octets, 10 000,0 Po",
        ),
    ],
)
def test_a_size_is_exact_and_then_short(count: int, english: str, french: str) -> None:
    def said(language: Language) -> str:
        return ", ".join(size(count, language)).replace("\u00a0", " ").replace("\u202f", " ")

    assert (said("en"), said("fr")) == (english, french)


def test_where_it_stands_now_is_what_follows_from_its_chain() -> None:
    asked = event(3, Act.RELEASE_ASKED, reason="court")
    held = (event(1, Act.COLLECTED, place="Depot"), event(2, Act.SEALED, seals=("A1", "A2")), asked)
    text = text_of(made((described(), (), held)))
    assert "Custody: In our custody Held by: Anna Tremblay Place: Depot Seals on it: A1, A2" in text
    assert "Waits for an answer: Release asked for, number 3" in text
    hold = text_of(made((described(), (), (*held[:2], event(3, Act.HELD)))))
    assert "Legal hold: Yes" in hold
    for act, where in ((Act.RELEASED, Where.RELEASED), (Act.DESTROYED, Where.DESTROYED)):
        gone = (described(), (), (*held, event(4, act)))
        assert f"Custody: {STATES[where].en}" in text_of(made(gone))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_whose_it_is_and_what_is_in_it(language: Language) -> None:
    exhibits = tuple(told(number) for number in (1, 2, 3))
    pages = pages_of(made(*exhibits, language=language))
    first = re.sub(r"\s+", " ", pages[0])
    for said in ("Sûreté de Valmont", "2026-I-0012", moment(AT), HANDLING):
        assert said in first
    for said, _, _ in exhibits:
        assert f"{said.number} {said.title}" in first
    assert words.TITLE.in_language(language) in first


def test_every_page_has_its_number_the_handling_and_the_exhibit_it_tells_of() -> None:
    pages = pages_of(made(told(1), told(2)))
    assert len(pages) == 7
    for number, page in enumerate(pages, start=1):
        assert f"{number} / 7" in page
        assert page.count(HANDLING) == 1
        if number > 1:
            assert f"Exhibit P-2026-{1 if number <= 4 else 2:04}" in page


def test_a_long_handling_stands_whole_on_the_first_page_and_is_pointed_to_from_the_others() -> None:
    limits = "Not to be used as evidence without consent. " * 20
    first, second, *_ = pages_of(made(handling=limits))
    assert unspaced(limits) in unspaced(first)
    assert "Handling and limits on use: see the first page" in second
    assert "Handling and limits on use: None stated" in text_of(made(handling=" "))


HOSTILE = (
    "#import",
    '#read("/etc/passwd") #include "custody.typ" #sys.inputs.content #panic("x")',
    "$x$ *bold* _slanted_ `raw` @label <label> ~ \\ // /* -- --- ... 'q' \"q\"",
    "= Heading + item / term: [content] {code} {0} %s",
    "Вадим Оресенко-Їжак Θάνος",
    "林月華 山田たろう 김철수",
)


def everywhere(said: str) -> Told:
    who = replace(CHEMIST, name=said, function=said, agency=said, strokes=DRAWN)
    return (
        described(
            number=said,
            title=said,
            description=said,
            source=said,
            registered_by=said,
            details={"substance": said, said: said},
        ),
        (content(name=said),),
        (
            event(1, Act.UNKNOWN, by=who, other=who, when=said),
            event(
                2,
                Act.COLLECTED,
                by=who,
                other=who,
                place=said,
                reason=said,
                condition=said,
                seals=(said,) * 2,
            ),
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_printed_as_it_stands_and_reads_nothing(hostile: str, language: Language) -> None:
    pdf = made(everywhere(hostile), language=language, agency=hostile, case=hostile, handling=hostile)
    text = unspaced(text_of(pdf))
    assert text.count(unspaced(hostile)) >= 30
    assert "root:" not in text
    assert "#let" not in text
    assert [tag for tag, _ in structure_of(pdf)].count("/H1") == 1
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["dc:creator"] == [hostile]


@pytest.mark.parametrize("said", ["محمد العلي", "ישראל כהן"])
def test_names_written_from_right_to_left_survive_word_by_word(said: str) -> None:
    text = text_of(made(everywhere(said)))
    for word in said.split():
        assert text.count(word) >= 15


def test_what_cannot_be_printed_stands_by_its_number_and_a_trick_of_direction_is_seen() -> None:
    said = "invoice\u202egpj.exe 😀 \x00 \ud800 \ue000"
    text = unspaced(text_of(made(everywhere(said), agency=said, case=said, handling=said)))
    told_as = "invoice[U+202E]gpj.exe[U+1F600][U+0000][U+D800][U+E000]"
    assert text.count(told_as) >= 15
    assert on_one_line(said).replace(" ", "") == told_as


@pytest.mark.parametrize("sign", ["W", "Щ", "王", "x"])
def test_a_very_long_word_stays_on_the_paper(sign: str) -> None:
    pdf = made(everywhere(sign * 700), agency=sign * 700, handling=sign * 700)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            textpage = page.get_textpage()
            boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
            # The footer's title may be cut off at the edge of its box: it is told whole on the first page.
            assert max(right for _, _, right, _ in boxes) < page.get_width() - 35
            assert min(low for _, low, _, _ in boxes) > 10
    chain = (event(1, Act.COLLECTED, place=sign * 700),)
    assert sum(page.count(sign) for page in pages_of(made((described(), (), chain)))) >= 700


def test_a_long_text_goes_on_overleaf_and_none_of_it_is_lost() -> None:
    account = " ".join(f"word{number}" for number in range(1000))
    chain = (event(1, Act.COLLECTED, reason=account, condition=account),)
    found = Counter(re.findall(r"word\d+", text_of(made((described(description=account), (), chain)))))
    assert found == {f"word{number}": 3 for number in range(1000)}


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_text_whatever_is_printed(said: str) -> None:
    assert made(everywhere(said), agency=said, case=said, handling=said).startswith(b"%PDF-1.7")


def test_sixty_exhibits_with_twenty_events_each_are_all_told() -> None:
    def exhibit(number: int) -> Told:
        chain = tuple(
            event(
                link,
                Act.COLLECTED if link == 1 else Act.EXAMINED,
                id=UUID(int=link),
                reason=f"look {number}/{link}",
                by=replace(ANNA, strokes=DRAWN) if link % 5 == 0 else ANNA,
            )
            for link in range(1, 21)
        )
        return described(number), (content(number),), chain

    pdf = made(*(exhibit(number) for number in range(1, 61)))
    text = text_of(pdf)
    for number in range(1, 61):
        assert f"Exhibit P-2026-{number:04}: " in text
        assert all(f"look {number}/{link} " in text for link in range(1, 21))
    assert len(structure_of(pdf)) > 60 * 20 * 9


def test_a_report_of_nothing_says_so() -> None:
    pdf = custody_report((), language="en", agency="", case="", at=AT, handling="")
    text = text_of(pdf)
    assert "No exhibit." in text
    assert "Case: Not said" in text
    bare = text_of(made((described(title="", description="", source="", details={}), (), ())))
    assert "No file was taken in." in bare
    assert "Nothing is recorded." in bare


def test_the_same_told_at_the_same_moment_gives_the_same_bytes() -> None:
    assert made() == made()
    assert made() != made(case="2026-I-0013")
    elsewhere = AT.astimezone().replace(microsecond=0)
    named = {"language": "en", "agency": "A", "case": "C", "handling": ""}
    assert custody_report((told(),), at=AT, **named) == custody_report((told(),), at=elsewhere, **named)  # type: ignore[arg-type]
    later = AT + timedelta(seconds=1)
    assert custody_report((told(),), at=AT, **named) != custody_report((told(),), at=later, **named)  # type: ignore[arg-type]


def test_both_sizes_of_paper_are_there() -> None:
    for paper, width in (("us-letter", 792), ("a4", 842)):
        pdf = custody_report(
            (told(),),
            language="en",
            agency="A",
            case="C",
            at=AT,
            handling="",
            paper=paper,  # type: ignore[arg-type]
        )
        with pypdfium2.PdfDocument(pdf) as document:
            assert round(document[0].get_width()) == width


def test_the_typesetter_sees_the_template_and_nothing_beside_it() -> None:
    folder = Path(writing.__file__).parent / "templates"
    assert sorted(path.name for path in folder.iterdir()) == ["custody.typ"]
    source = (folder / "custody.typ").read_text(encoding="utf-8")
    for way_in in ("#import", "#include", "read(", "eval(", "plugin("):
        assert way_in not in source
