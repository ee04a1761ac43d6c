"""Three nodes exchange messages while lines break, processes are killed, disks fill and clocks jump: nothing that was
acknowledged is lost or done twice, and every message ends in an attestation that both sides hold."""

import os
import secrets
import shutil
import time
from pathlib import Path

import pytest

from tests.exchange.soaking import seeds
from tests.exchange.soaking.cluster import Cluster, cluster, prepared
from tests.exchange.soaking.faults import Faults
from tests.exchange.soaking.rounds import Round, play
from tests.exchange.soaking.scenarios import hand_in_twice, kill_after_the_receipt
from tests.exchange.soaking.wrong import KNOWN_AGAIN, RECEIPT_FIRST

# One seed of ours and one of chance on every run; of the long run, how long it may take and how long each round is.
FIXED, SHORT_SECONDS = 20261123, 4.0
SOAK_SECONDS = float(os.environ.get("ENTRAIDE_SOAK_SECONDS", "600"))
ROUND_SECONDS = 40.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("soak") / "prepared")


def told(on: Cluster, seed: int, seconds: float, folder: Path) -> Round:
    """A round, told as it ends; its seed is kept where it failed."""
    done = play(on, seed, seconds, folder)
    print(done, flush=True)  # noqa: T201 - what `make soak` is read for
    if done.found:
        seeds.keep(seed, done.found[0])
    return done


def require_whole(rounds: list[Round]) -> None:
    """Every round left everything whole, and in all of them something was delivered and something went wrong."""
    broken = [str(one) for one in rounds if one.found]
    assert not broken, "\n".join(broken)
    assert sum(one.messages["delivered"] for one in rounds) > 0, "nothing was delivered"
    assert sum(sum(one.faults.values()) for one in rounds) > 0, "nothing went wrong"


def test_three_nodes_lose_nothing_and_do_nothing_twice(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes") as on:
        rounds = [
            told(on, seed, SHORT_SECONDS, tmp_path / str(seed)) for seed in (FIXED, secrets.randbelow(2**31))
        ]
    require_whole(rounds)


def test_a_receipt_that_is_given_before_anything_is_stored_is_found_out(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes", wrong=RECEIPT_FIRST, count=2, serving=(1,)) as on:
        found = kill_after_the_receipt(on, tmp_path / "told")
    assert [one for one in found if one.endswith("stands as delivered and its recipient does not have it")]


def test_a_message_that_is_done_again_when_it_comes_again_is_found_out(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes", wrong=KNOWN_AGAIN, count=2, serving=(1,)) as on:
        found = hand_in_twice(on, tmp_path / "told")
    assert [one for one in found if one.endswith("is delivered and was applied 2 times")]


def test_the_right_build_stands_what_the_wrong_ones_are_found_out_by(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes", count=2, serving=(1,)) as on:
        twice = hand_in_twice(on, tmp_path / "twice")
        killed = kill_after_the_receipt(on, tmp_path / "killed")
    # Nobody carried the sender's own attestations, which is all that may be missing.
    others = [one for one in (*twice, *killed) if "its two sides hold other attestations" not in one]
    assert others == []


def test_one_seed_brings_one_weather() -> None:
    drawn = []
    for _ in range(2):
        faults = Faults()
        faults.begin(FIXED)
        drawn.append([faults.draw() for _ in range(200)])
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) > 10


@pytest.mark.soak
def test_many_rounds_of_three_nodes_lose_nothing_and_do_nothing_twice(home: Path, tmp_path: Path) -> None:
    until, rounds = time.monotonic() + SOAK_SECONDS, list[Round]()
    asked = [int(one) for one in os.environ.get("ENTRAIDE_SOAK_SEED", "").split()]
    first = asked or seeds.kept()
    while (left := until - time.monotonic()) > 0 and not (asked and not first):
        seed = first.pop(0) if first else secrets.randbelow(2**31)
        folder = tmp_path / str(seed)
        with cluster(home, folder / "nodes") as on:
            done = told(on, seed, min(ROUND_SECONDS, left), folder / "told")
        rounds.append(done)
        if done.found:
            break
        shutil.rmtree(folder)
    require_whole(rounds)
