"""One round: messages are sent while everything befalls the nodes; then all is mended, and looked at."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.exchange.soaking.calamities import Calamities
from tests.exchange.soaking.cluster import Cluster
from tests.exchange.soaking.driver import HELD
from tests.exchange.soaking.invariants import findings
from tests.exchange.soaking.living import HandGone, Node
from tests.exchange.soaking.taking import NOTED, REFUSED

MEGABYTE = 1024 * 1024
SIZES = (None,) * 8 + (0, 1, 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE, 34 * MEGABYTE)
# After the last fault: how long until nothing waits any more.
PATIENCE_SECONDS = 180.0
# More than the longest wait before something is tried again.
STRIDE = 400.0


@dataclass
class Round:
    """What a seed did."""

    seed: int
    faults: Counter[str]
    sent: int
    refused: int
    messages: Counter[str]
    found: list[str]
    settled_after: float

    def __str__(self) -> str:
        faults = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.items()))
        messages = ", ".join(f"{name} {count}" for name, count in sorted(self.messages.items()))
        told = "; ".join(self.found) or "whole"
        return (
            f"seed {self.seed}: {self.sent} sent, {self.refused} could not be; {faults}; "
            f"settled after {self.settled_after:.1f} s: {messages}: {told}"
        )


@dataclass
class Load:
    """Somebody at each node who sends to the others, until told to stop."""

    on: Cluster
    seed: int
    returned: set[tuple[str, str]] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    stopped: threading.Event = field(default_factory=threading.Event)
    errors: list[BaseException] = field(default_factory=list)

    def start(self) -> None:
        self.threads = [
            threading.Thread(target=self._work, args=(node, random.Random(self.seed * 31 + number)))
            for number, node in enumerate(self.on.nodes)
        ]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        """Wait for all. Raises what stopped one before."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def _work(self, node: Node, chance: random.Random) -> None:
        others = [one.id for one in self.on.nodes if one is not node]
        while not self.stopped.wait(chance.random() * 0.3):
            try:
                answer = node.hand.ask(
                    "send",
                    to=chance.choice(others),
                    type_=REFUSED if chance.random() < 0.1 else NOTED,
                    size=chance.choice(SIZES),
                    fresh=chance.random() < 0.2,
                    which=chance.random(),
                )
            except HandGone:
                self.refused["killed"] += 1
            except BaseException as error:  # noqa: BLE001 - told to the test by `end`
                self.errors.append(error)
                return
            else:
                if "message" in answer:
                    self.returned.add((node.id, answer["message"]))
                else:
                    self.refused[answer["refused"]] += 1


def play(on: Cluster, seed: int, seconds: float, folder: Path) -> Round:
    """Send for so long under the faults of a seed, mend everything, wait until nothing waits, and look."""
    load, calamities = Load(on, seed), Calamities(on, seed)
    on.faults.begin(seed)
    load.start()
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            time.sleep(0.1 + calamities.chance.random() * 0.9)
            calamities.step()
    finally:
        load.end()
    faults = on.faults.counts.copy()
    on.mend()
    since = time.monotonic()
    found, messages = look(on, load.returned, folder)
    strange = [one for one in load.refused if "full" not in one and "No space" not in one and one != "killed"]
    found += [f"could not send: {one}" for one in strange]
    refused = sum(load.refused.values())
    return Round(seed, faults, len(load.returned), refused, messages, found, time.monotonic() - since)


def look(on: Cluster, returned: set[tuple[str, str]], folder: Path) -> tuple[list[str], Counter[str]]:
    """Wait until nothing waits any more; then what is not as it should be, and how the messages ended.

    The nodes tell what they hold one after the other: what comes to pass meanwhile would be with one and not yet with
    another, so they are asked again until nothing did.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        before = [_standing(on, node) for node in on.nodes]
        waits = [one for one, _ in before]
        if not any(waits):
            told = [
                node.hand.ask("report", folder=str(folder / str(number)))
                for number, node in enumerate(on.nodes)
            ]
            if [_standing(on, node) for node in on.nodes] == before:
                return findings(told, [node.card for node in on.nodes], returned)
        elif time.monotonic() > until:
            return [f"not settled in time: {waits}"], Counter()
        else:
            on.go_on(STRIDE)
        time.sleep(0.5)


def _standing(on: Cluster, node: Node) -> tuple[dict[str, int], int]:
    """What still waits at a node, and how many attestations it holds."""
    found = node.hand.ask("standing")
    held = found.pop(HELD)
    waits = {name: count for name, count in found.items() if count}
    return waits | ({"on the way": len(on.way.later)} if on.way.later else {}), held
