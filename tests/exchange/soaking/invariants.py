"""What must hold when all is settled, asked of the accounts of all nodes at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from entraide.exchange.domain.cards import KnownCard, read_card
from entraide.exchange.domain.conversations import verify
from entraide.kernel.errors import Refusal
from tests.exchange.soaking.taking import NOTED

Told = dict[str, Any]
DELIVERED, NOT_DELIVERED = "delivered", "not_delivered"
QUEUED, RECEIVED, REFUSED = "exchange.message_queued", "exchange.message_received", "exchange.message_refused"
ATTESTED, HEARD = "exchange.attested", "exchange.attestation_received"


def findings(
    nodes: Sequence[Told], cards: Sequence[str], returned: set[tuple[str, str]]
) -> tuple[list[str], Counter[str]]:
    """What does not hold, and how messages ended."""
    accounts = _Accounts(nodes, [read_card(card.encode()) for card in cards], returned)
    found = [
        *accounts.sent(),
        *accounts.ends(),
        *accounts.received(),
        *accounts.applied(),
        *accounts.attested(),
        *accounts.ledgers(),
        *accounts.exports(),
    ]
    return found, accounts.ended()


class _Accounts:
    """Each message as its sender holds it and as its recipient does."""

    def __init__(self, nodes: Sequence[Told], cards: list[KnownCard], returned: set[tuple[str, str]]) -> None:
        self.nodes = {one["node"]: one for one in nodes}
        self.cards = {str(known.card.node): known for known in cards}
        self.returned = returned
        self.ours: dict[str, tuple[str, Told]] = {}
        self.theirs: dict[str, tuple[str, Told]] = {}
        for node, told in self.nodes.items():
            for one in told["messages"]:
                (self.ours if one["outgoing"] else self.theirs)[one["message"]] = (node, one)
        self.done: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for node, told in self.nodes.items():
            for message, _conversation, _sequence, files in told["applied"]:
                self.done[message].append((node, files))

    def sent(self) -> Iterator[str]:
        """Whatever `send` gave back is there."""
        for node, message in self.returned:
            if self.ours.get(message, ("",))[0] != node:
                yield f"{message} was sent and its sender does not know it"

    def ends(self) -> Iterator[str]:
        """Every message is settled, by one word of its recipient; who is always refused is, with the reason."""
        for message, (_, one) in self.ours.items():
            said = [kind for kind, node, *_ in one["attested"] if node == one["partner"]]
            ends = [kind for kind in said if kind in (DELIVERED, NOT_DELIVERED)]
            standing = {(DELIVERED,): "delivered", (NOT_DELIVERED,): "refused"}.get(tuple(ends))
            if standing is None or one["standing"] != standing:
                yield f"{message} stands as {one['standing']}, and its recipient says {ends}"
            if one["type"] != NOTED and ends != [NOT_DELIVERED]:
                yield f"{message} is of a type that is never taken, and its recipient says {ends}"

    def received(self) -> Iterator[str]:
        """What a recipient says it has is there: the same bytes, done, and its files whole."""
        for message, (sender, one) in self.ours.items():
            node, copy = self.theirs.get(message, ("", None))
            if copy is None:
                yield f"{message} stands as {one['standing']} and its recipient does not have it"
                continue
            if (node, copy["partner"]) != (one["partner"], sender):
                yield f"{message} is at another node"
            if (copy["digest"], copy["content"]) != (one["digest"], one["content"]):
                yield f"{message} is another at its recipient"
            if copy["standing"] != one["standing"]:
                yield f"{message} is {one['standing']} at its sender and {copy['standing']} at its recipient"
            if copy["standing"] == "delivered":
                for file, there in zip(one["files"], copy["files"], strict=True):
                    if not there["whole"] or not file["digest"] == there["digest"] == there["there"]:
                        yield f"{message} was delivered and a file of it is not there: {there}"
        for message in self.theirs.keys() - self.ours.keys():
            yield f"{message} was received and nobody sent it"

    def applied(self) -> Iterator[str]:
        """What was delivered was done once, with its files, and in its order; what was refused was not."""
        for message, (node, one) in self.theirs.items():
            did = self.done.get(message, [])
            wanted = 1 if one["standing"] == "delivered" else 0
            if len(did) != wanted:
                yield f"{message} is {one['standing']} and was applied {len(did)} times"
            if any(
                did_at != node or files != [file["digest"] for file in one["files"]] for did_at, files in did
            ):
                yield f"{message} was applied elsewhere, or without its files"
        for node, told in self.nodes.items():
            last: dict[str, int] = defaultdict(int)
            for message, conversation, sequence, files in told["applied"]:
                if message not in self.theirs:
                    yield f"{message} was applied at {node} and is not there"
                # Files take their time: a message that has some may be done after what follows it.
                if not files:
                    if sequence < last[conversation]:
                        yield f"{message} was applied after what follows it"
                    last[conversation] = sequence

    def attested(self) -> Iterator[str]:
        """Both sides hold the same attestations, byte for byte."""
        for message, (_, one) in self.ours.items():
            copy = self.theirs.get(message, ("", {"attested": []}))[1]
            here, there = ({tuple(proof) for proof in side["attested"]} for side in (one, copy))
            if here != there:
                lacks = sorted((kind, "of recipient" if node == one["partner"] else "of sender")
                               for kind, node, *_ in here ^ there)  # fmt: skip
                yield f"{message}: its two sides hold other attestations: {lacks}"

    def ledgers(self) -> Iterator[str]:
        """Each ledger names each message once, and each attestation once."""
        for node, told in self.nodes.items():
            named = {(act, message, kind): count for act, message, kind, count in told["ledger"]}
            wanted: Counter[tuple[str, str, str]] = Counter()
            for one in told["messages"]:
                act = QUEUED if one["outgoing"] else RECEIVED if one["standing"] == "delivered" else REFUSED
                wanted[act, one["message"], ""] += 1
                for kind, by, *_ in one["attested"]:
                    wanted[ATTESTED if by == node else HEARD, one["message"], kind] += 1
            merged: Counter[tuple[str, str, str]] = Counter()
            for (act, message, kind), count in named.items():
                if act in (QUEUED, RECEIVED, REFUSED, ATTESTED, HEARD):
                    merged[act, message, kind] += count
            for name in merged.keys() | wanted.keys():
                if merged[name] != wanted[name]:
                    yield f"the ledger says {name} {merged[name]} times, and not {wanted[name]}"

    def exports(self) -> Iterator[str]:
        """Every conversation, as each side exports it, proves itself, and both hold the same messages."""
        held: dict[str, list[frozenset[str]]] = defaultdict(list)
        for node, told in self.nodes.items():
            for conversation, path in told["exports"]:
                try:
                    found = verify(Path(path).read_bytes(), [self.cards[node]])
                except Refusal as refusal:
                    yield f"{conversation} as exported does not prove itself: {refusal}"
                else:
                    held[conversation].append(frozenset(one.digest for one in found.messages))
        for conversation, sides in held.items():
            if len(sides) != 2 or sides[0] != sides[1]:
                yield f"{conversation} is not the same at both sides"

    def ended(self) -> Counter[str]:
        """How many messages ended how."""
        counts: Counter[str] = Counter()
        for _, one in self.ours.values():
            counts[one["standing"]] += 1
            kinds = {(kind, node == one["partner"]) for kind, node, *_ in one["attested"]}
            if {(NOT_DELIVERED, False), (DELIVERED, True)} <= kinds:
                counts["delivered after all"] += 1
            counts["files"] += len(one["files"])
        counts["attestations"] = sum(len(one["attested"]) for _, one in self.ours.values())
        return counts
