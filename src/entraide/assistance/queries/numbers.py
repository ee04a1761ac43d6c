"""Requests by their references, for the auditor of the ledger: the reference and the case, and nothing more."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from entraide.assistance.models import AssistanceRequest
from entraide.ledger.queries.things import Thing


def request_of(reference: str) -> Thing | None:
    """The request with this reference of ours."""
    found = AssistanceRequest.objects.filter(reference=reference.upper()).select_related("case").first()
    return Thing(found.uuid, found.case.uuid) if found else None


def references_of(uuids: Collection[UUID]) -> dict[UUID, str]:
    """The references of those that are requests."""
    return dict(AssistanceRequest.objects.filter(uuid__in=uuids).values_list("uuid", "reference"))
