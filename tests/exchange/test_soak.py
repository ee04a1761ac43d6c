"""Three nodes exchange messages while lines break, processes are killed, disks fill and clocks jump: nothing that was
acknowledged is lost or done twice, and every message ends in an attestation that both sides hold.

The long run: `make soak`, for ENTRAIDE_SOAK_SECONDS; certain seeds alone: ENTRAIDE_SOAK_SEED="300 17".
"""

import copy
import os
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.soaking import seeds
from tests.exchange.soaking.cluster import Cluster, cluster, prepared
from tests.exchange.soaking.faults import Faults
from tests.exchange.soaking.invariants import Told, findings
from tests.exchange.soaking.rounds import Round, play
from tests.exchange.soaking.scenarios import accounts, hand_in_twice, kill_after_the_receipt
from tests.exchange.soaking.wrong import KNOWN_AGAIN, RECEIPT_FIRST

# A seed of chance on every run; of the long run, how long it may take and how long each round is.
SHORT_SECONDS = 4.0
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
        seed = secrets.randbelow(2**31)
        rounds = [told(on, seed, SHORT_SECONDS, tmp_path / str(seed))]
    require_whole(rounds)


def test_a_receipt_that_is_given_before_anything_is_stored_is_found_out(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes", wrong=RECEIPT_FIRST, count=2, serving=(1,)) as on:
        found = kill_after_the_receipt(on, tmp_path / "told")
    assert [one for one in found if one.endswith("stands as delivered and its recipient does not have it")]


def test_a_message_that_is_done_again_when_it_comes_again_is_found_out(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes", wrong=KNOWN_AGAIN, count=2, serving=(1,)) as on:
        found = hand_in_twice(on, tmp_path / "told")
    assert [one for one in found if one.endswith("is delivered and was applied 2 times")]


@pytest.mark.soak
def test_the_right_build_stands_what_the_wrong_ones_are_found_out_by(home: Path, tmp_path: Path) -> None:
    with cluster(home, tmp_path / "nodes", count=2, serving=(1,)) as on:
        assert besides_what_nobody_carried(hand_in_twice(on, tmp_path / "twice", size=5000)) == []
        found = accounts(on, tmp_path / "accounts")
        assert besides_what_nobody_carried(kill_after_the_receipt(on, tmp_path / "killed")) == []
        cards = [node.card for node in on.nodes]
    for name, (change, finding) in DOCTORED.items():
        changed = copy.deepcopy(found)
        change(*changed)
        assert [one for one in findings(changed, cards, set())[0] if finding in one], name


def besides_what_nobody_carried(found: list[str]) -> list[str]:
    """The sender's node is asleep: its own last attestations are all that may be missing."""
    return [one for one in found if "its two sides hold other attestations" not in one]


def forget(told: Told, *names: str) -> None:
    for name in names:
        told[name].clear()


# What is done to the accounts of the sender and of the recipient, and what must then be found.
DOCTORED: dict[str, tuple[Callable[[Told, Told], None], str]] = {
    "lost": (lambda ours, theirs: forget(theirs, "messages"), "its recipient does not have it"),
    "not done": (lambda ours, theirs: forget(theirs, "applied"), "was applied 0 times"),
    "file gone": (
        lambda ours, theirs: theirs["messages"][0]["files"][0].update(there=""),
        "a file of it is not there",
    ),
    "done without its file": (
        lambda ours, theirs: theirs["applied"][0].__setitem__(3, []),
        "without its files",
    ),
    "other bytes": (
        lambda ours, theirs: theirs["messages"][0].update(digest="x"),
        "is another at its recipient",
    ),
    "never settled": (lambda ours, theirs: ours["messages"][0].update(standing="queued"), "stands as queued"),
    "nobody's": (lambda ours, theirs: forget(ours, "messages"), "nobody sent it"),
    "attestation lost": (
        lambda ours, theirs: theirs["messages"][0]["attested"].clear(),
        "its two sides hold other attestations: [('delivered', 'of recipient')",
    ),
    "named twice": (lambda ours, theirs: theirs["ledger"][0].__setitem__(3, 2), "2 times, and not 1"),
    "exported by one": (lambda ours, theirs: forget(theirs, "exports"), "is not the same at both sides"),
    "exported wrongly": (
        lambda ours, theirs: Path(ours["exports"][0][1]).write_bytes(b"{}") and None,
        "does not prove itself",
    ),
}


def test_one_seed_brings_one_weather() -> None:
    drawn = []
    for _ in range(2):
        faults = Faults()
        faults.begin(20261123)
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
