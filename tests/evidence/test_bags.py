"""Bags: what is written is read again, by others too; and whatever was done to one on its way is found and named."""

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence import errors
from entraide.evidence.domain import bags, zips
from entraide.evidence.domain.bags import BagWriter, Written, check_bag, open_bag, pack, safe_name
from entraide.evidence.domain.names import decoded, encoded, folded
from entraide.kernel.errors import Refusal
from tests.evidence.sacks import FILES, INFO, Piece, by_hand, changed, check, folder, lines, pieces, zipped

NAMES = st.text(min_size=1, max_size=40)


@pytest.fixture
def sack(tmp_path: Path) -> Path:
    return folder(tmp_path / "bag")


@pytest.fixture
def packed(sack: Path, tmp_path: Path) -> Path:
    pack(sack, tmp_path / "bag.zip")
    return tmp_path / "bag.zip"


def as_file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def refused(path: Path, kind: type[Refusal], where: str | None = None) -> Refusal:
    with pytest.raises(kind) as caught:
        check(path)
    assert caught.type is kind
    if where is not None:
        assert caught.value.facts["where"] == where
    for language in ("en", "fr"):
        assert str(caught.value.facts["where"]) in caught.value.in_language(language)
    return caught.value


def consistent(path: Path, name: str, content: bytes) -> None:
    """Write a tag file, and have the tag manifest agree with it."""
    (path / name).write_bytes(content)
    tags = [one for one in path.rglob("*") if one.is_file() and "data" not in one.relative_to(path).parts]
    found = {one.relative_to(path).as_posix(): one.read_bytes() for one in tags}
    del found["tagmanifest-sha256.txt"]
    (path / "tagmanifest-sha256.txt").write_bytes(lines(found))


# What is written


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_what_was_put_in_a_bag_comes_out_of_it(form: str, sack: Path, packed: Path) -> None:
    with open_bag(sack if form == "folder" else packed) as bag:
        checked = check_bag(bag)
        payload = {name: b"".join(bag.read(f"data/{name}", 5)) for name in FILES}
        assert bag.files() == sorted(bag.files())
        assert bag.small("seal/words.txt", 18) == b"sealed on a Monday"
        with pytest.raises(errors.TooMuch):
            bag.small("seal/words.txt", 17)
    assert payload == FILES
    size = sum(map(len, FILES.values()))
    assert checked.info == (*INFO, ("Payload-Oxum", f"{size}.4"))
    assert checked.files["data/letter.txt"] == Written(
        "data/letter.txt", 640, sha256(FILES["letter.txt"]).hexdigest()
    )


def test_a_bag_is_written_to_the_letter_of_the_rfc(tmp_path: Path) -> None:
    root = folder(tmp_path / "bag", {"a%b.txt": b"hello"})
    digest = sha256(b"hello").hexdigest()
    assert (root / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (root / "manifest-sha256.txt").read_text() == f"{digest}  data/a%25b.txt\n"
    assert (root / "bag-info.txt").read_text("utf-8") == (
        "Source-Organization: Police d’Exemple\nBagging-Date: 2026-11-23\nPayload-Oxum: 5.1\n"
    )
    listed = (root / "tagmanifest-sha256.txt").read_text().split("\n")
    assert [line[66:] for line in listed] == [
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "seal/words.txt",
        "",
    ]


def test_another_program_finds_the_bag_valid(tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit")
    root = folder(tmp_path / "bag", {"letter.txt": b"hello", "photos/one.jpg": b"\0\xff"})
    other = bagit.Bag(str(root))
    other.validate()
    assert other.version_info == (1, 0)
    assert set(other.payload_entries()) == {"data/letter.txt", "data/photos/one.jpg"}
    (root / "data/letter.txt").write_bytes(b"hullo")
    with pytest.raises(bagit.BagValidationError):
        other.validate()


def test_another_program_reads_the_zip_file(packed: Path) -> None:
    with zipfile.ZipFile(packed) as other:
        assert other.testzip() is None
        assert {one.compress_type for one in other.infolist()} == {zipfile.ZIP_STORED}
        found = {one: other.read(one) for one in other.namelist() if one.startswith("data/")}
    assert found == {f"data/{name}": content for name, content in FILES.items()}


def test_the_same_files_are_the_same_bytes_whenever_they_are_packed(tmp_path: Path) -> None:
    pack(folder(tmp_path / "one"), tmp_path / "one.zip")
    other = folder(tmp_path / "two", dict(reversed(FILES.items())))
    os.utime(other / "data/letter.txt", (1, 1))
    (other / "data/letter.txt").chmod(0o444)
    pack(other, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(sack: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.PackFailed):
        pack(sack, tmp_path / "nowhere" / "bag.zip")
    (sack / "data/letter.txt").unlink()
    (sack / "data/letter.txt").symlink_to("photos")
    with pytest.raises(errors.NotAFile):
        pack(sack, tmp_path / "bag.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bag"]


def test_an_end_that_holds_its_own_mark_is_the_end(tmp_path: Path) -> None:
    """The directory of this one begins at a byte whose number, written down, is the mark of the end."""
    offset = int.from_bytes(zips.END_MARK, "little")
    large = zips.Entry(b"data/large", offset - 30 - len(b"data/large"), 0, 0)
    with (tmp_path / "bag.zip").open("wb") as file:
        file.write(large.local())
        file.seek(offset)
        file.write(large.central() + zips.Directory(1, offset, len(large.central())).end())
    with open_bag(tmp_path / "bag.zip") as bag:
        assert bag.files() == ["data/large"]


def test_what_is_there_is_not_packed_over(packed: Path, sack: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(errors.BagThere):
        pack(sack, packed)
    assert packed.read_bytes() == before


def test_an_interrupted_bag_goes_on_with_what_is_known(tmp_path: Path) -> None:
    first = BagWriter(tmp_path / "bag")
    kept = first.add("one", [b"1" * 10])
    first.add("torn", [b"half of"])
    first.settle()
    again = BagWriter(tmp_path / "bag")
    again.known(kept)
    again.add("two", [b"2"])
    again.finish(INFO)
    with open_bag(tmp_path / "bag") as bag:
        assert [name for name in check_bag(bag).files if name.startswith("data/")] == ["data/one", "data/two"]
    with pytest.raises(errors.BagThere):
        BagWriter(tmp_path / "bag")


def test_what_is_not_there_is_not_known(tmp_path: Path) -> None:
    writer = BagWriter(tmp_path / "bag")
    kept = writer.add("one", [b"1"])
    again = BagWriter(tmp_path / "bag")
    with pytest.raises(errors.FileChanged):
        again.known(replace(kept, size=2))
    with pytest.raises(errors.FileMissing):
        again.known(replace(kept, name="two"))
    again.known(kept)
    with pytest.raises(errors.NameTwice):
        again.add("ONE", [b"1"])


def test_nothing_is_left_of_a_file_that_could_not_be_read_to_its_end(tmp_path: Path) -> None:
    def torn():
        yield b"half of"
        raise RuntimeError("the disk")

    writer = BagWriter(tmp_path / "bag")
    with pytest.raises(RuntimeError):
        writer.add("one", torn())
    assert not (tmp_path / "bag/data/one").exists()
    writer.add("one", [b"whole"])
    writer.finish(INFO)
    check(tmp_path / "bag")


@pytest.mark.parametrize(
    "info",
    [("Two words", "x"), ("A", "one\ntwo"), ("Payload-Oxum", "1.1"), ("A", "\ud800"), ("A", " spaced ")],
)
def test_info_that_would_not_be_read_as_it_was_told_is_refused(info: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(errors.InfoUnreadable):
        BagWriter(tmp_path / "bag").finish([info])


@pytest.mark.parametrize("name", ["bagit.txt", "fetch.txt", "manifest-md5.txt", "data/x"])
def test_a_tag_file_does_not_take_the_place_of_what_a_bag_has(name: str, tmp_path: Path) -> None:
    with pytest.raises(errors.NameTwice):
        BagWriter(tmp_path / "bag").tag(name, b"")


def test_ten_thousand_small_files_are_bagged_and_checked_in_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    writer = BagWriter(tmp_path / "bag")
    for number in range(10_000):
        writer.add(f"{number % 100:02d}/{number:06d}", [b"%d" % number])
    writer.finish(INFO)
    pack(tmp_path / "bag", tmp_path / "bag.zip")
    heard: list[tuple[int, int, int, int]] = []
    for path in (tmp_path / "bag", tmp_path / "bag.zip"):
        with open_bag(path) as bag:
            checked = check_bag(bag, lambda *facts: heard.append(facts))
        assert len(checked.files) == 10_003
    assert heard[-1][0] == heard[-1][1] == 10_003
    assert heard[-1][2] == heard[-1][3]
    assert time.monotonic() - began < 90


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    """In a process of its own, which is given little more room than it has once everything is loaded."""
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from entraide.evidence.domain.bags import BagWriter, check_bag, open_bag, pack\n"
        "root = Path(sys.argv[1])\n"
        "def go(name, size):\n"
        "    writer = BagWriter(root / name)\n"
        "    writer.add('large', (bytes(1 << 20) for _ in range(size)))\n"
        "    writer.finish([])\n"
        "    pack(root / name, root / (name + '.zip'))\n"
        "    for path in (root / name, root / (name + '.zip')):\n"
        "        with open_bag(path) as bag:\n"
        "            check_bag(bag)\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(-go('small', 2) + go('big', 48))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, check=True, env=environment
    )
    kibibytes = int(done.stdout)
    assert kibibytes < 6 * 1024


# Names


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


# What was done to the files


def test_a_changed_file_is_found_and_named(sack: Path) -> None:
    for name, content in FILES.items():
        path = sack / "data" / name
        path.write_bytes(content + b"x")
        refused(sack, errors.OxumWrong, "bag-info.txt")
        if content:
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
            refused(sack, errors.FileChanged, f"data/{name}")
        path.write_bytes(content)
    check(sack)


def test_a_file_that_was_added_is_found(sack: Path) -> None:
    (sack / "data/more").write_bytes(b"")
    refused(sack, errors.FileUnlisted, "data/more")
    (sack / "data/more").unlink()
    (sack / "note.txt").write_bytes(b"")
    refused(sack, errors.FileUnlisted, "note.txt")


def test_an_empty_folder_is_not_overlooked(sack: Path) -> None:
    (sack / "data/hollow").mkdir()
    refused(sack, errors.FileUnlisted, "data/hollow/")


@pytest.mark.parametrize("name", ["data/letter.txt", "seal/words.txt", "bagit.txt", "bag-info.txt"])
def test_a_file_that_was_dropped_is_found(name: str, sack: Path) -> None:
    (sack / name).unlink()
    if name.startswith("seal"):
        (sack / "seal").rmdir()
    refused(sack, errors.FileMissing, name)


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_manifest_that_was_dropped_is_found(name: str, sack: Path) -> None:
    (sack / name).unlink()
    refused(sack, errors.FileMissing, name)


def test_files_that_were_swapped_are_found(tmp_path: Path) -> None:
    root = folder(tmp_path / "bag", {"one": b"1", "two": b"2"})
    (root / "data/one").write_bytes(b"2")
    (root / "data/two").write_bytes(b"1")
    refused(root, errors.FileChanged, "data/one")


def test_a_dropped_line_of_the_manifest_is_found(sack: Path) -> None:
    kept = (sack / "manifest-sha256.txt").read_bytes().split(b"\n", 1)[1]
    consistent(sack, "manifest-sha256.txt", kept)
    refused(sack, errors.FileUnlisted, "data/letter.txt")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"Payload-Oxum: 1.4\n", errors.OxumWrong),
        (b"Bagging-Date: 2026-11-23\n", errors.OxumWrong),
        (b"Payload-Oxum: 8327.4\nPayload-Oxum: 1.1\n", errors.OxumWrong),
        (b"Payload-Oxum: 8327.4", errors.InfoUnreadable),
        (b"no colon\n", errors.InfoUnreadable),
        (b" continued: from nothing\n", errors.InfoUnreadable),
        (b"Label: \xff\n", errors.InfoUnreadable),
        (b"Label: \x1b[2J\n", errors.InfoUnreadable),
        (b"", errors.InfoUnreadable),
    ],
)
def test_info_that_is_wrong_or_unreadable_is_refused(said: bytes, kind: type[Refusal], sack: Path) -> None:
    consistent(sack, "bag-info.txt", said)
    refused(sack, kind, "bag-info.txt")


def test_a_value_may_go_on_in_the_next_line(sack: Path) -> None:
    size = sum(map(len, FILES.values()))
    consistent(sack, "bag-info.txt", f"Note: one\n  two\nPayload-Oxum: {size}.4\n".encode())
    with open_bag(sack) as bag:
        assert check_bag(bag).info[0] == ("Note", "one two")


@pytest.mark.parametrize(
    "said",
    [
        b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8",
        b"\xef\xbb\xbfBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        b"BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n",
        b"",
    ],
)
def test_another_declaration_is_refused(said: bytes, sack: Path) -> None:
    consistent(sack, "bagit.txt", said)
    refused(sack, errors.DeclarationWrong, "bagit.txt")


@pytest.mark.parametrize("name", ["fetch.txt", "manifest-md5.txt", "tagmanifest-sha512.txt", "FETCH.TXT"])
def test_what_would_be_fetched_or_not_checked_is_refused(name: str, sack: Path) -> None:
    consistent(sack, name, b"")
    refused(sack, errors.ManifestForeign, name)


D = "0" * 64


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"{D} data/a\n", errors.ManifestUnreadable),
        (f"{D}  data/a", errors.ManifestUnreadable),
        (f"{D.replace('0', 'A')}  data/a\n", errors.ManifestUnreadable),
        (f"{D}  data/a\n{D}  data/a\n", errors.ManifestUnreadable),
        (f"{D}  data/a%41\n", errors.ManifestUnreadable),
        (f"{D}  bagit.txt\n", errors.ManifestUnreadable),
        (f"{D}  data/a\r\n", errors.ManifestUnreadable),
        (f"{D}  data/a:b\n", errors.NameUnsafe),
        ("\n", errors.ManifestUnreadable),
        (f"{D}  ../data/a\n", errors.NameUnsafe),
        (f"{D}  data/../../a\n", errors.NameUnsafe),
        (f"{D}  /etc/passwd\n", errors.NameUnsafe),
        (f"{D}  data/a%0Ab\n", errors.NameUnsafe),
        (f"{D}  data/{'a' * 9000}\n", errors.TooMuch),
        (f"{D}  data/a\n", errors.FileMissing),
    ],
)
def test_a_manifest_line_that_means_something_else_is_refused(
    line: str, kind: type[Refusal], sack: Path
) -> None:
    consistent(sack, "manifest-sha256.txt", line.encode())
    refused(sack, kind)


def test_a_payload_of_no_files_is_a_bag(tmp_path: Path) -> None:
    BagWriter(tmp_path / "bag").finish([])
    assert (tmp_path / "bag/data").is_dir()
    check(tmp_path / "bag")
    pack(tmp_path / "bag", tmp_path / "bag.zip")
    check(tmp_path / "bag.zip")


def test_more_files_than_are_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(tmp_path / "bag", {f"{n}": b"" for n in range(20)})
    pack(root, tmp_path / "bag.zip")
    monkeypatch.setattr("entraide.evidence.domain.opening.MOST_FILES", 10)
    monkeypatch.setattr("entraide.evidence.domain.zips.MOST_FILES", 10)
    refused(root, errors.TooMuch)
    refused(tmp_path / "bag.zip", errors.TooMuch)


def test_a_tag_file_that_is_too_large_is_refused(sack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bags, "TAG_BYTES", 100_000)
    consistent(sack, "note.txt", bytes(100_001))
    refused(sack, errors.TooMuch, "note.txt")


def test_a_name_as_long_as_a_book_is_not_repeated_whole(sack: Path) -> None:
    consistent(sack, "manifest-sha256.txt", f"{D}  data/{'a' * 2900}\n".encode())
    assert len(str(refused(sack, errors.NameUnsafe))) < 400


# What is no file


def test_a_link_is_not_followed(sack: Path, tmp_path: Path) -> None:
    outside = tmp_path / "letter.txt"
    (sack / "data/letter.txt").rename(outside)
    (sack / "data/letter.txt").symlink_to(outside)
    refused(sack, errors.NotAFile, "data/letter.txt")


def test_a_folder_that_is_a_link_is_not_followed(sack: Path, tmp_path: Path) -> None:
    (sack / "data/photos").rename(tmp_path / "photos")
    (sack / "data/photos").symlink_to(tmp_path / "photos")
    refused(sack, errors.NotAFile, "data/photos")


def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(sack: Path, tmp_path: Path) -> None:
    with open_bag(sack) as bag:
        (sack / "data/photos").rename(tmp_path / "photos")
        (sack / "data/photos").symlink_to(tmp_path / "photos")
        with pytest.raises(errors.NotAFile):
            check_bag(bag)


def test_a_file_with_a_second_name_outside_is_refused(sack: Path, tmp_path: Path) -> None:
    os.link(sack / "data/letter.txt", tmp_path / "same")
    refused(sack, errors.NotAFile, "data/letter.txt")


def test_a_pipe_and_a_socket_are_not_opened(sack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(sack / "data/pipe")
    refused(sack, errors.NotAFile, "data/pipe")
    (sack / "data/pipe").unlink()
    monkeypatch.chdir(sack / "data")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("plug")
        refused(sack, errors.NotAFile, "data/plug")


def test_a_file_that_grows_or_shrinks_while_it_is_read_is_refused(sack: Path) -> None:
    with open_bag(sack) as bag:
        for content in (FILES["letter.txt"] + b"x", FILES["letter.txt"][:-1]):
            (sack / "data/letter.txt").write_bytes(content)
            with pytest.raises(errors.FileChanged):
                list(bag.read("data/letter.txt"))


def test_names_that_are_one_name_elsewhere_are_refused(tmp_path: Path) -> None:
    for files in ({"a": b"", "A": b""}, {"é": b"", "É": b""}, {"x/a": b"", "X/b": b""}):
        for name, content in by_hand(files).items():
            path = tmp_path / "bag" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        refused(tmp_path / "bag", errors.NameTwice)
        subprocess.run(["rm", "-r", tmp_path / "bag"], check=True)


@pytest.mark.parametrize(
    "name", ["a\\b", "a:b", "line\nbreak", "e\u0301", b"\xff".decode("utf-8", "surrogateescape")]
)
def test_an_unsafe_name_in_a_folder_is_refused(name: str, sack: Path) -> None:
    (sack / "data" / name).write_bytes(b"")
    refused(sack, errors.NameUnsafe)


def test_what_is_neither_a_folder_nor_a_file_is_no_bag(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("nothing", "pipe"):
        refused(tmp_path / name, errors.BagUnreadable)
    refused(as_file(tmp_path / "text", b"not a zip file"), errors.ZipUnreadable)
    refused(as_file(tmp_path / "empty", b""), errors.ZipUnreadable)


# What was done to a zip file


def test_a_zip_file_written_by_hand_in_the_one_way_is_read(tmp_path: Path) -> None:
    check(as_file(tmp_path / "bag.zip", zipped(pieces())))


PHOTO = "data/photos/one.jpg"
WHERE = sorted(by_hand(FILES)).index(PHOTO)
LINK = 0o120777 << 16
FIELD = b"\x99\x99\x02\x00ab"
ZIP64 = b"\x01\x00\x08\x00" + bytes(8)
BOMB = zlib.compress(bytes(1_000_000), wbits=-15)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"method": 8, "content": BOMB, "size": 1_000_000}, errors.ZipCompressed),
        ({"method": 12}, errors.ZipCompressed),
        ({"flags": 0x0801}, errors.ZipEncrypted),
        ({"flags": 0x0808}, errors.ZipForeign),
        ({"flags": 0}, errors.ZipForeign),
        ({"attributes": LINK}, errors.NotAFile),
        ({"attributes": 0o040755 << 16}, errors.NotAFile),
        ({"attributes": 0o100777 << 16}, errors.ZipForeign),
        ({"time": 0x6000}, errors.ZipForeign),
        ({"made": 45}, errors.ZipForeign),
        ({"name": b"data/../../etc/passwd"}, errors.NameUnsafe),
        ({"name": b"/etc/passwd"}, errors.NameUnsafe),
        ({"name": b"data/photos/"}, errors.NameUnsafe),
        ({"name": b"data\\photos"}, errors.NameUnsafe),
        ({"name": b"data/\xff"}, errors.NameUnsafe),
        ({"name": b"data/a\x00.txt"}, errors.NameUnsafe),
        ({"name": b"data/letter.txt"}, errors.NameTwice),
        ({"name": b"data/LETTER.txt"}, errors.NameTwice),
        ({"name": b"data/letter.txt/below"}, errors.NameTwice),
        ({"local_name": b"data/photos/0ne.jpg"}, errors.ZipDisagrees),
        ({"local_size": 3}, errors.ZipDisagrees),
        ({"local_crc": 3}, errors.ZipDisagrees),
        ({"crc": 3}, errors.FileChanged),
        ({"extra": FIELD}, errors.ZipAdorned),
        ({"extra": ZIP64}, errors.ZipAdorned),
        ({"local_extra": FIELD}, errors.ZipAdorned),
        ({"comment": b"hello"}, errors.ZipAdorned),
        ({"offset": 0}, errors.ZipOverlaps),
        ({"before": b"hidden"}, errors.ZipHides),
        ({"hidden": True}, errors.ZipHides),
        ({"size": 10**9, "local_size": 10**9}, errors.ZipOverlaps),
        ({"size": 100, "local_size": 100}, errors.ZipHides),
        ({"size": 0xFFFFFFFF}, errors.ZipAdorned),
    ],
)
def test_a_zip_file_with_a_trick_is_refused(
    facts: dict[str, object], kind: type[Refusal], tmp_path: Path
) -> None:
    refused(as_file(tmp_path / "bag.zip", zipped(changed(WHERE, **facts))), kind)


def test_bytes_before_behind_and_between_are_refused(tmp_path: Path) -> None:
    good = zipped(pieces())
    for data, kind in (
        (zipped(pieces(), before=b"#!/bin/sh\n"), errors.ZipHides),
        (b"#!/bin/sh\n" + good, errors.ZipHides),
        (zipped(pieces(), between=b"hidden"), errors.ZipHides),
        (zipped(pieces(), comment=b"hello"), errors.ZipAdorned),
        (good + b"hidden", errors.ZipHides),
        (good + good, errors.ZipHides),
        (good[:-1], errors.ZipUnreadable),
        (good[: len(good) // 2], errors.ZipUnreadable),
    ):
        refused(as_file(tmp_path / "bag.zip", data), kind)


def test_a_bomb_of_overlapping_files_is_refused_at_once(tmp_path: Path) -> None:
    kernel = Piece(b"data/000000", bytes(100_000))
    many = [replace(kernel, name=f"data/{n:06d}".encode(), offset=0) for n in range(1, 5_000)]
    path = as_file(tmp_path / "bag.zip", zipped([kernel, *many]))
    began = time.monotonic()
    refused(path, errors.ZipOverlaps, "data/000001")
    assert time.monotonic() - began < 5


def test_files_in_another_order_are_refused(tmp_path: Path) -> None:
    swapped = pieces()
    swapped[1], swapped[2] = swapped[2], swapped[1]
    refused(as_file(tmp_path / "bag.zip", zipped(swapped)), errors.ZipForeign)


def test_a_count_that_is_not_the_number_of_files_is_refused(tmp_path: Path) -> None:
    good = bytearray(zipped(pieces()))
    for count in (0, 1, 7, 9, 200):
        good[-14:-10] = count.to_bytes(2, "little") * 2
        with pytest.raises(Refusal):
            check(as_file(tmp_path / "bag.zip", bytes(good)))


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bag_that_another_program_compressed_is_refused(
    compression: int, sack: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w", compression) as other:
        for path in sorted(sack.rglob("*")):
            if path.is_file():
                other.write(path, path.relative_to(sack).as_posix())
    with pytest.raises((errors.ZipCompressed, errors.ZipForeign)):
        check(tmp_path / "bag.zip")


def test_any_flip_of_a_zip_file_is_refused(packed: Path, tmp_path: Path) -> None:
    """Every byte of the file outside the large contents, and many within: one bit, and one byte, of each."""
    good = packed.read_bytes()
    chosen = random.Random(8493)
    content = good.index(FILES["photos/one.jpg"])
    inside = range(content, content + len(FILES["photos/one.jpg"]))
    places = [at for at in range(len(good)) if at not in inside] + chosen.sample(inside, 60)
    path = tmp_path / "flipped.zip"
    for at in places:
        data = bytearray(good)
        data[at] ^= 1 << chosen.randrange(8)
        path.write_bytes(data)
        with pytest.raises(Refusal):
            check(path)
    check(packed)


def test_any_flip_of_a_folder_is_refused(sack: Path) -> None:
    chosen = random.Random(1493)
    for path in sorted(path for path in sack.rglob("*") if path.is_file()):
        good = path.read_bytes()
        for at in chosen.sample(range(len(good)), min(len(good), 150)):
            data = bytearray(good)
            data[at] ^= 1 << chosen.randrange(8)
            path.write_bytes(data)
            with pytest.raises(Refusal):
                check(sack)
        path.write_bytes(good)
    check(sack)


@given(st.integers(0, 2**32), st.sampled_from(["cut", "drop", "double", "noise"]))
def test_a_zip_file_cut_up_anyhow_is_refused(seed: int, how: str) -> None:
    good = zipped(pieces())
    chosen = random.Random(seed)
    first, last = sorted((chosen.randrange(len(good)), chosen.randrange(1, len(good) + 1)))
    last = max(last, first + 1)
    data = {
        "cut": good[:first],
        "drop": good[:first] + good[last:],
        "double": good[:last] + good[first:],
        "noise": good[:first] + chosen.randbytes(last - first) + good[last:],
    }[how]
    with tempfile.TemporaryDirectory() as place:
        path = as_file(Path(place) / "bag.zip", data)
        if data != good:
            with pytest.raises(Refusal):
                check(path)


def test_numbers_too_large_for_a_zip_file_go_into_zip64(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is for files of four gigabytes, with the bound so low that small ones pass it."""
    monkeypatch.setattr(zips, "MANY", 3)
    root = folder(tmp_path / "bag")
    pack(root, tmp_path / "many.zip")
    check(tmp_path / "many.zip")
    monkeypatch.undo()
    large = zips.Entry(b"data/large", 5 * 2**32, 7, 6 * 2**32)
    for header, size in ((large.local(), 30 + 10 + 20), (large.central(), 46 + 10 + 28)):
        assert len(header) == size
    entry, length = zips._line(memoryview(large.central()))
    assert (entry, length) == (large, 46 + 10 + 28)


def test_a_sparse_file_of_five_gigabytes_is_found_where_zip64_says(tmp_path: Path) -> None:
    """Its headers alone are written and read: the bytes between are a hole in the file."""
    entries, at = [], 0
    for name, size in ((b"data/large", 5 * 2**30), (b"data/small", 3)):
        entries.append(zips.Entry(name, size, 0, at))
        at = entries[-1].begins + size
    central = b"".join(entry.central() for entry in entries)
    with (tmp_path / "bag.zip").open("wb") as file:
        for entry in entries:
            file.seek(entry.offset)
            file.write(entry.local())
        file.seek(at)
        file.write(central + zips.Directory(2, at, len(central)).end())
    with open_bag(tmp_path / "bag.zip") as bag:
        assert [(name, bag.size(name)) for name in bag.files()] == [
            ("data/large", 5 * 2**30),
            ("data/small", 3),
        ]
    with zipfile.ZipFile(tmp_path / "bag.zip") as other:
        assert [one.file_size for one in other.infolist()] == [5 * 2**30, 3]
