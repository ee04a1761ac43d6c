"""The schedules that ship with the program: those of the Controlled Drugs and Substances Act of Canada.

Reproduced under the Reproduction of Federal Law Order (SI/97-5) from the text of Justice Laws; it is no official
version. `tools/schedules.py` makes the file anew from the XML of a later consolidation.
"""

import csv
from datetime import date
from functools import cache
from importlib import resources

from entraide.instruments.domain.substances.schedules import ScheduleItem, Schedules
from entraide.instruments.domain.substances.wording import Generic, read_wording
from entraide.kernel.languages import Text

ACT = Text(
    en="Controlled Drugs and Substances Act (S.C. 1996, c. 19)",
    fr="Loi réglementant certaines drogues et autres substances (L.C. 1996, ch. 19)",
)
SOURCE = Text(
    en="https://laws-lois.justice.gc.ca/eng/acts/C-38.8/",
    fr="https://laws-lois.justice.gc.ca/fra/lois/C-38.8/",
)
NOT_OFFICIAL = Text(
    en="A reproduction of the law’s schedules, not an official version: the Act itself decides.",
    fr="Une reproduction des annexes de la loi, non une version officielle : seule la loi fait foi.",
)
COLUMNS = ("schedule", "part", "number", "within", "excluded", "widened", "en", "fr")


@cache
def shipped_schedules() -> Schedules:
    """Every item in both languages; `consolidated` is the day that the text is current to."""
    text = resources.files("entraide.instruments").joinpath("data", "cdsa_schedules.csv").read_text("utf-8")
    # The first line says the day and how many items are repealed; the table follows.
    head, _, table = text.partition("\n")
    day, repealed = head.removeprefix("# ").split()
    items = tuple(
        ScheduleItem(
            schedule=row["schedule"],
            part=row["part"],
            number=row["number"],
            within=row["within"],
            en=read_wording(row["en"]) if row["en"] else None,
            fr=read_wording(row["fr"]) if row["fr"] else None,
            widened=frozenset(Generic(word) for word in row["widened"].split()),
            excluded=row["excluded"] == "true",
        )
        for row in csv.DictReader(table.splitlines())
    )
    return Schedules(("en", "fr"), items, int(repealed), date.fromisoformat(day))
