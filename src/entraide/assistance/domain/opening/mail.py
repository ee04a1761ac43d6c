"""Mail (.eml): headers, the body a person would read, attachments. Nothing is loaded, nothing is run."""

import email
import email.policy
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import cast

from entraide.assistance.domain.opening.decoding import decoded, normalised
from entraide.assistance.domain.opening.markup import page_text
from entraide.assistance.domain.opening.opened import Gathered, MediaType, Notice
from entraide.assistance.domain.opening.run import Run

_RECIPIENTS = 200
_PARTS = 2_000
_ENVELOPED = {
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
    "multipart/encrypted",
    "application/pgp-encrypted",
}
# What the header parser of the standard library raises on crafted headers, besides its own errors.
_HEADER_FAULTS = (ValueError, IndexError, KeyError, TypeError, AttributeError, LookupError)


def read_mail(data: bytes, run: Run, depth: int) -> Gathered:
    """What the message says. A header that cannot be parsed is taken as it stands."""
    # Fed from a file object in small pieces: from bytes, the library makes two more copies, one of four bytes
    # a letter.
    message = email.message_from_binary_file(io.BytesIO(data), policy=email.policy.compat32)
    return read_message(message, run, depth)


def read_message(message: "Message[str, str]", run: Run, depth: int) -> Gathered:
    """The same for a message that is already parsed: one attached to another."""
    gathered = Gathered(MediaType.MAIL)
    gathered.title = header(message, "subject")[:500]
    gathered.sender = header(message, "from")[:500]
    gathered.reply_to = header(message, "reply-to")[:500]
    gathered.recipients = _recipients(message)
    gathered.sent_at = _sent_at(message)
    if message.defects:
        gathered.warnings.add(Notice.DEFECTIVE)
    _walk(message, gathered, run, depth)
    return gathered


def header(message: "Message[str, str]", name: str) -> str:
    """A header as one line of text, encoded words decoded; empty when there is none."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        text = str(make_header(decode_header(raw)))
    except _HEADER_FAULTS:
        text = str(raw)
    # An unencoded header in UTF-8 comes as surrogates: give it back its bytes, then read them like any
    # others.
    if any("\udc80" <= letter <= "\udcff" for letter in text):
        text = decoded(text.encode("utf-8", "surrogateescape"))[0]
    return " ".join(normalised(text).split())


def _recipients(message: "Message[str, str]") -> list[str]:
    lines = [header(message, name) for name in ("to", "cc")]
    found: list[str] = []
    for name, address in getaddresses([line[:20_000] for line in lines if line]):
        shown = f"{name} <{address}>" if name and address else name or address
        if shown and len(found) < _RECIPIENTS:
            found.append(shown[:300])
    return found


def _sent_at(message: "Message[str, str]") -> datetime | None:
    try:
        moment = parsedate_to_datetime(header(message, "date"))
    except _HEADER_FAULTS:
        return None
    # RFC 5322, 3.3: «-0000» is UTC without a word about the sender's own zone.
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if 1970 < aware.year < 9990 else None


def _walk(message: "Message[str, str]", gathered: Gathered, run: Run, depth: int) -> None:
    """Bodies become text, everything else an attachment.

    Of alternatives the plain one is read, unless it is empty.
    """
    for parts, (part, alternatives) in enumerate(_leaves(message)):
        if parts >= _PARTS:
            gathered.warnings.add(Notice.NOT_ALL_OPENED)
            return
        kind = part.get_content_type()
        if kind in _ENVELOPED:
            gathered.warnings.add(Notice.ENCRYPTED_PART)
        if kind == "message/rfc822":
            _attached_message(part, gathered, run, depth)
        elif kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
            _body(part, kind, alternatives, gathered, run)
        elif not kind.startswith("multipart/"):
            run.attach(gathered, _payload(part), name=_name(part), media_type=kind, depth=depth)


def _leaves(message: "Message[str, str]") -> Iterator[tuple["Message[str, str]", bool]]:
    """Leaf parts in order; the flag says that a plain alternative with words in it came before."""
    waiting: list[tuple[Message[str, str], bool]] = [(message, False)]
    while waiting:
        part, said = waiting.pop()
        if part.get_content_maintype() != "multipart" or not part.is_multipart():
            yield part, said
            continue
        children = cast("list[Message[str, str]]", part.get_payload())
        plain = said
        if part.get_content_type() == "multipart/alternative":
            plain = plain or any(
                child.get_content_type() == "text/plain" and _payload(child).strip() for child in children
            )
            # The plain alternative itself must not be taken for said.
            children = sorted(children, key=lambda child: child.get_content_type() != "text/plain")
        waiting.extend((child, plain) for child in reversed(children))


def _body(part: "Message[str, str]", kind: str, said: bool, gathered: Gathered, run: Run) -> None:
    text, certain = decoded(_payload(part), declared=part.get_content_charset("") or "")
    if not certain:
        gathered.warnings.add(Notice.UNCERTAIN_ENCODING)
    if "-----BEGIN PGP MESSAGE-----" in text:
        gathered.warnings.add(Notice.ENCRYPTED_PART)
    if kind == "text/html":
        page = page_text(text[: run.limits.characters * 4])
        gathered.warnings |= page.notices
        if not said:
            run.say(gathered, page.text + "\n")
    else:
        run.say(gathered, text + "\n")


def _attached_message(part: "Message[str, str]", gathered: Gathered, run: Run, depth: int) -> None:
    inner = part.get_payload()
    if not isinstance(inner, list) or not inner:
        return
    if depth >= run.limits.depth or len(gathered.attachments) >= run.limits.attachments:
        gathered.warnings.add(Notice.NOT_ALL_OPENED)
        return
    message = cast("Message[str, str]", inner[0])
    opened = read_message(message, run, depth + 1)
    run.adopt(
        gathered, opened, name=_name(part) or opened.title or "message.eml", size=_size(message, opened)
    )


def _size(message: "Message[str, str]", opened: Gathered) -> int:
    """The bytes of an attached message; of its text alone when it is too broken to be written out again."""
    try:
        return len(message.as_bytes())
    except _HEADER_FAULTS:
        return len(opened.text.encode())


def _payload(part: "Message[str, str]") -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: "Message[str, str]") -> str:
    try:
        name = part.get_filename() or ""
    except _HEADER_FAULTS:
        return ""
    try:
        return " ".join(normalised(str(make_header(decode_header(name)))).split())
    except _HEADER_FAULTS:
        return " ".join(normalised(name).split())
