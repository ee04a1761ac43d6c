"""The navigation registry: packages put their entries in from `apps.py: ready()`; the shell shows what a person may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """One entry of the main navigation. `may_open` takes the person who looks; `label` may be lazily translated."""

    label: Any
    url_name: str
    order: int
    may_open: Callable[[Any], bool]
    icon: str = ""


_items: list[Item] = []


def register(item: Item) -> None:
    """Put an entry into the navigation, once."""
    if item.url_name not in {known.url_name for known in _items}:
        _items.append(item)


def items_for(person: Any) -> list[Item]:
    """The entries a person may open, in order."""
    return sorted((item for item in _items if item.may_open(person)), key=lambda item: item.order)
