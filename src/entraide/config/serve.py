"""The node at work: this process watches over two others, the server and the background, and ends them with itself."""

import contextlib
import fcntl
import http.client
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from entraide.config.children import Child
from entraide.config.errors import NodeRunning, NotAPort, PortInUse, ServerStopped
from entraide.config.home import made

log = structlog.get_logger("entraide.serve")
TICK_SECONDS = 0.1
PATIENCE_SECONDS = 10
# A node that was killed a moment ago may still hold its port.
PORT_WAIT_SECONDS = 2.0
LONGEST_REST_SECONDS = 60
# Each thread would otherwise keep what it has freed to itself (glibc); elsewhere nobody reads it.
SPARING = {"MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2")}


@dataclass(frozen=True)
class Place:
    """Where the node listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def asked_at(self) -> str:
        """The address under which this machine reaches it: «0.0.0.0» means every address, and is none."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104


def port_from(text: str) -> int:
    """A port as people write it. Raises `NotAPort`."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise NotAPort(port=text[:20])
    return int(text)


def require_free(place: Place) -> None:
    """Raises `PortInUse` when somebody listens there already."""
    until = time.monotonic() + PORT_WAIT_SECONDS
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((place.host, place.port))
            except OSError as busy:
                if time.monotonic() > until:
                    other = place.port + 1 if place.port < 65535 else 8000
                    raise PortInUse(port=place.port, other=other) from busy
            else:
                return
        time.sleep(TICK_SECONDS)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for one node; the lock goes with the process, however that ends.

    Raises `NodeRunning`, `FolderNotWritable`.
    """
    run = made(folder) / "run"
    run.mkdir(exist_ok=True)
    with (run / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise NodeRunning(folder=folder) from held
        yield


class Node:
    """The two processes and the watch over them."""

    def __init__(self, place: Place, folder: Path, database: str, on_ready: Callable[[], None]) -> None:
        self.place, self.on_ready = place, on_ready
        counts = folder / "run" / "metrics"
        shutil.rmtree(counts, ignore_errors=True)
        counts.mkdir(parents=True)
        (folder / "run" / "heartbeat").unlink(missing_ok=True)
        self.server = Child(
            "server",
            ["-m", "entraide.config.server", place.host, str(place.port), database],
            SPARING | {"PROMETHEUS_MULTIPROC_DIR": str(counts)},
        )
        self.background = Child("background", ["-m", "entraide.config.scheduler"], SPARING)
        self.stopping = False
        self.ready = False
        self._restart_at: float | None = None

    def stop(self, *_: object) -> None:
        """Have `run` end both processes and return."""
        self.stopping = True

    def run(self) -> None:
        """Serve until SIGINT, SIGTERM or SIGHUP. Raises `ServerStopped` when the server ends by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            self.server.start()
            self.background.start()
            while not self.stopping:
                self._watch()
                time.sleep(TICK_SECONDS)
        finally:
            # Both are asked before either is waited for.
            for child in (self.server, self.background):
                child.ask_to_end()
            self.server.stop(PATIENCE_SECONDS)
            self.background.stop(PATIENCE_SECONDS)

    def _watch(self) -> None:
        code = self.server.has_ended()
        if code is not None and not self.stopping:
            raise ServerStopped(exit=code)
        if not self.ready and answers(self.place):
            self.ready = True
            self.on_ready()
        self._keep_background()

    def _keep_background(self) -> None:
        """Start the background process again when it ended by itself, each time after a longer rest."""
        code = self.background.has_ended()
        if code is None:
            return
        if self._restart_at is None:
            self.background.restarts += 1
            rest = min(2**self.background.restarts, LONGEST_REST_SECONDS)
            self._restart_at = time.monotonic() + rest
            log.error("background_ended", exit=code, restart_in_seconds=rest)
        elif time.monotonic() >= self._restart_at:
            self._restart_at = None
            self.background.start()


def answers(place: Place) -> bool:
    """Whether an HTTP server answers there now."""
    connection = http.client.HTTPConnection(place.asked_at, place.port, timeout=2)
    try:
        connection.request("GET", "/health")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def log_to(path: Path) -> None:
    """Have the log of this process's children go to a file, unless ENTRAIDE_LOG says otherwise."""
    os.environ.setdefault("ENTRAIDE_LOG", str(path))
