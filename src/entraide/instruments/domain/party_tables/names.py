"""The names of the United Nations Treaty Collection, and the states they stand for.

Most are those the directory knows. `ALIASES` holds the formal and the former names of the Collection; `ORGANISATIONS`
those who may be party without being a state; `FORMER` the states and `TERRITORIES` the places that have their own row
in old tables and are party to nothing today.
"""

import re
from dataclasses import dataclass
from functools import cache

from entraide.directory.domain.names import fold
from entraide.directory.domain.states import states

# As the Collection writes them, or has written them, where that is neither CLDR's English nor its French name.
ALIASES: dict[str, str] = {
    "Bahamas (The)": "BS",
    "Bolivia (Plurinational State of)": "BO",
    "Brunei Darussalam": "BN",
    "Burma": "MM",
    "Cabo Verde": "CV",
    "Cape Verde": "CV",
    "Congo": "CG",
    "Congo (Republic of the)": "CG",
    "Côte d'Ivoire": "CI",
    "Czech Republic": "CZ",
    "Czechia": "CZ",
    "Democratic People's Republic of Korea": "KP",
    "Democratic Republic of the Congo": "CD",
    "Dem. People's Rep. of Korea": "KP",
    "Dem. Rep. of the Congo": "CD",
    "Eswatini": "SZ",
    "Gambia (Islamic Republic of the)": "GM",
    "Gambia (Republic of The)": "GM",
    "Holy See": "VA",
    "Iran (Islamic Republic of)": "IR",
    "Lao People's Democratic Republic": "LA",
    "Libyan Arab Jamahiriya": "LY",
    "Macedonia": "MK",
    "Micronesia (Federated States of)": "FM",
    "Moldova (Republic of)": "MD",
    "Myanmar": "MM",
    "Netherlands (Kingdom of the)": "NL",
    "North Macedonia": "MK",
    "Palestine": "PS",
    "Republic of Korea": "KR",
    "Republic of Moldova": "MD",
    "Russian Federation": "RU",
    "Sao Tome and Principe": "ST",
    "State of Palestine": "PS",
    "Swaziland": "SZ",
    "Syrian Arab Republic": "SY",
    "The former Yugoslav Republic of Macedonia": "MK",
    "Timor-Leste": "TL",
    "Turkey": "TR",
    "Türkiye": "TR",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "United Republic of Tanzania": "TZ",
    "United States of America": "US",
    "Venezuela (Bolivarian Republic of)": "VE",
    "Viet Nam": "VN",
}

ORGANISATIONS = frozenset({"European Union", "European Community", "European Economic Community"})

FORMER = frozenset(
    {
        "Czechoslovakia",
        "Democratic Yemen",
        "Federal Republic of Yugoslavia",
        "German Democratic Republic",
        "Republic of Viet-Nam",
        "Serbia and Montenegro",
        "Union of Soviet Socialist Republics",
        "Yugoslavia",
        "Yugoslavia (former)",
        "Yugoslavia (Socialist Federal Republic of)",
    }
)

# «China: Hong Kong» and the like: a treaty reaches them through the state that is responsible for them.
TERRITORIES: dict[str, str] = {"Hong Kong": "CN", "Macao": "CN", "Macau": "CN"}

_GLUE = "0123456789 ,[]"
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Name:
    """A participant's name without the numbers of footnotes that a table glues to it."""

    bare: str
    footnotes: tuple[int, ...]


def unglue(written: str) -> Name:
    """«China 4,5» is China with the notes 4 and 5; «[Jamaica]» is Jamaica, whose dates are in brackets too."""
    text = " ".join(written.split()).lstrip("[ ")
    bare = text.rstrip(_GLUE)
    return Name(bare, tuple(int(number) for number in _NUMBER.findall(text[len(bare) :])))


def state_of(name: str) -> str | None:
    """The two-letter code of the state a bare name stands for, or None."""
    return _codes().get(_key(name))


def is_organisation(name: str) -> bool:
    return _key(name) in {_key(one) for one in ORGANISATIONS}


def is_former(name: str) -> bool:
    return _key(name) in {_key(one) for one in FORMER}


def responsible_for(name: str) -> str | None:
    """The state that answers for a territory with a row of its own, or None."""
    return next((state for one, state in TERRITORIES.items() if _key(one) == _key(name)), None)


@cache
def _codes() -> dict[str, str]:
    known = {_key(facts.name_en): code for code, facts in states().items() if code not in {"HK", "MO"}}
    return known | {_key(alias): code for alias, code in ALIASES.items()}


def _key(name: str) -> str:
    """Forgiving of accents, case, «&», «Saint», «the», and of apostrophes of either kind."""
    words = fold(name.replace("’", "'").replace("&", " and ")).split()
    return " ".join("st." if word in {"saint", "st"} else word for word in words if word != "the")
