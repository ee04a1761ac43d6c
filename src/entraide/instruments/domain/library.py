"""The library: every instrument that is shipped, with a node's own corrections laid over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

from entraide.instruments.domain.instrument import Instrument, Party, Rank
from entraide.instruments.domain.offence_classes import OffenceClass, read_offence_classes
from entraide.instruments.domain.profiles import DeathPenalty, read_death_penalty
from entraide.instruments.domain.reading import read_instrument

# A list of parties is «old» when something else in the library was read so much later.
OLD_AFTER_YEARS = 5
RANKS = tuple(Rank)


@dataclass(frozen=True)
class Library:
    """What the advice is drawn from. Instruments stand in the order in which bases are advised."""

    instruments: tuple[Instrument, ...]
    offences: MappingProxyType[str, OffenceClass]
    death_penalty: MappingProxyType[str, DeathPenalty]

    @property
    def newest(self) -> date:
        """The day on which anything in here was last read."""
        return max(instrument.origin.as_of for instrument in self.instruments)

    def instrument(self, code: str) -> Instrument:
        """Raises `KeyError` for a code that is not here."""
        return next((one for one in self.instruments if one.code == code), None) or _missing(code)

    def offence_class(self, word: str) -> OffenceClass | None:
        """The class of an offence given as class, word or ICCS code (of the class or below it); None for others."""
        found = self.offences.get(word.lower())
        if found is not None or not word.isdigit():
            return found
        above = [one for one in self.offences.values() if one.iccs and word.startswith(one.iccs)]
        return max(above, key=lambda one: len(one.iccs), default=None)

    def is_old(self, party: Party) -> bool:
        """Whether the state may have joined, or left, since its entry was read."""
        return self.newest.year - party.origin.as_of.year >= OLD_AFTER_YEARS


def load_library(additions: Iterable[Instrument] = ()) -> Library:
    """The shipped library; an addition replaces the shipped instrument of the same code."""
    by_code = {instrument.code: instrument for instrument in _shipped()}
    by_code |= {instrument.code: instrument for instrument in additions}
    ordered = sorted(by_code.values(), key=lambda one: (RANKS.index(one.rank), one.order, one.code))
    return Library(tuple(ordered), _offences(), _death_penalty())


@cache
def _shipped() -> tuple[Instrument, ...]:
    folder = resources.files("entraide.instruments").joinpath("data", "instruments")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(read_instrument(file.name, file.read_text("utf-8")) for file in files)


@cache
def _offences() -> MappingProxyType[str, OffenceClass]:
    return MappingProxyType(read_offence_classes("offence_classes.toml", _data("offence_classes.toml")))


@cache
def _death_penalty() -> MappingProxyType[str, DeathPenalty]:
    return MappingProxyType(read_death_penalty("states.toml", _data("states.toml")))


def _data(name: str) -> str:
    return resources.files("entraide.instruments").joinpath("data", name).read_text("utf-8")


def _missing(code: str) -> Instrument:
    raise KeyError(code)
