"""A node at work in a process of its own, as `entraide serve` starts it."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass
class Running:
    """The process, where it listens, and its folder."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and body of an answer. Raises `OSError` when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.process.communicate()[1]
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/health")[0] == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("the node did not answer in time")

    def family(self) -> list[psutil.Process]:
        """The process and everything it started."""
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a node's process is told: its folder, where the code is, and no database but its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ENTRAIDE_", "DJANGO_", "PYTEST_"))
    }
    kept.pop("DATABASE_URL", None)
    return kept | {"ENTRAIDE_HOME": str(folder), "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"} | more


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One command to its end."""
    command = [sys.executable, "-m", "entraide.config.cli", *arguments]
    return subprocess.run(
        command, env=environment(folder, **more), capture_output=True, text=True, check=False
    )


@contextlib.contextmanager
def node(folder: Path, command: str = "serve", **more: str) -> Iterator[Running]:
    """A node that answers; ended at the end if the test did not."""
    port = int(more.pop("ENTRAIDE_PORT", 0)) or free_port()
    told = environment(folder, ENTRAIDE_PORT=str(port), **more)
    process = subprocess.Popen(
        [sys.executable, "-m", "entraide.config.cli", *command.split()],
        env=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Running(process, port, folder)
    try:
        running.wait_until_ready()
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def lasting(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that stay as long as the node does: a job of the background process comes and goes."""
    background: set[int] = set()
    found: list[psutil.Process] = []
    for process in family:
        # The oldest come first, and a child after its parent.
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.ppid() in background:
                continue
            found.append(process)
            if "entraide.config.scheduler" in process.cmdline():
                background.add(process.pid)
    return found


def gone(processes: list[psutil.Process], within: float = 15.0) -> bool:
    """Whether all of them end in time."""
    _, alive = psutil.wait_procs(processes, timeout=within)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
