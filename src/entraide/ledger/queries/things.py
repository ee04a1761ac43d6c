"""What auditors call the things that entries are about: the number of an exhibit, the reference of a request.

A number says nothing of what the thing is. The packages above know them, and register how they are found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Thing:
    """Something with a number, and the case it belongs to."""

    uuid: UUID
    case: UUID


Finder = Callable[[str], Thing | None]
Numbers = Callable[[Collection[UUID]], Mapping[UUID, str]]
_known: list[tuple[Finder, Numbers]] = []


def register_things(finder: Finder, numbers: Numbers) -> None:
    """Let a higher package find its things by number, and say their numbers. Called once, from its `ready()`."""
    if (finder, numbers) not in _known:
        _known.append((finder, numbers))


def thing_of(number: str) -> Thing | None:
    """What has this number, as people write it; None when nothing has."""
    found = (finder(number.strip()) for finder, _ in _known)
    return next((one for one in found if one is not None), None)


def numbers_of(uuids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of those that have one; the others are left out."""
    found: dict[UUID, str] = {}
    for _, numbers in _known:
        found.update(numbers(uuids))
    return found
