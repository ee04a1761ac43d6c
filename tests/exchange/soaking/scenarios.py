"""What surely tells a wrong build from the right one, without any chance in it. The sender's node only has a hand."""

import random
import time
from pathlib import Path

from tests.exchange.soaking.cluster import Cluster
from tests.exchange.soaking.faults import Fault
from tests.exchange.soaking.invariants import Told, findings
from tests.exchange.soaking.living import Node
from tests.exchange.soaking.taking import NOTED

PATIENCE_SECONDS = 60.0


def kill_after_the_receipt(on: Cluster, folder: Path) -> list[str]:
    """The recipient is killed when the sender has just got its receipt; what does not hold then."""
    message = _said(on, None)
    on.nodes[1].kill(random.Random(1))
    return _looked_at(on, message, folder)


def hand_in_twice(on: Cluster, folder: Path, *, size: int | None = None) -> list[str]:
    """Everything that passes is handed in twice, with a file of so many bytes; what does not hold then."""
    on.faults.always = Fault.DUPLICATE
    message = _said(on, size)
    on.faults.always = None
    return _looked_at(on, message, folder)


def _said(on: Cluster, size: int | None) -> str:
    """A message that the recipient has attested."""
    sender, recipient = on.nodes
    answer = sender.hand.ask("send", to=recipient.id, type_=NOTED, size=size, fresh=True, which=0.5)
    message = str(answer["message"])
    until = time.monotonic() + PATIENCE_SECONDS
    while _carried(sender, message) != "delivered":
        assert time.monotonic() < until, "the message was not delivered in time"
        on.go_on(60)
    return message


def _carried(sender: Node, message: str) -> str:
    sender.hand.ask("carry")
    return str(sender.hand.ask("standing", message=message)["standing"])


def accounts(on: Cluster, folder: Path) -> list[Told]:
    """What every node holds now."""
    return [node.hand.ask("report", folder=str(folder / node.id)) for node in on.nodes]


def _looked_at(on: Cluster, message: str, folder: Path) -> list[str]:
    told = accounts(on, folder)
    return findings(told, [node.card for node in on.nodes], {(on.nodes[0].id, message)})[0]
