"""Bags for tests: a good one as a folder or as a zip file, and the means to make a bad one of it."""

import struct
import zlib
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from entraide.evidence.domain.bags import DECLARED, BagWriter, check_bag, open_bag
from entraide.kernel.errors import Refusal

FILES = {
    "letter.txt": b"Dear colleague,\n" * 40,
    "photos/one.jpg": bytes(range(256)) * 30,
    "photos/two.jpg": b"",
    "été/100%.txt": "déjà vu".encode(),
}
INFO = [("Source-Organization", "Police d’Exemple"), ("Bagging-Date", "2026-11-23")]
TAGS = {"seal/words.txt": b"sealed on a Monday"}


def folder(root: Path, files: dict[str, bytes] = FILES) -> Path:
    writer = BagWriter(root)
    for name, content in files.items():
        writer.add(name, [content[:7], content[7:]])
    for name, content in TAGS.items():
        writer.tag(name, content)
    writer.finish(INFO)
    return root


def check(path: Path) -> None:
    with open_bag(path) as bag:
        check_bag(bag)


def by_hand(files: dict[str, bytes]) -> dict[str, bytes]:
    """All files of a bag with such a payload, its manifests written here and not by the house."""
    payload = {f"data/{name}": content for name, content in files.items()}
    tags = {
        "bagit.txt": DECLARED,
        "bag-info.txt": f"Payload-Oxum: {sum(map(len, files.values()))}.{len(files)}\n".encode(),
        "manifest-sha256.txt": lines(payload),
    }
    return payload | tags | {"tagmanifest-sha256.txt": lines(tags)}


def lines(files: dict[str, bytes]) -> bytes:
    written = (
        f"{sha256(content).hexdigest()}  {name.replace('%', '%25')}\n"
        for name, content in sorted(files.items())
    )
    return "".join(written).encode()


@dataclass(frozen=True)
class Piece:
    """One file in a zip file, each number as whoever wrote it wanted it."""

    name: bytes
    content: bytes
    offset: int | None = None
    local_name: bytes | None = None
    flags: int = 0x0800
    method: int = 0
    size: int | None = None
    local_size: int | None = None
    crc: int | None = None
    local_crc: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    comment: bytes = b""
    attributes: int = 0o100644 << 16
    made: int = 3 << 8 | 45
    time: int = 0
    before: bytes = b""
    hidden: bool = False


def zipped(pieces: list[Piece], *, before: bytes = b"", between: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip file written by hand, faults and all."""
    out, directory, listed = before, b"", 0
    for one in pieces:
        out += one.before
        offset = len(out) if one.offset is None else one.offset
        size = len(one.content) if one.size is None else one.size
        local_size = size if one.local_size is None else one.local_size
        crc = zlib.crc32(one.content) if one.crc is None else one.crc
        local_crc = crc if one.local_crc is None else one.local_crc
        name = one.name if one.local_name is None else one.local_name
        common = (one.flags, one.method, one.time, 0x21)
        numbers = (local_crc, len(one.content), local_size, len(name), len(one.local_extra))
        if one.method == 0:
            numbers = (local_crc, local_size, local_size, len(name), len(one.local_extra))
        if one.offset is None:
            out += struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, *common, *numbers) + name + one.local_extra
            out += one.content
        if one.hidden:
            continue
        listed += 1
        packed = len(one.content) if one.method else size
        tail = (
            crc,
            packed,
            size,
            len(one.name),
            len(one.extra),
            len(one.comment),
            0,
            0,
            one.attributes,
            offset,
        )
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", one.made, 20, *common, *tail)
        directory += one.name + one.extra + one.comment
    out += between
    end = (b"PK\x05\x06", 0, 0, listed, listed, len(directory), len(out), len(comment))
    return out + directory + struct.pack("<4s4H2IH", *end) + comment


def pieces(files: dict[str, bytes] = FILES) -> list[Piece]:
    return [Piece(name.encode(), content) for name, content in sorted(by_hand(files).items())]


def changed(which: int, **facts: object) -> list[Piece]:
    found = pieces()
    found[which] = replace(found[which], **facts)  # type: ignore[arg-type]
    return found


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
