"""A bag as one file: whatever trick a zip file can play is refused by its kind."""

import random
import tempfile
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.evidence.domain import zips
from entraide.evidence.domain.bags import open_bag, pack
from entraide.evidence.errors import bags as errors
from entraide.kernel.errors import Refusal
from tests.evidence.sacks import (
    FILES,
    Piece,
    as_file,
    by_hand,
    changed,
    check,
    folder,
    pieces,
    refused,
    zipped,
)


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
    good, last = zipped(pieces()), pieces()[-1]
    for data, kind in (
        (zipped(pieces(), before=b"#!/bin/sh\n"), errors.ZipHides),
        (b"#!/bin/sh\n" + good, errors.ZipHides),
        (zipped(pieces(), between=b"hidden"), errors.ZipHides),
        (zipped(pieces(), comment=b"hello"), errors.ZipAdorned),
        (zipped([*pieces()[:-1], replace(last, size=999, local_size=999)]), errors.ZipOverlaps),
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
