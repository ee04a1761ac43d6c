"""A sealed package in the hands of others: BagIt's reference implementation, CASE's validator, openssl, a stranger."""

from __future__ import annotations

import base64
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from entraide.evidence.domain.package.record import GRAPH
from tests.evidence.breaking import flipped
from tests.evidence.sealing import House, house, make, mixed

OPENSSL = shutil.which("openssl")
CASE_VALIDATE = shutil.which("case_validate")
STRANGER = Path(__file__).with_name("stranger.py")
# What stands before the bytes of a public key in SubjectPublicKeyInfo (RFC 8410; RFC 9881).
ED25519_HEAD = bytes.fromhex("302a300506032b6570032100")
ML_DSA_65_HEAD = bytes.fromhex("308207b2300b0609608648016503040312038207a100")


def version_of_openssl() -> tuple[int, ...]:
    if OPENSSL is None:
        return (0,)
    said = subprocess.run([OPENSSL, "version"], capture_output=True, text=True, check=True).stdout
    found = re.match(r"OpenSSL (\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0,)


@pytest.fixture(scope="module")
def valmont() -> House:
    return house()


@pytest.fixture(scope="module")
def package(valmont: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with something of everything. Nothing here changes it."""
    root = tmp_path_factory.mktemp("package") / "bag"
    make(mixed(valmont), root)
    return root


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(importlib.util.find_spec("bagit") is None, reason="bagit is not installed")
def test_the_reference_implementation_of_bagit_takes_it(package: Path, tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "bagit", "--validate", package)
    assert done.returncode == 0, done.stderr
    assert f"{package} is valid" in done.stderr
    changed = shutil.copytree(package, tmp_path / "bag")
    (changed / "seal/ed25519.sig").write_bytes(flipped((package / "seal/ed25519.sig").read_bytes(), 0))
    assert run(sys.executable, "-m", "bagit", "--validate", changed).returncode == 1


@pytest.mark.skipif(CASE_VALIDATE is None, reason="case_validate is not installed")
def test_the_validator_of_case_takes_the_graph(package: Path, tmp_path: Path) -> None:
    assert CASE_VALIDATE is not None
    done = run(CASE_VALIDATE, package / GRAPH)
    assert (done.returncode, done.stdout) == (0, "Validation Report\nConforms: True\n"), done.stderr
    # Nor does it warn: of words that the ontology does not have, or of nodes that are not named by a uuid.
    assert "Warning" not in done.stderr
    assert "no definition" not in done.stderr


@pytest.mark.skipif(CASE_VALIDATE is None, reason="case_validate is not installed")
@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("uco-types:Hash", "uco-types:hashValue", None),
        ("uco-observable:ContentDataFacet", "uco-observable:sizeInBytes", "many"),
        ("case-investigation:InvestigativeAction", "uco-action:performer", "Ann Loriot"),
        ("case-investigation:InvestigativeAction", "uco-action:startTime", "yesterday"),
        ("case-investigation:ProvenanceRecord", "case-investigation:exhibitNumber", 7),
    ],
)
def test_the_validator_of_case_looks_at_what_it_takes(
    package: Path, tmp_path: Path, kind: str, name: str, value: object
) -> None:
    assert CASE_VALIDATE is not None
    graph = json.loads((package / GRAPH).read_bytes())
    node = next(one for one in graph["@graph"] if one["@type"] == kind)
    assert name in node
    node[name] = value
    (tmp_path / "case.jsonld").write_text(json.dumps(graph), "utf-8")
    done = run(CASE_VALIDATE, tmp_path / "case.jsonld")
    assert done.returncode == 1, done.stderr
    assert "Conforms: False" in done.stdout


def pem(head: bytes, key: bytes) -> str:
    body = base64.encodebytes(head + key).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}-----END PUBLIC KEY-----\n"


def test_keys_are_written_for_openssl_as_the_library_writes_them(valmont: House) -> None:
    key = valmont.node.signing
    for head, public in (
        (ED25519_HEAD, key.ed25519.public_key()),
        (ML_DSA_65_HEAD, key.ml_dsa_65.public_key()),
    ):
        whole = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert head + public.public_bytes_raw() == whole


@pytest.mark.parametrize(
    ("algorithm", "head", "least"),
    [("ed25519", ED25519_HEAD, (3, 0)), ("mldsa65", ML_DSA_65_HEAD, (3, 5))],
    ids=["ed25519", "mldsa65"],
)
def test_openssl_takes_the_statement_as_one_file(
    package: Path, valmont: House, tmp_path: Path, algorithm: str, head: bytes, least: tuple[int, int]
) -> None:
    if OPENSSL is None or version_of_openssl() < least:
        pytest.skip(f"openssl {least[0]}.{least[1]} is not installed")
    public = valmont.node.signing.public
    key = tmp_path / "key.pem"
    key.write_text(pem(head, public.ed25519 if algorithm == "ed25519" else public.ml_dsa_65))
    statement = package / "seal/statement.txt"
    command = [OPENSSL, "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin"]
    command += ["-sigfile", package / f"seal/{algorithm}.sig", "-in"]
    done = run(*command, statement)
    assert (done.returncode, done.stdout) == (0, "Signature Verified Successfully\n"), done.stderr
    (tmp_path / "changed.txt").write_bytes(flipped(statement.read_bytes(), 30))
    assert run(*command, tmp_path / "changed.txt").returncode == 1


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_sha256sum_takes_the_manifests_as_they_are(package: Path) -> None:
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", manifest],
            cwd=package,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_a_stranger_with_the_fingerprint_and_a_library_sees_that_it_holds(
    package: Path, valmont: House, tmp_path: Path
) -> None:
    """In another process that has nothing of this house: `-I` leaves out the folders that it would be found in."""
    heard = valmont.node.known.fingerprint
    done = run(sys.executable, "-I", STRANGER, package, heard)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"sealed by Valmont Regional Police Service at 2026-03-02T14:30:00\.000000Z: \d+ files, 25 events\n",
        done.stdout,
    )
    assert "entraide" not in re.findall(r"^(?:import|from) (\w+)", STRANGER.read_text("utf-8"), re.MULTILINE)
    for name in ("data/record.json", "data/ledger/8.entry", "seal/mldsa65.sig", "bag-info.txt"):
        changed = shutil.copytree(package, tmp_path / name.replace("/", "-"))
        content = (changed / name).read_bytes()
        (changed / name).write_bytes(flipped(content, len(content) // 2))
        assert run(sys.executable, "-I", STRANGER, changed, heard).returncode == 1
    assert run(sys.executable, "-I", STRANGER, package, heard[::-1]).returncode == 1
