"""A sealed package as names and bytes, to be changed: listed again as a forger would, and sealed again by any key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from entraide.evidence.domain.bags import DECLARATION, INFO, MANIFEST, OXUM, TAG_MANIFEST
from entraide.evidence.domain.package.graph import case_graph
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.domain.package.record import GRAPH, RECORD
from entraide.evidence.domain.package.seal import CARD, FIRST_LINE, SIGNATURES, STATEMENT, card_bytes
from entraide.evidence.domain.zips import Directory, Entry
from entraide.exchange.domain.cards import KnownCard
from entraide.exchange.domain.keys import SigningKey
from entraide.kernel.canonical import canonical

Files = dict[str, bytes]


def files_of(folder: Path) -> Files:
    """A package that lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Shelf:
    """A folder and a zip file that hold one package after the other; only what differs is written."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._there: Files = {}

    def folder(self, files: Mapping[str, bytes]) -> Path:
        """Those files in a folder, and nothing else."""
        folder = self._root / "bag"
        for name in self._there.keys() - files.keys():
            (folder / name).unlink()
            above = (folder / name).parent
            while above != folder and not any(above.iterdir()):
                above.rmdir()
                above = above.parent
        for name, content in files.items():
            if self._there.get(name) != content:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        self._there = dict(files)
        return folder

    def zip(self, files: Mapping[str, bytes]) -> Path:
        """Those files in one zip file, as `pack` writes it: that it does so is seen in the tests."""
        file = self._root / "bag.zip"
        file.write_bytes(zip_bytes(files))
        return file


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """The zip file that holds those files, byte for byte, made in memory."""
    whole, entries = bytearray(), []
    for name in sorted(files):
        entry = Entry(name.encode(), len(files[name]), crc32(files[name]), len(whole))
        entries.append(entry)
        whole += entry.local() + files[name]
    directory = b"".join(entry.central() for entry in entries)
    return bytes(whole) + directory + Directory(len(entries), len(whole), len(directory)).end()


def flipped(content: bytes, at: int, bit: int = 0) -> bytes:
    """With one bit turned over."""
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


def listed(files: Files) -> Files:
    """The same with manifests that fit it, and the size that a bag says it has."""
    payload = {name: content for name, content in files.items() if name.startswith("data/")}
    made = files | {MANIFEST: _lines(payload)}
    if INFO in files:
        size = f"{OXUM}: {sum(map(len, payload.values()))}.{len(payload)}\n".encode()
        lines = [line for line in files[INFO].splitlines(keepends=True) if not line.startswith(OXUM.encode())]
        made[INFO] = b"".join(lines) + size
    return tagged(made)


def tagged(files: Files) -> Files:
    """The same with a tag manifest that fits it."""
    tags = {
        name: content
        for name, content in files.items()
        if not name.startswith("data/") and name != TAG_MANIFEST
    }
    return files | {TAG_MANIFEST: _lines(tags)}


def _lines(files: Files) -> bytes:
    return b"".join(f"{sha256(files[name]).hexdigest()}  {name}\n".encode() for name in sorted(files))


def sealed_again(files: Files, key: SigningKey, known: KnownCard, /, **said: Any) -> Files:
    """Listed again and sealed by that key, with its card; `said` is what the statement says otherwise."""
    made = listed(files | {CARD: card_bytes(known)})
    statement = json.loads(files[STATEMENT].removeprefix(FIRST_LINE))
    outside = {DECLARATION, INFO, MANIFEST, CARD} & made.keys()
    digests = {name: f"sha256:{sha256(made[name]).hexdigest()}" for name in outside}
    message = FIRST_LINE + canonical({**statement, "files": digests, **said})
    signatures = {SIGNATURES[algorithm]: value for algorithm, value in key.sign(message)}
    return tagged(made | {STATEMENT: message, **signatures})


def with_record(files: Files, record: Mapping[str, Any], *, graph: bool = False) -> Files:
    """With another record, and where asked for the graph that fits it."""
    encoded = canonical(record)
    made = files | {RECORD: encoded}
    return made | {GRAPH: case_graph(read_record(encoded))} if graph else made
