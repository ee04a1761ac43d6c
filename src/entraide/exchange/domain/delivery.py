"""What one node hands another in one go: parcels and attestations, each a line; and what the other answers.

Canonical JSON holds no line break, so a line is one thing whole. Nothing here is believed: each line is checked by
what it holds (`messages`, `attestations`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from entraide.exchange.domain.attestations import Attested
from entraide.exchange.domain.encoding import Fields, load, text_of
from entraide.exchange.domain.parcels import PARCEL_BYTES
from entraide.exchange.errors import Malformed, TooLarge
from entraide.kernel.canonical import canonical

DELIVERY_TYPE = "application/vnd.entraide.delivery+jsonl"
# A parcel of the largest size fits, with its attestations.
CHUNKS_TO_A_CALL = 256
DELIVERY_BYTES = PARCEL_BYTES + 4 * 1024 * 1024
LINES = 2000
# A message of a thousand files, each wanted, fits.
LINE_ITEMS = 5000
ANSWER_BYTES = 16 * 1024 * 1024
PLACE = 200


@dataclass(frozen=True)
class Wanted:
    """A file of which the receiver has so many chunks and wants the rest."""

    attachment: UUID
    there: int


@dataclass(frozen=True)
class Answer:
    """What the receiver says of one message: attestations of its own, what it still wants, or why it takes it not.

    `again`: the sender may try once more. A refusal that no attestation carries is nobody's word: it is not signed.
    """

    message: UUID
    attested: tuple[Attested, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    refusal: str = ""
    where: str = ""
    again: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "message": str(self.message),
            "attestations": [one.as_json() for one in self.attested],
            "wanted": [{"attachment": str(one.attachment), "there": one.there} for one in self.wanted],
            "refusal": self.refusal,
            "where": self.where[:PLACE],
            "again": self.again,
        }


@dataclass(frozen=True)
class Answered:
    """An answer as it came: its attestations are still to be proved."""

    message: UUID
    attestations: list[Fields] = field(default_factory=list)
    wanted: tuple[Wanted, ...] = ()
    refusal: str = ""
    where: str = ""
    again: bool = False


def content_digest(data: bytes) -> str:
    """The field `Content-Digest` (RFC 9530) that goes with a delivery and with its answer: what was damaged on the way
    is refused as a whole and comes again, and nothing in it is taken for settled."""
    return f"sha-256=:{text_of(sha256(data).digest())}:"


def write_lines(lines: Iterable[bytes]) -> bytes:
    """Canonical things, each on a line of its own."""
    return b"".join(line + b"\n" for line in lines)


def lines_of(data: bytes, *, most: int = DELIVERY_BYTES) -> list[bytes]:
    """The lines of a delivery from a stranger. Raises `TooLarge`, `Malformed`."""
    if len(data) > most:
        raise TooLarge(where="delivery", most=most)
    if data and not data.endswith(b"\n"):
        raise Malformed(where="delivery")
    found = data.split(b"\n")[:-1]
    if len(found) > LINES:
        raise TooLarge(where="delivery", most=LINES)
    return found


def is_parcel(line: bytes) -> bool:
    """Whether a line means to be a parcel; it means to be an attestation otherwise."""
    return not line.startswith(b'{"attestation":')


def write_answers(answers: Iterable[Answer]) -> bytes:
    return write_lines(canonical(answer.as_json()) for answer in answers)


def read_answers(data: bytes) -> Iterator[Answered]:
    """The answers of a partner, unproved. Raises `TooLarge`, `Malformed`."""
    for number, line in enumerate(lines_of(data, most=ANSWER_BYTES)):
        fields = Fields(
            load(line, f"answer[{number}]", most=ANSWER_BYTES, items=LINE_ITEMS), f"answer[{number}]"
        )
        yield Answered(
            fields.uuid("message"),
            fields.objects("attestations", most=8),
            tuple(
                Wanted(one.uuid("attachment"), one.whole("there", 0))
                for one in fields.objects("wanted", most=1000)
            ),
            fields.text("refusal", least=0, most=100),
            fields.text("where", least=0, most=PLACE),
            fields.flag("again"),
        )
