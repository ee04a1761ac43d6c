"""Whatever was done to the files of a bag on its way is found and named; what is no file is not followed."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from entraide.evidence.domain import bags
from entraide.evidence.domain.bags import BagWriter, check_bag, open_bag, pack
from entraide.evidence.errors import bags as errors
from entraide.kernel.errors import Refusal
from tests.evidence.sacks import (
    FILES,
    as_file,
    by_hand,
    check,
    consistent,
    folder,
    refused,
)


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
