"""Three nodes that are each other's partners, with the doors between them and clocks that can be moved."""

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.exchange.soaking import doors
from tests.exchange.soaking.doors import Door, Doors
from tests.exchange.soaking.faults import Faults
from tests.exchange.soaking.living import Node
from tools.postgres import free_port

NODES = 3


class Cluster:
    """The nodes in their order, and behind which door each stands."""

    def __init__(self, nodes: list[Node], way: Doors) -> None:
        self.nodes, self.way = nodes, way
        self.time = 0.0
        self.leads = [0.0] * len(nodes)
        self.furthest = 0.0

    @property
    def faults(self) -> Faults:
        return self.way.faults

    def go_on(self, seconds: float) -> None:
        """Let time pass at every node."""
        self.time += seconds
        self._tell()

    def lead(self, number: int, seconds: float) -> None:
        """Have the clock of one node run ahead of the others by so much; one that ran further ahead is set back."""
        self.leads[number] = seconds
        self.furthest = max(self.furthest, seconds)
        self._tell()

    def agree(self) -> None:
        """Let all clocks show what any of them has shown: what was said meanwhile lies in nobody's future."""
        self.time += self.furthest
        self.furthest = 0.0
        self.leads = [0.0] * len(self.nodes)
        self._tell()

    def mend(self) -> None:
        """No fault any more: everybody runs, every door is open, every disk has room, all clocks agree."""
        self.faults.end()
        for door in self.way.doors:
            door.shut = False
        for node in self.nodes:
            node.set_disk(full=False)
            if node.running is not None and node.running.process.poll() is not None:
                # It was begun while its disk was full; anything else is for its log to say.
                self.faults.count("ended by itself")
        self.agree()
        for node in self.nodes:
            node.wait_until_ready()

    def _tell(self) -> None:
        for node, lead in zip(self.nodes, self.leads, strict=True):
            node.set_clock(self.time + lead)


def prepared(folder: Path) -> Path:
    """A node without a card, to be copied: its tables are made once."""
    node = Node(folder, free_port())
    answer = node.hand.ask("make", name="Prepared")
    assert answer == {}, answer
    node.hand.kill()
    return folder


@contextmanager
def cluster(
    home: Path, folder: Path, *, wrong: str = "", count: int = NODES, serving: tuple[int, ...] | None = None
) -> Iterator[Cluster]:
    """So many nodes at work, copies of a prepared one, each with its own card; all of a wrong build if it is named.

    `serving`: which of them have processes at all; every one where nothing is said.
    """
    nodes = [_copied(home, folder / f"node{number}", wrong) for number in range(count)]
    way = Doors(Faults(), [Door(free_port(), node.port) for node in nodes])
    made = Cluster(nodes, way)
    begun = [node for number, node in enumerate(nodes) if serving is None or number in serving]
    with ThreadPoolExecutor(count) as several, doors.standing(way):
        try:
            list(several.map(_give_card, nodes, way.doors))
            for node in begun:
                node.start()
            list(several.map(lambda one: _introduce(one, nodes), nodes))
            for node in begun:
                node.wait_until_ready()
            yield made
        finally:
            for node in nodes:
                node.hand.kill()
            list(several.map(lambda one: one.kill(random.Random(1)), nodes))


def _copied(home: Path, folder: Path, wrong: str) -> Node:
    shutil.copytree(home, folder)
    return Node(folder, free_port(), wrong)


def _give_card(node: Node, door: Door) -> None:
    answer = node.hand.ask("card", address=f"http://127.0.0.1:{door.port}/exchange")
    node.id, node.card = answer["node"], answer["card"]


def _introduce(node: Node, nodes: list[Node]) -> None:
    others = [other.card for other in nodes if other is not node]
    answer = node.hand.ask("partners", cards=others)
    assert answer == {}, answer
