"""Filled nodes as the bench handles them: each in processes of its own, with its own folder and database."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FILLED = "filled"


@dataclass(frozen=True)
class Node:
    """One filled node: which database, how many requests, and where."""

    database: str
    size: int
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this node is started with."""
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return {
            **os.environ,
            "ENTRAIDE_HOME": str(self.folder),
            "DATABASE_URL": self.url,
            # The node writes its log as ever, to nowhere.
            "ENTRAIDE_LOG": os.devnull,
            "PYTHONPATH": paths,
        }

    def fill(self, say: Callable[[str], None]) -> None:
        """Fill the node, unless an earlier run has filled it to the end. Raises `CalledProcessError`."""
        if is_filled(self.folder):
            say("kept from an earlier run")
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        command = [sys.executable, "-m", "benchmarks.filling.node", str(self.size)]
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as filling:
            assert filling.stdout is not None
            try:
                for line in filling.stdout:
                    say(line.rstrip())
            except (SystemExit, KeyboardInterrupt):
                filling.terminate()
                raise
        if filling.returncode:
            raise subprocess.CalledProcessError(filling.returncode, command)
        (self.folder / FILLED).touch()


def is_filled(folder: Path) -> bool:
    """Whether an earlier run has filled the node of this folder to its end."""
    return (folder / FILLED).exists()


class Asker:
    """The process that asks one node. Leaves when the `with` block ends."""

    def __init__(self, node: Node, through: str, clock: str) -> None:
        self.node = node
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.asking.process", through, clock],
            env=node.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def questions(self) -> list[tuple[str, str]]:
        """What can be asked: the question, and who asks it."""
        return [(name, who) for name, who in self._heard()]

    def ask(self, number: int, runs: int) -> list[float]:
        """Ask one question so many times; the milliseconds of each answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([number, runs]) + "\n")
        self._process.stdin.flush()
        return [float(took) for took in self._heard()]

    def _heard(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(
                f"the process of the node in {self.node.folder.name} has ended; see its errors above"
            )
        return json.loads(line)
