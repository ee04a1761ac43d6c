"""What a member may ask of case files. Every answer is scoped to the one who asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from entraide.accounts.policy import works_on_cases
from entraide.cases import policy
from entraide.cases.domain.words import asked
from entraide.cases.events import MemberRemoved, MembersAdded
from entraide.cases.models import Case, Correspondence, Finding, Membership, Note, Original, Task
from entraide.cases.models.tokens import WORDS, person_token
from entraide.kernel.errors import NotFound
from entraide.ledger.domain.faults import Fault
from entraide.ledger.events import told
from entraide.ledger.queries import entries_of_case
from entraide.ledger.queries.links import Key, Written, held_by_entries, not_as_held

if TYPE_CHECKING:
    from entraide.accounts.models import Person

Row = TypeVar("Row", Note, Correspondence)


@dataclass(frozen=True)
class Moment:
    """One line of a timeline. `kind` groups acts for the filter («cases», «assistance»)."""

    at: datetime
    who: str
    sentence: str
    code: str
    subject: UUID | None
    seq: int

    @property
    def kind(self) -> str:
        return self.code.split(".")[0]


def case_for(person: Person, uuid: UUID) -> Case:
    """The case, for one of its members. Raises `NotFound`."""
    found = policy.visible_cases(person).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def case_of(uuid: UUID) -> Case:
    """A case, for what the node does itself. Raises `NotFound`."""
    found = Case.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def members_of(case: Case) -> QuerySet[Membership]:
    """Who belongs to a case."""
    return (
        Membership.objects.filter(case=case).select_related("person", "person__unit").order_by("since", "pk")
    )


def was_kept_before(case: UUID, sha256: str, at: datetime) -> bool:
    """Whether a file with these bytes was in a case before that moment."""
    return Original.objects.filter(case__uuid=case, sha256=sha256, kept_at__lt=at).exists()


def timeline(
    case: Case,
    person: Person,
    *,
    language: str,
    before: int | None = None,
    limit: int = 50,
    codes: Collection[str] | None = None,
) -> list[Moment]:
    """What was done in a case, newest first, in the reader's language; only acts of these `codes` when given.

    Raises `NotFound` for one who is no member.
    """
    policy.require_member(person, case.pk)
    entries = entries_of_case(case.uuid)
    if codes is not None:
        entries = entries.filter(act__in=codes)
    if before is not None:
        entries = entries.filter(seq__lt=before)
    found = list(entries[:limit])
    actors = {entry.actor for entry in found if entry.actor is not None}
    names = dict(get_user_model().objects.filter(uuid__in=actors).values_list("uuid", "name"))
    return [
        Moment(
            at=entry.at,
            who=names.get(entry.actor, "") if entry.actor else "",
            sentence=told(entry.act, getattr(getattr(entry, "detail", None), "body", None), language),
            code=entry.act,
            subject=entry.subject,
            seq=entry.seq,
        )
        for entry in found
    ]


def tasks_to_do(person: Person, *, limit: int = 50) -> list[Task]:
    """A person's open tasks, by due date; those without one come last."""
    # Narrowed before it is cut: tasks of a case that the person has left must not push out the others.
    tasks = policy.in_cases_of(person, Task.objects.filter(assigned_to=person, done_at=None))
    tasks = tasks.select_related("case")
    dated = list(tasks.filter(due_at__isnull=False).order_by("due_at")[:limit])
    undated = list(tasks.filter(due_at=None).order_by("pk")[: max(0, limit - len(dated))])
    return dated + undated


def tasks_of(case: Case) -> QuerySet[Task]:
    return Task.objects.filter(case=case).select_related("assigned_to").order_by("done_at", "due_at", "pk")


def notes_of(case: Case) -> QuerySet[Note]:
    return Note.objects.filter(case=case).select_related("by").order_by("-at", "-pk")


def correspondence_of(case: Case) -> QuerySet[Correspondence]:
    return Correspondence.objects.filter(case=case).select_related("original").order_by("-at", "-pk")


def older_than(rows: QuerySet[Row], before: int | None) -> QuerySet[Row]:
    """What of these lies behind the row `before`, in their order of time; all where that is none of them."""
    found = rows.filter(pk=before).values_list("at", "pk").first() if before is not None else None
    if found is None:
        return rows
    at, pk = found
    return rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))


def task_for(person: Person, uuid: UUID) -> Task:
    """A task of a case the person belongs to. Raises `NotFound`."""
    task = policy.in_cases_of(person, Task.objects.select_related("case")).filter(uuid=uuid).first()
    if task is None:
        raise NotFound
    return task


def originals_by_digest(case: Case, digests: Collection[str]) -> dict[str, Original]:
    """The originals of a case with these SHA-256, by it; of several with the same bytes, the first."""
    found = Original.objects.filter(case=case, sha256__in=digests).order_by("-pk")
    return {one.sha256: one for one in found}


def original_for(person: Person, uuid: UUID) -> Original:
    """An original of a case the person belongs to. Raises `NotFound`."""
    original = policy.in_cases_of(person, Original.objects.select_related("case")).filter(uuid=uuid).first()
    if original is None:
        raise NotFound
    return original


def search(person: Person, text: str, *, before: int | None = None, limit: int = 25) -> Sequence[Finding]:
    """The newest things that hold every word of `text`, among the cases the person belongs to; newest first."""
    groups = asked(text)
    if not groups or not works_on_cases(person):
        return []
    ids = WORDS.newest([[person_token(person.pk)], *groups], before=before, limit=limit)
    found = Finding.objects.select_related("case").in_bulk(ids)
    member_of = set(
        Membership.objects.filter(
            person=person, case__in=[finding.case_id for finding in found.values()]
        ).values_list("case_id", flat=True)
    )
    return [found[i] for i in ids if i in found and found[i].case_id in member_of]


def texts_of(findings: Sequence[Finding]) -> dict[UUID, str]:
    """The text of each letter and note found, to cut an excerpt from; requests are the business of assistance."""
    letters = [f.source for f in findings if f.sort == Finding.Sort.LETTER]
    notes = [f.source for f in findings if f.sort == Finding.Sort.NOTE]
    found = dict(Note.objects.filter(uuid__in=notes).values_list("uuid", "text"))
    for letter in Correspondence.objects.filter(uuid__in=letters):
        found[letter.uuid] = f"{letter.subject}\n{letter.text}"
    return found


def about_in(case: Case, about: UUID | None) -> UUID | None:
    """What a note or a task is said to be about, once it is known to be a request of this case. Raises `NotFound`."""
    if about is None:
        return None
    if not Finding.objects.filter(case=case, sort=Finding.Sort.REQUEST, source=about).exists():
        raise NotFound
    return about


def member_ids(case_id: int) -> list[int]:
    """The ids of a case's members, for what packages above keep per member."""
    return list(Membership.objects.filter(case_id=case_id).values_list("person_id", flat=True))


def memberships_not_on_record() -> Iterator[Fault]:
    """People who belong to a case and were never let in, and people who were let in and are gone."""
    held = held_by_entries(MembersAdded.code, MemberRemoved.code, _people_of)
    rows = Membership.objects.values_list("pk", "case__uuid", "person__uuid")
    there: dict[Key, str] = {
        (str(case), str(person)): str(pk) for pk, case, person in rows.iterator(chunk_size=5000)
    }
    yield from not_as_held(Membership._meta.db_table, there, held)


def _people_of(one: Written) -> list[tuple[str, ...]]:
    people = one.facts["people"]
    return [(str(one.case), str(person)) for person in people] if isinstance(people, list) else []
