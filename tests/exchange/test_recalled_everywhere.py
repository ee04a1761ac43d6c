"""A recall reaches every partner that has the message, one of them after a day, and each says that it has it."""

import random
import time
from pathlib import Path

import pytest

from tests.exchange.soaking.cluster import Cluster, cluster, prepared
from tests.exchange.soaking.living import Node
from tests.exchange.soaking.taking import NOTED

pytestmark = pytest.mark.soak
DAY = 24 * 3600.0
PATIENCE_SECONDS = 90.0
REASON = "The photograph shows somebody else."


def test_a_recall_reaches_three_partners_of_whom_one_was_away_for_a_day(tmp_path: Path) -> None:
    with cluster(prepared(tmp_path / "prepared"), tmp_path / "nodes", count=4) as on:
        ours, *theirs = on.nodes
        said = ours.hand.ask("send_to_all", type_=NOTED)["messages"]
        _until_all(ours, said, "delivered theirs")
        # In the order in which the sender knows its partners, which is that of the nodes.
        of = dict(zip(said, theirs, strict=True))
        exported, away = said[0], said[2]
        of[exported].hand.ask("export", message=exported)
        of[away].kill(random.Random(1))
        recalls = ours.hand.ask("recall", message=said[1], reason=REASON)["messages"]
        _until_all(ours, recalls[:2], "delivered theirs")
        for message in said[:2]:
            assert of[message].hand.ask("attested", message=message)["recalled"] == REASON
        assert ours.hand.ask("attested", message=exported)["recalled"] == REASON
        assert of[exported].hand.ask("attested", message=exported)["spoilt"] == [True]
        _a_day_passes(on)
        _until_all(ours, recalls[2:], "not_delivered ours")
        of[away].start()
        of[away].wait_until_ready()
        _until_all(ours, recalls, "delivered theirs")
        assert of[away].hand.ask("attested", message=away)["recalled"] == REASON
        late = ours.hand.ask("attested", message=recalls[2])
        # What was missed stays on record; the later word of the partner overrules it.
        assert {"not_delivered ours", "delivered theirs"} <= set(late["attested"])
        assert late["standing"] == "delivered"


def _a_day_passes(on: Cluster) -> None:
    on.go_on(DAY + 3600)


def _until_all(node: Node, messages: list[str], attested: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not all(attested in node.hand.ask("attested", message=one)["attested"] for one in messages):
        assert time.monotonic() < until, [node.hand.ask("attested", message=one) for one in messages]
        time.sleep(0.5)
