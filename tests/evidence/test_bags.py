"""Bags: what is written is read again, by others too."""

import os
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from entraide.evidence.domain import zips
from entraide.evidence.domain.bags import BagWriter, Written, check_bag, open_bag, pack
from entraide.evidence.errors import bags as errors
from tests.evidence.sacks import (
    FILES,
    INFO,
    check,
    folder,
)


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
    writer = BagWriter(tmp_path / "bag")
    for number in range(10_000):
        writer.add(f"{number % 100:02d}/{number:06d}", [b"%d" % number])
    writer.finish(INFO)
    pack(tmp_path / "bag", tmp_path / "bag.zip")
    heard: list[tuple[int, int, int, int]] = []
    # What is written waits for the disk, which others may be using: what counts is how it is read.
    began = time.process_time()
    for path in (tmp_path / "bag", tmp_path / "bag.zip"):
        with open_bag(path) as bag:
            checked = check_bag(bag, lambda *facts: heard.append(facts))
        assert len(checked.files) == 10_003
    assert heard[-1][0] == heard[-1][1] == 10_003
    assert heard[-1][2] == heard[-1][3]
    assert time.process_time() - began < 20


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
