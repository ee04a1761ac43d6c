"""Letters taken in from a folder: the good ones come in, the others are named, and memory stays small."""

import contextlib
import io
import sys
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from entraide.assistance.errors import NobodyAtTheDesk
from entraide.assistance.models import Arrival, AssistanceRequest
from entraide.assistance.services.importing import files_under, import_letters
from entraide.cases.services import originals
from tests.assistance.test_opening import bomb, pdf
from tests.config.running import environment

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "requests" / "letters"
STATE_OF = {"China": "CN", "Hong Kong": "HK", "Russia": "RU", "Singapore": "SG", "Spain": "ES"}
LIMIT = 500 * 1024 * 1024

ENGLISH = "Northmark State Police, United States.\n\nDear colleagues, please preserve the account. Regards\n"
FRENCH = "Parquet de Valcourt, Belgique.\n\nMadame, Monsieur, veuillez conserver le compte. Salutations\n"


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letters.bin", b"\0" * 200_000_000)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good letters among hostile and broken ones."""
    (tmp_path / "a-good.txt").write_text(ENGLISH)
    (tmp_path / "b-empty.eml").write_bytes(b"")
    (tmp_path / "c-truncated.pdf").write_bytes(pdf("A letter that was cut short.")[:600])
    (tmp_path / "d-bomb.docx").write_bytes(bomb())
    (tmp_path / "e-bomb.zip").write_bytes(zip_bomb())
    with (tmp_path / "f-huge.txt").open("wb") as huge:
        for _ in range(200):
            huge.write(b"words " * 170_000)
    (tmp_path / "g-good.md").write_text(FRENCH)
    return tmp_path


BAD = ["b-empty.eml", "c-truncated.pdf", "d-bomb.docx", "e-bomb.zip", "f-huge.txt"]


def test_the_good_ones_come_in_and_each_other_is_named_with_its_reason(bureau, folder):
    summary = import_letters(files_under([folder]), acting=None)
    assert [arrival.name for arrival in summary.taken_in] == ["a-good.txt", "g-good.md"]
    assert [path.name for path, _ in summary.refused] == BAD
    assert all(reason.en and reason.fr and reason.en != reason.fr for _, reason in summary.refused)
    # What could be kept is kept for a person to look at; 200 MB is more than an arrival may weigh.
    assert set(Arrival.objects.values_list("name", flat=True)) == {
        "a-good.txt",
        "g-good.md",
        *BAD[:-1],
    }
    assert AssistanceRequest.objects.count() == 2


def test_a_second_import_adds_none(bureau, folder):
    first = import_letters(files_under([folder]), acting=None)
    again = import_letters(files_under([folder]), acting=None)
    assert (len(again.taken_in), len(again.already_here)) == (0, len(first.taken_in) + 4)
    assert AssistanceRequest.objects.count() == 2


def test_without_anybody_at_the_desk_nothing_is_taken_in_and_no_file_is_left(db, folder, settings, tmp_path):
    settings.ENTRAIDE_ORIGINALS = tmp_path / "originals"
    with pytest.raises(NobodyAtTheDesk):
        import_letters([folder / "a-good.txt"], acting=None)
    assert not Arrival.objects.exists()
    assert [path for path in settings.ENTRAIDE_ORIGINALS.rglob("*") if path.is_file()] == []


def test_a_member_of_the_bureau_is_told_only_of_what_they_can_see(bureau, tmp_path):
    (tmp_path / "letter.txt").write_text(ENGLISH)
    (first,) = import_letters([tmp_path / "letter.txt"], acting=bureau["duty"]).taken_in
    stranger = bureau["officer.major"]
    (second,) = import_letters([tmp_path / "letter.txt"], acting=stranger).taken_in
    assert (second.looks_like, second.case == first.case) == (None, False)
    (tmp_path / "nearly.txt").write_text(ENGLISH)
    assert import_letters([tmp_path / "nearly.txt"], acting=stranger).already_here


def test_nearly_the_same_letter_is_recognised(bureau, tmp_path):
    words = " ".join(f"The account of customer {n} was opened in branch {n * 7}." for n in range(60))
    (tmp_path / "one.txt").write_text(f"Reference A-1.\n{words}")
    (tmp_path / "two.txt").write_text(f"Reference A-2, second letter.\n{words}")
    one, two = import_letters(files_under([tmp_path]), acting=bureau["duty"]).taken_in
    assert one.looks_like is None
    assert two.looks_like == one.request
    assert two.likeness > 0.8


def test_the_command_names_the_broken_ones_and_stays_small(folder, tmp_path_factory):
    home = tmp_path_factory.mktemp("home") / "node"
    command = [sys.executable, "-m", "entraide.config.cli"]
    init = ["init", "--name-en=N", "--name-fr=N", "--country=CA", "--host=n.example"]
    people = ["--admin-email=chief@n.example", "--admin-name=Ada Quill"]
    made = psutil.Popen([*command, *init, *people], env=environment(home), stdout=-3, stderr=-3, stdin=-3)
    assert made.wait() == 0
    importing = psutil.Popen(
        [*command, "--language=fr", "letters", "import", str(folder)],
        env=environment(home),
        stdout=-1,
        stderr=-3,
        text=True,
    )
    peak = 0

    def watch() -> None:
        nonlocal peak
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended between two looks
            while importing.is_running() and importing.status() != psutil.STATUS_ZOMBIE:
                peak = max(peak, memory_of(importing))
                time.sleep(0.02)

    watching = threading.Thread(target=watch)
    watching.start()
    said, _ = importing.communicate()
    watching.join()
    assert "2 lettres" in said
    assert [name for name in BAD if name not in said] == []
    assert 0 < peak < LIMIT, f"{peak / 1024 / 1024:.0f} MB"


def memory_of(process: psutil.Process) -> int:
    """What a process and its children hold in memory, in bytes."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += one.memory_info().rss
    return total


@pytest.mark.skipif(not REAL.is_dir(), reason="the real letters are not on this machine")
def test_the_real_letters_come_in_byte_for_byte_and_nearly_all_with_their_state(bureau):
    files = files_under([REAL])
    summary = import_letters(files, acting=None)
    assert (len(files), len(summary.taken_in), summary.refused) == (94, 94, [])
    right = 0
    for file, arrival in zip(files, summary.taken_in, strict=True):
        assert originals.read(arrival.original) == file.read_bytes()
        best = arrival.suggestions.filter(field="sending_state").order_by("pk").first()
        right += best is not None and best.value == STATE_OF[file.relative_to(REAL).parts[0]]
    assert right >= 90
    assert len(import_letters(files, acting=None).already_here) == 94
