"""PDF: the text layer, page by page. Nothing is rendered and no script of the document is run."""

import pypdfium2
import pypdfium2.raw as pdfium

from entraide.assistance.domain.opening.opened import Gathered, MediaType, Notice
from entraide.assistance.domain.opening.refusals import Damaged, Encrypted, TruncatedPdf
from entraide.assistance.domain.opening.run import Run

_TAIL = 4_096
_EMBEDDED = 50
_LAUNCHES = (b"/Launch", b"/JavaScript", b"/SubmitForm", b"/ImportData")


def read_pdf(data: bytes, run: Run, depth: int) -> Gathered:
    """What the document says.

    PDFium mends a file without its end by guessing; we refuse it: half a letter is not the letter.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise TruncatedPdf
    gathered = Gathered(MediaType.PDF)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise Encrypted from fault
        raise Damaged from fault
    try:
        if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0 or any(mark in data for mark in _LAUNCHES):
            gathered.warnings.add(Notice.SCRIPTS)
        gathered.title = " ".join(str(document.get_metadata_dict().get("Title", "")).split())[:500]
        _pages(document, gathered, run)
        _embedded(document, gathered, run, depth)
    except pypdfium2.PdfiumError as fault:
        raise Damaged from fault
    finally:
        document.close()
    return gathered


def _pages(document: pypdfium2.PdfDocument, gathered: Gathered, run: Run) -> None:
    count = len(document)
    if count == 0:
        raise Damaged
    if count > run.limits.pages:
        gathered.truncated = True
    for index in range(min(count, run.limits.pages)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            gathered.warnings.add(Notice.DEFECTIVE)
            continue
        try:
            layer = page.get_textpage()
            # PDFium writes U+FFFE (or U+0002) for the hyphen of a word cut at the end of a line.
            text = layer.get_text_bounded().replace("\ufffe", "-").replace("\x02", "-")
            layer.close()
        finally:
            page.close()
        run.say(gathered, text + "\n")
        if gathered.truncated:
            return
    if not gathered.text.strip():
        gathered.warnings.add(Notice.NO_TEXT)


def _embedded(document: pypdfium2.PdfDocument, gathered: Gathered, run: Run, depth: int) -> None:
    count = document.count_attachments()
    if count <= 0:
        return
    gathered.warnings.add(Notice.EMBEDDED_FILES)
    if count > _EMBEDDED:
        gathered.warnings.add(Notice.NOT_ALL_OPENED)
    for index in range(min(count, _EMBEDDED)):
        try:
            attachment = document.get_attachment(index)
            name, content = attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            gathered.warnings.add(Notice.DEFECTIVE)
            continue
        run.attach(gathered, content, name=name, media_type="", depth=depth)
