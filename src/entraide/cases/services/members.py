"""Opening a case, and letting people into it or out of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from entraide.accounts.policy import works_on_cases
from entraide.cases import policy
from entraide.cases.errors import LastMember, NotACaseworker
from entraide.cases.events import CaseOpened, MemberRemoved, MembersAdded, MembershipChanged, tell
from entraide.cases.models import Case, Finding, Membership
from entraide.cases.services.indexing import WORDS, person_token
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def open_case(*, members: Iterable[Person], acting: Person | None, at: datetime, reason: str = "") -> Case:
    """A new, empty compartment with its first members. `acting` is None when the node itself opens it."""
    case = Case.objects.create(opened_at=at, opened_by=acting)
    record(CaseOpened(case=case.uuid), by=_uuid(acting), at=at)
    _let_in(case, members, acting=acting, at=at, reason=reason)
    return case


@transaction.atomic
def add_members(
    case: Case, people: Iterable[Person], *, acting: Person, at: datetime, reason: str = ""
) -> tuple[Person, ...]:
    """Let people into a case; those already in are left as they are. Gives back the ones let in.

    Raises `NotFound`, `NotAllowed`, `NotACaseworker`.
    """
    policy.require_may_choose_members(acting, case.pk)
    return _let_in(case, people, acting=acting, at=at, reason=reason)


@transaction.atomic
def add_members_by_routing(
    case: Case, people: Iterable[Person], *, acting: Person, at: datetime, reason: str
) -> tuple[Person, ...]:
    """Let in those to whom a request of the case is routed: any member whose act routes it may do so."""
    policy.require_member(acting, case.pk)
    return _let_in(case, people, acting=acting, at=at, reason=reason)


@transaction.atomic
def remove_member(case: Case, person: Person, *, acting: Person, at: datetime, reason: str) -> None:
    """Take a person out of a case. Raises `NotFound`, `NotAllowed`, `LastMember`."""
    policy.require_may_choose_members(acting, case.pk)
    _hold(case)
    members = Membership.objects.filter(case=case)
    if not members.exclude(person=person).exists():
        raise LastMember
    if not members.filter(person=person).delete()[0]:
        return
    _reindex(MembershipChanged(case.pk, removed=(person.pk,)))
    record(
        MemberRemoved(
            case=case.uuid, facts={"people": [person.uuid]}, detail={"names": person.name, "reason": reason}
        ),
        by=acting.uuid,
        at=at,
    )


def _let_in(
    case: Case, people: Iterable[Person], *, acting: Person | None, at: datetime, reason: str
) -> tuple[Person, ...]:
    _hold(case)
    already = set(Membership.objects.filter(case=case).values_list("person_id", flat=True))
    joining = tuple({person.pk: person for person in people if person.pk not in already}.values())
    for person in joining:
        if not works_on_cases(person):
            raise NotACaseworker(name=person.name)
    if not joining:
        return ()
    Membership.objects.bulk_create(
        Membership(case=case, person=person, since=at, added_by=acting, reason=reason) for person in joining
    )
    _reindex(MembershipChanged(case.pk, added=tuple(person.pk for person in joining)))
    names = ", ".join(person.name for person in joining)
    record(
        MembersAdded(
            case=case.uuid,
            facts={"people": [person.uuid for person in joining]},
            detail={"names": names, "reason": reason},
        ),
        by=_uuid(acting),
        at=at,
    )
    return joining


def _hold(case: Case) -> None:
    """Let one change of the members of a case wait for another: two who let in, or take out, the same person."""
    Case.objects.select_for_update().get(pk=case.pk)


def _reindex(change: MembershipChanged) -> None:
    rows = list(Finding.objects.filter(case_id=change.case_id).values_list("pk", flat=True))
    WORDS.change(
        rows,
        add=[person_token(pk) for pk in change.added],
        take=[person_token(pk) for pk in change.removed],
    )
    tell(change)


def _uuid(person: Person | None) -> UUID | None:
    return person.uuid if person else None
