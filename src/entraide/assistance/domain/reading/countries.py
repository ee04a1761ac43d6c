"""The names of states in the languages letters come in, and the book of all that points to one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel import Locale

from entraide.assistance.domain.reading.gazetteer import (
    agencies_africa_middle_east,
    agencies_americas,
    agencies_asia_pacific,
    agencies_europe,
)
from entraide.assistance.domain.reading.gazetteer.demonyms import DEMONYMS, NOT_NAMES, WEAK_NAMES
from entraide.assistance.domain.reading.gazetteer.places import CITIES
from entraide.assistance.domain.reading.gazetteer.statutes import STATUTES
from entraide.assistance.domain.reading.phrases import PhraseBook
from entraide.assistance.domain.reading.words import fold
from entraide.kernel.languages import Text

# Languages whose names of all states are known; then languages that know at least their own.
_WORLDWIDE = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "zh", "ar")
_OWN = {
    "sq": "AL",
    "hy": "AM",
    "az": "AZ",
    "bs": "BA",
    "bg": "BG",
    "cs": "CZ",
    "da": "DK",
    "et": "EE",
    "fi": "FI",
    "el": "GR",
    "hr": "HR",
    "hu": "HU",
    "id": "ID",
    "he": "IL",
    "fa": "IR",
    "is": "IS",
    "ja": "JP",
    "ka": "GE",
    "kk": "KZ",
    "ko": "KR",
    "lt": "LT",
    "lv": "LV",
    "mk": "MK",
    "mn": "MN",
    "nb": "NO",
    "pl": "PL",
    "ro": "RO",
    "sk": "SK",
    "sl": "SI",
    "sr": "RS",
    "sv": "SE",
    "th": "TH",
    "tr": "TR",
    "uk": "UA",
    "vi": "VN",
    "hi": "IN",
}
_MARK = "~"
_CYRILLIC_ENDINGS = "аяиоейыьэюу"


class Source(StrEnum):
    """What kind of thing points to the state."""

    AGENCY = "agency"
    STATUTE = "statute"
    COUNTRY = "country"
    DEMONYM = "demonym"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A phrase of the gazetteer points to `state`.

    A weak one is shared by others or is also a common word.
    """

    state: str
    source: Source
    weak: bool = False


@cache
def book() -> PhraseBook[Pointer]:
    """All that points to a state.

    Built once a process, at the first letter; takes about a third of a second.
    """
    return PhraseBook(_phrases())


@cache
def states() -> frozenset[str]:
    """The codes of states and of places that answer for themselves; ISO 3166 alpha-2."""
    return frozenset(
        code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()
    ) - {
        "EU",
        "EZ",
        "UN",
        "QO",
        "ZZ",
        "XA",
        "XB",
    }


def state_name(code: str) -> Text:
    """The name of a state in both languages of the house; the code when there is none."""
    return Text(
        en=_plain(Locale("en").territories.get(code, code)),
        fr=_plain(Locale("fr", "CA").territories.get(code, code)),
    )


def _plain(name: str) -> str:
    """«Hong Kong SAR China» is a label for maps; people say Hong Kong."""
    for tail in (" SAR China", ", R.A.S. de Chine", " (R.A.S. chinoise)", ", Chine (RAS)"):
        name = name.removesuffix(tail)
    return name.removeprefix("R.A.S. chinoise de ").removeprefix("RAS chinoise de ")


def _phrases() -> Iterator[tuple[str, Pointer]]:
    for table in (
        agencies_europe.AGENCIES,
        agencies_americas.AGENCIES,
        agencies_asia_pacific.AGENCIES,
        agencies_africa_middle_east.AGENCIES,
    ):
        yield from _entries(table, Source.AGENCY)
    yield from _entries(STATUTES, Source.STATUTE)
    yield from _entries(CITIES, Source.CITY)
    yield from _names()
    yield from _entries(DEMONYMS, Source.DEMONYM)


def _entries(table: dict[str, str], source: Source) -> Iterator[tuple[str, Pointer]]:
    for state, phrases in table.items():
        for written in phrases.split(";"):
            phrase = written.strip()
            if phrase:
                yield phrase.removeprefix(_MARK), Pointer(state, source, phrase.startswith(_MARK))


def _names() -> Iterator[tuple[str, Pointer]]:
    known: set[tuple[str, str]] = set()
    for state in sorted(states()):
        for name in _names_of(state):
            folded = fold(name)
            if (folded, state) in known or folded in NOT_NAMES or len(folded) < 2:
                continue
            known.add((folded, state))
            yield name, Pointer(state, Source.COUNTRY, folded in WEAK_NAMES)


def _names_of(state: str) -> Iterator[str]:
    for language in _WORLDWIDE:
        name = Locale(language).territories.get(state, "")
        yield _plain(name.split(" (")[0])
        if language == "ru":
            yield _inflected(name)
    for language, own in _OWN.items():
        if own == state:
            yield Locale(language).territories.get(state, "")


def _inflected(name: str) -> str:
    """«Испания» as «Испани*»: Russian names of one word are met in every case."""
    if " " in name or "-" in name or len(name) < 5:
        return name
    return name.rstrip(_CYRILLIC_ENDINGS) + "*" if name[-1] in _CYRILLIC_ENDINGS else name + "*"
