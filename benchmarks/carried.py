"""What passes between two real nodes, measured from queue to attestation; a part of `benchmarks.exchange`."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clusters import cluster_in
from benchmarks.linked import Pair, pair
from tools.postgres import NoPostgres

# So many messages are queued in one transaction, and measured as one window.
BATCH = 100
WINDOW = 300
# The file that is carried before the large one, to tell what any file takes from what a megabyte takes.
FIRST = 64
# So often the large one is carried.
TIMES = 3
CRYPTOGRAPHY_SECONDS = 2.0


@dataclass(frozen=True)
class Sizes:
    """How many messages, how many are there when the last window is measured, and how large the file is."""

    messages: int
    after: int
    megabytes: int


@dataclass(frozen=True)
class Spent:
    """What so many messages took: seconds to queue them, seconds to carry them, and processor seconds of both nodes
    while they were carried."""

    messages: int
    queued: float
    carried: float
    processor: float

    @property
    def whole(self) -> float:
        """Messages a second, from the first that is queued to the last that is attested."""
        return self.messages / (self.queued + self.carried)


@dataclass(frozen=True)
class OfFile:
    """What a file took: seconds from its leaving to its attestation, and those of the cheapest cryptography."""

    megabytes: int
    seconds: float
    # Of a file of `FIRST` megabytes: what it takes to begin and to end.
    begun: float
    cheapest: float
    most: float
    most_of_one: float
    before: float

    @property
    def beyond(self) -> float:
        """Megabytes a second once it is on its way."""
        return (self.megabytes - FIRST) / (self.seconds - self.begun)


def measured(sizes: Sizes, alone: Callable[[float], float], databases: Sequence[str] | None = None) -> str:
    """The report on each database; `alone` measures the cryptography of one message."""
    told: list[str] = []
    for name in databases or ("sqlite", "postgresql"):
        try:
            with tempfile.TemporaryDirectory(prefix="entraide-bench-") as folder:
                # The database server may belong to another user.
                Path(folder).chmod(0o755)
                told += on_database(name, Path(folder), sizes, alone)
        except NoPostgres as missing:
            told += ["", f"Two nodes, {name}: not measured ({missing})"]
        print("\n".join(told), flush=True)
    return "\n".join([*told, ""])


@contextlib.contextmanager
def databases_of(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """A database for each node. Everything that keeps data safe is on."""
    if name == "sqlite":
        yield "", ""
        return
    with cluster_in(folder / "cluster") as cluster:
        yield cluster.database("ours", fresh=True), cluster.database("theirs", fresh=True)


def on_database(name: str, folder: Path, sizes: Sizes, alone: Callable[[float], float]) -> list[str]:
    """Measure two nodes on one kind of database."""
    began = os.getloadavg()[0]
    with databases_of(name, folder) as urls, pair(folder, urls) as both:
        carry(both, BATCH)
        costs = [alone(CRYPTOGRAPHY_SECONDS)]
        early = carry(both, WINDOW)
        main = carry(both, sizes.messages)
        streamed = stream(both, sizes.messages)
        costs.append(alone(CRYPTOGRAPHY_SECONDS))
        there = int(both.hand("counted")["messages"])
        if there + WINDOW < sizes.after:
            carry(both, sizes.after - there)
        late = carry(both, WINDOW)
        costs.append(alone(CRYPTOGRAPHY_SECONDS))
        on_file = both.hand("counted")
        if on_file["delivered"] != on_file["messages"]:
            raise RuntimeError(f"not all was delivered: {on_file}")
        file = carry_file(both, folder, sizes.megabytes) if sizes.megabytes else None
    cost = sorted(costs)[1]
    return told(name, main, streamed, (early, late), cost, on_file, file, (began, os.getloadavg()[0]))


def carry(both: Pair, count: int) -> Spent:
    """Queue so many, then have them carried, to the last attestation."""
    both.hand("hold")
    queued = float(both.hand("queue", count=count, batch=BATCH))
    used, began = both.watch.processor_seconds(), time.perf_counter()
    both.hand("release")
    both.settled()
    carried = time.perf_counter() - began
    return Spent(count, queued, carried, both.watch.processor_seconds() - used)


def stream(both: Pair, count: int) -> float:
    """Messages a second where they are queued while those before them are carried, as on a day of work."""
    began = time.perf_counter()
    both.hand("queue", count=count, batch=BATCH)
    both.settled()
    return count / (time.perf_counter() - began)


def carry_file(both: Pair, folder: Path, megabytes: int) -> OfFile:
    """Have one file carried, as large as told, some times; what the one took that took neither most nor least."""
    first, path = folder / "first.dd", folder / "image.dd"
    for one, size in ((first, FIRST), (path, megabytes)):
        with one.open("wb") as file:
            for _ in range(size):
                file.write(os.urandom(2**20))
    begun, _ = _carried_file(both, first)
    both.watch.look()
    before = both.watch.most_of_one
    with both.watch.memory():
        times = [_carried_file(both, path) for _ in range(TIMES)]
    seconds, cheapest = sorted(times, key=lambda one: one[1] / one[0])[TIMES // 2]
    return OfFile(megabytes, seconds, begun, cheapest, both.watch.most, both.watch.most_of_one, before)


def _carried_file(both: Pair, path: Path) -> tuple[float, float]:
    """Seconds from the leaving of a file to its attestation, and those of the cheapest cryptography of it."""
    both.hand("hold")
    cheapest = float(both.hand("attach", path=str(path)))
    began = time.perf_counter()
    both.hand("release")
    both.settled()
    return time.perf_counter() - began, cheapest


def told(
    name: str,
    main: Spent,
    streamed: float,
    windows: tuple[Spent, Spent],
    cost: float,
    on_file: dict[str, int],
    file: OfFile | None,
    load: tuple[float, float],
) -> list[str]:
    """The lines of the report."""
    early, late = windows
    rows = [
        (f"messages, in batches of {BATCH}", f"{main.messages:,}"),
        ("a second, queued while others are carried, all attested on both sides", f"{streamed:,.1f}"),
        ("a second, all queued first, then carried", f"{main.whole:,.1f}"),
        ("  queued a second", f"{main.messages / main.queued:,.1f}"),
        ("  carried a second", f"{main.messages / main.carried:,.1f}"),
        ("the cryptography alone, a second on one core", f"{1 / cost:,.1f}"),
        ("of what the cryptography alone allows", f"{streamed * cost:.0%}"),
        ("  all queued first, then carried", f"{main.whole * cost:.0%}"),
        ("  carrying alone", f"{main.messages / main.carried * cost:.0%}"),
        ("processor ms of both nodes to carry one", f"{main.processor / main.messages * 1e3:,.2f}"),
        ("signed roots for each message", f"{on_file['roots'] / on_file['messages']:.2f}"),
        (f"to carry one after {on_file['messages'] - late.messages:,}, to one of the first {WINDOW}", ""),
        ("  in seconds", f"{late.carried / early.carried:.2f}"),
        ("  in processor time", f"{late.processor / early.processor:.2f}"),
        ("to queue one, likewise, in seconds", f"{late.queued / early.queued:.2f}"),
    ]
    if file is not None:
        rows += [
            (
                f"a file of {file.megabytes:,} MB: MB a second to its attestation",
                f"{file.megabytes / file.seconds:,.0f}",
            ),
            ("  AES-256-GCM there and back and SHA-256 of it", f"{file.megabytes / file.cheapest:,.0f}"),
            ("  of what these alone allow", f"{file.cheapest / file.seconds:.0%}"),
            (f"  MB a second of what is beyond the first {FIRST}", f"{file.beyond:,.0f}"),
            ("  of what these alone allow", f"{file.beyond * file.cheapest / file.megabytes:.0%}"),
            ("  most memory of one process, MB", f"{file.most_of_one:,.0f}"),
            ("  before it", f"{file.before:,.0f}"),
            ("  most memory of all processes of both nodes, MB", f"{file.most:,.0f}"),
        ]
    title = (
        f"Two nodes on this machine, {name} (load of the machine {load[0]:.1f} before, {load[1]:.1f} after)"
    )
    return ["", title, "", *(f"{what:<72}{found:>12}" for what, found in rows)]
