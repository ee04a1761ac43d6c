"""What was collected in the field is taken in at a real node, by its command, and one changed file is found."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config import running
from tests.evidence.gathering import FILES, fill

TOLD = ("--by", "O. Ficer", "--agency", "Valmont", "--place", "Quay 4", "--reason", "A search")


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "node"
    password = folder.with_suffix(".password")
    password.write_text("correct horse battery staple", "utf-8")
    agency = ("--name-en", "Valmont", "--name-fr", "Valmont", "--country", "CA")
    admin = ("--admin-email", "admin@demo.example", "--admin-name", "Admin", "--password-file", str(password))
    assert running.run(folder, "init", "--no-https", *agency, *admin).returncode == 0
    return folder


def case_of(node: Path, receiver: str) -> str:
    """A case that somebody who may receive the collection belongs to."""
    code = f"""
from entraide.config.cli import set_up
set_up()
from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import Role
from entraide.accounts.services import add_person
from entraide.cases.services.members import open_case
from entraide.kernel.clock import now
facts = PersonFacts("{receiver}", "O. Ficer")
person = add_person(facts, roles=[Role.CASE_OFFICER], acting=None, at=now())
print(open_case(members=[person], acting=None, at=now()).uuid)
"""
    command, environment = [sys.executable, "-c", code], running.environment(node)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def collected(folder: Path, *more: str) -> tuple[Path, str]:
    """A sealed collection, and the fingerprint that its maker writes down."""
    source = folder / "stick"
    fill(source, FILES)
    to = folder / "taken"
    done = running.run(folder / "none", "collect", str(source), "--to", str(to), *TOLD, *more)
    assert done.returncode == 0, done.stderr
    line = next(one for one in done.stdout.splitlines() if one.replace(" ", "").isdigit() and len(one) > 40)
    return to, line.strip()


def taken_in(
    node: Path, path: Path, fingerprint: str, case: str, receiver: str
) -> subprocess.CompletedProcess[str]:
    options = ("--case", case, "--fingerprint", fingerprint, "--received-by", receiver)
    return running.run(node, "exhibits", "take-in", str(path), *options, "--place", "Vault 2")


def test_a_collection_is_taken_in_with_custody_from_its_maker(node: Path, tmp_path: Path) -> None:
    to, fingerprint = collected(tmp_path)
    case, officer = case_of(node, "one@demo.example"), "one@demo.example"
    other = fingerprint.translate(str.maketrans("0123456789", "1234567890"))
    refused = taken_in(node, to / "package", other, case, officer)
    assert refused.returncode != 0
    assert "evidence.other_seal" in refused.stderr
    stranger = taken_in(node, to / "package", fingerprint, case, "admin@demo.example")
    assert "kernel.not_found" in stranger.stderr
    done = taken_in(node, to / "package", fingerprint, case, officer)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\b20\d\d-E-\d{4}\b", done.stdout), done.stdout
    checked = running.run(node, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_one_changed_file_is_found_and_nothing_is_taken_in(node: Path, tmp_path: Path) -> None:
    to, fingerprint = collected(tmp_path)
    folder = to / "package" / "data" / "files"
    copies = sorted(one for one in folder.iterdir() if one.stat().st_size)
    data = copies[1].read_bytes()
    copies[1].write_bytes(bytes([data[0] ^ 1]) + data[1:])
    done = taken_in(node, to / "package", fingerprint, case_of(node, "two@demo.example"), "two@demo.example")
    assert done.returncode != 0
    assert f"data/files/{copies[1].name}" in done.stderr
    listed = (to / "package" / "data" / "files.jsonl").read_text("utf-8").splitlines()
    assert any(json.loads(line)["name"].endswith(copies[1].name) for line in listed)


def test_the_master_key_is_changed_by_its_command(node: Path, tmp_path: Path) -> None:
    to, fingerprint = collected(tmp_path)
    case, officer = case_of(node, "key@demo.example"), "key@demo.example"
    assert taken_in(node, to / "package", fingerprint, case, officer).returncode == 0
    key = node / "exhibits.key"
    before = key.read_bytes()
    done = running.run(node, "exhibits", "change-key")
    assert done.returncode == 0, done.stderr
    assert "exhibits.key" in done.stdout
    assert len(key.read_bytes()) == len(before)
    assert key.read_bytes() != before
    assert running.run(node, "verify").returncode == 0
    # What lies there was lost, and no other takes its place.
    elsewhere = key.rename(tmp_path / "safe")
    refused = running.run(node, "exhibits", "change-key")
    elsewhere.rename(key)
    assert refused.returncode != 0
    assert "evidence.master_key_missing" in refused.stderr
