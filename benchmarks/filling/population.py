"""Who works at the bureau, and who of them belongs to which case."""

import random
from dataclasses import dataclass

OFFICERS = 10
# The desks that are measured hold as much work in a small node as in a large one.
OWN_DESK, TO_TRIAGE, TO_REVIEW, LIAISON_CASES = 40, 25, 15, 300
OPEN_SHARE, OPEN_MOST = 0.2, 3000


@dataclass(frozen=True)
class Colleague:
    """A person of the bureau as the rows name them."""

    id: int
    uuid: str
    name: str


@dataclass(frozen=True)
class Bureau:
    """The people of the node: three at the intake belong to every case, ten officers to a tenth of them each."""

    duty: Colleague
    second_duty: Colleague
    supervisor: Colleague
    officers: tuple[Colleague, ...]
    liaison: Colleague
    counsel: Colleague
    intake_unit: int
    work_unit: int

    @property
    def intake(self) -> tuple[Colleague, ...]:
        return (self.duty, self.second_duty, self.supervisor)


@dataclass(frozen=True)
class Caseload:
    """What is still open, and what of it lies where. Positions count requests from the oldest."""

    total: int
    open: frozenset[int]
    triage: frozenset[int]
    review: frozenset[int]
    own_desk: frozenset[int]
    liaison: frozenset[int]


def caseload(total: int, seed: int = 11) -> Caseload:
    """As in life: most of what is open is recent, and no bureau has more open than its people can hold."""
    made = random.Random(seed)
    count = min(int(total * OPEN_SHARE), OPEN_MOST)
    recent = range(max(0, total - count * 2), total)
    chosen = set(made.sample(recent, int(count * 0.8)))
    while len(chosen) < count:
        chosen.add(made.randrange(total))
    newest_first = sorted(chosen, reverse=True)
    triage, rest = newest_first[:TO_TRIAGE], newest_first[TO_TRIAGE:]
    made.shuffle(rest)
    review, rest = rest[:TO_REVIEW], rest[TO_REVIEW:]
    return Caseload(
        total=total,
        open=frozenset(chosen),
        triage=frozenset(triage),
        review=frozenset(review),
        own_desk=frozenset(rest[:OWN_DESK]),
        liaison=frozenset(made.sample(range(total), min(LIAISON_CASES, total * 3 // 10))),
    )


def describe() -> str:
    """The population in a sentence or two, for the head of a report."""
    return (
        f"Bureau: 18 people; 3 of the intake belong to every case (measured: the duty officer and the supervisor), "
        f"{OFFICERS} case officers to a tenth of the cases each (measured: one), a liaison officer to at most "
        f"{LIAISON_CASES}.\n"
        f"Open: {OPEN_SHARE:.0%} of all, at most {OPEN_MOST:,}, four in five of them among the newest; "
        f"{OWN_DESK} on the measured officer's desk, {TO_TRIAGE} to triage, {TO_REVIEW} letters to review."
    )
