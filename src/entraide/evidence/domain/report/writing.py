"""The report on paper: PDF/A-2a for the archive and PDF/UA-1 for every reader, in one language."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from entraide.evidence.domain.report.content import Format, Told, report
from entraide.kernel.languages import Language
from entraide.paper.typesetting import typeset

__all__ = ["Told", "custody_report"]

_TEMPLATE: Final = Path(__file__).parent / "templates" / "custody.typ"


def custody_report(
    exhibits: Sequence[Told],
    *,
    language: Language,
    agency: str,
    case: str,
    at: datetime,
    handling: str,
    paper: Format = "us-letter",
) -> bytes:
    """The custody report of these exhibits, each with its files and its events, the oldest first, made `at`.

    The same told at the same moment gives the same bytes. Nothing that was written is refused or left out: a sign
    that no font has stands by its number. Raises `NotTypeset`.
    """
    content = report(
        exhibits, language=language, agency=agency, case=case, at=at, handling=handling, paper=paper
    )
    return typeset(_TEMPLATE, content, at=at.astimezone(UTC).replace(microsecond=0))
