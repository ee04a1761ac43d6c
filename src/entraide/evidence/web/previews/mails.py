"""A mail as a page shows it: who, when, its words and the names of what hangs on it. Nothing remote, nothing run."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

HEADERS = ("from", "to", "cc", "date", "subject", "message-id")
LONGEST = 200_000
PARTS = 200
HEADER = 8_000


@dataclass
class Mail:
    """What was read of it."""

    headers: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    enclosed: list[str] = field(default_factory=list)
    cut: bool = False


class _Words(HTMLParser):
    """The words of HTML, without what is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.hidden += 1
        elif tag in ("p", "br", "div", "tr", "li", "h1", "h2", "h3"):
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.hidden = max(0, self.hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def mail_of(data: bytes) -> Mail:
    """A mail, read. Raises `ValueError` for what the reader stumbles over."""
    try:
        return _read(data)
    except (
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        AssertionError,
        NotImplementedError,
        ArithmeticError,
    ) as wrong:
        # The standard library raises all of these on mail that was made to confuse it.
        raise ValueError("mail") from wrong


def _require_short_headers(data: bytes) -> None:
    """The reader takes the longer for a header the longer it is: such a mail is not shown. Raises `ValueError`."""
    length = 0
    for line in data.splitlines():
        # A line that goes on with the one before, or that could name a part: wherever it stands.
        length = length + len(line) if line[:1] in (b" ", b"\t") and line.strip() else len(line)
        if length > HEADER and (b":" in line[:100] or line[:1] in (b" ", b"\t")):
            raise ValueError("mail")


def _read(data: bytes) -> Mail:
    _require_short_headers(data)
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    found = Mail([(name, str(message[name])[:2000]) for name in HEADERS if message[name]])
    for part in list(message.walk())[:PARTS]:
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            found.enclosed.append(str(name or part.get_content_type())[:200])
    body = message.get_body(("plain", "html"))
    if body is not None:
        words = str(body.get_content())
        if body.get_content_type() == "text/html":
            reader = _Words()
            reader.feed(words[: 5 * LONGEST])
            words = "".join(reader.found)
        found.cut = len(words) > LONGEST
        found.text = words[:LONGEST]
    return found
