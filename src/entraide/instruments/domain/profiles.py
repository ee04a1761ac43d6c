"""What must be known of a state whatever the instrument: here, where it stands on the death penalty."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from entraide.instruments.domain.instrument import Origin
from entraide.instruments.domain.reading import NOT_TOML, ORIGIN_KEYS, Table
from entraide.instruments.errors import InstrumentBroken
from entraide.kernel.languages import Text


class Standing(StrEnum):
    ABOLISHED = "abolished"
    ORDINARY_CRIMES = "ordinary_crimes"
    IN_PRACTICE = "in_practice"
    RETAINED = "retained"


STANDING_LABELS: Mapping[Standing, Text] = {
    Standing.ABOLISHED: Text(
        en="{state} has abolished the death penalty.", fr="{state} : la peine de mort y est abolie."
    ),
    Standing.ORDINARY_CRIMES: Text(
        en="{state} has abolished the death penalty for ordinary crimes only.",
        fr="{state} : la peine de mort n’y est abolie que pour les crimes de droit commun.",
    ),
    Standing.IN_PRACTICE: Text(
        en="{state} keeps the death penalty in its law, though it is not carried out (a moratorium).",
        fr="{state} : la peine de mort subsiste dans la loi, mais n’est pas appliquée (moratoire).",
    ),
    Standing.RETAINED: Text(
        en="{state} keeps the death penalty.", fr="{state} : la peine de mort y est maintenue."
    ),
}


@dataclass(frozen=True, slots=True)
class DeathPenalty:
    """Where a state stands, and whether the second optional protocol (ICCPR) binds it as far as is known."""

    standing: Standing
    origin: Origin
    protocol: Origin | None = None

    @property
    def is_abolished(self) -> bool:
        return self.standing is Standing.ABOLISHED


def read_death_penalty(file: str, text: str) -> dict[str, DeathPenalty]:
    """The standing of each state that is named. Raises `InstrumentBroken`."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise InstrumentBroken(file, str(broken), NOT_TOML) from broken
    head = Table(file, "", found)
    head.require_known(frozenset({"second_optional_protocol", "death_penalty"}))
    protocol = Table(file, "second_optional_protocol", head.get("second_optional_protocol", dict))
    protocol.require_known(ORIGIN_KEYS | {"states"})
    bound_by = protocol.origin()
    bound = protocol.words("states", None)
    known = {state: DeathPenalty(Standing.ABOLISHED, bound_by, bound_by) for state in bound}
    for number, one in enumerate(head.get("death_penalty", list), 1):
        table = Table(file, f"death_penalty[{number}]", one)
        table.require_known(ORIGIN_KEYS | {"standing", "states"})
        standing = Standing(table.choice("standing", tuple(Standing)))
        for state in table.words("states", None):
            known[state] = DeathPenalty(standing, table.origin(), bound_by if state in bound else None)
    return known
