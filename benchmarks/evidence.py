"""What it costs to take exhibits in:  python -m benchmarks.evidence [--small 1000] [--large-megabytes 5120]

One node on this machine. Many files of a megabyte and one large one are taken into the vault (hashed, encrypted,
settled on the disk, put on record), and read back; beside it `sha256sum` and AES-256-GCM over the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit

MEGABYTE = 1 << 20
# So many files come with one form.
TOGETHER = 100


@dataclass
class Line:
    """One way of taking the same bytes in."""

    name: str
    megabytes: int
    taken: float
    read: float
    sha256sum: float
    sealed: float
    hashed: float
    most: float
    before: float

    @property
    def share(self) -> float:
        """Of what `sha256sum` and AES-256-GCM, one after the other, allow."""
        return (self.sha256sum + self.sealed) / self.taken

    @property
    def share_of_fastest(self) -> float:
        """The same beside the library's own SHA-256, which can be faster than the command."""
        return (self.hashed + self.sealed) / self.taken


def main(arguments: list[str] | None = None) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="benchmarks.evidence", description=__doc__)
    parser.add_argument("--small", type=int, default=1000, help="files of a megabyte")
    parser.add_argument("--large-megabytes", type=int, default=5120)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "evidence.txt")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="entraide-bench-") as folder:
        exhibit, person = _node_in(Path(folder) / "node")
        files = Path(folder) / "files"
        files.mkdir()
        small = [_written(files / f"{number:05d}", 1) for number in range(wanted.small)]
        found = [_measured("many of a megabyte", small, exhibit, person)]
        for path in small:
            path.unlink()
        large = [_written(files / "large", wanted.large_megabytes)]
        found.append(_measured("one large file", large, exhibit, person))
    text = report(found)
    print(text)
    wanted.out.write_text(text, "utf-8")
    return 0


def report(found: list[Line]) -> str:
    """The lines, and the ratios that count."""
    load = os.getloadavg()[0]
    told = [f"Exhibits taken in (SQLite; load of the machine {load:.1f})", ""]
    for line in found:
        told += [
            f"{line.name}, {line.megabytes:,} MB",
            f"  taken in, MB a second                                {line.megabytes / line.taken:>8,.0f}",
            f"  read back and compared, MB a second                  {line.megabytes / line.read:>8,.0f}",
            f"  sha256sum alone, MB a second                         {line.megabytes / line.sha256sum:>8,.0f}",
            f"  AES-256-GCM alone, MB a second                       {line.megabytes / line.sealed:>8,.0f}",
            f"  taken in, of what these two allow one after the other {line.share:>7.0%}",
            f"  SHA-256 of the library alone, MB a second            {line.megabytes / line.hashed:>8,.0f}",
            f"  taken in, of what this and AES-256-GCM allow          {line.share_of_fastest:>7.0%}",
            f"  most memory of the process, MB                       {line.most:>8,.0f}",
            f"  before it                                            {line.before:>8,.0f}",
            "",
        ]
    return "\n".join(told)


def _node_in(folder: Path) -> tuple[Exhibit, Person]:
    os.environ |= {"ENTRAIDE_HOME": str(folder), "ENTRAIDE_LOG": os.devnull}
    os.environ["DJANGO_SETTINGS_MODULE"] = "entraide.config.settings.production"
    from entraide.config import installing
    from entraide.config.home import Agency

    text = installing.node_file(
        Agency(name_en="Measured", name_fr="Mesuré"), hosts=("127.0.0.1",), https=False
    )
    installing.write_node_file(folder, text)
    import django

    django.setup()
    installing.migrate()
    from entraide.accounts.domain.roles import Role
    from entraide.evidence.domain.custody import Act
    from entraide.evidence.domain.exhibits import Kind
    from entraide.evidence.services.registering import Beginning, Registration, register
    from entraide.kernel.clock import now
    from tests.factories.accounts import PersonFactory
    from tests.factories.cases import CaseFactory

    person = PersonFactory(role=Role.CASE_OFFICER)
    case = CaseFactory(members=[person])
    began = (Beginning(act=Act.COLLECTED, happened=now(), place="Depot"),)
    said = Registration(kind=Kind.IMAGE, title="A disk", began=began, details={"device": "An invented disk"})
    return register(case, said, acting=person, at=now()), person


def _written(path: Path, megabytes: int) -> Path:
    piece = os.urandom(MEGABYTE)
    with path.open("wb") as file:
        for number in range(megabytes):
            file.write(number.to_bytes(8, "big") + piece[8:])
    return path


def _measured(name: str, paths: list[Path], exhibit: Exhibit, person: Person) -> Line:
    from entraide.evidence.models import Content
    from entraide.evidence.queries.vault import check
    from entraide.evidence.services.registering import Incoming, add_files
    from entraide.kernel.clock import now

    megabytes = sum(path.stat().st_size for path in paths) // MEGABYTE
    # All lines find the same pages in the cache.
    for path in paths:
        for _ in _pieces(path):
            pass
    before = _most()
    began = time.perf_counter()
    kept: list[Content] = []
    for some in (paths[at : at + TOGETHER] for at in range(0, len(paths), TOGETHER)):
        files = [Incoming(path.name, "", _pieces(path)) for path in some]
        kept += add_files(exhibit, files, acting=person, at=now())
    taken = time.perf_counter() - began
    began = time.perf_counter()
    for content in kept:
        check(content)
    read = time.perf_counter() - began
    most = _most()
    began = time.perf_counter()
    subprocess.run(["sha256sum", "--", *map(str, paths)], check=True, capture_output=True)
    hashed = time.perf_counter() - began
    return Line(name, megabytes, taken, read, hashed, _sealed(paths), _hashed(paths), most, before)


def _sealed(paths: list[Path]) -> float:
    cipher, began = AESGCM(AESGCM.generate_key(256)), time.perf_counter()
    for path in paths:
        for number, piece in enumerate(_pieces(path)):
            cipher.encrypt(number.to_bytes(12, "big"), piece, None)
    return time.perf_counter() - began


def _hashed(paths: list[Path]) -> float:
    began = time.perf_counter()
    for path in paths:
        digest = hashlib.sha256()
        for piece in _pieces(path):
            digest.update(piece)
    return time.perf_counter() - began


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while piece := file.read(MEGABYTE):
            yield piece


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
