"""Collecting in the field: everything that was found is copied or listed, and what is not told is not begun."""

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain import finding
from entraide.evidence.domain.bags import open_bag, pack
from entraide.evidence.domain.collected import Collector, Coordinates, Kind, Note, Told
from entraide.evidence.domain.collecting import begin, read_collection, resume
from entraide.evidence.errors import bags as errors
from tests.evidence.gathering import (
    AT,
    FILES,
    KEY,
    LATER,
    TOLD,
    WHO,
    collected,
    contents,
    fill,
    interrupted,
    read,
)


def test_what_was_collected_says_who_what_where_when_and_why(source: Path, to: Path) -> None:
    fingerprint = collected(source, to)
    found = read(to)
    assert found.told == TOLD
    assert (found.head.started, found.head.resumed, found.head.ended) == (AT, (), LATER)
    assert found.head.source == str(source)
    assert (found.seal.collector, found.seal.at, found.seal.fingerprint) == (WHO, LATER, fingerprint)
    assert found.head.counts == {
        "file": 4,
        "link": 0,
        "special": 0,
        "empty folder": 0,
        "unread": 0,
        "bytes": 3006,
    }
    letter = found.files[0]
    assert (letter.path, letter.name, letter.size) == (b"letter.txt", "files/000001", 5)
    assert letter.sha256 == sha256(b"hello").hexdigest()
    assert letter.modified_ns == 10**18 + 123_456_789
    assert letter.modified == datetime(2001, 9, 9, 1, 46, 40, 123456, tzinfo=UTC)
    assert contents(to) == FILES


def test_the_fingerprint_is_forty_digits_for_paper(source: Path, to: Path) -> None:
    groups = collected(source, to).split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert "".join(groups).isdecimal()


def test_the_same_package_as_one_file_says_the_same(source: Path, to: Path) -> None:
    collected(source, to)
    pack(to / "package", to / "package.zip")
    heard: list[tuple[int, int, int, int]] = []
    with open_bag(to / "package.zip") as bag:
        assert read_collection(bag, lambda *facts: heard.append(facts)) == read(to)
    assert heard[-1][:2] == (12, 12)


def test_the_progress_ends_where_the_files_do(source: Path, to: Path) -> None:
    heard: list[tuple[int, int, int, int]] = []
    under_way = begin(source, to, TOLD, at=AT)
    under_way.copy(lambda *facts: heard.append(facts))
    assert heard[-1] == (4, 4, 3006, 3006)
    assert heard == sorted(heard)


def test_openssl_finds_the_seal_good(source: Path, to: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here")
    collected(source, to)
    seal = to / "package/seal"
    asked = [openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "ed25519.pub"]
    asked += ["-sigfile", "ed25519.sig", "-in", "statement.json"]
    done = subprocess.run(asked, cwd=seal, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Signature Verified Successfully\n")


def test_another_program_finds_the_package_valid(source: Path, to: Path) -> None:
    bagit = pytest.importorskip("bagit")
    collected(source, to)
    found = bagit.Bag(str(to / "package"))
    found.validate()
    assert found.info["Contact-Name"] == "Ada Example"
    assert found.info["Bagging-Date"] == "2026-11-23"


def test_what_is_no_file_is_listed_and_not_read(
    source: Path, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_bytes(b"not to be taken")
    (source / "link").symlink_to(tmp_path / "secret")
    (source / "loop").symlink_to(source)
    (source / "dangling").symlink_to("nowhere")
    os.mkfifo(source / "pipe")
    (source / "hollow").mkdir()
    monkeypatch.chdir(source)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("plug")
        collected(source, to)
    found = {entry.path: entry for entry in read(to).entries if entry.kind is not Kind.FILE}
    assert {path: (entry.kind, entry.target, entry.reason) for path, entry in found.items()} == {
        b"link": (Kind.LINK, str(tmp_path / "secret"), ""),
        b"loop": (Kind.LINK, str(source), ""),
        b"dangling": (Kind.LINK, "nowhere", ""),
        b"pipe": (Kind.SPECIAL, "", "fifo"),
        b"plug": (Kind.SPECIAL, "", "socket"),
        b"hollow": (Kind.EMPTY, "", ""),
    }
    assert contents(to) == FILES
    assert [entry.path for entry in read(to).unread] == [b"pipe", b"plug"]


@pytest.mark.parametrize(
    "name",
    [b"\xff\xfe.doc", b"line\nbreak", b"..hidden", b"CON", b"a:b", "e\u0301".encode(), b"\x1b[2J", b"\\xff"],
)
def test_a_file_of_any_name_is_taken_and_its_name_is_kept(name: bytes, source: Path, to: Path) -> None:
    fill(source, {name: b"strange"})
    collected(source, to)
    assert contents(to) == FILES | {name: b"strange"}


@given(
    st.dictionaries(
        st.binary(min_size=1, max_size=60).filter(
            lambda name: not {0, 47} & set(name) and name not in {b".", b".."}
        ),
        st.binary(max_size=50),
        max_size=6,
    )
)
def test_whatever_bytes_a_name_is_of_it_comes_back(files: dict[bytes, bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "stick").mkdir()
        fill(Path(place) / "stick", files)
        collected(Path(place) / "stick", Path(place) / "taken")
        assert contents(Path(place) / "taken") == files


@pytest.mark.usefixtures("forbidding")
def test_what_cannot_be_read_is_listed_with_its_reason(source: Path, to: Path) -> None:
    fill(source, {b"secret/diary.txt": b"x"})
    collected(source, to)
    assert [(entry.path, entry.reason) for entry in read(to).unread] == [
        (b"photos/one.jpg", "EACCES"),
        (b"secret", "EACCES"),
    ]
    assert read(to).head.counts["unread"] == 2


def test_a_disk_that_fails_in_the_middle_of_a_file_leaves_no_half_of_it(
    source: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(source, {b"broken": b"12345678"})
    reads = os.read
    seen: list[int] = []

    def failing(descriptor: int, size: int) -> bytes:
        if os.fstat(descriptor).st_size != 8:
            return reads(descriptor, size)
        seen.append(descriptor)
        if len(seen) % 2 == 0:
            raise OSError(5, "Input/output error")
        return reads(descriptor, 4)

    monkeypatch.setattr(finding.os, "read", failing)
    collected(source, to)
    monkeypatch.undo()
    assert [(entry.path, entry.reason) for entry in read(to).unread] == [(b"broken", "EIO")]
    assert contents(to) == FILES


def test_a_file_that_changes_while_it_is_read_is_noted(source: Path, to: Path) -> None:
    def step(files: int, _all: int, size: int, _bytes: int) -> None:
        if (files, size) == (0, 5):
            with (source / "letter.txt").open("ab") as file:
                file.write(b" and more")

    under_way = begin(source, to, TOLD, at=AT)
    under_way.copy(step)
    under_way.seal(KEY, at=LATER)
    assert [(entry.path, entry.notes) for entry in read(to).files if entry.notes] == [
        (b"letter.txt", (Note.CHANGED,))
    ]
    assert contents(to)[b"letter.txt"] == b"hello and more"


def test_a_disk_that_is_pulled_out_is_not_an_empty_folder(source: Path, to: Path) -> None:
    def step(files: int, _all: int, _size: int, _bytes: int) -> None:
        if source.exists():
            source.rename(source.with_name("pulled"))

    under_way = begin(source, to, TOLD, at=AT)
    with pytest.raises(errors.SourceMissing):
        under_way.copy(step)
    under_way.close()
    source.with_name("pulled").rename(source)
    again = resume(source, to, at=LATER)
    again.copy()
    again.seal(KEY, at=LATER)
    assert contents(to) == FILES


def test_what_would_take_in_itself_is_not_begun(source: Path, tmp_path: Path) -> None:
    (tmp_path / "around").symlink_to(source)
    for to in (source / "taken", source, tmp_path, tmp_path / "around" / "x"):
        with pytest.raises(errors.CollectionInside):
            begin(source, to, TOLD, at=AT)


def test_nothing_is_written_over(source: Path, to: Path) -> None:
    to.mkdir()
    (to / "something").write_bytes(b"")
    with pytest.raises(errors.BagThere):
        begin(source, to, TOLD, at=AT)
    (to / "something").unlink()
    interrupted(source, to, after=1)
    with pytest.raises(errors.BagThere):
        begin(source, to, TOLD, at=AT)


def test_what_was_not_begun_or_is_sealed_does_not_go_on(source: Path, to: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.NothingToResume):
        resume(source, to, at=AT)
    interrupted(source, to, after=1)
    with pytest.raises(errors.SourceOther):
        resume(tmp_path / "other", to, at=AT)
    again = resume(source, to, at=AT)
    again.copy()
    fingerprint = again.seal(KEY, at=AT)
    again.close()
    with pytest.raises(errors.AlreadySealed) as caught:
        resume(source, to, at=AT)
    assert fingerprint in caught.value.in_language("fr")


def test_a_folder_that_is_not_there_is_not_collected(to: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.SourceMissing):
        begin(tmp_path / "nothing", to, TOLD, at=AT).copy()


@pytest.mark.parametrize(
    "told",
    [
        replace(TOLD, place=""),
        replace(TOLD, reason=""),
        replace(TOLD, device="x" * 4001),
        replace(TOLD, place="two\nlines"),
        replace(TOLD, collector=Collector("", "Agency")),
        replace(TOLD, collector=Collector("Ada\u202eecilA", "Agency")),
        replace(TOLD, time_zone="no zone"),
        replace(TOLD, coordinates=Coordinates("91", "0")),
    ],
)
def test_what_could_not_be_read_again_is_not_told(told: Told, source: Path, to: Path) -> None:
    with pytest.raises(errors.RecordUnreadable):
        begin(source, to, told, at=AT)
    assert not to.exists()


@pytest.mark.parametrize(
    "text", ["", "45", "north, west", "91, 0", "0, 181", "45,5 -73,5", "1e1, 0", "٤٥, 0"]
)
def test_coordinates_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(errors.CoordinatesWrong):
        Coordinates.read(text)


@pytest.mark.parametrize("text", ["45.5017, -73.5673", "45.5017 -73.5673", " 45.5017;-73.5673 "])
def test_coordinates_keep_their_digits(text: str) -> None:
    assert Coordinates.read(text) == Coordinates("45.5017", "-73.5673")
