"""One cell of a party table: the day of an act, the act its letters stand for, and its footnotes."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from entraide.kernel.languages import Text


class How(StrEnum):
    """The act by which a participant consents to be bound."""

    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    FORMAL_CONFIRMATION = "formal_confirmation"
    DEFINITIVE_SIGNATURE = "definitive_signature"


HOW_LABELS: dict[How, Text] = {
    How.RATIFICATION: Text(en="Ratification", fr="Ratification"),
    How.ACCEPTANCE: Text(en="Acceptance", fr="Acceptation"),
    How.APPROVAL: Text(en="Approval", fr="Approbation"),
    How.ACCESSION: Text(en="Accession", fr="Adhésion"),
    How.SUCCESSION: Text(en="Succession", fr="Succession"),
    How.FORMAL_CONFIRMATION: Text(en="Formal confirmation", fr="Confirmation formelle"),
    How.DEFINITIVE_SIGNATURE: Text(en="Definitive signature", fr="Signature définitive"),
}

# The legend of the Collection's own tables; case tells accession (a) from acceptance (A).
LETTERS: dict[str, How] = {
    "": How.RATIFICATION,
    "a": How.ACCESSION,
    "A": How.ACCEPTANCE,
    "AA": How.APPROVAL,
    "c": How.FORMAL_CONFIRMATION,
    "d": How.SUCCESSION,
    "s": How.DEFINITIVE_SIGNATURE,
}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_CELL = re.compile(
    r"(?P<open>\[)?\s*(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})"
    r"\s*(?P<letters>[A-Za-z]{0,3})/?\s*(?P<notes>[\d\s,]*)(?P<close>\])?"
)
_NUMBER = re.compile(r"\d{1,3}")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Act:
    """What a cell says. `ended` when the Collection puts it in square brackets: it has ceased to have effect."""

    day: date
    how: How
    footnotes: tuple[int, ...] = ()
    ended: bool = False


class CellNotUnderstood(ValueError):
    """Not a refusal of the file: the reader turns it into the refusal of one row, with its reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def read_cell(cell: str) -> Act | None:
    """The act a cell tells of, None when it is empty. Raises `CellNotUnderstood`."""
    text = " ".join(cell.split())
    if not text:
        return None
    found = _CELL.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise CellNotUnderstood(
            Text(
                en="«{cell}» is not a date of the table’s form.",
                fr="« {cell} » n’a pas la forme d’une date du tableau.",
            )
        )
    if found["letters"] not in LETTERS:
        raise CellNotUnderstood(
            Text(
                en="The letters after the date in «{cell}» stand for no known act.",
                fr="Les lettres qui suivent la date dans « {cell} » ne désignent aucun acte connu.",
            )
        )
    try:
        day = date(int(found["year"]), _MONTHS[found["month"].lower()], int(found["day"]))
    except (KeyError, ValueError):
        raise CellNotUnderstood(
            Text(
                en="«{cell}» names a day that does not exist.",
                fr="« {cell} » désigne un jour qui n’existe pas.",
            )
        ) from None
    notes = tuple(int(number) for number in _NUMBER.findall(found["notes"]))
    return Act(day, LETTERS[found["letters"]], notes, ended=bool(found["open"]))
