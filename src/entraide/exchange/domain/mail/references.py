"""Which conversation a mail answers: by a Message-ID that only this node can have made, or weakly by its subject."""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from entraide.exchange.domain.mail.entities import Entity
from entraide.exchange.domain.mail.errors import MailReferenceForged, MailReferencesDiffer

_LEAST_KEY: Final = 32
_TAG: Final = 32
_MOST_IDS: Final = 200
_PURPOSE: Final = b"entraide mail reference 1\x00"
_DOMAIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?\Z")
_SHAPE: Final = r"(?<![0-9a-z])([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9a-f]{32})@"
_REFERENCE: Final = re.compile(r"\[((?:[A-Z]{1,3}-)?[0-9]{4}-[A-Z]{1,3}-[0-9]{1,8})\]")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of ours, as its Message-ID names it."""

    conversation: UUID
    message: UUID


@dataclass(frozen=True, slots=True)
class Marks:
    """How this node marks its messages: its mail domain, and secrets of which the first marks and all recognise.

    Raises `ValueError` where the domain is none or a secret has fewer than 32 bytes.
    """

    domain: str
    secrets: tuple[bytes, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not _DOMAIN.match(self.domain):
            raise ValueError("the domain is written in small letters, digits, dots and hyphens")
        if not self.secrets or any(len(secret) < _LEAST_KEY for secret in self.secrets):
            raise ValueError(f"a secret has {_LEAST_KEY} bytes or more")

    def message_id(self, sent: Sent) -> str:
        """The Message-ID of a message of ours: conversation, message, and a tag over both and the domain."""
        tag = _tag(self.secrets[0], sent, self.domain)
        return f"<{sent.conversation.hex}.{sent.message.hex}.{tag}@{self.domain}>"

    def named_in(self, text: str) -> list[Sent]:
        """The messages of ours that a text names, each once, in its order.

        Raises `MailReferenceForged` where one has our shape and our domain and not our tag.
        """
        found: dict[Sent, None] = {}
        shaped = re.compile(_SHAPE + re.escape(self.domain) + r"(?![a-z0-9-]|\.[a-z0-9])")
        for count, one in enumerate(shaped.finditer(text.lower())):
            if count >= _MOST_IDS:
                break
            found[self._recognised(Sent(UUID(one[1]), UUID(one[2])), one[3])] = None
        return list(found)

    def _recognised(self, sent: Sent, tag: str) -> Sent:
        # Every secret is tried, so that the time says nothing of which one fitted.
        fits = [hmac.compare_digest(_tag(secret, sent, self.domain), tag) for secret in self.secrets]
        if not any(fits):
            raise MailReferenceForged
        return sent


class Found(StrEnum):
    """How it was found to what a mail replies."""

    BY_MESSAGE_ID = "by_message_id"
    """It names a message of ours; who wrote it has seen that message, or a mail that names it."""
    BY_SUBJECT = "by_subject"
    """It names a reference that anybody can write: a person must confirm it."""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """To what a mail replies: to a message of ours (`sent`), or to what a `reference` in its subject names."""

    how: Found
    sent: Sent | None = None
    reference: str = ""


def reply_to_what(mail: Entity, marks: Marks) -> ReplyTo | None:
    """What `In-Reply-To` and `References` name, else the subject; None where none of them says anything.

    Where several messages of one conversation are named, the one that is answered is: `In-Reply-To` first, then the
    last of `References`. Raises `MailReferenceForged`, `MailReferencesDiffer`.
    """
    answered = marks.named_in(" ".join(mail.all_of("In-Reply-To")))
    named = [*reversed(marks.named_in(" ".join(mail.all_of("References")))), *reversed(answered)]
    if named:
        if len({sent.conversation for sent in named}) > 1:
            raise MailReferencesDiffer
        return ReplyTo(Found.BY_MESSAGE_ID, answered[0] if answered else named[0])
    references = references_in([mail.line("Subject")])
    if len(references) > 1:
        raise MailReferencesDiffer
    return ReplyTo(Found.BY_SUBJECT, reference=references[0]) if references else None


def marked(subject: str, reference: str) -> str:
    """The subject with the reference in front, `[2026-O-0012] Subject`; once only, on one line."""
    line = " ".join(subject.split())
    mark = f"[{reference}]"
    return line if mark in line else f"{mark} {line}".rstrip()


def references_in(subjects: Iterable[str]) -> list[str]:
    """Every reference in brackets, each once, in their order."""
    return list(dict.fromkeys(_REFERENCE.findall(" ".join(subjects)[:2_000])))


def _tag(secret: bytes, sent: Sent, domain: str) -> str:
    """128 bits of HMAC-SHA-256 (RFC 2104, 5) over what is of fixed length, then the domain."""
    said = _PURPOSE + sent.conversation.bytes + sent.message.bytes + domain.encode("ascii")
    return hmac.new(secret, said, sha256).hexdigest()[:_TAG]
