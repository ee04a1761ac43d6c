"""A template and what is said in it, as PDF/A-2a for the archive and PDF/UA-1 for every reader.

The text goes to the typesetter as data and is never made into its source, so nothing in it can be a command.
The typesetter sees the folder of the template and the vendored fonts, and nothing else of the machine.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from entraide.paper.errors import NotTypeset
from entraide.paper.glyphs import FONTS

if TYPE_CHECKING:
    import typst

# The families for what the Source fonts lack, in the order they are tried.
_OTHERS: Final = (
    "Noto Serif",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Armenian",
    "Noto Serif Georgian",
    "Noto Serif Thai",
    "Noto Serif Devanagari",
    "Noto Serif Bengali",
    "Noto Serif Ethiopic",
    "Noto Serif Gujarati",
    "Noto Serif Gurmukhi",
    "Noto Serif Kannada",
    "Noto Serif Khmer",
    "Noto Serif Lao",
    "Noto Serif Malayalam",
    "Noto Serif Myanmar",
    "Noto Serif Sinhala",
    "Noto Serif Tamil",
    "Noto Serif Telugu",
    "Entraide East Asian 1",
    "Entraide East Asian 2",
    "Entraide East Asian 3",
)


def typeset(template: Path, content: Mapping[str, object], *, at: datetime) -> bytes:
    """The PDF that `template` makes of `content`, made `at`. The same three give the same bytes.

    The template reads two texts in JSON: `sys.inputs.content`, and `sys.inputs.fonts`, the families that it falls
    back on. Raises `NotTypeset`.
    """
    # A large library, and most processes of a node print nothing.
    import typst

    folder = template.parent
    # A compiler keeps its inputs between compilations: each document gets its own, and sees no other's text.
    compiler = typst.Compiler(
        input=template,
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content), "fonts": json.dumps(_OTHERS)},
        package_path=folder,
        package_cache_path=folder,
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=at)
    except typst.TypstError as error:
        raise NotTypeset(reason=error.message) from error
    if not isinstance(pdf, bytes):
        raise NotTypeset(reason="no single file came out")
    return pdf


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
