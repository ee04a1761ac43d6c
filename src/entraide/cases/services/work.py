"""The daily work in a case: notes, tasks, correspondence; and making things findable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from entraide.cases import policy
from entraide.cases.domain.words import tokens
from entraide.cases.errors import NotACaseworker, NothingWritten, TaskAlreadyDone
from entraide.cases.events import CorrespondenceFiled, NoteAdded, TaskAdded, TaskDone
from entraide.cases.models import Case, Correspondence, Finding, Membership, Note, Original, Task
from entraide.cases.queries import about_in
from entraide.cases.services.indexing import WORDS, person_token
from entraide.kernel.errors import Conflict
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

WAYS = {
    True: {"en": "Received", "fr": "Reçu"},
    False: {"en": "Sent", "fr": "Envoyé"},
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A letter, message or call to be put on file."""

    incoming: bool
    channel: str
    counterpart: str = ""
    subject: str = ""
    text: str = ""
    language: str = ""
    happened_at: datetime | None = None
    original: Original | None = None
    about: UUID | None = None


@transaction.atomic
def add_note(case: Case, text: str, *, acting: Person, at: datetime, about: UUID | None = None) -> Note:
    """Write something down for the members. Raises `NotFound`, `NothingWritten`."""
    policy.require_member(acting, case.pk)
    if not text.strip():
        raise NothingWritten
    about = about_in(case, about)
    note = Note.objects.create(case=case, about=about, text=text.strip(), at=at, by=acting)
    make_findable(case, Finding.Sort.NOTE, note.uuid, note.text, at=at, about=about)
    record(
        NoteAdded(case=case.uuid, subject=about or note.uuid, detail={"beginning": note.text[:300]}),
        by=acting.uuid,
        at=at,
    )
    return note


@transaction.atomic
def add_task(
    case: Case,
    title: str,
    *,
    assigned_to: Person,
    acting: Person,
    at: datetime,
    due_at: datetime | None = None,
    detail: str = "",
    about: UUID | None = None,
) -> Task:
    """Give a member something to do. Raises `NotFound`, `NothingWritten`, `NotACaseworker` for one who is no member."""
    policy.require_member(acting, case.pk)
    if not title.strip():
        raise NothingWritten
    if not policy.is_member(assigned_to, case.pk):
        raise NotACaseworker(name=assigned_to.name)
    about = about_in(case, about)
    task = Task.objects.create(
        case=case,
        about=about,
        title=title.strip()[:200],
        detail=detail.strip(),
        assigned_to=assigned_to,
        due_at=due_at,
        added_at=at,
        added_by=acting,
    )
    record(
        TaskAdded(
            case=case.uuid,
            subject=about or task.uuid,
            facts={"task": task.uuid, "to": assigned_to.uuid},
            detail={"title": task.title, "name": assigned_to.name},
        ),
        by=acting.uuid,
        at=at,
    )
    return task


@transaction.atomic
def finish_task(task: Task, *, acting: Person, at: datetime) -> Task:
    """Mark a task done. Raises `NotFound`, `TaskAlreadyDone`."""
    policy.require_member(acting, task.case_id)
    task = Task.objects.select_for_update().select_related("case").get(pk=task.pk)
    if task.done_at is not None:
        raise TaskAlreadyDone
    task.done_at, task.done_by = at, acting
    task.save(update_fields=["done_at", "done_by"])
    record(
        TaskDone(
            case=task.case.uuid,
            subject=task.about or task.uuid,
            facts={"task": task.uuid},
            detail={"title": task.title},
        ),
        by=acting.uuid,
        at=at,
    )
    return task


@transaction.atomic
def file_correspondence(case: Case, sheet: Sheet, *, acting: Person, at: datetime) -> Correspondence:
    """Put a letter, message or call on file by hand. Raises `NotFound`, `NothingWritten`, `Conflict`."""
    policy.require_member(acting, case.pk)
    if not (sheet.text.strip() or sheet.subject.strip() or sheet.original):
        raise NothingWritten
    if sheet.original is not None and sheet.original.case_id != case.pk:
        raise Conflict
    about_in(case, sheet.about)
    return put_on_file(case, sheet, acting=acting, at=at)


def put_on_file(case: Case, sheet: Sheet, *, acting: Person | None, at: datetime) -> Correspondence:
    """Put a letter on file as part of a larger act, which has checked who acts."""
    filed = Correspondence.objects.create(
        case=case,
        about=sheet.about,
        incoming=sheet.incoming,
        channel=sheet.channel,
        at=sheet.happened_at or at,
        counterpart=sheet.counterpart[:300],
        subject=sheet.subject[:300],
        language=sheet.language,
        text=sheet.text,
        original=sheet.original,
        filed_by=acting,
    )
    words = f"{filed.subject}\n{filed.counterpart}\n{filed.text}"
    make_findable(case, Finding.Sort.LETTER, filed.uuid, words, at=filed.at, about=sheet.about)
    record(
        CorrespondenceFiled(
            case=case.uuid,
            subject=sheet.about or filed.uuid,
            facts={"correspondence": filed.uuid, "sha256": sheet.original.sha256 if sheet.original else ""},
            detail={"way": WAYS[sheet.incoming], "subject": filed.subject or filed.counterpart},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return filed


def make_findable(
    case: Case, sort: str, source: UUID, words: str, *, at: datetime, about: UUID | None = None
) -> None:
    """Put the words of a thing into the search index, for the members of its case alone. Part of a larger act."""
    finding, _ = Finding.objects.update_or_create(
        source=source, defaults={"case": case, "sort": sort, "at": at, "about": about}
    )
    members = Membership.objects.filter(case=case).values_list("person_id", flat=True)
    WORDS.put(finding.pk, tokens(words) | {person_token(pk) for pk in members})
