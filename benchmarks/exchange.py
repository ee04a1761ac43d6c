"""What a message costs beside its cryptography:  python -m benchmarks.exchange [--messages 6000] [--after 10000]

First the protocol alone: every line is measured in turns with the others, so that whatever else the machine does
meanwhile falls on all alike. Then two real nodes on this machine (`benchmarks.carried`), on SQLite and, where there is
one, on PostgreSQL: queued, carried, stored durably and attested both ways. The ratios compare lines of one run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks import carried
from entraide.exchange.domain import chunks, dsse, messages, parcels
from entraide.exchange.domain.attestations import Attestation, Kind, attest, read_attested
from entraide.exchange.domain.cards import Agency, Card, KnownCard, make_card
from entraide.exchange.domain.encoding import Fields, digest_of
from entraide.exchange.domain.keys import OpeningKey, SigningKey, Term
from entraide.exchange.domain.statement import CHUNK_BYTES, STATEMENT_TYPE, Attachment, Handling, Statement
from entraide.kernel.canonical import canonical

AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
TURNS = 5
BATCHES = (1, 10, 100)
BODY: dict[str, object] = {
    "title": "Subscriber behind an account",
    "facts": "A threat was posted on a board. " * 40,
    "measures": [{"code": "subscriber", "description": "Name and address of the holder"}] * 3,
}


@dataclass
class Line:
    """One thing measured. `run` does it once and says how much was done."""

    name: str
    run: Callable[[], int]
    done: int = 0
    spent: float = 0.0

    @property
    def a_second(self) -> float:
        return self.done / self.spent

    def turn(self, seconds: float) -> None:
        began = time.process_time()
        while time.process_time() < began + seconds:
            self.once()

    def once(self) -> None:
        began = time.process_time()
        self.done += self.run()
        self.spent += time.process_time() - began


class Nodes:
    """Two nodes, and a message from one to the other."""

    def __init__(self) -> None:
        self.signing, self.theirs = SigningKey.made(Term(AT)), SigningKey.made(Term(AT))
        self.opening = OpeningKey.made(Term(AT))
        self.known, self.partner = _card(self.signing, self.opening), _card(self.theirs, self.opening)
        self.statement = _statement(self.known.card.node, self.partner.card.node)
        self.message = messages.write(self.statement, BODY, self.signing)
        self.parcel = messages.pack(self.message, self.opening.public).encoded()

    def send(self) -> int:
        """Sign, seal and write down."""
        message = messages.write(self.statement, BODY, self.signing)
        messages.pack(message, self.opening.public).encoded()
        return 1

    def receive(self) -> int:
        """Read, open and check."""
        messages.unpack(
            self.parcel,
            ours=self.partner.card.node,
            opening={self.opening.public.id: self.opening},
            party_of={self.known.card.node: self.known.card.party()}.get,
            at=AT,
        )
        return 1

    def send_alone(self) -> int:
        """The cryptography of sending, over the same bytes."""
        self.signing.sign(dsse.encoded(STATEMENT_TYPE, self.message.envelope.payload))
        parcels.SUITE.encrypt(self._content, self._pair, info=b"info")
        return 1

    def receive_alone(self) -> int:
        """The cryptography of receiving, over the same bytes."""
        parcels.SUITE.decrypt(self._sealed, self._opening_pair, info=b"info")
        signed = dsse.encoded(STATEMENT_TYPE, self.message.envelope.payload)
        for one in self.message.envelope.signatures:
            if not self._verify.fits(one.algorithm, one.value, signed):
                raise AssertionError(one.algorithm)
        return 1

    def alone(self, seconds: float) -> float:
        """Processor seconds of the cryptography of one message: signed, sealed, opened and checked, with its share of
        three signed roots over a hundred messages (accepted, delivered, relayed), each signed once and checked once."""
        signed = dsse.encoded(STATEMENT_TYPE, self.message.envelope.payload)

        def root() -> int:
            for algorithm, value in self.signing.sign(signed):
                if not self._verify.fits(algorithm, value, signed):
                    raise AssertionError(algorithm)
            return 1

        lines = [Line("send", self.send_alone), Line("receive", self.receive_alone), Line("root", root)]
        for _ in range(TURNS):
            for line in lines:
                line.turn(seconds / TURNS)
        send, receive, roots = (1 / line.a_second for line in lines)
        return send + receive + 3 / BATCHES[-1] * roots

    def prepare(self) -> None:
        """What the lines of the cryptography alone have at hand."""
        self._verify, self._pair = self.signing.public, self.opening.public.pair()
        self._opening_pair = self.opening.pair()
        self._content = canonical(self.message.as_json())
        self._sealed = parcels.SUITE.encrypt(self._content, self._pair, info=b"info")

    def attested(self, count: int) -> Callable[[], int]:
        """Attest so many messages under one signature."""
        many = [
            Attestation(Kind.DELIVERED, self.partner.card.node, uuid4(), self.message.digest, AT)
            for _ in range(count)
        ]
        return lambda: len(attest(many, AT, self.theirs))

    def read_attestation(self) -> int:
        """Check one attestation out of a hundred under one root."""
        read_attested(Fields(self._one, "attestation"), self.partner.card.party())
        return 1

    def sign_a_hundred(self) -> None:
        many = [
            Attestation(Kind.DELIVERED, self.partner.card.node, uuid4(), self.message.digest, AT)
            for _ in range(100)
        ]
        self._one = attest(many, AT, self.theirs)[50].as_json()


def _card(signing: SigningKey, opening: OpeningKey) -> KnownCard:
    card = Card(
        node=uuid4(),
        version=1,
        agency=Agency("A measured node", "Un nœud mesuré", "CA"),
        addresses=("https://node.example/",),
        signing=(signing.public,),
        receiving=(opening.public,),
        most_bytes=1 << 24,
        created=AT,
    )
    return make_card(card, signing)


def _statement(sender: UUID, recipient: UUID) -> Statement:
    return Statement(
        message=uuid4(),
        conversation=uuid4(),
        sequence=1,
        previous=None,
        seen=None,
        type="assistance.request/1",
        sender=sender,
        recipient=recipient,
        created=AT,
        expires=AT + timedelta(days=2),
        handling=Handling("amber", "This inquiry only"),
        body_digest=digest_of(BODY),
    )


class File:
    """A large file that is sealed, and beside it the cheapest that could be done with the same bytes."""

    def __init__(self, megabytes: int) -> None:
        self.piece, self.pieces = os.urandom(CHUNK_BYTES), megabytes
        whole = hashlib.sha256()
        for _ in range(megabytes):
            whole.update(self.piece)
        digest = f"sha256:{whole.hexdigest()}"
        size = megabytes * CHUNK_BYTES
        self.attachment = Attachment(
            uuid4(), "image.dd", "application/octet-stream", size, digest, chunks.new_key()
        )

    def plain(self) -> Iterator[bytes]:
        return (self.piece for _ in range(self.pieces))

    def sealed_and_opened(self) -> int:
        sealed = chunks.seal_all(self.attachment, self.plain())
        return sum(len(piece) for piece in chunks.open_all(self.attachment, sealed)) // CHUNK_BYTES

    def cheapest(self) -> int:
        """AES-256-GCM there and back, and one SHA-256, over the same bytes."""
        cipher, whole = AESGCM(self.attachment.key), hashlib.sha256()
        for index, piece in enumerate(self.plain()):
            nonce = index.to_bytes(12, "big")
            # Both are held until the next are there: given back at once, memory would be asked for anew each time.
            sealed = cipher.encrypt(nonce, piece, None)
            plain = cipher.decrypt(nonce, sealed, None)
            whole.update(plain)
        if f"sha256:{whole.hexdigest()}" != self.attachment.digest:
            raise AssertionError("digest")
        return self.pieces


def main(arguments: list[str] | None = None) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="benchmarks.exchange", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.4)
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument(
        "--messages", type=int, default=6000, help="small messages between the nodes; 0: none"
    )
    parser.add_argument(
        "--after", type=int, default=10_000, help="how many are there when the last are measured"
    )
    parser.add_argument("--file-megabytes", type=int, default=2048, help="the attachment; 0: none")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="this one alone")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "exchange.txt")
    wanted = parser.parse_args(arguments)
    nodes, file = Nodes(), File(wanted.megabytes)
    nodes.prepare()
    nodes.sign_a_hundred()
    small = [
        Line("send: sign, seal, write down", nodes.send),
        Line("send: the cryptography alone", nodes.send_alone),
        Line("receive: read, open, check", nodes.receive),
        Line("receive: the cryptography alone", nodes.receive_alone),
        *(Line(f"attest, {count} under one signature", nodes.attested(count)) for count in BATCHES),
        Line("check one attestation of a hundred", nodes.read_attestation),
    ]
    for _ in range(TURNS):
        for line in small:
            line.turn(wanted.seconds)
    before = _memory()
    large = [
        Line("file: sealed in chunks and opened", file.sealed_and_opened),
        Line("file: cheapest", file.cheapest),
    ]
    for _ in range(TURNS):
        for line in large:
            line.once()
    grown = _memory() - before
    text = report(small, large, grown, wanted.megabytes)
    print(text, flush=True)
    if wanted.messages:
        sizes = carried.Sizes(wanted.messages, wanted.after, wanted.file_megabytes)
        text += carried.measured(
            sizes, nodes.alone, databases=(wanted.database,) if wanted.database else None
        )
    wanted.out.write_text(text, "utf-8")
    return 0


def report(small: list[Line], large: list[Line], grown: float, megabytes: int) -> str:
    """The lines, and the ratios that count."""
    where = f"{platform.python_version()}, {platform.machine()}"
    told = [f"Messages and attestations a second of processor time ({where})", ""]
    told += [f"{line.name:<44}{line.a_second:>12,.0f}" for line in small]
    told += ["", f"Megabytes a second of processor time, a file of {megabytes} MB", ""]
    told += [f"{line.name:<44}{line.a_second:>12,.0f}" for line in large]
    told += ["", "Of what the cryptography alone allows", ""]
    for name, (whole, alone) in {"send": small[:2], "receive": small[2:4], "file": large}.items():
        told.append(f"{name:<44}{whole.a_second / alone.a_second:>11.0%}")
    many, single = small[6], small[4]
    told += [
        "",
        f"{'a hundred attestations under one signature, to one':<52}{many.a_second / single.a_second:>4.1f}",
    ]
    told += [f"{'memory that the file took, MB':<52}{grown:>4.0f}", ""]
    return "\n".join(told)


def _memory() -> float:
    """The most that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
