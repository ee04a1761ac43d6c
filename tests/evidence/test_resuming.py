"""A collection that was interrupted goes on: by hand, by a kill, by a full disk."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain import collecting, finding
from entraide.evidence.domain.bags import BagWriter
from entraide.evidence.domain.collected import Note
from entraide.evidence.domain.collecting import begin, resume
from entraide.evidence.errors import bags as errors
from entraide.kernel.errors import Refusal
from tests.evidence.gathering import (
    AT,
    FILES,
    KEY,
    LATER,
    TOLD,
    collected,
    contents,
    fill,
    interrupted,
    read,
)


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


def test_a_file_that_changed_while_it_was_read_is_copied_again_whatever_its_date_says(
    source: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(files: int, _all: int, size: int, _bytes: int) -> None:
        if (files, size) == (0, 5):
            (source / "letter.txt").write_bytes(b"hullo")
            os.utime(source / "letter.txt", ns=(10**18, 10**18 + 123_456_789))
        if files == 2:
            raise KeyboardInterrupt

    under_way = begin(source, to, TOLD, at=LATER)
    with pytest.raises(KeyboardInterrupt):
        under_way.copy(step)
    under_way.close()
    assert "letter.txt" in copied_again(source, to, monkeypatch)
    assert contents(to) == FILES | {b"letter.txt": b"hullo"}


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
