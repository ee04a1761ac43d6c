"""More than a thousand ways to change a sealed package, as folder and as zip file: each is refused, at its place."""

from __future__ import annotations

import os
import random
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from entraide.evidence.domain.bags import MANIFEST, open_bag, pack
from entraide.evidence.domain.package.record import GRAPH, RECORD
from entraide.evidence.domain.package.verifying import verify_package
from entraide.evidence.errors import bags as bag_errors
from entraide.evidence.errors.packages import (
    NotAsRecorded,
    NotAsSealed,
)
from entraide.kernel.errors import Refusal
from tests.evidence.breaking import (
    Files,
    Shelf,
    files_of,
    flipped,
    listed,
    with_record,
)
from tests.evidence.changes import FAMILIES, Change, Ground, put, small
from tests.evidence.sealing import check_stamp, house, make, mixed


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    root, ours, theirs = tmp_path_factory.mktemp("ground"), house(), house("northmark")
    make(small(ours, 1), root / "one")
    make(small(ours, 2), root / "other")
    make(small(theirs, 3), root / "strange")
    return Ground(ours, theirs, *(files_of(root / name) for name in ("one", "other", "strange")))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


def look(path: Path, ground: Ground) -> tuple[type[Refusal] | None, str]:
    """By what it is refused, and where; by nothing where it is taken."""
    try:
        with open_bag(path) as bag:
            verify_package(bag, [ground.house.node.known], check_stamp=check_stamp)
    except Refusal as refused:
        return type(refused), str(refused.facts["where"])
    return None, ""


SEALED_ANEW = frozenset(FAMILIES[5:])


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_change_is_refused_and_has_its_place(
    ground: Ground, shelf: Shelf, family: Callable[[Ground], Iterator[Change]], form: str
) -> None:
    """What is sealed anew takes its time: every second of these in a folder, the others in a zip file."""
    wrong = []
    for number, change in enumerate(family(ground)):
        if family in SEALED_ANEW and number % 2 == (form == "zip"):
            continue
        files = change.files()
        assert files != ground.files, change.name
        path = shelf.folder(files) if form == "folder" else shelf.zip(files)
        kind, where = look(path, ground)
        if kind not in change.kinds or not re.fullmatch(change.where, where, re.DOTALL):
            wrong.append(f"{change.name}: {kind and kind.__name__} at {where}")
    assert not wrong, "\n".join(wrong)


def test_there_are_more_than_a_thousand_of_them_each_under_its_own_name(ground: Ground) -> None:
    names = [change.name for family in FAMILIES for change in family(ground)]
    assert len(names) > 1000
    assert len(set(names)) == len(names)


def test_zip_files_are_made_here_as_they_are_packed(ground: Ground, shelf: Shelf, tmp_path: Path) -> None:
    pack(shelf.folder(ground.files), tmp_path / "bag.zip")
    assert (tmp_path / "bag.zip").read_bytes() == shelf.zip(ground.files).read_bytes()


def test_what_is_not_changed_passes(ground: Ground, shelf: Shelf, tmp_path: Path) -> None:
    """So that what refuses everything would be found out: packages of many kinds, and the same sealed anew."""
    for seed in range(10):
        case = mixed(ground.house, seed) if seed % 2 else small(ground.house, seed)
        made = make(case, tmp_path / str(seed))
        pack(tmp_path / str(seed), tmp_path / f"{seed}.zip")
        for path in (tmp_path / str(seed), tmp_path / f"{seed}.zip"):
            with open_bag(path) as bag:
                trust = [ground.house.node.known]
                assert verify_package(bag, trust, check_stamp=check_stamp).record == made.record
    for files in (ground.files, ground.again(ground.files), ground.other):
        assert look(shelf.folder(files), ground) == (None, "")
        assert look(shelf.zip(files), ground) == (None, "")


def test_what_the_agency_alone_says_it_can_say_otherwise(ground: Ground, shelf: Shelf) -> None:
    """The other side of the long list above: with the agency's key these are other packages, and not broken ones."""
    record = ground.record
    for path in (".made_by", ".exhibits[0].described.registered_by"):
        changed = with_record(ground.files, put(record, path, "Somebody else"))
        assert look(shelf.folder(ground.again(changed)), ground) == (None, "")
        assert look(shelf.folder(listed(changed)), ground) == (NotAsSealed, MANIFEST)
    limits = put(record, ".handling.limits", "None")
    assert look(shelf.folder(ground.again(with_record(ground.files, limits))), ground) == (
        NotAsRecorded,
        GRAPH,
    )
    whole = with_record(ground.files, limits, graph=True)
    assert look(shelf.folder(ground.again(whole)), ground) == (None, "")
    assert look(shelf.folder(listed(whole)), ground) == (NotAsSealed, MANIFEST)


# What only a folder can be, and what only a zip file can be.


@pytest.mark.parametrize("form", ["symlink", "elsewhere", "hard", "pipe", "folder"])
def test_a_folder_with_a_link_a_device_or_an_empty_folder_is_refused(
    ground: Ground, tmp_path: Path, form: str
) -> None:
    root, beside = Shelf(tmp_path).folder(ground.files), tmp_path / "beside"
    for name in ground.files:
        path = root / name
        path.rename(beside)
        match form:
            case "symlink":
                path.symlink_to(beside)
            case "elsewhere":
                path.symlink_to("/dev/zero")
            case "hard":
                os.link(beside, path)
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
        kind = bag_errors.FileUnlisted if form == "folder" else bag_errors.NotAFile
        assert look(root, ground) == (kind, f"{name}/" if form == "folder" else name)
        path.rmdir() if form == "folder" else path.unlink()
        beside.rename(path)
    assert look(root, ground) == (None, "")


def test_a_folder_that_is_a_link_on_the_way_is_refused(ground: Ground, tmp_path: Path) -> None:
    root = Shelf(tmp_path / "shelf").folder(ground.files)
    (root / "data/ledger").rename(tmp_path / "ledger")
    (root / "data/ledger").symlink_to(tmp_path / "ledger")
    assert look(root, ground) == (bag_errors.NotAFile, "data/ledger")


def test_a_bit_anywhere_in_a_zip_file_is_refused(ground: Ground, shelf: Shelf, tmp_path: Path) -> None:
    """Its headers too: nothing in it is without meaning, so nothing can be changed without being seen."""
    whole, path, chance = shelf.zip(ground.files).read_bytes(), tmp_path / "bag.zip", random.Random(4)
    with zipfile.ZipFile(shelf.zip(ground.files)) as archive:
        infos, start = archive.infolist(), archive.start_dir
    heads = [one.header_offset + at for one in infos for at in range(30 + len(one.filename))]
    places = {*chance.sample(heads, 300), *chance.sample(range(start, len(whole)), 300)}
    places |= {*chance.sample(range(start), 200), *range(len(whole) - 22, len(whole))}
    wrong = []
    for at in sorted(places):
        path.write_bytes(flipped(whole, at, chance.randrange(8)))
        kind, _ = look(path, ground)
        if kind is None or not kind.code.startswith("evidence.bag_"):
            wrong.append((at, kind))
    assert wrong == []


def test_a_zip_file_that_is_cut_off_or_has_more_than_files_is_refused(
    ground: Ground, shelf: Shelf, tmp_path: Path
) -> None:
    whole, path, chance = shelf.zip(ground.files).read_bytes(), tmp_path / "bag.zip", random.Random(5)
    for content in (
        *(whole[:length] for length in (0, 1, 21, 22, *chance.sample(range(len(whole)), 60))),
        *(whole + more for more in (b"\x00", b"PK\x05\x06", whole[-22:], whole)),
        *(before + whole for before in (b"\x00", b"#!/bin/sh\n", whole)),
    ):
        path.write_bytes(content)
        kind, where = look(path, ground)
        assert kind is not None
        assert kind.code.startswith("evidence.bag_")
        assert where


def written_by_another(
    files: Files, path: Path, change: Callable[[zipfile.ZipInfo], None], **more: Any
) -> Path:
    """A zip file as other programs write it; `change` is given the last file's header."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number, name in enumerate(sorted(files)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            if number == len(files) - 1:
                change(info)
            archive.writestr(info, files[name], **more)
    return path


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "data/../../x", "C:\\x", "data\\x", "data/./x", "data//x", "zz/"]
)
def test_a_zip_file_with_a_name_that_leads_elsewhere_is_refused(
    ground: Ground, tmp_path: Path, name: str
) -> None:
    def rename(info: zipfile.ZipInfo) -> None:
        info.filename = name

    kind, _ = look(written_by_another(ground.files, tmp_path / "bag.zip", rename), ground)
    assert kind in (
        bag_errors.NameUnsafe,
        bag_errors.ZipForeign,
        bag_errors.ZipDisagrees,
        bag_errors.ZipHides,
    )


def test_a_zip_file_with_a_link_is_refused(ground: Ground, tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    kind, _ = look(written_by_another(ground.files, tmp_path / "bag.zip", link), ground)
    assert kind in (bag_errors.NotAFile, bag_errors.ZipForeign)


def test_a_zip_file_that_unpacks_to_far_more_than_it_is_is_refused_unread(
    ground: Ground, tmp_path: Path
) -> None:
    """64 MiB of zeros in 64 KiB, under the name of the record."""
    bomb = ground.files | {RECORD: bytes(64 * 1024**2)}
    path = tmp_path / "bag.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=zlib.Z_BEST_COMPRESSION) as archive:
        for name in sorted(bomb):
            archive.writestr(zipfile.ZipInfo(name), bomb[name], zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 512 * 1024
    kind, where = look(path, ground)
    assert kind is bag_errors.ZipCompressed
    assert where == sorted(bomb)[0]


def test_a_zip_file_with_a_name_twice_is_refused(ground: Ground, tmp_path: Path) -> None:
    def again(info: zipfile.ZipInfo) -> None:
        info.filename = "bag-info.txt"

    with pytest.warns(UserWarning, match="Duplicate name"):
        path = written_by_another(ground.files, tmp_path / "bag.zip", again)
    kind, _ = look(path, ground)
    assert kind in (bag_errors.NameTwice, bag_errors.ZipForeign)
