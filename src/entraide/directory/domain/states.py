"""Every state and territory of ISO 3166-1 (and Kosovo): codes, names, capital's time zone, dial prefix.

The facts come from CLDR, the tz database and libphonenumber; `tools/make_states.py` wrote them down.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from entraide.directory.domain.names import fold
from entraide.kernel.languages import Text


class Region(StrEnum):
    """The continents of UN M49."""

    AFRICA = "africa"
    AMERICAS = "americas"
    ASIA = "asia"
    EUROPE = "europe"
    OCEANIA = "oceania"
    ANTARCTICA = "antarctica"


REGION_LABELS: dict[Region, Text] = {
    Region.AFRICA: Text(en="Africa", fr="Afrique"),
    Region.AMERICAS: Text(en="Americas", fr="Amériques"),
    Region.ASIA: Text(en="Asia", fr="Asie"),
    Region.EUROPE: Text(en="Europe", fr="Europe"),
    Region.OCEANIA: Text(en="Oceania", fr="Océanie"),
    Region.ANTARCTICA: Text(en="Antarctica", fr="Antarctique"),
}


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What is known of a state. `un_seat` is «member», «observer» or empty; `dial` is «+1» or empty."""

    code: str
    alpha3: str
    name_en: str
    name_fr: str
    region: Region
    time_zone: str
    dial: str
    un_seat: str

    def name(self, language: str) -> str:
        return self.name_fr if language.startswith("fr") else self.name_en


@cache
def states() -> MappingProxyType[str, StateFacts]:
    """Every state by its two-letter code."""
    text = resources.files("entraide.directory.domain").joinpath("states.csv").read_text("utf-8")
    return MappingProxyType(
        {
            row["alpha2"]: StateFacts(
                code=row["alpha2"],
                alpha3=row["alpha3"],
                name_en=row["name_en"],
                name_fr=row["name_fr"],
                region=Region(row["region"]),
                time_zone=row["time_zone"],
                dial=row["dial"],
                un_seat=row["un_seat"],
            )
            for row in csv.DictReader(text.splitlines())
        }
    )


@cache
def by_name(language: str) -> tuple[tuple[str, str], ...]:
    """The two letters and the name of every state, in the order of that language, accents aside."""
    named = ((code, facts.name(language)) for code, facts in states().items())
    return tuple(sorted(named, key=lambda pair: fold(pair[1])))
