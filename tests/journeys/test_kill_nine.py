"""Kill -9 of the server in the middle of random acts: each is wholly there with its ledger entry, or not at all."""

import os
from pathlib import Path

import pytest

from tests.journeys.killing.lives import Crash, subject

# Its node keeps its tables beside those of the suite.
pytestmark = pytest.mark.database

# Another seed, or the one of a failure: ENTRAIDE_KILL_SEED=….
SEED = int(os.environ.get("ENTRAIDE_KILL_SEED", "20261116"))


def rounds(folder: Path, count: int, acts: int) -> list[Crash]:
    """So many crashes of one node, each told as it happens."""
    crashes = []
    with subject(folder) as node:
        for number in range(count):
            crash = node.round(SEED + 1000 * number, acts)
            print(f"round {number + 1} of {count}, {crash}", flush=True)  # noqa: T201 - what `make soak` is read for
            crashes.append(crash)
        print(f"answers by status: {dict(sorted(node.promises.answered.items()))}", flush=True)  # noqa: T201
    return crashes


def whole(crashes: list[Crash]) -> None:
    """Every round left everything whole, and at least one of them cut an act short."""
    broken = [str(crash) for crash in crashes if crash.found]
    assert not broken, "\n".join(broken)
    assert sum(crash.unanswered for crash in crashes) > 0, "no act was under way when the node was killed"


def test_a_killed_server_leaves_every_act_whole_or_undone(tmp_path: Path) -> None:
    whole(rounds(tmp_path / "node", 1, 60))


@pytest.mark.soak
def test_twenty_kills_in_the_middle_of_two_hundred_acts_leave_every_act_whole_or_undone(
    tmp_path: Path,
) -> None:
    whole(rounds(tmp_path / "node", 20, 200))
