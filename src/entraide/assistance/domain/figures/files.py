"""The kinds of file that figures are put on: what each is called, what it is, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass

from entraide.assistance.domain.figures import csv_file, report, workbook
from entraide.assistance.domain.figures.counting import Figures
from entraide.assistance.domain.figures.saying import Scope
from entraide.kernel.languages import Language


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of file. `written` takes figures, scope, language and the name of the agency."""

    media_type: str
    written: Callable[[Figures, Scope, Language, str], bytes]


def _report(figures: Figures, scope: Scope, language: Language, agency: str) -> bytes:
    return report.written(figures, scope, language, agency=agency)


def _table(
    write: Callable[[Figures, Scope, Language], bytes],
) -> Callable[[Figures, Scope, Language, str], bytes]:
    return lambda figures, scope, language, _agency: write(figures, scope, language)


WRITERS: dict[str, Writer] = {
    "csv": Writer("text/csv; charset=utf-8", _table(csv_file.written)),
    "xlsx": Writer(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _table(workbook.written)
    ),
    "pdf": Writer("application/pdf", _report),
}
