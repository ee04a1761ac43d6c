"""Writing facts over a row, and what the ledger keeps of the difference."""

from dataclasses import dataclass
from typing import Any

from entraide.kernel.canonical import plain


@dataclass(frozen=True)
class Difference:
    """The names of the fields that changed, and their values before and after as JSON can carry them."""

    fields: tuple[str, ...]
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def detail(self) -> dict[str, object]:
        return {"before": self.before, "after": self.after}


def apply(row: object, values: dict[str, Any]) -> Difference:
    """Set the values that differ on the row, without saving it, and say which did."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    before = {name: plain(getattr(row, name)) for name in changed}
    for name in changed:
        setattr(row, name, values[name])
    return Difference(changed, before, {name: plain(values[name]) for name in changed})
