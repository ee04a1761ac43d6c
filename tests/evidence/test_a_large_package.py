"""A case with fifty exhibits of every kind, one of them of 2 GB, as a package in the hands of others. Long."""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import FIELDS, Kind, Marking
from entraide.evidence.models import Package, Stamp
from entraide.evidence.services import judging, keeping, packaging
from entraide.evidence.services.handing import Outside
from entraide.evidence.services.registering import Beginning, Registration, add_file, register
from entraide.evidence.services.stamping import stamp_due
from entraide.exchange.domain.statement import Handling
from entraide.exchange.services.identity import identity
from entraide.kernel.canonical import canonical
from entraide.kernel.clock import now
from tests.config import running
from tests.evidence.authority import authority
from tests.exchange.rooms import our_card, own_room

__all__ = ["our_card", "own_room"]
pytestmark = [pytest.mark.soak, pytest.mark.django_db]

MEGABYTES = int(os.environ.get("ENTRAIDE_PACKAGE_MEGABYTES", "2048"))
EXHIBITS = 50
MEGABYTE = 1 << 20


def pieces(megabytes: int, seed: int) -> Iterator[bytes]:
    piece = os.urandom(MEGABYTE)
    for number in range(megabytes):
        yield (seed * 100_000 + number).to_bytes(8, "big") + piece[8:]


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=told)


def test_a_package_of_fifty_exhibits_is_taken_by_everybody_else(
    case, people, our_card, settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "ledger" / "key.json"
    officer, at, kinds = people["officer"], now(), list(Kind)
    exhibits = []
    with authority(tmp_path / "authority") as stamps:
        settings.ENTRAIDE_STAMPS_URL = stamps.url
        settings.ENTRAIDE_STAMPS_TRUSTED = tmp_path / "stamps.pem"
        settings.ENTRAIDE_STAMPS_TRUSTED.write_bytes(stamps.root_pem)
        for number in range(EXHIBITS):
            kind = kinds[number % len(kinds)]
            said = Registration(
                kind=kind,
                title=f"Exhibit {number}, äé 東",
                marking=Marking.ABUSE if number == 3 else Marking.NONE,
                began=(Beginning(act=Act.COLLECTED, happened=at, place="Depot"),),
                details={one.name: f"{one.name} {number}" for one in FIELDS[kind]},
            )
            exhibit = register(case, said, acting=officer, at=at)
            if kind not in (Kind.OBJECT, Kind.FIREARM):
                size = MEGABYTES if number == 1 else 1
                add_file(exhibit, pieces(size, number), name="a.bin", media_type="", acting=officer, at=at)
            keeping.seal(exhibit, [f"S-{number}"], condition="Whole.", acting=officer, at=at)
            judging.ask_release(
                exhibit,
                Outside(name="Court"),
                reason="Trial",
                place="Court",
                copy=True,
                acting=officer,
                at=at,
            )
            judging.agree(exhibit, acting=people["counsel"], at=at)
            exhibits.append(exhibit)
        assert stamp_due(at=at) == Stamp.objects.count()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    packaging.want(case, exhibits, handling=Handling("amber", "The trial", "H1"), acting=officer, at=at)
    packaging.make_due(at=now())
    assert Package.objects.get().error == ""
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    package = packaging.path_of(Package.objects.get())
    card = tmp_path / "card"
    card.write_bytes(b"".join(canonical(one.envelope.as_json()) + b"\n" for one in identity().cards))

    # On a machine with no node.
    options = ("--card", card, "--stamps", settings.ENTRAIDE_STAMPS_TRUSTED)
    nowhere = running.environment(tmp_path / "nowhere")
    done = run(sys.executable, "-m", "entraide.config.cli", "verify", package, *options, **nowhere)
    assert done.returncode == 0, done.stderr
    said = [done.stdout.splitlines()[0], *done.stdout.splitlines()[-3:]]

    bag = tmp_path / "bag"
    with zipfile.ZipFile(package) as packed:
        packed.extractall(bag)
    package.unlink()
    done = run(sys.executable, "-m", "entraide.config.cli", "verify", bag, *options, **nowhere)
    assert done.returncode == 0, done.stderr

    if importlib.util.find_spec("bagit") is None:
        said.append("SKIPPED: bagit is not installed")
    else:
        done = run(sys.executable, "-m", "bagit", "--validate", bag)
        assert done.returncode == 0, done.stderr
        said.append(done.stderr.splitlines()[-1].rpartition(" - ")[2])

    validator = shutil.which("case_validate")
    if validator is None:
        said.append("SKIPPED: case_validate is not installed")
    else:
        done = run(validator, bag / "data" / "case.jsonld")
        assert (done.returncode, done.stdout) == (0, "Validation Report\nConforms: True\n"), done.stderr
        said.append(done.stdout.replace("\n", " ").strip())

    verified = 0
    for stamp in Stamp.objects.exclude(content=None).select_related("content"):
        assert stamp.content is not None
        token = bag / "data" / "stamps" / f"{stamp.content.uuid}.tsr"
        command = ("openssl", "ts", "-verify", "-digest", stamp.content.sha256, "-in", token)
        done = run(*command, "-CAfile", bag / "data" / "stamps" / "authority.pem")
        assert "Verification: OK" in done.stdout, done.stderr
        verified += 1
    said.append(f"openssl ts -verify: {verified} times OK; memory that making it took: {grown:.0f} MB more")
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *said, ""]))
