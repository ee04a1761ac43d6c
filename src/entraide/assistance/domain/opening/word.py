"""DOCX: the words of the letterhead, the body and the notes, in reading order.

Macros and links are noted, never followed.
"""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from entraide.assistance.domain.opening.archive import Archive
from entraide.assistance.domain.opening.opened import Gathered, MediaType, Notice
from entraide.assistance.domain.opening.refusals import Damaged, UnknownFormat
from entraide.assistance.domain.opening.run import Run

_XML = 32_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Tab stops of a paragraph are no tabs; what was moved away is told where it went; a fallback repeats its
# choice.
_SKIPPED = frozenset(
    {f"{_COMPATIBILITY}Fallback", f"{_W}pPr", f"{_W}moveFrom", f"{_STRICT}pPr", f"{_STRICT}moveFrom"}
)
_BODY = "word/document.xml"
_MARGIN = re.compile(r"word/(header|footer|footnotes|endnotes)\d{0,4}\.xml")
_OUTSIDE = re.compile(rb"<Relationship\b[^>]{0,3000}TargetMode\s{0,5}=\s{0,5}[\"']External[\"'][^>]{0,3000}>")
_TITLE = re.compile(r"<dc:title[^>]{0,200}>([^<]{1,2000})</dc:title>")
_ENDS = {"p": "\n", "tr": "\n", "tc": "\t", "br": "\n", "cr": "\n", "tab": "\t"}


def read_word(data: bytes, run: Run, depth: int) -> Gathered:
    """What the document says.

    Any other zip, a plain archive too, is refused as unknown once it is known to be no bomb.
    """
    archive = Archive(data, run.limits)
    if _BODY not in archive.names:
        raise UnknownFormat
    gathered = Gathered(MediaType.WORD)
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in archive.names):
        gathered.warnings.add(Notice.MACROS)
    _relations(archive, gathered)
    gathered.title = _title(archive)
    margins = sorted(name for name in archive.names if _MARGIN.fullmatch(name))
    heads = [name for name in margins if name.startswith("word/header")]
    for name in (*heads, _BODY, *(name for name in margins if name not in heads)):
        for words in _words(archive.read(name, _XML)):
            run.say(gathered, words)
            if gathered.truncated:
                return gathered
        run.say(gathered, "\n")
    _embedded(archive, gathered, run, depth)
    return gathered


def _words(xml: bytes) -> Iterator[str]:
    """The text paragraph by paragraph. Deleted text and field codes stay out."""
    pieces: list[str] = []
    skipping = 0
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
            if element.tag in _SKIPPED:
                skipping += 1 if event == "start" else -1
            if event == "start" or skipping:
                continue
            name = _local(element)
            if name == "t":
                pieces.append(element.text or "")
            elif name in _ENDS:
                pieces.append(_ENDS[name])
            if name in {"p", "tbl"}:
                yield "".join(pieces)
                pieces.clear()
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise Damaged from fault
    yield "".join(pieces)


def _local(element: Element) -> str:
    for namespace in (_W, _STRICT):
        if element.tag.startswith(namespace):
            return element.tag[len(namespace) :]
    return ""


def _relations(archive: Archive, gathered: Gathered) -> None:
    """Anything outside that Word would fetch by itself (template, picture, object).

    Plain links are not that.
    """
    for name in archive.names:
        if not name.endswith(".rels"):
            continue
        for relation in _OUTSIDE.findall(archive.read(name, _XML)[:2_000_000]):
            if b"/hyperlink" not in relation:
                gathered.warnings.add(Notice.REMOTE_CONTENT)


def _title(archive: Archive) -> str:
    if "docProps/core.xml" not in archive.names:
        return ""
    found = _TITLE.search(archive.read("docProps/core.xml", 1_000_000).decode("utf-8", "replace"))
    return " ".join(found.group(1).split())[:500] if found else ""


def _embedded(archive: Archive, gathered: Gathered, run: Run, depth: int) -> None:
    for name in archive.names:
        if name.startswith("word/embeddings/") and not name.endswith("/"):
            gathered.warnings.add(Notice.EMBEDDED_FILES)
            content = archive.read(name, run.limits.size)
            run.attach(gathered, content, name=name.rsplit("/", 1)[-1], media_type="", depth=depth)
