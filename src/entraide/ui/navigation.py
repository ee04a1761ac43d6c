"""The navigation registry: packages put their entries in from `apps.py: ready()`; a person sees what they may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Item:
    """One entry of the main navigation. `may_open` takes the person who looks; `label` may be lazily translated.

    `icon` is a name in `ui.icons`; `key` a letter: `g` and then that letter opens the entry.
    """

    label: Any
    url_name: str
    order: int
    may_open: Callable[[Any], bool]
    icon: str = ""
    key: str = ""


@dataclass(frozen=True)
class Entry:
    """An item as one page shows it: with its address, and whether the page lies under it."""

    label: Any
    url_name: str
    url: str
    icon: str
    key: str
    current: bool


_items: list[Item] = []
_role_names: list[Callable[[Any], Iterable[Any]]] = []


def register(item: Item) -> None:
    """Put an entry into the navigation, once."""
    if item.url_name not in {known.url_name for known in _items}:
        _items.append(item)


def items_for(person: Any) -> list[Item]:
    """The entries a person may open, in order."""
    return sorted((item for item in _items if item.may_open(person)), key=lambda item: item.order)


def entries_for(person: Any, path: str) -> list[Entry]:
    """The entries as the page at `path` shows them; the one with the longest address that begins it is current."""
    addressed = [(item, address) for item in items_for(person) if (address := _address(item.url_name))]
    above = [
        address
        for _, address in addressed
        if path == address or (address != "/" and path.startswith(address))
    ]
    nearest = max(above, key=len, default="")
    return [
        Entry(item.label, item.url_name, address, item.icon, item.key, address == nearest)
        for item, address in addressed
    ]


def name_roles_with(names: Callable[[Any], Iterable[Any]]) -> None:
    """Tell the shell how to name a person's roles, in the language of the page; the last one told is asked."""
    _role_names[:] = [names]


def roles_of(person: Any) -> list[Any]:
    """The names of a person's roles; none when nobody said how to name them."""
    return [name for names in _role_names for name in names(person)]


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        # An entry whose address is not served (a package left out of this node) is not shown.
        return ""
