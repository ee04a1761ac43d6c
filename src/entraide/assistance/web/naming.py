"""What a case is called on the pages of packages below, by its first request; and what a request asks for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator

from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import MeasureCode
from entraide.assistance.models import Measure
from entraide.assistance.policy import visible_requests
from entraide.assistance.web.listed import listed
from entraide.evidence.queries.naming import CaseName, MeasureName
from entraide.kernel.clock import now
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def case_names(person: Person, cases: Collection[int]) -> dict[int, CaseName]:
    """The reference and the title of the first request of each case that the person may see."""
    found: dict[int, CaseName] = {}
    # The first one is taken last, and stays.
    for row in listed(visible_requests(person).filter(case__in=cases).order_by("-pk"), at=now()):
        name = f"{row.request.reference} {row.title}".strip()
        found[row.request.case_id] = CaseName(name, reverse("assistance:request", args=[row.request.uuid]))
    return found


def measure_names(request: UUID) -> list[MeasureName]:
    """The measures of a request as its page numbers them."""
    rows = (
        Measure.objects.filter(request__uuid=request)
        .order_by("pk")
        .values_list("uuid", "code", "description")
    )
    return [_named(number, *row) for number, row in enumerate(rows, start=1)]


def _named(number: int, uuid: UUID, code: str, description: str) -> MeasureName:
    label = MEASURE_LABELS[MeasureCode(code)]
    said = Truncator(description).chars(80)
    return MeasureName(
        uuid,
        Text(
            en=f"{number}. {label.en}" + (f": {said}" if said else ""),
            fr=f"{number}. {label.fr}" + (f"\N{NO-BREAK SPACE}: {said}" if said else ""),
        ),
    )
