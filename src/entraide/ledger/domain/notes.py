"""Signed notes (C2SP signed-note): a text and, below an empty line, who signed it. Read from strangers, strictly."""

import base64
import binascii
import re
from dataclasses import dataclass, replace

from entraide.ledger.errors import NoteUnreadable

DASH = "\N{EM DASH}"
KEY_ID_BYTES = 4
# A note of ours has at most a few witnesses, each with two lines; post-quantum signatures are long.
NOTE_BYTES = 256 * 1024
MOST_SIGNATURES = 40
# A name is signed with its length in one byte, and read aloud by people: visible ASCII, without spaces and «+».
NAME = re.compile(r"[!-*,-~]{1,200}")
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True)
class Signature:
    """One line below a note: the name and the short id of the key that is said to have signed, and what it gave."""

    name: str
    key: bytes
    value: bytes

    def line(self) -> str:
        """The line, with its end."""
        return f"{DASH} {self.name} {text_of(self.key + self.value)}\n"


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and its signatures. Nothing in it may be believed before they are checked."""

    text: str
    signatures: tuple[Signature, ...]

    def written(self) -> str:
        """The note as it is kept and sent."""
        return self.text + "\n" + "".join(one.line() for one in self.signatures)

    def signed_also(self, *more: Signature) -> "Note":
        """The same note with further signatures, each once."""
        return replace(self, signatures=tuple(dict.fromkeys((*self.signatures, *more))))


def read_note(data: bytes) -> Note:
    """A note from a stranger, unverified. Raises `NoteUnreadable`."""
    if len(data) > NOTE_BYTES:
        raise NoteUnreadable(where="note")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteUnreadable(where="note") from error
    # The last empty line parts the text from the signatures.
    text, parted, below = whole.rpartition("\n\n")
    if not parted or not text or CONTROLS.search(whole) or not below.endswith("\n"):
        raise NoteUnreadable(where="note")
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteUnreadable(where="signatures")
    return Note(text + "\n", tuple(_signature(one, number) for number, one in enumerate(lines, 1)))


def read_signatures(data: bytes) -> tuple[Signature, ...]:
    """Lines of signatures alone, as a witness answers. Raises `NoteUnreadable`."""
    return read_note(b"-\n\n" + data).signatures


def text_of(data: bytes) -> str:
    """Base64 (RFC 4648, section 4)."""
    return base64.b64encode(data).decode("ascii")


def bytes_of(text: str, where: str) -> bytes:
    """What `text_of` wrote, in its one form. Raises `NoteUnreadable`."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteUnreadable(where=where) from error
    if text_of(found) != text:
        raise NoteUnreadable(where=where)
    return found


def _signature(line: str, number: int) -> Signature:
    where = f"signature {number}"
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH or not NAME.fullmatch(parts[1]):
        raise NoteUnreadable(where=where)
    value = bytes_of(parts[2], where)
    if len(value) <= KEY_ID_BYTES:
        raise NoteUnreadable(where=where)
    return Signature(parts[1], value[:KEY_ID_BYTES], value[KEY_ID_BYTES:])
