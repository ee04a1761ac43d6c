"""The command that collects: what it asks for, what it says, and how it is interrupted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from entraide.evidence.cli import collecting as cli
from entraide.evidence.domain import finding
from entraide.evidence.domain.bags import open_bag
from entraide.evidence.domain.collected import Coordinates
from entraide.evidence.domain.collecting import read_collection
from entraide.evidence.errors import bags as errors
from tests.evidence.gathering import (
    FILES,
    contents,
    read,
)

ASKED = [
    "--by",
    "Ada Example",
    "--agency",
    "Police d’Exemple",
    "--place",
    "Montréal",
    "--reason",
    "Warrant 12",
]


def run(*arguments: object, language: str = "en"):
    return CliRunner().invoke(cli.command(language), [str(one) for one in arguments])  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_command_collects_and_says_what_to_write_on_paper(
    language: str, source: Path, to: Path, tmp_path: Path
) -> None:
    os.mkfifo(source / "pipe\x1b[2J")
    key = tmp_path / "key.pem"
    asked = ["--coordinates", "45.5, -73.6", "--device", "Stick", "--zip", "--key", key]
    done = run(source, "--to", to, *ASKED, *asked, language=language)
    assert done.exit_code == 0
    assert read(to).seal.fingerprint in done.stdout
    assert {"en": "NOT READ: 1", "fr": "NON LUS : 1"}[language] in done.stdout
    assert {"en": "\\u001b[2J: a pipe", "fr": "\\u001b[2J: un tube"}[language] in done.stdout
    assert read(to).told.coordinates == Coordinates("45.5", "-73.6")
    with open_bag(to / "package.zip") as bag:
        assert read_collection(bag).seal == read(to).seal


def test_the_command_asks_for_what_was_not_told(source: Path, to: Path, tmp_path: Path) -> None:
    done = run(source, "--to", to, "--by", "Ada", "--key", tmp_path / "key.pem")
    assert isinstance(done.exception, errors.NothingTold)
    assert done.exception.facts["names"] == "--agency, --place, --reason"
    assert not to.exists()


def test_the_command_that_is_interrupted_says_how_to_go_on(
    source: Path, to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: finding.Reading) -> Iterator[bytes]:
        if self._path.endswith(b"one.jpg"):
            raise KeyboardInterrupt
        return chunks(self)

    chunks = finding.Reading.chunks
    key = ["--key", tmp_path / "key.pem"]
    with monkeypatch.context() as patch:
        patch.setattr(finding.Reading, "chunks", stop)
        done = run(source, "--to", to, *ASKED, *key)
    assert done.exit_code == 130
    assert f"entraide collect {source} --to {to} --resume" in done.stderr
    again = run(source, "--to", to, "--resume", *key, language="fr")
    assert again.exit_code == 0
    assert contents(to) == FILES
    assert read(to).told.place == "Montréal"


def test_the_command_needs_neither_django_nor_a_node() -> None:
    script = (
        "import sys; from entraide.evidence.cli.collecting import command; command('en'); "
        "print([name for name in sys.modules if name.partition('.')[0] in {'django', 'ninja'}])"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=root / "src",
        env=environment,
        check=True,
    )
    assert done.stdout == "[]\n"
