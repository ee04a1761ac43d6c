"""What a case is called on the pages of packages below: by its first request."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.urls import reverse

from entraide.assistance.policy import visible_requests
from entraide.assistance.web.listed import listed
from entraide.evidence.queries.naming import CaseName
from entraide.kernel.clock import now

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
