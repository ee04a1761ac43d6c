"""The import contract of this house catches what it is for."""

from typing import Any

import pytest
from grimp import ImportGraph

from tools.own_room import OwnRoomContract

CONTRACT: dict[str, Any] = {
    "root": "toy",
    "rooms": ["models", "web"],
    "allowed_importers": ["toy.config"],
    "open_packages": ["ui"],
}


def trespasses(importer: str, imported: str) -> list[tuple[str, str]]:
    graph = ImportGraph()
    for module in (importer, imported):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    contract = OwnRoomContract(name="rooms", session_options={}, contract_options=CONTRACT)
    check = contract.check(graph, verbose=False)
    assert check.kept is not bool(check.metadata["trespasses"])
    found: list[tuple[str, str]] = check.metadata["trespasses"]
    return found


@pytest.mark.parametrize("room", ["models", "web", "models.rows", "web.views.lists"])
def test_a_room_is_not_entered_from_another_package(room: str) -> None:
    assert trespasses("toy.assistance.services", f"toy.cases.{room}") == [
        ("toy.assistance.services", f"toy.cases.{room}")
    ]


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("toy.cases.services", "toy.cases.models"),
        ("toy.config.urls", "toy.cases.web.urls"),
        ("toy.assistance.services", "toy.cases.services"),
        ("toy.cases.web.views", "toy.ui.web.forms"),
    ],
)
def test_what_is_allowed_is_no_trespass(importer: str, imported: str) -> None:
    assert trespasses(importer, imported) == []
