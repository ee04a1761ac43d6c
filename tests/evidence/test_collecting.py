"""Collecting in the field: everything that was found is copied or listed, interrupted or not, and sealed."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence import cli, errors
from entraide.evidence.domain import collecting, finding
from entraide.evidence.domain.bags import BagWriter, open_bag, pack
from entraide.evidence.domain.collected import Collector, Coordinates, Kind, Note, Told
from entraide.evidence.domain.collecting import HEAD, LISTING, Collection, begin, read_collection, resume
from entraide.evidence.domain.journals import Journal
from entraide.evidence.domain.seals import STATEMENT, key_at, seal_files
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.evidence.sacks import lines

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=20)
WHO = Collector("Ada Example", "Police d’Exemple", "Constable")
TOLD = Told(
    WHO,
    "12, rue d’Exemple, Montréal",
    "Search warrant 12\nseized laptop",
    Coordinates("45.5017", "-73.5673"),
    "Laptop, black, serial 4711",
    "America/Toronto",
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FILES = {
    b"letter.txt": b"hello",
    b"photos/one.jpg": bytes(3000),
    b"photos/empty": b"",
    "été.txt".encode(): b"e",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    found = tmp_path / "stick"
    fill(found, FILES)
    return found


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "taken"


def fill(source: Path, files: dict[bytes, bytes]) -> None:
    for name, content in files.items():
        path = os.path.join(os.fsencode(source), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        os.utime(path, ns=(10**18, 10**18 + 123_456_789))


def collected(source: Path, to: Path, *, told: Told = TOLD) -> str:
    under_way = begin(source, to, told, at=AT)
    under_way.copy()
    fingerprint = under_way.seal(KEY, at=LATER)
    under_way.close()
    return fingerprint


def read(to: Path) -> Collection:
    with open_bag(to / "package") as bag:
        return read_collection(bag)


def contents(to: Path) -> dict[bytes, bytes]:
    return {entry.path: (to / "package/data" / entry.name).read_bytes() for entry in read(to).files}


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


# What is no file, or cannot be read


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


def no_right(path: bytes) -> bool:
    return path.endswith((b"one.jpg", b"secret"))


@pytest.fixture
def forbidding(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The administrator may read everything, so that the system's refusal is put in its place."""
    opened, scanned = os.open, os.scandir

    def refuse(path: object) -> None:
        if isinstance(path, bytes) and no_right(path):
            raise PermissionError(13, "Permission denied")

    def opening(path, flags, mode=0o777, *, dir_fd=None):
        refuse(path)
        return opened(path, flags, mode, dir_fd=dir_fd)

    def scanning(path="."):
        refuse(path)
        return scanned(path)

    monkeypatch.setattr(finding.os, "open", opening)
    monkeypatch.setattr(finding.os, "scandir", scanning)
    yield
    monkeypatch.undo()


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


# Interrupted and resumed


def interrupted(source: Path, to: Path, *, after: int) -> None:
    """As Ctrl-C does it."""

    def step(files: int, _all: int, _size: int, _bytes: int) -> None:
        if files == after:
            raise KeyboardInterrupt

    under_way = begin(source, to, TOLD, at=AT)
    with pytest.raises(KeyboardInterrupt):
        under_way.copy(step)
    under_way.close()


def copied_again(source: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read when it goes on."""
    opened: list[str] = []
    chunks = finding.Reading.chunks

    def noted(self: finding.Reading) -> Iterator[bytes]:
        opened.append(os.path.relpath(os.fsdecode(self._path), source))
        return chunks(self)

    monkeypatch.setattr(finding.Reading, "chunks", noted)
    again = resume(source, to, at=LATER)
    again.copy()
    again.seal(KEY, at=LATER)
    again.close()
    return opened


def test_what_was_copied_is_not_copied_again(source: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(source, to, after=2)
    assert copied_again(source, to, monkeypatch) == ["photos/one.jpg", "été.txt"]
    assert contents(to) == FILES
    assert read(to).head.resumed == (LATER,)
    assert read(to).told == TOLD


def test_a_file_that_changed_between_two_runs_is_copied_again_and_noted(
    source: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(source, to, after=3)
    os.utime(source / "letter.txt", ns=(1, 1))
    assert copied_again(source, to, monkeypatch) == ["letter.txt", "été.txt"]
    assert [(entry.path, entry.notes) for entry in read(to).files if entry.notes] == [
        (b"letter.txt", (Note.AGAIN,))
    ]
    assert contents(to) == FILES


def test_a_copy_that_is_lost_is_made_again(source: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(source, to, after=3)
    (to / "package/data/files/000003").write_bytes(b"torn")
    assert copied_again(source, to, monkeypatch) == ["photos/one.jpg", "été.txt"]
    assert contents(to) == FILES


def test_a_file_that_is_gone_when_it_goes_on_keeps_its_copy(
    source: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(source, to, after=3)
    (source / "letter.txt").unlink()
    copied_again(source, to, monkeypatch)
    assert read(to).files[0].notes == (Note.GONE,)
    assert contents(to) == FILES


def test_a_file_that_cannot_be_read_again_keeps_its_earlier_copy(
    source: Path, to: Path, request: pytest.FixtureRequest
) -> None:
    interrupted(source, to, after=3)
    os.utime(source / "photos/one.jpg", ns=(1, 1))
    request.getfixturevalue("forbidding")
    again = resume(source, to, at=LATER)
    again.copy()
    again.seal(KEY, at=LATER)
    found = {entry.path: entry.notes for entry in read(to).files}
    assert found[b"photos/one.jpg"] == (Note.EARLIER,)
    assert contents(to) == FILES


def test_a_torn_last_line_of_the_journal_is_dropped(
    source: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(source, to, after=3)
    journal = to / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-9])
    assert copied_again(source, to, monkeypatch) == ["photos/one.jpg", "été.txt"]
    assert contents(to) == FILES
    assert all(json.loads(line) for line in journal.read_bytes().splitlines())


def test_a_journal_that_is_damaged_further_up_is_refused(source: Path, to: Path) -> None:
    interrupted(source, to, after=3)
    journal = to / "journal.jsonl"
    damaged = journal.read_bytes().split(b"\n")
    damaged[1] = damaged[1][:-5]
    journal.write_bytes(b"\n".join(damaged))
    with pytest.raises(errors.JournalBroken) as caught:
        resume(source, to, at=LATER)
    assert caught.value.facts["line"] == 2


@given(st.integers(0, 400))
def test_a_journal_cut_off_anywhere_goes_on_or_says_that_there_is_none(cut: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        source, to = Path(place) / "stick", Path(place) / "taken"
        fill(source, FILES)
        interrupted(source, to, after=3)
        journal = to / "journal.jsonl"
        whole = journal.read_bytes()
        journal.write_bytes(whole[: max(0, len(whole) - 3 * cut)])
        try:
            again = resume(source, to, at=LATER)
        except errors.NothingToResume:
            return
        again.copy()
        again.seal(KEY, at=LATER)
        assert contents(to) == FILES


def test_closed_but_not_yet_noted_as_sealed_it_is_closed_again(source: Path, to: Path) -> None:
    collected(source, to)
    journal = to / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    again = resume(source, to, at=LATER)
    again.copy()
    fingerprint = again.seal(KEY, at=LATER)
    assert read(to).seal.fingerprint == fingerprint
    assert contents(to) == FILES


def run_killed(source: Path, to: Path, *more: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    asked = [sys.executable, "-m", "tests.evidence.collecting_killed", str(source), str(to), *more]
    return subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, cwd=root, env=environment)


@pytest.mark.parametrize("after", [3, 300, 777])
def test_a_process_that_is_killed_is_gone_on_with(after: int, tmp_path: Path) -> None:
    files = {b"%02d/%04d.txt" % (number % 10, number): b"%d" % number * 50 for number in range(1000)}
    source, to = tmp_path / "stick", tmp_path / "taken"
    fill(source, files)
    with run_killed(source, to) as first:
        assert first.stdout is not None
        for line in first.stdout:
            if int(line) >= after:
                break
        first.send_signal(signal.SIGKILL)
    assert first.returncode == -signal.SIGKILL
    with pytest.raises(Refusal):
        read(to)
    before = len((to / "journal.jsonl").read_bytes().splitlines()) - 1
    assert before >= after // collecting.BATCH_FILES * collecting.BATCH_FILES
    with run_killed(source, to, "resume") as second:
        said = second.communicate()[0].splitlines()
    assert second.returncode == 0
    assert read(to).seal.fingerprint == said[-1]
    assert contents(to) == files
    names = [entry.name for entry in read(to).files]
    assert len(set(names)) == 1000


def test_two_do_not_collect_into_one_folder(source: Path, to: Path) -> None:
    under_way = begin(source, to, TOLD, at=AT)
    with pytest.raises(errors.CollectionBusy):
        resume(source, to, at=AT)
    under_way.close()
    resume(source, to, at=AT).close()


# What is not begun


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


def test_a_full_disk_is_said_and_it_goes_on(source: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = BagWriter.add

    def full(self: BagWriter, name: str, chunks: Iterator[bytes]) -> object:
        if name == "files/000003":
            raise OSError(28, "No space left on device")
        return add(self, name, chunks)

    under_way = begin(source, to, TOLD, at=AT)
    with monkeypatch.context() as patched:
        patched.setattr(BagWriter, "add", full)
        with pytest.raises(errors.TargetFailed):
            under_way.copy()
    under_way.close()
    assert copied_again(source, to, monkeypatch) == ["photos/one.jpg", "été.txt"]


# The key and the seal


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys/mine.pem"
    made = key_at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_at(path).private_bytes_raw() == made.private_bytes_raw()
    path.chmod(0o640)
    with pytest.raises(errors.KeyOpen):
        key_at(path)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(errors.KeyUnreadable):
        key_at(path)


def test_one_changed_file_is_found_and_named(source: Path, to: Path) -> None:
    collected(source, to)
    path = to / "package/data/files/000003"
    path.write_bytes(b"\x01" + bytes(2999))
    with pytest.raises(errors.FileChanged) as caught:
        read(to)
    assert caught.value.facts["where"] == "data/files/000003"


def patched(to: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change files of a package and write its manifests anew, as somebody does who knows how bags are made."""
    package = to / "package"
    found = {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file()
    }
    change(found)
    payload = {name: content for name, content in found.items() if name.startswith("data/")}
    found["manifest-sha256.txt"] = lines(payload)
    info = found["bag-info.txt"].decode().splitlines()[:-1]
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}"
    found["bag-info.txt"] = "\n".join([*info, oxum, ""]).encode()
    del found["tagmanifest-sha256.txt"]
    tags = {name: content for name, content in found.items() if name not in payload}
    shutil.rmtree(package)
    for name, content in (found | {"tagmanifest-sha256.txt": lines(tags)}).items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_bytes(content)


def resealed(to: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The same by somebody who also holds the key."""
    patched(to, change)
    package = to / "package"
    digests = {
        name: sha256((package / file).read_bytes()).hexdigest()
        for name, file in (("manifest", "manifest-sha256.txt"), ("info", "bag-info.txt"))
    }
    seal = seal_files(KEY, collector=WHO, at=LATER, **digests)
    patched(to, lambda found: found.update(seal))


def test_a_package_that_was_only_bagged_anew_still_holds(source: Path, to: Path) -> None:
    collected(source, to)
    patched(to, lambda found: None)
    assert contents(to) == FILES
    resealed(to, lambda found: None)
    assert contents(to) == FILES


def test_who_bags_a_changed_file_anew_breaks_the_seal(source: Path, to: Path) -> None:
    collected(source, to)
    patched(to, lambda found: found.update({"data/files/000001": b"hullo"}))
    with pytest.raises(errors.SealBroken) as caught:
        read(to)
    assert caught.value.facts["where"] == "manifest-sha256.txt"


def test_another_date_in_the_info_breaks_the_seal(source: Path, to: Path) -> None:
    collected(source, to)
    patched(to, lambda found: found.update({"bag-info.txt": found["bag-info.txt"].replace(b"2026", b"2025")}))
    with pytest.raises(errors.SealBroken) as caught:
        read(to)
    assert caught.value.facts["where"] == "bag-info.txt"


@pytest.mark.parametrize("name", ["statement.json", "ed25519.sig", "ed25519.pub"])
def test_any_other_seal_is_found(name: str, source: Path, to: Path) -> None:
    collected(source, to)
    good = (to / "package/seal" / name).read_bytes()
    for at in range(0, len(good), 7):
        flipped = bytearray(good)
        flipped[at] ^= 1
        patched(to, lambda found, made=bytes(flipped): found.update({f"seal/{name}": made}))
        with pytest.raises(errors.SealBroken):
            read(to)
    patched(to, lambda found: found.pop(f"seal/{name}") and None)
    with pytest.raises(errors.SealMissing) as caught:
        read(to)
    assert caught.value.facts["where"] == f"seal/{name}"


def test_a_seal_by_another_key_has_another_fingerprint(source: Path, to: Path) -> None:
    """It holds, as whoever made it wanted: the paper says that it is not the one that was set."""
    fingerprint = collected(source, to)
    seal = {
        name: sha256((to / "package" / file).read_bytes()).hexdigest()
        for name, file in (("manifest", "manifest-sha256.txt"), ("info", "bag-info.txt"))
    }
    other = seal_files(Ed25519PrivateKey.generate(), collector=WHO, at=LATER, **seal)
    patched(to, lambda found: found.update(other))
    assert read(to).seal.fingerprint != fingerprint


def test_a_key_of_another_does_not_stand_beside_the_signature_of_ours(source: Path, to: Path) -> None:
    collected(source, to)
    digests = {"manifest": "0" * 64, "info": "0" * 64}
    theirs = seal_files(Ed25519PrivateKey.generate(), collector=WHO, at=LATER, **digests)
    patched(to, lambda found: found.update({"seal/ed25519.pub": theirs["seal/ed25519.pub"]}))
    with pytest.raises(errors.SealBroken):
        read(to)


# What a collection says, read from a stranger who can seal


def listing(change: Callable[[list[dict[str, object]]], None]) -> Callable[[dict[str, bytes]], None]:
    def changing(found: dict[str, bytes]) -> None:
        entries = [json.loads(line) for line in found[f"data/{LISTING}"].splitlines()]
        change(entries)
        found[f"data/{LISTING}"] = b"".join(canonical(entry) + b"\n" for entry in entries)

    return changing


def head(**facts: object) -> Callable[[dict[str, bytes]], None]:
    def changing(found: dict[str, bytes]) -> None:
        found[f"data/{HEAD}"] = canonical(json.loads(found[f"data/{HEAD}"]) | facts)

    return changing


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda found: found.update({"data/files/000001": b"hullo"}), errors.RecordContradicts),
        (lambda found: found.update({"data/files/999999": b"more"}), errors.RecordContradicts),
        (lambda found: found.update({"notes.txt": b"more"}), errors.RecordContradicts),
        (lambda found: found.pop("data/files/000001") and None, errors.RecordContradicts),
        (lambda found: found.pop(f"data/{HEAD}") and None, errors.FileMissing),
        (lambda found: found.pop(f"data/{LISTING}") and None, errors.FileMissing),
        (lambda found: found.update({f"data/{HEAD}": b"{}"}), errors.RecordUnreadable),
        (lambda found: found.update({f"data/{HEAD}": b"{" * 900}), errors.RecordUnreadable),
        (lambda found: found.update({f"data/{LISTING}": b"[" * 900}), errors.RecordUnreadable),
        (lambda found: found.update({f"data/{LISTING}": b"[" * 90_000}), errors.TooMuch),
        (listing(lambda entries: entries.pop()), errors.RecordContradicts),
        (listing(lambda entries: entries.reverse()), errors.RecordUnreadable),
        (listing(lambda entries: entries.append(entries[-1])), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path="../letter.txt")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path="/letter.txt")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path="a\0b")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(path_bytes="YQ==")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(name="../../etc/passwd")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(name="files/000002")), errors.RecordContradicts),
        (listing(lambda entries: entries[0].update(name="collection.json")), errors.RecordContradicts),
        (listing(lambda entries: entries[0].update(size=6)), errors.RecordContradicts),
        (listing(lambda entries: entries[0].update(kind="door")), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(more=1)), errors.RecordUnreadable),
        (listing(lambda entries: entries[0].update(modified_ns="9" * 30)), errors.RecordUnreadable),
        (head(ended="2026-11-23T09:20:00.000001Z"), errors.RecordContradicts),
        (head(kind="entraide.collection/2"), errors.RecordUnreadable),
        (head(resumed=["yesterday"]), errors.RecordUnreadable),
        (head(more=1), errors.RecordUnreadable),
        (
            head(told=TOLD.as_json() | {"collector": {"agency": "x", "function": "", "name": "y"}}),
            errors.RecordContradicts,
        ),
    ],
)
def test_a_collection_that_says_what_is_not_so_is_refused(
    change: Callable[[dict[str, bytes]], None], kind: type[Refusal], source: Path, to: Path
) -> None:
    collected(source, to)
    resealed(to, change)
    with pytest.raises(kind) as caught:
        read(to)
    assert caught.type is kind
    assert caught.value.in_language("en") != caught.value.in_language("fr")


def test_a_statement_that_says_more_is_refused(source: Path, to: Path) -> None:
    collected(source, to)

    def more(found: dict[str, bytes]) -> None:
        found[STATEMENT] = canonical(json.loads(found[STATEMENT]) | {"more": 1})
        found["seal/ed25519.sig"] = KEY.sign(found[STATEMENT])

    patched(to, more)
    with pytest.raises(errors.SealBroken):
        read(to)


def test_ten_thousand_files_are_collected_sealed_and_read(tmp_path: Path) -> None:
    files = {b"%03d/%05d" % (number % 200, number): b"%d" % number for number in range(10_000)}
    fill(tmp_path / "stick", files)
    collected(tmp_path / "stick", tmp_path / "taken")
    found = read(tmp_path / "taken")
    assert found.head.counts["file"] == 10_000
    assert [entry.path for entry in found.files] == sorted(files)


def test_a_journal_keeps_its_lines_and_goes_on_behind_them(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.write([{"n": 1}, {"n": 2}])
    assert [line.value for line in journal.lines()] == [{"n": 1}, {"n": 2}]
    journal.write([{"n": 3}])
    journal.close()
    again = Journal(tmp_path / "journal")
    assert [line.value["n"] for line in again.lines()] == [1, 2, 3]


# The command


ASKED = [
    "--by",
    "Ada Example",
    "--agency",
    "Police d’Exemple",
    "--place",
    "Montréal",
    "--reason",
    "Warrant 12",
]


def run(*arguments: object, language: str = "en"):
    return CliRunner().invoke(cli.command(language), [str(one) for one in arguments])  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_command_collects_and_says_what_to_write_on_paper(
    language: str, source: Path, to: Path, tmp_path: Path
) -> None:
    os.mkfifo(source / "pipe\x1b[2J")
    key = tmp_path / "key.pem"
    asked = ["--coordinates", "45.5, -73.6", "--device", "Stick", "--zip", "--key", key]
    done = run(source, "--to", to, *ASKED, *asked, language=language)
    assert done.exit_code == 0
    assert read(to).seal.fingerprint in done.stdout
    assert {"en": "NOT READ: 1", "fr": "NON LUS : 1"}[language] in done.stdout
    assert {"en": "\\u001b[2J: a pipe", "fr": "\\u001b[2J: un tube"}[language] in done.stdout
    assert read(to).told.coordinates == Coordinates("45.5", "-73.6")
    with open_bag(to / "package.zip") as bag:
        assert read_collection(bag).seal == read(to).seal


def test_the_command_asks_for_what_was_not_told(source: Path, to: Path, tmp_path: Path) -> None:
    done = run(source, "--to", to, "--by", "Ada", "--key", tmp_path / "key.pem")
    assert isinstance(done.exception, errors.NothingTold)
    assert done.exception.facts["names"] == "--agency, --place, --reason"
    assert not to.exists()


def test_the_command_that_is_interrupted_says_how_to_go_on(
    source: Path, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: finding.Reading) -> Iterator[bytes]:
        if self._path.endswith(b"one.jpg"):
            raise KeyboardInterrupt
        return chunks(self)

    chunks = finding.Reading.chunks
    key = ["--key", tmp_path / "key.pem"]
    with monkeypatch.context() as patch:
        patch.setattr(finding.Reading, "chunks", stop)
        done = run(source, "--to", to, *ASKED, *key)
    assert done.exit_code == 130
    assert f"entraide collect {source} --to {to} --resume" in done.stderr
    again = run(source, "--to", to, "--resume", *key, language="fr")
    assert again.exit_code == 0
    assert contents(to) == FILES
    assert read(to).told.place == "Montréal"


def test_the_command_needs_neither_django_nor_a_node() -> None:
    script = (
        "import sys; from entraide.evidence.cli import command; command('en'); "
        "print([name for name in sys.modules if name.partition('.')[0] in {'django', 'ninja'}])"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=root / "src",
        env=environment,
        check=True,
    )
    assert done.stdout == "[]\n"
