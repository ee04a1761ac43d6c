"""Reports of mail servers on what they could not deliver: which message of ours, for good or for now, and why.

Anybody can write such a report. It is believed only about a message whose Message-ID bears our tag, so its writer has
seen that message or a mail that names it; what it says is still hearsay, shown as the mail server's words.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from entraide.exchange.domain.mail.addresses import sender_of
from entraide.exchange.domain.mail.entities import Entity, decoded_body, parts_of, read_entity
from entraide.exchange.domain.mail.errors import MailBounceNotOurs
from entraide.exchange.domain.mail.references import Marks, Sent
from entraide.kernel.errors import Refusal

_MOST_PARTS: Final = 20
_MOST_RECIPIENTS: Final = 50
_MOST_TEXT: Final = 256 * 1024
_LONGEST: Final = 500
_STATUS: Final = "message/delivery-status"
_RETURNED: Final = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"}
)
_DAEMONS: Final = frozenset({"mailer-daemon", "postmaster", "mailerdaemon"})
_ENHANCED: Final = re.compile(r"(?<![\d.])([245])\.\d{1,3}\.\d{1,3}(?![\d.])")
_PLAIN: Final = re.compile(r"(?<![\d.])([45])\d\d[ -]")
_FAILED: Final = re.compile(
    r"(?i)undeliver|delivery (?:status notification|has failed|failed|failure)|returned mail|mail delivery|"
    r"could not be delivered|failure notice|non remis|échec de (?:la )?remise|delayed"
)
_FOR_NOW: Final = re.compile(r"(?i)\bdelayed\b|\bwill (?:keep|continue|retry)|warning: message|retard")


class Outcome(StrEnum):
    """What became of the message, by the report."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    """Held up; the mail server goes on trying."""
    DELIVERED = "delivered"
    """It went through, or on to a server that does not report."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report on a message of ours. `standard` where it was written by RFC 3464, and not gathered from its words."""

    sent: Sent
    outcome: Outcome
    recipient: str
    diagnostic: str
    standard: bool


_ACTIONS: Final = {
    "failed": Outcome.PERMANENT,
    "delayed": Outcome.TEMPORARY,
    "delivered": Outcome.DELIVERED,
    "relayed": Outcome.DELIVERED,
    "expanded": Outcome.DELIVERED,
}
_CLASSES: Final = {"5": Outcome.PERMANENT, "4": Outcome.TEMPORARY, "2": Outcome.DELIVERED}
_WORST_FIRST: Final = (Outcome.PERMANENT, Outcome.TEMPORARY, Outcome.DELIVERED)


def read_bounce(mail: Entity, marks: Marks) -> Bounce | None:
    """What a mail server reports; None where the mail is no such report.

    Raises `MailReferenceForged` (it names a message as ours that is not), `MailBounceNotOurs` (it names none of ours).
    """
    parts = _parts(mail)
    status = next((part for part in parts if part.media_type == _STATUS), None)
    if status is None and not _looks_like_one(mail):
        return None
    sent = _returned(mail, parts, marks)
    if sent is None:
        raise MailBounceNotOurs
    return _by_the_book(sent, status) if status is not None else _by_its_words(sent, mail, parts)


def _parts(mail: Entity) -> list[Entity]:
    """The parts of a report, one level of parts within parts included; none where it cannot be taken apart."""
    if not mail.media_type.startswith("multipart/"):
        return []
    try:
        parts = [read_entity(part) for part in parts_of(mail, most=_MOST_PARTS)]
        within = [
            read_entity(inner)
            for part in parts
            if part.media_type.startswith("multipart/")
            for inner in parts_of(part, most=_MOST_PARTS)
        ]
    except Refusal:
        return []
    return [*parts, *within]


def _looks_like_one(mail: Entity) -> bool:
    """Whether it is from a mail server about a delivery: what many of them write without RFC 3464."""
    if mail.all_of("X-Failed-Recipients"):
        return True
    if mail.media_type == "multipart/report":
        return mail.parameter("report-type").lower() in {"delivery-status", ""}
    local = (sender_of(mail) or "").partition("@")[0]
    nobody = [value.strip() for value in mail.all_of("Return-Path")] == ["<>"]
    return (local in _DAEMONS or nobody) and bool(_FAILED.search(mail.line("Subject")))


def _returned(mail: Entity, parts: list[Entity], marks: Marks) -> Sent | None:
    """The message of ours that came back: by its own Message-ID, else by what the report quotes or answers."""
    for part in parts:
        if part.media_type in _RETURNED:
            try:
                returned = read_entity(_text(part))
            except Refusal:
                continue
            if found := marks.named_in(" ".join(returned.all_of("Message-ID"))):
                return found[0]
    quoted = " ".join(_readable(part) for part in parts or [mail] if part.media_type not in _RETURNED)
    answered = " ".join([*mail.all_of("In-Reply-To"), *mail.all_of("References")])
    named = marks.named_in(answered) or marks.named_in(quoted)
    return named[0] if len({one.message for one in named}) == 1 else None


def _by_the_book(sent: Sent, status: Entity) -> Bounce:
    """From message/delivery-status: a block on the message, then one for each recipient (RFC 3464, 2.1)."""
    blocks = re.split(rb"\r?\n[ \t]*\r?\n", _text(status).strip())[: _MOST_RECIPIENTS + 1]
    found: list[tuple[Outcome, str, str]] = []
    for block in blocks:
        try:
            fields = read_entity(block + b"\r\n\r\n")
        except Refusal:
            continue
        if outcome := _outcome(fields.line("Action").lower(), fields.line("Status")):
            recipient = fields.line("Final-Recipient") or fields.line("Original-Recipient")
            diagnostic = fields.line("Diagnostic-Code") or fields.line("Status")
            found.append((outcome, _typed(recipient)[:_LONGEST], diagnostic[:_LONGEST]))
    if not found:
        raise MailBounceNotOurs
    outcome, recipient, diagnostic = min(found, key=lambda one: _WORST_FIRST.index(one[0]))
    return Bounce(sent, outcome, recipient, diagnostic, standard=True)


def _outcome(action: str, status: str) -> Outcome | None:
    """By the action: who reports «failed» gave up, though the cause may have been passing (RFC 3464, 2.3.3).

    By the status where there is no action that is known.
    """
    return _ACTIONS.get(action) or _CLASSES.get(status[:1])


def _by_its_words(sent: Sent, mail: Entity, parts: list[Entity]) -> Bounce:
    texts = [
        part for part in parts if part.media_type.startswith("text/") and part.media_type not in _RETURNED
    ]
    words = _shown(_readable((texts or [mail])[0]))
    said = _ENHANCED.search(words) or _PLAIN.search(words)
    if said is None:
        held_up = _FOR_NOW.search(f"{mail.line('Subject')} {words}")
        outcome = Outcome.TEMPORARY if held_up else Outcome.PERMANENT
    else:
        outcome = _CLASSES[said[1]]
    begins = max(0, said.start() - 100) if said else 0
    recipient = mail.line("X-Failed-Recipients")[:_LONGEST]
    return Bounce(sent, outcome, recipient, words[begins : begins + _LONGEST].strip(), standard=False)


def _text(part: Entity) -> bytes:
    """The bytes of a part, at most so many. RFC 3464 lets no transfer encoding stand there, and servers write one."""
    try:
        return decoded_body(part)[:_MOST_TEXT]
    except Refusal:
        return part.body[:_MOST_TEXT]


def _readable(part: Entity) -> str:
    return _text(part).decode("utf-8", "replace")


def _typed(value: str) -> str:
    """`rfc822; somebody@there.example` without its type."""
    return value.partition(";")[2].strip() or value


def _shown(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
