"""Exhibits that wait for somebody's word, and whose word it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entraide.cases.queries import members_of
from entraide.evidence import policy
from entraide.evidence.domain.custody import Act, Standing
from entraide.evidence.models import CustodyEvent, Exhibit
from entraide.evidence.queries import PAGE

if TYPE_CHECKING:
    from entraide.accounts.models import Person

ASKING = (Act.RELEASE_ASKED.value, Act.DESTRUCTION_ASKED.value)


@dataclass(frozen=True)
class Waiting:
    """An exhibit that waits for a person's word: offered to them, or `asked`, for what takes a second person."""

    exhibit: Exhibit
    asked: CustodyEvent | None = None


def waiting_for(person: Person) -> list[Waiting]:
    """What was offered to the person, and what they can agree to as the second person; the oldest first."""
    seen = policy.visible_exhibits(person).select_related("standing", "case").order_by("pk")
    found = [Waiting(one) for one in seen.filter(standing__waits_for=person)[:PAGE]]
    if not policy.may_judge(person):
        return found
    asked = list(seen.filter(standing__asked=True)[:PAGE])
    # Of those that were asked for the last is the one that is open.
    rows = CustodyEvent.objects.filter(exhibit__in=asked, act__in=ASKING).order_by("number")
    last = {row.exhibit_id: row for row in rows}
    theirs = [
        Waiting(one, last[one.pk]) for one in asked if last[one.pk].by.get("person") != str(person.uuid)
    ]
    return found + theirs


def second_people(exhibit: Exhibit, asker: Person | None, now: Standing) -> list[Person]:
    """Members of its case who can agree to what is asked of it, or to what `asker` would ask."""
    by = now.asked.by.person if now.asked else asker.uuid if asker else None
    members = [one.person for one in members_of(exhibit.case)]
    return [one for one in members if one.uuid != by and policy.may_judge(one)]
