"""Two nodes at work, an invented bureau's and an invented foreign authority's, introduced to each other."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from entraide.config import demo, installing
from entraide.config.neighbours import BY_KEY, INTRODUCTIONS, MAIN
from tests.config.running import ROOT, Running, environment
from tools.postgres import free_port

PASSWORD = "grey-herons-cross-the-river"
HERE, THERE = "northmark", "osterhaven"


@dataclass(frozen=True)
class Pair:
    """Both nodes; everybody of the demonstration signs in at either with `PASSWORD`."""

    here: Running
    there: Running

    def act(self, node: Running, *arguments: str) -> str:
        """Have the officers of a node do something at their desk; gives back what they say."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.exchange.officers", *arguments],
            env=environment(node.folder, DJANGO_SETTINGS_MODULE="entraide.config.settings.production")
            | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextlib.contextmanager
def pair(main: Path) -> Iterator[Pair]:
    """Two nodes in folders below `main`, each a partner of the other, ended at the end."""
    main.mkdir(parents=True)
    demo.write_sign_ins(main / demo.SIGN_INS, [demo.SignIn("administrator", "admin@demo.example", PASSWORD)])
    with contextlib.ExitStack() as both:
        nodes = {key: both.enter_context(_node(key, main)) for key in (HERE, THERE)}
        for node in nodes.values():
            node.wait_until_ready()
        for key, other in ((HERE, THERE), (THERE, HERE)):
            cards = main / INTRODUCTIONS / f"{other}.cards"
            target = nodes[key].folder / INTRODUCTIONS
            target.mkdir(exist_ok=True)
            shutil.copyfile(cards, target / f"{MAIN}.cards")
        made = Pair(nodes[HERE], nodes[THERE])
        for node in nodes.values():
            _until(lambda node=node: made.act(node, "partners") == "1")  # type: ignore[misc]
        yield made


@contextlib.contextmanager
def _node(key: str, main: Path) -> Iterator[Running]:
    one, port = BY_KEY[key], free_port()
    folder = one.folder(main)
    hosts = ("127.0.0.1", "localhost")
    # As the demonstration makes it, but for the one that answers by itself: here its officers do.
    text = installing.node_file(one.agency, hosts=hosts, https=False, demo=True, more={"cookies": key})
    installing.write_node_file(folder, text)
    log = (folder / "log.jsonl").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "entraide.config.cli", "neighbour", key, "--port", str(port)],
        env=environment(folder, ENTRAIDE_LOG=str(folder / "log.jsonl")),
        stdout=log,
        stderr=log,
        text=True,
    )
    try:
        yield Running(process, port, folder)
    finally:
        # What it started ends with it.
        process.kill()
        process.wait()
        log.close()


def _until(holds: object, seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if callable(holds) and holds():
            return
        time.sleep(0.3)
    raise AssertionError("it did not come to that in time")
