"""A partner whose keys the test holds: it speaks to this node, and a small server answers for it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

from entraide.exchange.domain.attestations import Attestation, Attested, Kind, attest, read_attested
from entraide.exchange.domain.cards import Party, party, read_card
from entraide.exchange.domain.chunks import TAG_BYTES, open_chunk
from entraide.exchange.domain.delivery import (
    Answer,
    Wanted,
    is_parcel,
    lines_of,
    write_answers,
    write_lines,
)
from entraide.exchange.domain.encoding import Fields, load
from entraide.exchange.domain.messages import Message, pack, unpack
from entraide.exchange.domain.parcels import read_parcel, seal
from entraide.exchange.domain.statement import CHUNK_BYTES
from entraide.exchange.models import Partner
from entraide.exchange.services import partners, receiving
from entraide.exchange.services.identity import identity
from entraide.kernel.canonical import canonical
from tests.exchange.nodes import AT, Node, node, said

TEST = "exchange.test/1"


def us() -> Node:
    """This node as a partner knows it, with the keys that it signs and opens with now."""
    ours = identity()
    return Node(ours.signing[-1], ours.opening[-1], ours.card)


def let_in(other: Node, *, at: datetime = AT) -> Partner:
    """Another node as a confirmed partner, through the acts by which one becomes that."""
    made = partners.introduce([other.known], acting=None, at=at)
    return partners.confirm(
        made,
        heard=other.known.fingerprint,
        person="J. Halvorsen",
        number="+1 555 0142",
        number_from="Directory of the bureau",
        acting=None,
        at=at,
    )


@dataclass
class Speaker:
    """A partner that speaks to this node: each message follows the one before in its conversation."""

    them: Node
    conversation: UUID = field(default_factory=uuid4)
    last: dict[UUID, Message] = field(default_factory=dict)

    @property
    def row(self) -> Partner:
        return Partner.objects.get(node=self.them.id)

    def says(self, body: dict[str, object] | None = None, **changed: object) -> Message:
        """The next message of a conversation, signed; `changed` are fields of its statement."""
        talk = changed.setdefault("conversation", self.conversation)
        assert isinstance(talk, UUID)
        before = self.last.get(talk)
        follows = {
            "sequence": before.statement.sequence + 1 if before else 1,
            "previous": before.digest if before else None,
            "type": TEST,
        }
        message = said(self.them, us(), {"test": True} if body is None else body, **(follows | changed))
        self.last[talk] = message
        return message

    def delivers(self, *spoken: Message | bytes, at: datetime = AT) -> list[Answer]:
        """Hand messages (or lines as they are) over; what this node answers."""
        return receiving.take_delivery(write_lines(map(parcelled, spoken)), at=at)

    def attests(self, message: UUID, digest: str, kind: Kind, at: datetime = AT, reason: str = "") -> bytes:
        """A line in which the partner attests something."""
        return canonical(self.attested(message, digest, kind, at, reason).as_json())

    def attested(
        self, message: UUID, digest: str, kind: Kind, at: datetime = AT, reason: str = ""
    ) -> Attested:
        return attest([Attestation(kind, self.them.id, message, digest, at, reason)], at, self.them.signing)[
            0
        ]


def parcelled(message: Message | bytes) -> bytes:
    """A message as a line for this node."""
    return message if isinstance(message, bytes) else pack(message, us().opening.public).encoded()


def resealed(spoken: Message, content: dict[str, object], **outside: UUID) -> bytes:
    """What a partner (or a thief of the line) could have put into the parcel of a message instead."""
    names = {
        "message": spoken.statement.message,
        "sender": spoken.statement.sender,
        "recipient": spoken.statement.recipient,
    } | outside
    return seal(canonical(content), key=us().opening.public, **names).encoded()


Reply = tuple[int, bytes, dict[str, str]]


@dataclass
class OtherNode:
    """What the server of a partner knows: it takes and attests in memory, by the code of the protocol.

    `instead` answers in its place: given the method, the path and the body; None lets it answer itself.
    """

    speaker: Speaker
    at: datetime = AT
    # What it knows of this node; without cards that it was shown, what it knew at first.
    cards: list[bytes] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    taken: dict[UUID, Message] = field(default_factory=dict)
    files: dict[UUID, bytes] = field(default_factory=dict)
    told: list[Attested] = field(default_factory=list)
    refusing: str = ""
    instead: Callable[[str, str, bytes], Reply | None] | None = None
    _answers: dict[UUID, Answer] = field(default_factory=dict)

    def party(self) -> Party:
        return party([read_card(line) for line in self.cards]) if self.cards else us().party

    def answer(self, method: str, path: str, body: bytes) -> Reply:
        self.asked.append((method, path))
        self.bodies.append(body)
        told = self.instead(method, path, body) if self.instead else None
        if told is not None:
            return told
        if path == "/cards" and method == "POST":
            self.cards = lines_of(body)
            return 200, b"", {}
        if path == "/cards":
            return 200, write_lines([canonical(self.speaker.them.known.envelope.as_json())]), {}
        if path == "/deliveries":
            return 200, write_answers(self._delivered(lines_of(body))), {}
        _, _, message, _, attachment, first = path.split("/")
        return 200, write_answers([self._chunks(UUID(message), UUID(attachment), int(first), body)]), {}

    def _delivered(self, lines: Sequence[bytes]) -> Iterator[Answer]:
        for line in lines:
            if is_parcel(line):
                yield self._message(line)
            else:
                fields = Fields(load(line, "line", most=1 << 20, items=1000), "line")
                self.told.append(read_attested(fields, self.party()))

    def _message(self, line: bytes) -> Answer:
        them = self.speaker.them
        keys = {them.opening.public.id: them.opening}
        parcel = read_parcel(line)
        message = unpack(line, ours=them.id, opening=keys, party_of=lambda _: self.party(), at=self.at)
        self.taken[parcel.message] = message
        for one in message.statement.attachments:
            self.files.setdefault(one.id, b"")
        return self._answer(message)

    def _answer(self, message: Message) -> Answer:
        said = message.statement
        if said.message in self._answers:
            return self._answers[said.message]
        wanted = tuple(
            Wanted(one.id, len(self.files[one.id]) // CHUNK_BYTES)
            for one in said.attachments
            if "sha256:" + sha256(self.files[one.id]).hexdigest() != one.digest
            or (one.size == 0 and ("PUT", self._place(message, one.id)) not in self.asked)
        )
        if wanted:
            return Answer(said.message, wanted=wanted)
        kind = Kind.NOT_DELIVERED if self.refusing else Kind.DELIVERED
        proof = self.speaker.attested(said.message, message.digest, kind, self.at, self.refusing)
        self._answers[said.message] = Answer(said.message, attested=(proof,))
        return self._answers[said.message]

    @staticmethod
    def _place(message: Message, attachment: UUID) -> str:
        return f"/messages/{message.statement.message}/files/{attachment}/0"

    def _chunks(self, message: UUID, attachment: UUID, first: int, body: bytes) -> Answer:
        taken = self.taken[message]
        file = next(one for one in taken.statement.attachments if one.id == attachment)
        self.files[attachment] = self.files[attachment][: first * CHUNK_BYTES]
        size = CHUNK_BYTES + TAG_BYTES
        for number, start in enumerate(range(0, len(body), size), first):
            self.files[attachment] += open_chunk(file, number, body[start : start + size])
        return self._answer(taken)


@contextmanager
def served(other: OtherNode) -> Iterator[str]:
    """The other node at an address of this machine, as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, content, headers = other.answer(self.command, self.path.removeprefix("/exchange"), body)
            if status == 0:
                self.close_connection = True
                return
            self.send_response_only(status)
            self.send_header("Date", headers.pop("Date", format_datetime(other.at, usegmt=False)))
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the names that the server looks for

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/exchange"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def a_partner_at_work(name: str = "northmark") -> Iterator[OtherNode]:
    """A confirmed partner whose node answers."""
    other = OtherNode(Speaker(node(name)))
    with served(other) as address:
        other.speaker.them = node(name, addresses=(address,))
        let_in(other.speaker.them)
        yield other
