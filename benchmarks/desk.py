"""How quick a desk stays as its node grows:  python -m benchmarks.desk [--sizes 1000,100000,1000000] …

Fills nodes on both databases, then asks all of them the same questions in turns, so that whatever else the machine does
meanwhile falls on every size alike.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clusters import SETTINGS, cluster_in
from benchmarks.filling.population import describe
from benchmarks.nodes import Asker, Node, is_filled
from benchmarks.reporting import AIM_MS, AIM_RATIO, Measured, machine, table

RESULTS = Path(__file__).parent / "results" / "desk.txt"
TURN = 10


def main(arguments: list[str] | None = None) -> int:
    """Fill, ask, report. Exit code 1 when something is over the aim."""
    wanted = _options().parse_args(arguments)
    # A terminated run leaves by the same door as an interrupted one, so that its server and its nodes go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = sorted(int(size) for size in wanted.sizes.split(","))
    databases = wanted.databases.split(",")
    measured = Measured()
    with _folder(wanted.keep) as folder:
        for database in databases:
            with _nodes(folder, database, sizes) as nodes:
                for node in nodes:
                    _fill(node)
                _ask(nodes, wanted, measured)
    how = f"{wanted.through}; milliseconds, {wanted.clock}; {wanted.runs} runs each"
    lines = [f"How quick a desk stays as its node grows ({how})", ""]
    lines += [*machine(SETTINGS), "", describe(), ""]
    over = 0
    for database in databases:
        found = table(measured, database, sizes)
        lines += [*found.lines, ""]
        over += found.over
    lines.append(
        f"Aim: every p95 under {AIM_MS:.0f} ms at the largest size, no ratio above {AIM_RATIO}. Over it: {over}."
    )
    text = "\n".join(lines) + "\n"
    print(text)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(text, "utf-8")
    return 1 if over else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.desk", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--through", choices=("pages", "functions"), default="pages")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    parser.add_argument("--keep", type=Path, help="a folder in which filled nodes are kept for the next run")
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Where the nodes lie: a folder that stays, or one that is gone at the end."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="entraide-bench-"))
    # The system's own PostgreSQL user must be able to reach its folder below.
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _nodes(folder: Path, database: str, sizes: list[int]) -> Iterator[list[Node]]:
    """One node per size; the server they need runs meanwhile."""
    if database == "sqlite":
        yield [Node(database, size, folder / f"sqlite-{size}") for size in sizes]
        return
    with cluster_in(folder / "postgresql") as cluster:
        nodes = []
        for size in sizes:
            place = folder / f"postgresql-{size}"
            url = cluster.database(f"requests_{size}", fresh=not is_filled(place))
            nodes.append(Node(database, size, place, url))
        yield nodes


def _fill(node: Node) -> None:
    node.fill(lambda line: _say(f"{node.database} {node.size:,}: {line}"))


def _ask(nodes: list[Node], wanted: argparse.Namespace, measured: Measured) -> None:
    """Every question in turns of a few runs, node after node. The first turn of each is not counted."""
    with contextlib.ExitStack() as open_:
        askers = [open_.enter_context(Asker(node, wanted.through, wanted.clock)) for node in nodes]
        known = [asker.questions() for asker in askers]
        questions = known[0]
        began = time.monotonic()
        for number, (name, who) in enumerate(questions):
            for asker in askers:
                asker.ask(number, TURN)
            for done in range(0, wanted.runs, TURN):
                for asker in askers:
                    took = asker.ask(number, min(TURN, wanted.runs - done))
                    measured.add(asker.node.database, name, who, asker.node.size, took)
            _say(f"{nodes[0].database}: {name}, {who} ({time.monotonic() - began:.0f} s)")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
