"""Header lines as mail servers and mail programs take them: folded at spaces alone, coded words where they must be.

The standard library's own folding puts a long Message-ID into coded words in some headers, and then nothing that
answers it can be found again (RFC 2047, 5 forbids it there).
"""

from email.header import Header
from email.message import EmailMessage
from email.utils import formataddr
from typing import Final

_WIDTH: Final = 76
_LONGEST: Final = 8_000
_LONGEST_WORD: Final = 900
_ADDRESSES: Final = frozenset({"from", "to", "cc", "reply-to", "sender"})


def header_line(name: str, value: str) -> bytes:
    """One header with its line end, in ASCII. Raises `ValueError` for one that has a line break or is too long."""
    too_long = len(value) > _LONGEST or any(len(word) > _LONGEST_WORD for word in value.split())
    if too_long or any(sign in value for sign in "\r\n\0"):
        raise ValueError(f"the header {name} cannot be written")
    if not value.isascii():
        value = Header(value, "utf-8", header_name=name, maxlinelen=_WIDTH).encode(linesep="\r\n")
        return f"{name}: {value}\r\n".encode("ascii")
    lines = [f"{name}:"]
    for word in value.split():
        if len(lines[-1]) + 1 + len(word) > _WIDTH and lines[-1].strip() and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines).encode("ascii") + b"\r\n"


def header_value(message: EmailMessage, name: str) -> str:
    """The value of a header on one line, ready for `header_line`; names in addresses in coded words where needed."""
    value = message[name]
    if name.lower() in _ADDRESSES:
        return ", ".join(formataddr((one.display_name, one.addr_spec)) for one in value.addresses)
    return " ".join(str(value).split())


def addresses_of(message: EmailMessage, *names: str) -> list[str]:
    """Every address in these headers."""
    return [one.addr_spec for name in names for value in message.get_all(name, []) for one in value.addresses]
