"""What cases and measures are called: the package above, which knows what a case is about, says it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case


@dataclass(frozen=True)
class CaseName:
    """How a case is named to a person, and the page where it is read."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class MeasureName:
    """One thing that a request asks for."""

    id: UUID
    name: Text


Measures = Callable[[UUID], Sequence[MeasureName]]
_measures: list[Measures] = []
Names = Callable[["Person", Collection[int]], Mapping[int, CaseName]]
_names: list[Names] = []


def name_cases_with(names: Names) -> None:
    """Tell how cases are named to a person, by their row; the last one told is asked."""
    _names[:] = [names]


def names_of(person: Person, cases: Collection[Case]) -> dict[int, CaseName]:
    """The names of cases that the person belongs to, each with one."""
    known = {pk: name for names in _names for pk, name in names(person, [case.pk for case in cases]).items()}
    return {case.pk: known.get(case.pk) or CaseName(case.title or str(case.uuid)[:8]) for case in cases}


def name_measures_with(measures: Measures) -> None:
    """Tell what a request asks for, by its uuid; the last one told is asked."""
    _measures[:] = [measures]


def measures_of(about: UUID | None) -> list[MeasureName]:
    """What a request asks for, in its order; nothing where there is no request. Whoever asks has seen to it that the
    reader may see the request."""
    return [one for measures in _measures for one in measures(about)] if about else []
