"""What can happen to a request on its way, drawn by a seed and counted."""

import random
import threading
from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    NONE = "none"
    CUT_BEFORE = "cut before"
    CUT_WITHIN = "cut within"
    CUT_AFTER = "cut after"
    CUT_ANSWER = "cut before the answer"
    HALF_ANSWER = "cut within the answer"
    DELAY = "delayed"
    DUPLICATE = "duplicated"
    HALF_DUPLICATE = "duplicated in part"
    HOLD = "held while later ones passed"
    FLIP = "bytes flipped"
    FLIP_ANSWER = "bytes of the answer flipped"


WEIGHTS = dict.fromkeys(Fault, 2) | {Fault.NONE: 20, Fault.DUPLICATE: 6, Fault.HALF_DUPLICATE: 4}


class Faults:
    """The chances of one round. None while they are off."""

    def __init__(self) -> None:
        self.on = False
        # What happens to every request, whatever the chances.
        self.always: Fault | None = None
        self.chance = random.Random(0)
        self.counts: Counter[str] = Counter()
        self.lock = threading.Lock()

    def begin(self, seed: int) -> None:
        """From now on, by this seed."""
        self.chance, self.on = random.Random(seed), True
        self.counts.clear()

    def end(self) -> None:
        """Requests pass unharmed."""
        self.on = False

    def draw(self) -> Fault:
        """What happens to the next request."""
        if self.always is not None or not self.on:
            return self.always or Fault.NONE
        fault = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        self.count("requests")
        if fault is not Fault.NONE:
            self.count(fault)
        return fault

    def count(self, what: str) -> None:
        """One more of something."""
        with self.lock:
            self.counts[what] += 1
