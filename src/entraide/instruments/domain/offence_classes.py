"""Classes of offences, as coarse as the question «which convention covers this?» needs them."""

import tomllib
from dataclasses import dataclass

from entraide.instruments.domain.reading import NOT_TOML, Table
from entraide.instruments.errors import InstrumentBroken
from entraide.kernel.languages import Text

KEYS = frozenset({"code", "name", "words", "iccs"})


@dataclass(frozen=True, slots=True)
class OffenceClass:
    """One class. `iccs` is its code in the UNODC classification (ICCS 1.0), empty where none fits."""

    code: str
    name: Text
    words: tuple[str, ...]
    iccs: str


def read_offence_classes(file: str, text: str) -> dict[str, OffenceClass]:
    """The classes by code and by each of their words, in lower case. Raises `InstrumentBroken`."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise InstrumentBroken(file, str(broken), NOT_TOML) from broken
    head = Table(file, "", found)
    head.require_known(frozenset({"classes"}))
    by_word: dict[str, OffenceClass] = {}
    for number, one in enumerate(head.get("classes", list), 1):
        table = Table(file, f"classes[{number}]", one)
        table.require_known(KEYS)
        offence = OffenceClass(
            table.get("code", str), table.text("name"), table.words("words", None), table.get("iccs", str, "")
        )
        for word in (offence.code, *offence.words):
            by_word[word.lower()] = offence
    return by_word
