"""What befalls the nodes of a round, drawn by its seed: killed, a full disk, a shut door, a clock that jumps."""

import random
import time
from collections.abc import Callable

from tests.exchange.soaking.cluster import Cluster

MINUTE, HOUR = 60.0, 3600.0
# Beyond each of the time-outs; and, seldom, beyond the time for which a message counts.
LONG_LEADS = (13 * HOUR, 25 * HOUR, 37 * HOUR)
BEYOND_ALL = 15 * 24 * HOUR
# Within what the nodes allow each other.
SHORT_LEAD = 8 * MINUTE


class Calamities:
    """One round's chances. Whatever lasts a while ends by itself, or with `Cluster.mend`."""

    def __init__(self, on: Cluster, seed: int) -> None:
        self.on, self.chance = on, random.Random(seed)
        self.ends: list[tuple[float, Callable[[], None]]] = []
        self.kinds: dict[Callable[[], None], int] = {
            self.spare: 8,
            self.kill: 2,
            self.kill_hand: 1,
            self.fill_disk: 2,
            self.shut_door: 2,
            self.shift_clock: 2,
            self.jump: 2,
        }

    def step(self) -> None:
        """One of them; and a little time passes everywhere, so that what waits to be tried again is."""
        now = time.monotonic()
        for one in [one for one in self.ends if one[0] <= now]:
            self.ends.remove(one)
            one[1]()
        self.on.go_on(self.chance.random() * 3 * MINUTE)
        self.chance.choices(list(self.kinds), list(self.kinds.values()))[0]()

    def spare(self) -> None:
        """None of them: a node takes seconds to come back, and has to live in between."""

    def kill(self) -> None:
        # One at a time, or nobody would be left to hand anything over.
        if not all(node.listens() for node in self.on.nodes):
            return
        node = self.on.nodes[self._one()]
        node.kill(self.chance)
        self._note("killed")
        self._after(self.chance.random() * 0.5, node.start)

    def kill_hand(self) -> None:
        self.on.nodes[self._one()].hand.kill()
        self._note("sender killed")

    def fill_disk(self) -> None:
        node = self.on.nodes[self._one()]
        node.set_disk(full=True)
        self._note("disk full")
        self._after(0.5 + self.chance.random() * 2, lambda: node.set_disk(full=False))

    def shut_door(self) -> None:
        door = self.on.way.doors[self._one()]
        door.shut = True
        self._note("door shut")
        self._after(0.5 + self.chance.random() * 3, lambda: setattr(door, "shut", False))

    def shift_clock(self) -> None:
        self.on.lead(self._one(), self.chance.random() * SHORT_LEAD)
        self._note("clock shifted")

    def jump(self) -> None:
        far = BEYOND_ALL if self.chance.random() < 0.02 else self.chance.choice(LONG_LEADS)
        self.on.lead(self._one(), far)
        self._note("clock jumped")
        self._after(1.0 + self.chance.random() * 4, self.on.agree)

    def _one(self) -> int:
        return self.chance.randrange(len(self.on.nodes))

    def _after(self, seconds: float, end: Callable[[], None]) -> None:
        self.ends.append((time.monotonic() + seconds, end))

    def _note(self, what: str) -> None:
        self.on.faults.count(what)
