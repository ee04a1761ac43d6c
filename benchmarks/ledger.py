"""What the ledger costs as it fills:  python -m benchmarks.ledger [--sizes 1000 1000000 10000000]

One node on this machine, SQLite or the server of DATABASE_URL, filled straight into its tables. At each size:
appending by the service, a proof, and the whole looked at again; beside it, SHA-256 over the same bytes. At the end,
acts of the desk with their entry and without, by their services and through the node's doors. Ratios compare lines of
one run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.ledger.events import Act

BATCH = 1000
SINGLE = 300
PROOFS = 1000
ACTS = 200
EXHIBITS = CASES = 20
# The whole is looked at up to here, unless told otherwise: it takes as long as there are entries.
VERIFIED = 1_000_000


@dataclass(frozen=True)
class Took:
    """Seconds of one, of many that were done one after the other, in order."""

    all: tuple[float, ...]

    @property
    def median(self) -> float:
        return self.all[len(self.all) // 2]

    @property
    def p95(self) -> float:
        return self.all[int(len(self.all) * 0.95)]

    @property
    def a_second(self) -> float:
        return len(self.all) / sum(self.all)


@dataclass
class At:
    """What was measured at one size."""

    size: int
    load: float
    alone: Took
    together: float
    checkpoint: float
    inclusion: Took
    proof: Took
    hashed: float
    verified: float | None = None
    found: int | None = None


@dataclass
class Cost:
    """An act of the desk, with its entry and without."""

    act: str
    entries: int
    whole: Took
    without: Took


def main(arguments: list[str] | None = None) -> int:
    """Measure and report; what is known is written after each size."""
    parser = argparse.ArgumentParser(prog="benchmarks.ledger", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument(
        "--verify-up-to", type=int, default=VERIFIED, help="look at the whole up to this size"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "ledger.txt")
    wanted = parser.parse_args(arguments)
    found: list[At] = []
    costs: list[Cost] = []

    def keep() -> None:
        wanted.out.write_text(report(found, costs), "utf-8")

    # Beside the code or at TMPDIR: ten million entries are some ten gigabytes.
    with tempfile.TemporaryDirectory(prefix="entraide-bench-") as folder:
        _node_in(Path(folder) / "node")
        for size in wanted.sizes:
            found.append(measured(size, verified=size <= wanted.verify_up_to))
            keep()
        costs += _costs()
        keep()
    print(report(found, costs))
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
    installing.collect_static()


def measured(size: int, *, verified: bool) -> At:
    """Fill the ledger to this size, and measure there."""
    from benchmarks.filling.entries import fill
    from entraide.kernel.clock import now
    from entraide.ledger.domain import tree
    from entraide.ledger.queries.checkpoints import proof_of
    from entraide.ledger.queries.places import read
    from entraide.ledger.queries.verifying import verify
    from entraide.ledger.services.checkpoints import known_keys, make_checkpoint
    from entraide.ledger.services.tree import grow

    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:8.1f} s  {what}", file=sys.stderr, flush=True)

    def passed(done: int) -> None:
        if done % (1 << 20) < 1 << 15:
            say(f"{done:,} of {size:,}")

    grow()
    fill(size - SINGLE - BATCH // 2, tree=True, say=passed)
    say("filled")
    cases, by = [uuid4() for _ in range(500)], uuid4()
    together = (BATCH // 2) / _seconds(lambda: _append(BATCH // 2, cases, by), 1).median
    alone = _seconds(lambda: _append(1, cases, by), SINGLE)
    grow()
    checkpoint = _seconds(lambda: make_checkpoint(at=now()), 1).median
    seqs = [random.randrange(1, size + 1) for _ in range(PROOFS)]
    places, numbers = iter(seqs), iter(seqs)
    inclusion = _seconds(lambda: tree.inclusion(next(places) - 1, size, read), PROOFS)
    proof = _seconds(lambda: proof_of(next(numbers)), PROOFS)
    say("proved")
    found = At(size, os.getloadavg()[0], alone, together, checkpoint, inclusion, proof, _hashed())
    if verified:
        started = time.perf_counter()
        found.found = sum(1 for _ in verify(known_keys()))
        found.verified = time.perf_counter() - started
        say("verified")
    return found


def _append(count: int, cases: list[UUID], by: UUID) -> None:
    from django.db import transaction

    from entraide.kernel.clock import now
    from entraide.ledger.services import record_all

    with transaction.atomic():
        record_all([_act(random.choice(cases)) for _ in range(count)], by=by, at=now())


def _hashed() -> float:
    """Seconds to read the bytes of every entry and take their SHA-256."""
    from django.db import connection

    began, last = time.perf_counter(), 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq, canonical FROM ledger_entry WHERE seq > %s ORDER BY seq LIMIT 8192", [last]
            )
            rows = cursor.fetchall()
        if not rows:
            return time.perf_counter() - began
        for _, written in rows:
            hashlib.sha256(b"\x00" + bytes(written)).digest()
        last = rows[-1][0]


def _costs() -> list[Cost]:
    """Acts of the desk, by turns with their entry and without: by their services, and through the node's doors."""
    from entraide.accounts.domain.people import PersonFacts
    from entraide.accounts.domain.roles import Role
    from entraide.accounts.services import add_person
    from entraide.cases.services.members import open_case
    from entraide.cases.services.work import add_note
    from entraide.evidence.domain.custody import Act as Custody
    from entraide.evidence.domain.exhibits import Kind
    from entraide.evidence.services.keeping import examine
    from entraide.evidence.services.registering import Beginning, Registration, register
    from entraide.kernel.clock import now
    from entraide.ledger.models import Entry

    facts = PersonFacts(f"{uuid4().hex}@bureau.example", "O. Ficer")
    officer = add_person(facts, unit=None, roles=[Role.CASE_OFFICER], acting=None, at=now())
    case = open_case(members=[officer], acting=None, at=now())
    seized = Beginning(act=Custody.COLLECTED, happened=now(), place="Depot")
    exhibits = [
        register(
            case,
            Registration(kind=Kind.OBJECT, title="A telephone", began=(seized,)),
            acting=officer,
            at=now(),
        )
        for _ in range(EXHIBITS)
    ]
    turn = iter(range(10**9))
    acts: dict[str, Callable[[], object]] = {
        "a note added": lambda: add_note(
            case, "The branch answers by Thursday. " * 3, acting=officer, at=now()
        ),
        "an exhibit examined": lambda: examine(
            exhibits[next(turn) // 2 % EXHIBITS], reason="Read out", acting=officer, at=now()
        ),
        **_through_doors(officer),
    }
    return [Cost(act, Entry.objects.count(), *_by_turns(run)) for act, run in acts.items()]


def _through_doors(officer: Person) -> dict[str, Callable[[], object]]:
    """The note again, as a program and as a person add it: through the API, and on the page with the answer to it."""
    from django.test import Client

    from entraide.accounts.domain.roles import Scope
    from entraide.accounts.services import issue_token
    from entraide.cases.services.members import open_case
    from entraide.kernel.clock import now

    # A page shows what its case has: each act, with its entry and without, comes to the next case in turn.
    cases = [open_case(members=[officer], acting=None, at=now()) for _ in range(CASES)]
    turn = iter(range(10**9))

    def case() -> UUID:
        return cases[next(turn) // 2 % CASES].uuid

    said = {"text": "The branch answers by Thursday. " * 3}
    scopes = [Scope.READ, Scope.WRITE]
    token = issue_token(officer, name="bench", scopes=scopes, days=1, acting=None, at=now()).secret
    program = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token}"})
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(officer)

    def by_api() -> None:
        address = f"/api/v1/cases/{case()}/notes"
        answer = program.post(address, said, content_type="application/json")
        if answer.status_code != 201:
            raise RuntimeError(f"{address}: {answer.status_code}")

    def by_page() -> None:
        address = f"/cases/{case()}/notes/"
        answer = browser.post(address, said, follow=True)
        if answer.status_code != 200 or not answer.redirect_chain:
            raise RuntimeError(f"{address}: {answer.status_code}")

    return {"a note added, by the API": by_api, "a note added, on its page": by_page}


def _by_turns(run: Callable[[], object]) -> tuple[Took, Took]:
    """With the entry and without, each committed. What was done without stays behind with no entry: measured last."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(2 * ACTS):
        with _unrecorded() if number % 2 else _recorded():
            began = time.perf_counter()
            run()
            taken[number % 2].append(time.perf_counter() - began)
    return Took(tuple(sorted(taken[0]))), Took(tuple(sorted(taken[1])))


@contextmanager
def _recorded() -> Iterator[None]:
    yield


@contextmanager
def _unrecorded() -> Iterator[None]:
    from entraide.ledger.models import Entry

    with patch("entraide.ledger.services.record_all", lambda acts, *, by, at: [Entry() for _ in acts]):
        yield


def _act(case: UUID) -> Act:
    from entraide.ledger.events import known_acts

    facts = {"number": random.randrange(10**6)}
    return known_acts()["cases.note_added"](
        case=case, subject=uuid4(), facts=facts, detail={"text": "A note. " * 6}
    )


def _seconds(run: Callable[[], object], times: int) -> Took:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    return Took(tuple(sorted(took)))


def report(found: list[At], costs: list[Cost]) -> str:
    """The lines, and the ratios that count."""
    first = found[0]
    rows: list[tuple[str, list[str]]] = [
        ("entries", [f"{one.size:,}" for one in found]),
        ("load of the machine, 1 minute (2 cores)", [f"{one.load:.1f}" for one in found]),
        (
            "appended a second, each in a transaction of its own",
            [f"{one.alone.a_second:,.0f}" for one in found],
        ),
        ("  one, ms, median", [f"{one.alone.median * 1e3:.2f}" for one in found]),
        ("  one, ms, 95th of 100", [f"{one.alone.p95 * 1e3:.2f}" for one in found]),
        (f"appended a second, {BATCH // 2:,} in one", [f"{one.together:,.0f}" for one in found]),
        ("a checkpoint, ms", [f"{one.checkpoint * 1e3:.1f}" for one in found]),
        ("an inclusion proof, ms, median", [f"{one.inclusion.median * 1e3:.2f}" for one in found]),
        ("  95th of 100", [f"{one.inclusion.p95 * 1e3:.2f}" for one in found]),
        ("  with its entry and checkpoint, ms, median", [f"{one.proof.median * 1e3:.2f}" for one in found]),
        ("  95th of 100", [f"{one.proof.p95 * 1e3:.2f}" for one in found]),
        ("the whole verified, s", [_told(one.verified, "{:.1f}") for one in found]),
        ("  entries a second", [_told(one.verified and one.size / one.verified, "{:,.0f}") for one in found]),
        ("  read and SHA-256 alone, s", [f"{one.hashed:.2f}" for one in found]),
        ("  times that", [_told(one.verified and one.verified / one.hashed, "{:.1f}") for one in found]),
        ("  faults found", [_told(one.found, "{}") for one in found]),
        (
            "one appended, to one at the first size",
            [f"{one.alone.median / first.alone.median:.2f}" for one in found],
        ),
        (
            "one proof, to one at the first size",
            [f"{one.inclusion.median / first.inclusion.median:.2f}" for one in found],
        ),
    ]
    lines = [f"{what:<56}" + "".join(f"{value:>14}" for value in values) for what, values in rows]
    shares = [
        f"{one.act + f', at {one.entries:,} entries':<44}{one.whole.median * 1e3:>8.2f} ms, without its entry"
        f"{one.without.median * 1e3:>7.2f} ms: {1 - one.without.median / one.whole.median:>6.1%} is the ledger's"
        for one in costs
    ]
    return "\n".join(
        [
            "The ledger as it fills (compare lines of one column; the load says what else ran on the machine)",
            "",
            *lines,
            "",
            f"Acts of the desk, median of {ACTS}, by turns with their entry and without, each committed",
            "",
            *shares,
            "",
        ]
    )


def _told(value: float | None, how: str) -> str:
    return "-" if value is None else how.format(value)


if __name__ == "__main__":
    sys.exit(main())
