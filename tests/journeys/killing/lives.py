"""A node that is killed and started again: its processes, its database, and the callers that work on it meanwhile."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
from psycopg import sql

from tests.config.running import ROOT, Running, environment, gone, node
from tests.journeys.killing.acts import Desk, Known
from tests.journeys.killing.caller import Caller, Promises, Unanswered

THREADS = 4


@dataclass
class Crash:
    """What one round did: how far the callers were when the node was killed, and what had no answer by then."""

    seed: int
    acts: int
    killed_after: int
    unanswered: int
    entries: int
    found: list[str]

    def __str__(self) -> str:
        told = "; ".join(self.found) or "whole"
        return (
            f"seed {self.seed}: killed after {self.killed_after} of {self.acts} acts, "
            f"{self.unanswered} unanswered, {self.entries} answered in all: {told}"
        )


@dataclass
class Subject:
    """The node under test."""

    folder: Path
    database: str
    people: dict[str, dict[str, str]]
    promises: Promises = field(default_factory=Promises)
    known: Known = field(default_factory=Known)

    @property
    def more(self) -> dict[str, str]:
        """What its processes are told besides its folder."""
        told = {"ENTRAIDE_LOG": str(self.folder / "log.jsonl")}
        return told | ({"DATABASE_URL": self.database} if self.database else {})

    def round(self, seed: int, acts: int) -> Crash:
        """Do acts with several callers; kill the node at a moment of chance; start it, look; do the rest, look."""
        chance = random.Random(seed)
        before = self.promises.unanswered
        killed_after = chance.randrange(acts // 10, acts - acts // 10)
        with node(self.folder, **self.more) as running:
            crew = Crew(self, running.port, seed, acts)
            crew.start()
            crew.wait_for(killed_after)
            time.sleep(chance.random() * 0.08)
            kill(running, chance)
            left = crew.end()
        unanswered = self.promises.unanswered - before
        self.wait_until_let_go()
        with node(self.folder, **self.more) as running:
            found = [f"after the crash: {one}" for one in self.look()]
            crew = Crew(self, running.port, seed + 1, left)
            crew.start()
            crew.join()
            found += [f"after the rest: {one}" for one in self.look()]
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(30)
        found += self.promises.failures
        self.promises.failures.clear()
        kept = sum(self.promises.kept.values())
        return Crash(seed, acts, killed_after, unanswered, kept, found)

    def look(self) -> list[str]:
        """What is not whole now."""
        promised = [(code, subject, count) for (code, subject), count in self.promises.kept.items()]
        return list(
            json.loads(
                python("tests.journeys.killing.wholeness", self.folder, self.more, json.dumps(promised))
            )
        )

    def wait_until_let_go(self) -> None:
        """PostgreSQL goes on a moment with what a dead client had asked for."""
        until = time.monotonic() + 30
        while self.database and time.monotonic() < until:
            with psycopg.connect(self.database, autocommit=True) as connection:
                others = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                ).fetchone()
            if others == (0,):
                return
            time.sleep(0.1)


class Crew:
    """Several callers at once, until so many acts were begun or the node is gone."""

    def __init__(self, subject: Subject, port: int, seed: int, acts: int) -> None:
        self.left, self.begun, self.lock = acts, 0, threading.Lock()
        self.stopped = threading.Event()
        self.errors: list[BaseException] = []
        self.threads = [
            threading.Thread(target=self._work, args=(self._desk(subject, port, seed * 31 + number),))
            for number in range(THREADS)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def wait_for(self, begun: int) -> None:
        """Return when so many acts were begun. Raises what stopped a caller before."""
        while self.begun < begun and any(thread.is_alive() for thread in self.threads):
            time.sleep(0.001)
        if self.errors:
            raise self.errors[0]

    def end(self) -> int:
        """Wait for the callers, who find nobody any more; the acts that were not begun."""
        self.stopped.set()
        self.join()
        return self.left

    def join(self) -> None:
        for thread in self.threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def _desk(self, subject: Subject, port: int, seed: int) -> Desk:
        people = subject.people
        caseworker, second = (
            Caller(port, people[name]["token"], people[name]["uuid"], subject.promises)
            for name in ("caseworker", "second")
        )
        return Desk(caseworker, second, subject.known, random.Random(seed))

    def _work(self, desk: Desk) -> None:
        while not self.stopped.is_set():
            with self.lock:
                if self.left == 0:
                    return
                self.left -= 1
                self.begun += 1
            try:
                desk.act()
            except Unanswered:
                return
            except BaseException as error:  # noqa: BLE001 - told to the test by `join`
                self.errors.append(error)
                return


def kill(running: Running, chance: random.Random) -> None:
    """kill -9 of every process of the node at one moment, or of the first alone, whose end the others share."""
    family = running.family()
    for process in family if chance.random() < 0.7 else family[:1]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    assert gone(family), "a process of the node outlived the kill"


def python(module: str, folder: Path, more: dict[str, str], given: str = "") -> str:
    """What a module of the tests prints, run as a process of its own on that node."""
    told = environment(folder, **more)
    told["PYTHONPATH"] += os.pathsep + str(ROOT)
    done = subprocess.run(
        [sys.executable, "-m", module], env=told, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def subject(folder: Path) -> Iterator[Subject]:
    """A new node in an empty folder; with DATABASE_URL, in a new database of that server."""
    with _database(os.environ.get("DATABASE_URL", "")) as database:
        made = Subject(folder, database, {})
        made.people = json.loads(python("tests.journeys.killing.prepare", folder, made.more))
        yield made


@contextmanager
def _database(server: str) -> Iterator[str]:
    if not server:
        yield ""
        return
    name = sql.Identifier(f"killing_{uuid4().hex}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    try:
        yield server.rpartition("/")[0] + "/" + name.as_string(None).strip('"')
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
