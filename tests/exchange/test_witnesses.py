"""Two real nodes are each other's witnesses: one whose database was set back and that went on writing is caught."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from entraide.ledger.domain.checkpoints import read_checkpoint, signed_by
from entraide.ledger.domain.keeping import kept
from entraide.ledger.domain.keys import VerifyKey
from entraide.ledger.domain.notes import read_note
from tests.config import running
from tools.postgres import free_port

DATABASE = "entraide.sqlite3"


class Node:
    """A node in its own folder that may call others on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.password = folder.with_suffix(".password")
        self.password.write_text("correct horse battery staple", "utf-8")

    @classmethod
    def made(cls, folder: Path) -> "Node":
        """One with its tables, and without a card."""
        node = cls(folder)
        admin = ("--admin-email", "admin@demo.example", "--admin-name", "Admin")
        agency = ("--name-en", "Valmont", "--name-fr", "Valmont", "--country", "CA")
        node.run("init", "--no-https", *agency, *admin, "--password-file", str(node.password))
        file = folder / "node.toml"
        first, rest = file.read_text("utf-8").split("\n", 1)
        file.write_text(f"{first}\ndemo = true\n{rest}", "utf-8")
        return node

    def copied(self, folder: Path) -> "Node":
        """Another that begins like this one."""
        shutil.copytree(self.folder, folder)
        return Node(folder)

    def make_card(self) -> None:
        self.run("card", "make", "--address", f"http://127.0.0.1:{self.port}/exchange")

    def run(self, *arguments: str, well: bool = True) -> str:
        done = running.run(self.folder, *arguments, ENTRAIDE_PORT=str(self.port), ENTRAIDE_LOG="/dev/null")
        assert (done.returncode == 0) == well, done.stdout + done.stderr
        return done.stdout

    def let_in(self, other: "Node") -> None:
        cards = self.folder / "other.cards"
        cards.write_text(other.run("card", "export"), "utf-8")
        node, heard = (
            line.rpartition(": ")[2] for line in self.run("partner", "add", str(cards)).splitlines()
        )
        called = ("--person", "Sgt Roy", "--number", "+1 555 0100", "--number-from", "the directory")
        self.run("partner", "confirm", node, "--fingerprint", heard, *called)

    def key(self) -> VerifyKey:
        key = kept(self.folder / "ledger" / "key.json")
        assert key is not None
        return key.public

    def asked(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / DATABASE)) as database:
            return database.execute(query).fetchall()

    def copy_to(self, place: Path) -> None:
        place.mkdir()
        with (
            closing(sqlite3.connect(self.folder / DATABASE)) as database,
            closing(sqlite3.connect(place / DATABASE)) as to,
        ):
            database.backup(to)

    def set_back_to(self, place: Path) -> None:
        for end in ("", "-wal", "-shm"):
            (self.folder / f"{DATABASE}{end}").unlink(missing_ok=True)
        shutil.copy(place / DATABASE, self.folder / DATABASE)

    def write(self, *names: str) -> None:
        """Acts of any kind, each with its entries."""
        for name in names:
            self.run("user", "add", f"{name}@demo.example", name, "--password-file", str(self.password))


CONTRADICTIONS = "SELECT ours, held, shown FROM ledger_contradiction ORDER BY id"


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> tuple["Node", "Node"]:
    """Two nodes that have let each other in; the second is at work."""
    folder = tmp_path_factory.mktemp("met")
    ours = Node.made(folder / "ours")
    theirs = ours.copied(folder / "theirs")
    for node in (ours, theirs):
        node.make_card()
    ours.let_in(theirs)
    theirs.let_in(ours)
    return ours, theirs


def test_a_node_that_was_set_back_and_went_on_is_caught_by_its_witness_at_once(
    met: tuple[Node, Node], tmp_path: Path
) -> None:
    ours, theirs = met
    with running.node(theirs.folder, ENTRAIDE_PORT=str(theirs.port), ENTRAIDE_LOG="/dev/null"):
        ours.write("anna")
        assert ours.run("partner", "vouch").splitlines()[-1].endswith(" 1.")
        ours.copy_to(tmp_path / "before")
        ours.write("bert")
        assert ours.run("partner", "vouch").splitlines()[-1].endswith(" 1.")
        assert (ours.asked(CONTRADICTIONS), theirs.asked(CONTRADICTIONS)) == ([], [])
        assert "Whole" in ours.run("verify")

        ours.set_back_to(tmp_path / "before")
        ours.write("eve", "frank")
        assert "TWO HISTORIES" in ours.run("partner", "vouch", well=False)

        ((mine, held, shown),) = ours.asked(CONTRADICTIONS)
        ((not_mine, *same),) = theirs.asked(CONTRADICTIONS)
        assert (mine, not_mine, [held, shown]) == (1, 0, same)
        notes = [read_note(str(one).encode()) for one in (held, shown)]
        for note in notes:
            signed_by(note, ours.key())
        before, after = (read_checkpoint(note) for note in notes)
        # Of one length, and of two roots: no proof can lead from one to the other.
        assert before.size == after.size
        assert before.root != after.root
        assert "two histories" in ours.run("verify", well=False)
        # It is not vouched for any more, and the proof stays one.
        assert "DEUX HISTOIRES" in ours.run("--language", "fr", "partner", "vouch", well=False)
        assert len(theirs.asked(CONTRADICTIONS)) == 1

        # After a backup that was restored in good faith: under another name, with both histories on record.
        ours.run(
            "ledger", "begin-again", "--reason", "The disk failed; restored from the backup of the night."
        )
        ours.write("hugo")
        assert "Garanti par 1." in ours.run("--language", "fr", "partner", "vouch")
        assert "Intact" in ours.run("--language", "fr", "verify")
        assert theirs.asked("SELECT count(DISTINCT origin) FROM ledger_watched") == [(2,)]
        assert len(theirs.asked(CONTRADICTIONS)) == 1
