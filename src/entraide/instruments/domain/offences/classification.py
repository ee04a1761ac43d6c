"""The International Classification of Crime for Statistical Purposes, ICCS 1.0 (UNODC, March 2015).

All four levels. A code begins with the code of what it falls under: 070111 under 07011, under 0701, under 07. The
English titles are those of UNODC's edition. The French titles are the house's own translation (`FRENCH_TITLES`), since
the official French edition could not be compared. The keywords are the house's, to be found by; they define nothing.
"""

import csv
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from entraide.instruments.domain.offences.refusals import UnknownOffence
from entraide.kernel.languages import Text

SOURCE = "https://www.unodc.org/unodc/en/data-and-analysis/statistics/iccs.html"
FRENCH_TITLES = Text(
    en="The French titles are a translation, not yet compared with UNODC’s official French edition.",
    fr="Les titres français sont une traduction, non encore comparée à l’édition française officielle de l’ONUDC.",
)
# The division under which every offence with controlled drugs or precursors falls.
CONTROLLED_DRUGS = "0601"


class Level(IntEnum):
    SECTION = 1
    DIVISION = 2
    GROUP = 3
    CLASS = 4


LEVEL_LABELS: dict[Level, Text] = {
    Level.SECTION: Text(en="Section", fr="Section"),
    Level.DIVISION: Text(en="Division", fr="Division"),
    Level.GROUP: Text(en="Group", fr="Groupe"),
    Level.CLASS: Text(en="Class", fr="Classe"),
}


@dataclass(frozen=True, slots=True)
class Offence:
    """One category of the classification. `parent` is empty for a section."""

    code: str
    level: Level
    parent: str
    title: Text
    keywords_en: tuple[str, ...]
    keywords_fr: tuple[str, ...]

    def keywords(self, language: str) -> tuple[str, ...]:
        return self.keywords_fr if language.startswith("fr") else self.keywords_en


@cache
def offences() -> MappingProxyType[str, Offence]:
    """Every category by its code, in the order of the codes."""
    text = resources.files("entraide.instruments").joinpath("data", "iccs.csv").read_text("utf-8")
    return MappingProxyType(
        {
            row["code"]: Offence(
                code=row["code"],
                level=Level(int(row["level"])),
                parent=row["parent"],
                title=Text(en=row["title_en"], fr=row["title_fr"]),
                keywords_en=_listed(row["keywords_en"]),
                keywords_fr=_listed(row["keywords_fr"]),
            )
            for row in csv.DictReader(text.splitlines())
        }
    )


def offence(code: str) -> Offence:
    """The category of a code. Raises `UnknownOffence`."""
    found = offences().get(code)
    if found is None:
        raise UnknownOffence(offence=code[:20])
    return found


def lineage(code: str) -> tuple[Offence, ...]:
    """A category with all it falls under, the section first. Raises `UnknownOffence`."""
    found = offence(code)
    return (*lineage(found.parent), found) if found.parent else (found,)


def under(code: str) -> tuple[Offence, ...]:
    """The categories right under one, in the order of the codes; under nothing, the sections."""
    return tuple(one for one in offences().values() if one.parent == code)


def falls_under(code: str, above: str) -> bool:
    """Whether a category is another, or falls under it."""
    return code.startswith(above)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(";") if word.strip())
