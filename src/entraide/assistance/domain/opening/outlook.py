"""Outlook messages (.msg): a file system in a file (MS-CFB) with named properties (MS-OXMSG)."""

import struct
from datetime import UTC, datetime

from oxmsg import Message
from oxmsg.attachment import Attachment

from entraide.assistance.domain.opening.decoding import decoded, normalised
from entraide.assistance.domain.opening.markup import page_text
from entraide.assistance.domain.opening.opened import Gathered, MediaType, Notice
from entraide.assistance.domain.opening.refusals import Damaged, Encrypted, UnknownFormat
from entraide.assistance.domain.opening.run import Run

_PROPERTIES = "__properties_version1.0".encode("utf-16-le")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML_BODY = 0x1013
_RECIPIENTS = 200
# What the two libraries raise on a file that does not hold together; neither has an error class of its own
# for it.
FAULTS = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    OSError,
    LookupError,
)


def read_outlook(data: bytes, run: Run, depth: int) -> Gathered:
    """What the message says.

    Other files of the same container (old Word, locked DOCX) are refused for what they are.
    """
    if _ENCRYPTED_PACKAGE in data:
        raise Encrypted
    if _PROPERTIES not in data:
        raise UnknownFormat
    gathered = Gathered(MediaType.OUTLOOK)
    try:
        message = Message.load(data)
        gathered.title = _line(message.subject)
        gathered.sender = _line(message.sender or "")
        gathered.sent_at = _aware(message.sent_date)
        for recipient in message.recipients[:_RECIPIENTS]:
            name, address = _line(recipient.name), _line(recipient.email_address)
            shown = f"{name} <{address}>" if name and address and name != address else address or name
            if shown:
                gathered.recipients.append(shown)
        _body(message, gathered, run)
    except FAULTS as fault:
        raise Damaged from fault
    for attachment in message.attachments:
        _attachment(attachment, gathered, run, depth)
    return gathered


def _body(message: Message, gathered: Gathered, run: Run) -> None:
    html = _html(message)
    page = page_text(html[: run.limits.characters * 4])
    gathered.warnings |= page.notices
    body = message.body or ""
    run.say(gathered, body if body.strip() else page.text)


def _html(message: Message) -> str:
    raw = message.properties.binary_prop_value(_HTML_BODY)
    if raw:
        return decoded(raw)[0]
    return message.properties.str_prop_value(_HTML_BODY) or ""


def _attachment(attachment: Attachment, gathered: Gathered, run: Run, depth: int) -> None:
    try:
        content, name, kind = attachment.file_bytes, attachment.file_name or "", attachment.mime_type or ""
    except FAULTS:
        gathered.warnings.add(Notice.DEFECTIVE)
        return
    if content is None:
        # A message attached to a message, or a link to a file elsewhere: there are no bytes to open.
        gathered.warnings.add(Notice.NOT_ALL_OPENED)
        return
    run.attach(gathered, content, name=_line(name), media_type=_line(kind), depth=depth)


def _line(text: str) -> str:
    return " ".join(normalised(text).split())[:500]


def _aware(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
