"""What a person sees of the house."""

from collections.abc import Iterator
from typing import Any

import pytest

from entraide.ui import navigation
from entraide.ui.navigation import Item


@pytest.fixture(autouse=True)
def _an_empty_house(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_items", [])
    monkeypatch.setattr(navigation, "_role_names", [])
    monkeypatch.setattr(navigation, "reverse", {"all": "/r/", "one": "/r/one/", "home": "/"}.__getitem__)
    monkeypatch.setattr(navigation, "NoReverseMatch", KeyError)
    return


def _may(_person: Any) -> bool:
    return True


def test_entries_stand_in_order_and_only_once() -> None:
    navigation.register(Item("Second", "all", 2, _may))
    navigation.register(Item("First", "one", 1, _may))
    navigation.register(Item("Again", "all", 3, _may))
    assert [item.label for item in navigation.items_for(None)] == ["First", "Second"]


def test_an_entry_a_person_may_not_open_is_not_shown() -> None:
    navigation.register(Item("Ledger", "all", 1, lambda person: person == "auditor"))
    assert navigation.entries_for("officer", "/") == []
    assert [entry.label for entry in navigation.entries_for("auditor", "/")] == ["Ledger"]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", ["Home"]), ("/r/", ["All"]), ("/r/7/", ["All"]), ("/r/one/2/", ["One"]), ("/elsewhere/", [])],
)
def test_the_nearest_entry_above_a_page_is_current(path: str, current: list[str]) -> None:
    for label, name in (("Home", "home"), ("All", "all"), ("One", "one")):
        navigation.register(Item(label, name, 1, _may))
    assert [entry.label for entry in navigation.entries_for(None, path) if entry.current] == current


def test_an_entry_without_an_address_is_left_out() -> None:
    navigation.register(Item("Gone", "nowhere", 1, _may))
    assert navigation.entries_for(None, "/") == []


def test_roles_are_named_by_whoever_knows_them() -> None:
    assert navigation.roles_of("anybody") == []
    navigation.name_roles_with(lambda person: [f"{person} (acting)"])
    assert navigation.roles_of("Supervisor") == ["Supervisor (acting)"]
