"""Two real nodes on this machine that exchange messages and files with each other, and what that takes them."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.config import running
from tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 3600.0
POLL = 0.1


@dataclass
class Linked:
    """One of the two: its folder, its database, the process that serves it, and a hand in it."""

    folder: Path
    database: str
    port: int = field(default_factory=free_port)

    @property
    def told(self) -> dict[str, str]:
        more = {"DATABASE_URL": self.database} if self.database else {}
        return {"ENTRAIDE_PORT": str(self.port), "ENTRAIDE_LOG": "/dev/null", **more}

    def run(self, *arguments: str) -> str:
        """One command of `entraide` to its end; what it printed."""
        done = running.run(self.folder, *arguments, **self.told)
        if done.returncode:
            raise RuntimeError(f"entraide {' '.join(arguments[:2])}: {done.stderr}")
        return done.stdout

    def make(self, name: str) -> None:
        """A node with its card, that may call the other on this machine."""
        password = self.folder.with_suffix(".password")
        password.write_text("correct horse battery staple", "utf-8")
        names = ("--name-en", name, "--name-fr", name, "--country", "CA")
        admin = (
            "--admin-email",
            "admin@demo.example",
            "--admin-name",
            "Admin",
            "--password-file",
            str(password),
        )
        self.run("init", "--no-https", *names, *admin)
        file = self.folder / "node.toml"
        first, rest = file.read_text("utf-8").split("\n", 1)
        file.write_text(f"{first}\ndemo = true\n{rest}", "utf-8")
        self.run("card", "make", "--address", f"http://127.0.0.1:{self.port}/exchange")

    def let_in(self, other: Linked) -> None:
        """Introduce the other node and confirm it."""
        cards = self.folder / "other.cards"
        cards.write_text(other.run("card", "export"), "utf-8")
        said = self.run("partner", "add", str(cards)).splitlines()
        called = ("--person", "Sgt Roy", "--number", "+1 555 0100", "--number-from", "the directory")
        node, heard = (line.rpartition(": ")[2] for line in said)
        self.run("partner", "confirm", node, "--fingerprint", heard, *called)

    def hand(self) -> Hand:
        """A hand in this node; to be closed."""
        return Hand(running.environment(self.folder, **self.told))


class Hand:
    """A process in a node's environment that does what it is told (`benchmarks.linked_hand`)."""

    def __init__(self, environment: dict[str, str]) -> None:
        paths = f"{ROOT / 'src'}:{ROOT}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.linked_hand"],
            env=environment | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Hand:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def __call__(self, what: str, **facts: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, facts]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the hand has ended at «{what}»; see its errors above")
        return json.loads(line)


@dataclass
class Watch:
    """What the processes of both nodes have used, and the most memory that any one of them and all held at once."""

    families: list[psutil.Process]
    most: float = 0.0
    most_of_one: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)

    def processor_seconds(self) -> float:
        """Processor time of all processes, and of those that they started and that have ended."""
        total = 0.0
        for first in self.families:
            for process in (first, *first.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    spent = process.cpu_times()
                    total += spent.user + spent.system
                    total += spent.children_user + spent.children_system
        return total

    def look(self) -> None:
        held = []
        for first in self.families:
            for process in (first, *first.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    held.append(process.memory_info().rss / 2**20)
        self.most, self.most_of_one = max(self.most, sum(held)), max(self.most_of_one, *held)

    @contextlib.contextmanager
    def memory(self) -> Iterator[None]:
        """Look at the memory again and again while the block lasts; what was seen before is forgotten."""
        self.most = self.most_of_one = 0.0
        self._stop.clear()

        def looking() -> None:
            while not self._stop.wait(0.05):
                self.look()

        thread = threading.Thread(target=looking, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()


@dataclass
class Pair:
    """Both nodes at work: what is said is said by the hand of the first."""

    hand: Hand
    there: Hand
    watch: Watch

    def settled(self) -> None:
        """Wait until all that was queued is delivered, and both have every attestation."""
        until = time.monotonic() + PATIENCE
        while self.hand("left") or self.there("left"):
            if time.monotonic() > until:
                raise RuntimeError("it did not come to an end")
            time.sleep(POLL)


@contextlib.contextmanager
def pair(folder: Path, databases: tuple[str, str]) -> Iterator[Pair]:
    """Two nodes that have let each other in, at work while the block lasts."""
    ours, theirs = (
        Linked(folder / name, url) for name, url in zip(("ours", "theirs"), databases, strict=True)
    )
    for one, name in ((ours, "Valmont Regional Police Service"), (theirs, "Northmark State Police")):
        one.make(name)
    ours.let_in(theirs)
    theirs.let_in(ours)
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(serving(one)) for one in (ours, theirs)]
        hands = [stack.enter_context(one.hand()) for one in (ours, theirs)]
        for hand in hands:
            hand("lift_limits")
        yield Pair(hands[0], hands[1], Watch(processes))


@contextlib.contextmanager
def serving(one: Linked) -> Iterator[psutil.Process]:
    """`entraide serve`, answering, while the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "entraide.config.cli", "serve"],
        env=running.environment(one.folder, **one.told),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        at_work = running.Running(process, one.port, one.folder)  # type: ignore[arg-type]
        at_work.wait_until_ready()
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
