"""One run of the child: a file, everything inside it, and one budget for all of it."""

from pathlib import PurePath

from entraide.assistance.domain.opening.decoding import decoded, normalised
from entraide.assistance.domain.opening.markup import page_text
from entraide.assistance.domain.opening.opened import Attachment, Gathered, Limits, MediaType, Notice
from entraide.assistance.domain.opening.refusals import EmptyFile, NotOpened, UnknownFormat
from entraide.assistance.domain.opening.sniffing import HEAD, Shape, shape_of

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02")
_PROGRAM_NAMES = frozenset(
    [
        ".exe",
        ".com",
        ".scr",
        ".pif",
        ".bat",
        ".cmd",
        ".ps1",
        ".vbs",
        ".vbe",
        ".js",
        ".jse",
        ".wsf",
        ".hta",
        ".msi",
        ".jar",
        ".lnk",
        ".dll",
        ".iso",
        ".img",
        ".chm",
        ".reg",
    ]
)


class Parsing:
    """Opens one file and what is inside it.

    Not to be used outside the child: it trusts the limits set there.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._characters = limits.characters
        self._attachments = limits.attachments

    def open(self, data: bytes, *, name: str, depth: int = 0) -> Gathered:
        """What `data` says, by its content."""
        if not data:
            raise EmptyFile
        match shape_of(data[:HEAD], name):
            # Each parser is loaded when it is needed: loading them all would double what a child costs.
            case Shape.PDF:
                from entraide.assistance.domain.opening.pdf import read_pdf

                return read_pdf(data, self, depth)
            case Shape.ZIP:
                from entraide.assistance.domain.opening.word import read_word

                return read_word(data, self, depth)
            case Shape.OLE:
                from entraide.assistance.domain.opening.outlook import read_outlook

                return read_outlook(data, self, depth)
            case Shape.MAIL:
                from entraide.assistance.domain.opening.mail import read_mail

                return read_mail(data, self, depth)
            case Shape.HTML:
                return self._html(data)
            case Shape.TEXT:
                return self._text(data, name)
            case _:
                raise UnknownFormat

    def say(self, into: Gathered, text: str) -> None:
        clean = normalised(text[: self._characters + 1])
        if len(clean) > self._characters:
            clean = clean[: self._characters]
            into.truncated = True
        self._characters -= len(clean)
        into.pieces.append(clean)

    def attach(self, into: Gathered, data: bytes, *, name: str, media_type: str, depth: int) -> None:
        shown = PurePath(name.replace("\\", "/")).name[:255] or "attachment"
        if data.startswith(_PROGRAMS) or PurePath(shown).suffix.lower() in _PROGRAM_NAMES:
            into.warnings.add(Notice.PROGRAM_ATTACHED)
        if self._attachments <= 0:
            into.warnings.add(Notice.NOT_ALL_OPENED)
            return
        self._attachments -= 1
        kind = media_type[:100] or "application/octet-stream"
        if depth >= self.limits.depth:
            into.warnings.add(Notice.NOT_ALL_OPENED)
            into.attachments.append(Attachment(shown, kind, len(data)))
            return
        try:
            opened = self.open(data, name=shown, depth=depth + 1)
        except NotOpened as refusal:
            into.attachments.append(Attachment(shown, kind, len(data), refused=refusal.code))
            return
        self.adopt(into, opened, name=shown, size=len(data))

    def adopt(self, into: Gathered, part: Gathered, *, name: str, size: int) -> None:
        into.attachments.append(Attachment(name[:255], part.media_type, size, text=part.text))
        for inner in part.attachments:
            inside = f"{name[:255]} › {inner.inside}" if inner.inside else name[:255]
            into.attachments.append(
                Attachment(inner.name, inner.media_type, inner.size, inner.text, inside, inner.refused)
            )
        into.truncated = into.truncated or part.truncated
        into.warnings |= part.warnings - {Notice.NO_TEXT}

    def _html(self, data: bytes) -> Gathered:
        gathered = Gathered(MediaType.HTML)
        page = page_text(self._decoded(data, gathered))
        gathered.title = page.title
        gathered.warnings |= page.notices
        self.say(gathered, page.text)
        return gathered

    def _text(self, data: bytes, name: str) -> Gathered:
        markdown = PurePath(name).suffix.lower() in {".md", ".markdown"}
        gathered = Gathered(MediaType.MARKDOWN if markdown else MediaType.TEXT)
        self.say(gathered, self._decoded(data, gathered))
        return gathered

    def _decoded(self, data: bytes, gathered: Gathered) -> str:
        """At most four bytes a character are looked at.

        A text longer than the budget is cut before it is decoded.
        """
        most = 4 * self.limits.characters
        if len(data) > most:
            gathered.truncated = True
        text, certain = decoded(data[:most])
        if not certain:
            gathered.warnings.add(Notice.UNCERTAIN_ENCODING)
        return text
