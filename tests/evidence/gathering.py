"""Collections for tests: files on a stick, what is told of them, and the means to forge what was made of them."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from entraide.evidence.domain.bags import open_bag
from entraide.evidence.domain.collected import Collector, Coordinates, Told
from entraide.evidence.domain.collecting import Collection, begin, read_collection
from entraide.evidence.domain.seals import seal_files
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


def interrupted(source: Path, to: Path, *, after: int) -> None:
    """As Ctrl-C does it."""

    def step(files: int, _all: int, _size: int, _bytes: int) -> None:
        if files == after:
            raise KeyboardInterrupt

    under_way = begin(source, to, TOLD, at=AT)
    with pytest.raises(KeyboardInterrupt):
        under_way.copy(step)
    under_way.close()


def read(to: Path) -> Collection:
    with open_bag(to / "package") as bag:
        return read_collection(bag)


def contents(to: Path) -> dict[bytes, bytes]:
    return {entry.path: (to / "package/data" / entry.name).read_bytes() for entry in read(to).files}


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
