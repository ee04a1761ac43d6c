"""Exhibits by their numbers, for the auditor of the ledger: the number and the case, and nothing of what it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

from entraide.evidence.models import Exhibit
from entraide.ledger.queries.things import Thing

NUMBER = re.compile(r"(\d{4})-E-(\d{1,9})", re.ASCII | re.IGNORECASE)


def exhibit_of(number: str) -> Thing | None:
    """The exhibit with this number, «2026-E-0004»."""
    parts = NUMBER.fullmatch(number)
    if parts is None:
        return None
    found = Exhibit.objects.filter(year=int(parts[1]), sequence=int(parts[2])).select_related("case").first()
    return Thing(found.uuid, found.case.uuid) if found else None


def numbers_of(uuids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of those that are exhibits."""
    return {one.uuid: one.number for one in Exhibit.objects.filter(uuid__in=uuids)}
