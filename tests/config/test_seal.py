"""`entraide seal`, as an administrator of the machine uses it."""

import io
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from entraide.assistance.domain.letters.paper import render
from entraide.assistance.domain.letters.seal.keys import LARGEST
from entraide.assistance.domain.letters.seal.sealing import sealed
from entraide.config import doctor
from entraide.config.cli import commands
from entraide.config.doctor import Level
from entraide.kernel.clock import now
from tests import seals
from tests.assistance.test_letters_paper import LETTER
from tests.config.running import environment, run
from tests.config.test_serve import MADE

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
LATER = datetime(2096, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node of this module's own."""
    folder = tmp_path_factory.mktemp("seal") / "home"
    assert run(folder, *MADE).returncode == 0
    return folder


@pytest.fixture
def folder(made: Path) -> Path:
    """The node, without a seal."""
    (made / "seal.pem").unlink(missing_ok=True)
    return made


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    key = seals.ec_key()
    path = tmp_path / "agency.p12"
    path.write_bytes(seals.p12(key, seals.certificate(key, ends=LATER)))
    return path


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    path = tmp_path / "phrase"
    path.write_text(f"{seals.PASS_PHRASE}\n", "utf-8")
    return path


def test_a_seal_is_set_shown_and_removed(folder: Path, key_file: Path, phrase: Path) -> None:
    done = run(folder, "seal", "set", str(key_file), f"--passphrase-file={phrase}")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "From now on every letter is sealed when it is approved.",
        "Name:         Bureau of Northmark",
        "Issued by:    Invented Root",
    ]
    kept = folder / "seal.pem"
    assert kept.stat().st_mode & 0o777 == 0o600
    shown = run(folder, "--language=fr", "seal", "show")
    assert "Valable :     du 2026-01-01 au 2096-01-01" in shown.stdout.splitlines()
    examined = run(folder, "doctor")
    assert examined.returncode == 0
    assert "ok    Seal of the agency: Bureau of Northmark (→ 2096-01-01)" in examined.stdout.splitlines()
    assert "ok    Seal closed to others: 600" in examined.stdout.splitlines()
    assert run(folder, "seal", "remove").returncode == 0
    assert not kept.exists()
    for command in ("show", "remove"):
        refused = run(folder, "seal", command)
        assert refused.returncode == 1
        assert "[seal.not_set]" in refused.stderr


def test_the_key_is_in_no_table(folder: Path, key_file: Path, phrase: Path) -> None:
    assert run(folder, "seal", "set", str(key_file), f"--passphrase-file={phrase}").returncode == 0
    secret = seals.ec_key().private_numbers().private_value.to_bytes(32, "big")
    tables = b"".join(path.read_bytes() for path in folder.glob("entraide.sqlite3*"))
    assert b"assistance.seal_set" in tables
    for never in (secret, secret.hex().encode(), b"PRIVATE KEY", seals.PASS_PHRASE.encode()):
        assert never not in tables


def test_the_pass_phrase_is_read_from_standard_input(folder: Path, key_file: Path) -> None:
    done = _with_input(folder, key_file, seals.PASS_PHRASE + "\n")
    assert done.returncode == 0, done.stderr
    refused = _with_input(folder, key_file, "wrong\n")
    assert refused.returncode == 1
    assert "[seal.wrong_pass_phrase]" in refused.stderr


def _with_input(folder: Path, key_file: Path, given: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "entraide.config.cli",
        "seal",
        "set",
        str(key_file),
        "--passphrase-file=-",
    ]
    return subprocess.run(
        command, env=environment(folder), input=given, capture_output=True, text=True, check=False
    )


def test_the_pass_phrase_is_asked_for_and_not_shown(folder: Path, key_file: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        command = [sys.executable, "-m", "entraide.config.cli", "seal", "set", str(key_file)]
        os.execve(command[0], command, environment(folder))
    said = b""
    while b"Pass phrase" not in said:
        said += os.read(terminal, 1024)
    os.write(terminal, f"{seals.PASS_PHRASE}\n".encode())
    try:
        while more := os.read(terminal, 1024):
            said += more
    except OSError:
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said
    assert b"SHA-256" in said
    assert b"lanterns" not in said


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "seal.not_a_key_file"),
        (b"garbage " * 100, "seal.not_a_key_file"),
        (b"\x30" * 10 * 1024 * 1024, "seal.key_file_too_large"),
        (seals.p12(seals.ec_key(), seals.certificate(seals.ec_key()), "another"), "seal.wrong_pass_phrase"),
        (seals.p12(None, None), "seal.key_file_incomplete"),
        (seals.p12(seals.rsa_key(1024), seals.certificate(seals.rsa_key(1024))), "seal.key_unsuited"),
        (seals.p12(*seals.authority()), "seal.certificate_unsuited"),
        (
            seals.p12(
                seals.ec_key(), seals.certificate(seals.ec_key(), ends=seals.BEGINS + timedelta(days=1))
            ),
            "seal.expired",
        ),
        (
            seals.p12(
                seals.ec_key(),
                seals.certificate(seals.ec_key(), begins=LATER, ends=LATER + timedelta(days=1)),
            ),
            "seal.not_yet_valid",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_file_that_cannot_seal_is_refused_and_nothing_changes(
    folder: Path, tmp_path: Path, phrase: Path, content: bytes, code: str
) -> None:
    seals.put(folder / "seal.pem", seals.seal())
    before = (folder / "seal.pem").read_bytes()
    (tmp_path / "hostile.p12").write_bytes(content)
    done = run(folder, "seal", "set", str(tmp_path / "hostile.p12"), f"--passphrase-file={phrase}")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "seal.pem").read_bytes() == before


def test_a_seal_for_trying_out_says_what_it_proves_and_never_replaces_another(folder: Path) -> None:
    done = run(folder, "seal", "make", "--name=Bureau of Northmark")
    assert done.returncode == 0, done.stderr
    assert "The certificate is signed by itself" in done.stdout
    assert (folder / "seal.pem").stat().st_mode & 0o777 == 0o600
    before = (folder / "seal.pem").read_bytes()
    again = run(folder, "seal", "make", "--name=Another")
    assert again.returncode == 1
    assert "[seal.already_set]" in again.stderr
    assert (folder / "seal.pem").read_bytes() == before


def test_without_a_node_no_seal_is_set(node_home: Path, key_file: Path) -> None:
    for command in (["set", str(key_file)], ["make", "--name=Bureau"], ["remove"]):
        done = CliRunner().invoke(commands("en"), ["seal", *command])
        assert done.exit_code == 1
        assert "[config.no_node_here]" in done.stderr
    assert not node_home.exists()


def test_a_seal_that_expires_soon_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTRAIDE_HOME", str(tmp_path))
    for left, level in ((29, Level.WARN), (31, Level.OK), (-1, Level.FAIL)):
        seals.put(tmp_path / "seal.pem", seals.seal(ends=now() + timedelta(days=left)))
        finding = doctor.seal(tmp_path)
        assert (finding.level, finding.mend is None) == (level, level is Level.OK)
        shown = CliRunner().invoke(commands("en"), ["seal", "show"])
        assert ("less than 30 days" in shown.stderr) == (level is Level.WARN)
        assert shown.exit_code == (1 if level is Level.FAIL else 0)
    (tmp_path / "seal.pem").write_bytes(b"garbage")
    assert (doctor.seal(tmp_path).level, doctor.seal(tmp_path).found) == (Level.FAIL, "seal.unreadable")
    (tmp_path / "seal.pem").unlink()
    assert doctor.seal(tmp_path).level is Level.OK


def test_a_seal_open_to_others_is_found(tmp_path: Path) -> None:
    seals.put(tmp_path / "seal.pem", seals.seal())
    (tmp_path / "seal.pem").chmod(0o640)
    found = [line.level for line in doctor.private(tmp_path) if line.check.en == "Seal closed to others"]
    assert found == [Level.FAIL]


# Examining, without a node


@pytest.fixture(scope="module")
def paper() -> bytes:
    return sealed(render(LETTER), seals.seal(), language="en", at=AT)


@pytest.fixture
def verify(node_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`verify(bytes)`: what the command says, on a machine without a node."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)

    def said(content: bytes, language: str = "en"):
        (tmp_path / "letter.pdf").write_bytes(content)
        done = run(node_home, f"--language={language}", "seal", "verify", str(tmp_path / "letter.pdf"))
        assert not node_home.exists()
        assert "Traceback" not in done.stderr
        return done

    return said


def test_an_intact_seal_is_said_to_be_intact_and_trust_is_left_to_people(verify, paper: bytes) -> None:
    done = verify(paper)
    assert done.returncode == 0, done.stderr
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert len(document.Root.AcroForm.Fields) == 1
    digest = seals.seal().face.sha256
    lines = done.stdout.splitlines()
    assert lines[0] == "Seal «AgencySeal»: intact"
    assert "Name:         Bureau of Northmark" in lines
    assert len([line for line in lines if line.startswith("SHA-256:")]) == 1
    assert len(digest) == 64
    assert "Sealed at:    2026-03-02 14:30 UTC, by the sealer’s own clock" in lines
    assert lines[-1].startswith("Trust is not judged here")
    assert "Sceau « AgencySeal » : intact" in verify(paper, "fr").stdout.splitlines()


@pytest.mark.parametrize(
    ("change", "code", "verdict"),
    [
        (lambda paper: paper[:2000] + bytes([paper[2000] ^ 1]) + paper[2001:], "seal.broken", "BROKEN"),
        (lambda paper: paper + b"\n%more\n", "seal.changed_after", "whole for what was sealed, but 7 bytes"),
        (lambda paper: render(LETTER), "seal.none_in_file", ""),
        (lambda paper: b"\0" * (LARGEST + 5), "seal.not_a_pdf", ""),
    ],
    ids=["changed", "added to", "not sealed", "no pdf"],
)
def test_what_is_wrong_with_a_seal_is_said_with_a_code(verify, paper, change, code, verdict) -> None:
    done = verify(change(paper))
    assert done.returncode == 1
    assert f"[{code}]" in done.stderr
    assert verdict in done.stdout
