"""A node under test: its processes, its clock, its disk, and a hand in it that sends and tells."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.config.running import ROOT, Running, environment
from tests.exchange.soaking.disk import FLAG

SITE = Path(__file__).parent / "site"
SETTINGS = "tests.exchange.soaking.settings"
# Within this the processes of a node follow its first.
OUTLIVING_SECONDS = 10.0


class HandGone(Exception):
    """The process that was asked is no more: what it was asked is done or not, and nobody was told."""


@dataclass
class Node:
    """One node, in a folder of its own."""

    folder: Path
    port: int
    wrong: str = ""
    id: str = ""
    card: str = ""
    running: Running | None = None
    hand: "Hand" = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clock_file.write_text("0", "ascii")
        self.hand = Hand(self.environment)

    @property
    def clock_file(self) -> Path:
        return self.folder / "clock"

    @property
    def environment(self) -> dict[str, str]:
        told = {
            "PYTHONPATH": os.pathsep.join(map(str, (SITE, ROOT / "src", ROOT))),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "ENTRAIDE_SOAK_CLOCK": str(self.clock_file),
            "ENTRAIDE_SOAK_WRONG": self.wrong,
            "ENTRAIDE_LOG": str(self.folder / "log.jsonl"),
            "ENTRAIDE_PORT": str(self.port),
        }
        return environment(self.folder, **told)

    def start(self) -> None:
        """Have it begin; it answers a little later."""
        command = [sys.executable, "-m", "entraide.config.cli", "serve"]
        with (self.folder / "out").open("a") as out:
            process = subprocess.Popen(command, env=self.environment, stdout=out, stderr=out, text=True)
        self.running = Running(process, self.port, self.folder)

    def wait_until_ready(self) -> None:
        """Return when it answers; a node that ended is begun again."""
        if self.running is None or self.running.process.poll() is not None:
            self.start()
        assert self.running is not None
        self.running.wait_until_ready()

    def listens(self) -> bool:
        """Whether anybody is there to answer."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return self.running is not None
        return False

    def kill(self, chance: random.Random) -> None:
        """kill -9 of every process at one moment, or of the first alone, whose end the others share."""
        if self.running is None:
            return
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            family = self.running.family()
        for process in family if chance.random() < 0.7 else family[:1]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        self.running.process.wait(30)
        self.running = None
        outlived = _alive_after(family, OUTLIVING_SECONDS)
        assert not outlived, f"outlived the kill: {outlived}"

    def set_clock(self, seconds: float) -> None:
        """How far its clock is ahead."""
        beside = self.clock_file.with_name("clock.new")
        beside.write_text(f"{seconds:.3f}", "ascii")
        beside.replace(self.clock_file)

    def set_disk(self, *, full: bool) -> None:
        """Whether its disk is full."""
        flag = self.folder / FLAG
        if full:
            flag.touch()
        else:
            flag.unlink(missing_ok=True)


class Hand:
    """A process in the node's environment that does what it is told, one thing at a time."""

    def __init__(self, told: dict[str, str]) -> None:
        self.told = told
        self.lock = threading.Lock()
        self.process: subprocess.Popen[str] | None = None

    def ask(self, do: str, **facts: object) -> dict[str, Any]:
        """What it answers. Raises `HandGone` where it was killed meanwhile; the next one begins another."""
        with self.lock:
            process = self.process = self._alive()
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(json.dumps({"do": do, **facts}) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
            except OSError as broken:
                raise HandGone from broken
            if not line:
                code = process.wait()
                if code != -signal.SIGKILL:
                    raise AssertionError(
                        f"the hand in the node ended with {code}, see {self.told['ENTRAIDE_HOME']}"
                    )
                raise HandGone
            return dict(json.loads(line))

    def kill(self) -> None:
        """kill -9, whatever it does in this moment."""
        if self.process is not None:
            self.process.kill()

    def _alive(self) -> subprocess.Popen[str]:
        if self.process is not None and self.process.poll() is None:
            return self.process
        with (Path(self.told["ENTRAIDE_HOME"]) / "hand").open("a") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.exchange.soaking.driver"],
                env=self.told,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )


def _alive_after(family: list[psutil.Process], seconds: float) -> list[str]:
    """What of it still runs then; one that has ended and that nobody has asked after does not."""
    until = time.monotonic() + seconds
    while True:
        alive = [told for one in family if (told := _running(one))]
        if not alive or time.monotonic() > until:
            return alive
        time.sleep(0.02)


def _running(process: psutil.Process) -> str:
    try:
        return "" if process.status() == psutil.STATUS_ZOMBIE else " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
