"""The statement of a message: all that its sender signs. Whatever else passes is bound to it by a digest."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from entraide.exchange.domain.encoding import PROTOCOL, Fields, load, moment_of, text_of
from entraide.exchange.errors import Malformed, UnknownCritical
from entraide.kernel.canonical import canonical

STATEMENT_TYPE = "application/vnd.entraide.statement+json"
STATEMENT_BYTES = 1024 * 1024
STATEMENT_ITEMS = 10_000
# The longest time for which a message can count. Who stole a key that has ended can go back no further than this.
LIFE = timedelta(days=31)
TYPE = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,40}/[1-9][0-9]{0,3}")
NAME = re.compile(r"[a-z0-9_]{1,40}")
ATTACHMENTS = 1000
CHUNK_BYTES = 1024 * 1024
ATTACHMENT_BYTES = 50 * 1024**3
KEY_BYTES = 32

TLP = ("red", "amber+strict", "amber", "green", "clear")
HANDLING_CODES = ("H0", "H1", "H2", "H3")
# What a sender may demand to be understood: everything in a statement of this version.
UNDERSTOOD = frozenset(
    {
        "protocol", "critical", "message", "conversation", "sequence", "previous", "seen", "type", "sender",
        "recipient", "created", "expires", "handling", "body", "attachments",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Handling:
    """What may be done with a message: FIRST's TLP, Europol's handling code, purpose, limits, how long to keep it."""

    tlp: str
    purpose: str
    code: str = "H0"
    limits: str = ""
    keep_until: date | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that travels beside the message, in chunks under a key of its own (`chunks`)."""

    id: UUID
    name: str
    media_type: str
    size: int
    digest: str
    key: bytes

    @property
    def chunks(self) -> int:
        """How many chunks; an empty file has one."""
        return max(1, -(-self.size // CHUNK_BYTES))


@dataclass(frozen=True)
class Statement:
    """One message.

    `sequence` counts what this sender said in this conversation, from 1; `previous` is the digest of what it said
    before, and `seen` that of the last statement of the recipient that it had before it: nothing can be taken out,
    and no other question be put under an answer.
    """

    message: UUID
    conversation: UUID
    sequence: int
    previous: str | None
    seen: str | None
    type: str
    sender: UUID
    recipient: UUID
    created: datetime
    expires: datetime
    handling: Handling
    body_digest: str
    attachments: tuple[Attachment, ...] = ()

    def encoded(self) -> bytes:
        """The canonical bytes that are signed."""
        return canonical(
            {
                "protocol": PROTOCOL,
                "critical": [],
                "message": str(self.message),
                "conversation": str(self.conversation),
                "sequence": self.sequence,
                "previous": self.previous,
                "seen": self.seen,
                "type": self.type,
                "sender": str(self.sender),
                "recipient": str(self.recipient),
                "created": moment_of(self.created),
                "expires": moment_of(self.expires),
                "handling": {
                    "tlp": self.handling.tlp,
                    "code": self.handling.code,
                    "purpose": self.handling.purpose,
                    "limits": self.handling.limits,
                    "keep_until": self.handling.keep_until,
                },
                "body": {"digest": self.body_digest},
                "attachments": [
                    {
                        "id": str(one.id),
                        "name": one.name,
                        "media_type": one.media_type,
                        "size": one.size,
                        "digest": one.digest,
                        "key": text_of(one.key),
                    }
                    for one in self.attachments
                ],
            }
        )


def read_statement(payload: bytes, where: str) -> Statement:
    """A statement from bytes whose signatures hold. Raises `Malformed`, `UnknownProtocol`, `UnknownCritical`.

    Fields that this version does not know are passed over, unless the sender lists them under `critical`.
    """
    fields = Fields(load(payload, where, most=STATEMENT_BYTES, items=STATEMENT_ITEMS), where)
    fields.protocol()
    for index, name in enumerate(fields.items("critical", most=50)):
        place = f"{fields.at('critical')}[{index}]"
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise Malformed(where=place)
        if name not in UNDERSTOOD:
            raise UnknownCritical(where=place, field=name)
    statement = Statement(
        message=fields.uuid("message"),
        conversation=fields.uuid("conversation"),
        sequence=fields.whole("sequence", 1),
        previous=fields.optional("previous", fields.digest),
        seen=fields.optional("seen", fields.digest),
        type=fields.matching("type", TYPE),
        sender=fields.uuid("sender"),
        recipient=fields.uuid("recipient"),
        created=fields.moment("created"),
        expires=fields.moment("expires"),
        handling=_handling(fields.within("handling")),
        body_digest=fields.within("body").digest("digest"),
        attachments=tuple(_attachment(one) for one in fields.objects("attachments", most=ATTACHMENTS)),
    )
    if (statement.sequence == 1) != (statement.previous is None):
        raise Malformed(where=fields.at("previous"))
    if not statement.created < statement.expires <= statement.created + LIFE:
        raise Malformed(where=fields.at("expires"))
    if statement.sender == statement.recipient:
        raise Malformed(where=fields.at("recipient"))
    for values in ({one.id for one in statement.attachments}, {one.key for one in statement.attachments}):
        if len(values) != len(statement.attachments):
            raise Malformed(where=fields.at("attachments"))
    return statement


def require_sayable(handling: Handling) -> None:
    """That a message can carry this handling; its recipient would refuse another. Raises `Malformed`."""
    keep_until = handling.keep_until.isoformat() if handling.keep_until else None
    _handling(Fields(asdict(handling) | {"keep_until": keep_until}, "handling"))


def _handling(fields: Fields) -> Handling:
    return Handling(
        tlp=fields.one_of("tlp", TLP),
        code=fields.one_of("code", HANDLING_CODES),
        purpose=fields.text("purpose", most=500),
        limits=fields.text("limits", least=0, most=4000, lines=True),
        keep_until=fields.optional("keep_until", fields.day),
    )


def _file_name(fields: Fields) -> str:
    name = fields.name("name", most=255)
    if name in {".", ".."} or "/" in name or "\\" in name:
        raise Malformed(where=fields.at("name"))
    return name


def _attachment(fields: Fields) -> Attachment:
    return Attachment(
        id=fields.uuid("id"),
        name=_file_name(fields),
        media_type=fields.text("media_type", most=100),
        size=fields.whole("size", 0, ATTACHMENT_BYTES),
        digest=fields.digest("digest"),
        key=fields.bytes("key", exactly=KEY_BYTES),
    )
