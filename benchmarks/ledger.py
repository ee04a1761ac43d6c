"""What the ledger costs as it fills:  python -m benchmarks.ledger [--sizes 1000 1000000]

One node on this machine, SQLite or the server of DATABASE_URL. At each size: appending alone and in batches, the tree,
a proof, and the whole looked at again; beside it, SHA-256 over the same bytes. Ratios compare lines of one run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from entraide.ledger.events import Act

BATCH = 1000
SINGLE = 300
PROOFS = 300


@dataclass
class At:
    """What was measured at one size."""

    size: int
    alone: float
    together: float
    grown: float
    checkpoint: float
    inclusion: float
    proof: float
    verified: float
    hashed: float
    found: int


def main(arguments: list[str] | None = None) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="benchmarks.ledger", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "ledger.txt")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="entraide-bench-") as folder:
        _node_in(Path(folder) / "node")
        found = [measured(size) for size in wanted.sizes]
        text = report(found)
    print(text)
    wanted.out.write_text(text, "utf-8")
    return 0


def _node_in(folder: Path) -> None:
    os.environ |= {"ENTRAIDE_HOME": str(folder), "ENTRAIDE_LOG": os.devnull}
    os.environ["DJANGO_SETTINGS_MODULE"] = "entraide.config.settings.production"
    from entraide.config import installing
    from entraide.config.home import Agency

    text = installing.node_file(
        Agency(name_en="Measured", name_fr="Mesuré"), hosts=("127.0.0.1",), https=False
    )
    installing.write_node_file(folder, text)
    import django

    django.setup()
    installing.migrate()


def measured(size: int) -> At:
    """Fill the ledger to this size, and measure there."""
    from django.db import connection, transaction

    from entraide.kernel.clock import now
    from entraide.ledger.domain import tree
    from entraide.ledger.models import Entry
    from entraide.ledger.queries.checkpoints import proof_of
    from entraide.ledger.queries.places import read
    from entraide.ledger.queries.verifying import verify
    from entraide.ledger.services import record, record_all
    from entraide.ledger.services.checkpoints import known_keys, make_checkpoint
    from entraide.ledger.services.tree import grow

    people, cases = [uuid4() for _ in range(9)], [uuid4() for _ in range(500)]
    there = Entry.objects.count()
    began = time.perf_counter()
    for first in range(there, size - SINGLE, BATCH):
        with transaction.atomic():
            count = min(BATCH, size - SINGLE - first)
            record_all([_act(random.choice(cases)) for _ in range(count)], by=random.choice(people), at=now())
        if first % 100_000 == 0:
            print(f"  {first:,} of {size:,}", file=sys.stderr, flush=True)
    together = max(size - SINGLE - there, 1) / (time.perf_counter() - began)

    def one() -> None:
        with transaction.atomic():
            record(_act(random.choice(cases)), by=random.choice(people), at=now())

    alone = _seconds(one, size - Entry.objects.count())
    began = time.perf_counter()
    grow()
    grown = (size - there) / (time.perf_counter() - began)
    checkpoint = _seconds(lambda: make_checkpoint(at=now()), 1)
    seqs = [random.randrange(1, size + 1) for _ in range(PROOFS)]
    places = iter(seqs)
    inclusion = _seconds(lambda: tree.inclusion(next(places) - 1, size, read), PROOFS)
    numbers = iter(seqs)
    proof = _seconds(lambda: proof_of(next(numbers)), PROOFS)
    began = time.perf_counter()
    found = sum(1 for _ in verify(known_keys()))
    verified = time.perf_counter() - began
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT canonical FROM ledger_entry ORDER BY seq")
        while rows := cursor.fetchmany(5000):
            for (written,) in rows:
                hashlib.sha256(b"\x00" + bytes(written)).digest()
    hashed = time.perf_counter() - began
    return At(size, alone, together, grown, checkpoint, inclusion, proof, verified, hashed, found)


def _act(case: UUID) -> Act:
    from entraide.ledger.events import known_acts

    facts = {"number": random.randrange(10**6)}
    return known_acts()["cases.note_added"](
        case=case, subject=uuid4(), facts=facts, detail={"text": "A note. " * 6}
    )


def _seconds(run: Callable[[], object], times: int) -> float:
    """The median seconds of one."""
    took = []
    for _ in range(max(times, 1)):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    return sorted(took)[len(took) // 2]


def report(found: list[At]) -> str:
    """The lines, and the ratios that count."""
    rows: list[tuple[str, list[str]]] = [
        ("entries", [f"{one.size:,}" for one in found]),
        ("appended a second, each in a transaction of its own", [f"{1 / one.alone:,.0f}" for one in found]),
        (f"appended a second, {BATCH:,} in one", [f"{one.together:,.0f}" for one in found]),
        ("put into the tree a second", [f"{one.grown:,.0f}" for one in found]),
        ("a checkpoint, ms", [f"{one.checkpoint * 1e3:.1f}" for one in found]),
        ("an inclusion proof, ms", [f"{one.inclusion * 1e3:.2f}" for one in found]),
        ("  with its entry and checkpoint, ms", [f"{one.proof * 1e3:.2f}" for one in found]),
        ("the whole verified, s", [f"{one.verified:.1f}" for one in found]),
        ("  entries a second", [f"{one.size / one.verified:,.0f}" for one in found]),
        ("  read and SHA-256 alone, s", [f"{one.hashed:.1f}" for one in found]),
        ("  times that", [f"{one.verified / one.hashed:.1f}" for one in found]),
        ("  faults found", [str(one.found) for one in found]),
        ("one appended, to one at the first size", [f"{one.alone / found[0].alone:.2f}" for one in found]),
    ]
    lines = [f"{what:<56}" + "".join(f"{value:>14}" for value in values) for what, values in rows]
    return "\n".join(["The ledger as it fills", "", *lines, ""])


if __name__ == "__main__":
    sys.exit(main())
