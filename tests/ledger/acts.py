"""Acts of an invented trade, for tests of the ledger."""

from dataclasses import dataclass
from typing import ClassVar

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


@dataclass(frozen=True, kw_only=True)
class Noted(Act):
    code: ClassVar[str] = "tests.noted"
    label: ClassVar[Text] = Text(en="Noted", fr="A noté")
