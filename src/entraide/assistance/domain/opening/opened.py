"""What an opened file is: its text and what was noticed, never its active content."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MediaType(StrEnum):
    """The formats that are opened.

    The type is told by the content; the name only decides between kinds of plain text.
    """

    MAIL = "message/rfc822"
    OUTLOOK = "application/vnd.ms-outlook"
    PDF = "application/pdf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


class Notice(StrEnum):
    """What was noticed while opening. None of it was run, loaded or followed."""

    REMOTE_CONTENT = "remote_content"
    SCRIPTS = "scripts"
    MACROS = "macros"
    ENCRYPTED_PART = "encrypted_part"
    PROGRAM_ATTACHED = "program_attached"
    EMBEDDED_FILES = "embedded_files"
    NO_TEXT = "no_text"
    REPAIRED_TEXT = "repaired_text"
    UNCERTAIN_ENCODING = "uncertain_encoding"
    DEFECTIVE = "defective"
    NOT_ALL_OPENED = "not_all_opened"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost. Sizes in bytes, times in seconds."""

    size: int = 50_000_000
    characters: int = 2_000_000
    seconds: float = 30.0
    cpu_seconds: int = 20
    memory: int = 320 * 1024 * 1024
    depth: int = 3
    attachments: int = 100
    pages: int = 1_000
    archive_entries: int = 2_000
    archive_bytes: int = 200_000_000
    archive_ratio: int = 150


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file. `inside` names the attachment that holds it, empty when the letter itself does.

    `text` is empty when it could not be read; `refused` is then the code of the refusal.
    """

    name: str
    media_type: str
    size: int
    text: str = ""
    inside: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What could be taken from a file.

    `text` is what the file says, with newlines as «\\n» and control characters taken out. `reading` is the
    same text with doubly encoded letters («EspaÃ±a») put right, for reading only: it equals `text` when there
    was nothing to put right.
    """

    media_type: MediaType
    text: str
    reading: str = ""
    truncated: bool = False
    title: str = ""
    sender: str = ""
    reply_to: str = ""
    recipients: tuple[str, ...] = ()
    sent_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[Notice, ...] = ()


@dataclass(slots=True)
class Gathered:
    """What a parser has gathered so far; only the child fills one."""

    media_type: MediaType
    pieces: list[str] = field(default_factory=list)
    truncated: bool = False
    title: str = ""
    sender: str = ""
    reply_to: str = ""
    recipients: list[str] = field(default_factory=list)
    sent_at: datetime | None = None
    attachments: list[Attachment] = field(default_factory=list)
    warnings: set[Notice] = field(default_factory=set)

    @property
    def text(self) -> str:
        """All that was said so far."""
        return "".join(self.pieces)
