"""What must stand in a request before it may leave: by the instrument it is based on, and by its kind.

The list is data (`data/demands.toml`); each demand carries its source, and whether somebody has read it there.
"""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from entraide.kernel.languages import Text

_DATA = Path(__file__).parent.parent / "data" / "demands.toml"
_KEYS = frozenset({"code", "instruments", "kinds", "any_of", "en", "fr", "source", "source_fr", "read"})


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a request must say. Met by any of `any_of`; without `instruments` it binds whatever the basis."""

    code: str
    what: Text
    any_of: tuple[str, ...]
    kinds: frozenset[str]
    instruments: frozenset[str]
    source: Text
    read: date | None

    @property
    def verified(self) -> bool:
        """Whether somebody has read it at its source."""
        return self.read is not None

    @property
    def field(self) -> str:
        """The field to fill in: where the page jumps to."""
        return self.any_of[0]


@cache
def demands() -> tuple[Demand, ...]:
    """Every demand shipped, in the order of its file. Raises `ValueError` for a file that is not in order."""
    return tuple(_demand(row) for row in tomllib.loads(_DATA.read_text("utf-8"))["demand"])


def demands_on(kind: str, instruments: Collection[str]) -> tuple[Demand, ...]:
    """What a request of this kind must say, based on these instruments. An instrument's own demand stands in for the
    service's where both are met by the same field."""
    bound = [one for one in demands() if kind in one.kinds and _binds(one, instruments)]
    law = {one.any_of for one in bound if one.instruments}
    return tuple(one for one in bound if one.instruments or one.any_of not in law)


def unmet(demanded: Iterable[Demand], filled_in: Collection[str]) -> tuple[Demand, ...]:
    """Those demands of which no field is filled in."""
    return tuple(one for one in demanded if not any(name in filled_in for name in one.any_of))


def _binds(demand: Demand, instruments: Collection[str]) -> bool:
    return not demand.instruments or bool(demand.instruments.intersection(instruments))


def _demand(row: dict[str, object]) -> Demand:
    unknown = set(row) - _KEYS
    if unknown:
        raise ValueError(f"demands.toml: {row.get('code')}: not known: {', '.join(sorted(unknown))}")
    read = row.get("read")
    if read is not None and not isinstance(read, date):
        raise ValueError(f"demands.toml: {row.get('code')}: «read» is not a date")
    return Demand(
        code=_text(row, "code"),
        what=Text(en=_text(row, "en"), fr=_text(row, "fr")),
        any_of=_texts(row, "any_of"),
        kinds=frozenset(_texts(row, "kinds")),
        instruments=frozenset(_texts(row, "instruments")) if "instruments" in row else frozenset(),
        source=Text(en=_text(row, "source"), fr=_text(row, "source_fr" if "source_fr" in row else "source")),
        read=read,
    )


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"demands.toml: {row.get('code')}: «{key}» must be a text")
    return value


def _texts(row: dict[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise ValueError(f"demands.toml: {row.get('code')}: «{key}» must be a list of texts")
    return tuple(value)
