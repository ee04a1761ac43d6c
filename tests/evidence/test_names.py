"""Names in a bag: the same on every machine, and none leads out of it."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain.bags import BagWriter, check_bag, open_bag, pack, safe_name
from entraide.evidence.domain.names import decoded, encoded, folded
from entraide.evidence.errors import bags as errors

NAMES = st.text(min_size=1, max_size=40)


@pytest.mark.parametrize(
    "name",
    ["a", "a/b.txt", "été", "100%", "a b", ".hidden", "CONSOLE.txt", "x" * 200, "files/000001", "日本"],
)
def test_a_name_that_every_machine_reads_alike_is_safe(name: str) -> None:
    assert safe_name(name) is True


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "/etc/passwd",
        "..",
        "a/../b",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "C:a",
        "a\nb",
        "a\rb",
        "a\x00",
        "a\x7f",
        "e\u0301",
        "a\u202eb",
        "a\u200bb",
        "\ud800",
        "CON",
        "nul.txt",
        "a/Com1.tar.gz",
        "LPT²",
        "aux .txt",
        "a.",
        "a ",
        " a",
        "~root/x",
        "a?",
        "x" * 201,
        "é" * 101,
        "/".join("a" * 40),
        "/".join(["x" * 199] * 6),
    ],
)
def test_a_name_that_leads_elsewhere_or_reads_otherwise_is_not_safe(name: str) -> None:
    assert safe_name(name) is False


@given(NAMES)
def test_a_name_is_written_on_one_line_and_read_as_it_was(name: str) -> None:
    assert decoded(encoded(name)) == name
    assert not {"\n", "\r"} & set(encoded(name))


@given(NAMES)
def test_a_safe_name_stays_below_its_folder(name: str) -> None:
    if safe_name(name):
        assert os.path.normpath(f"base/{name}") == f"base/{name}"


@pytest.mark.parametrize("written", ["%", "%2", "%41", "%%", "a%0B"])
def test_a_percent_sign_that_stands_for_nothing_is_not_read(written: str) -> None:
    with pytest.raises(ValueError, match="%"):
        decoded(written)


def test_case_and_the_make_up_of_accents_do_not_make_two_names() -> None:
    assert folded("Été") == folded("e\u0301TE\u0301")
    assert folded("STRASSE") == folded("straße")


@given(st.dictionaries(NAMES.filter(safe_name), st.binary(max_size=300), max_size=8))
def test_any_files_with_safe_names_make_the_round(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        writer = BagWriter(Path(place) / "bag")
        kept: dict[str, bytes] = {}
        for name, content in files.items():
            try:
                writer.add(name, [content])
            except errors.NameTwice:
                continue
            kept[name] = content
        writer.finish([])
        pack(Path(place) / "bag", Path(place) / "bag.zip")
        for path in (Path(place) / "bag", Path(place) / "bag.zip"):
            with open_bag(path) as bag:
                found = {name[5:] for name in check_bag(bag).files if name.startswith("data/")}
                assert found == set(kept)
                assert {name: bag.small(f"data/{name}", 300) for name in kept} == kept
