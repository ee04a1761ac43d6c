"""The look that follows a kill names what is not whole: each of these is a crash half way through an act."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from entraide.accounts import demo
from entraide.accounts.queries import person_by_email
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    DatedEvent,
    Letter,
    Measure,
    ReferenceCounter,
    Subject,
)
from entraide.assistance.services import arriving, deciding, describing, intake, registering, writing
from entraide.assistance.services.marking import MARKS
from entraide.cases.models import Case, Correspondence, Finding, Membership, Note, Original, Task
from entraide.cases.services import work
from entraide.cases.services.indexing import WORDS
from entraide.cases.services.originals import path_of
from entraide.ledger.models import Entry
from tests.journeys.killing.wholeness import findings

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 13, 5, tzinfo=UTC)


@pytest.fixture
def worked() -> AssistanceRequest:
    """A node on which a little of everything was done."""
    demo.fill(MONDAY, "correct horse battery staple")
    duty, officer = person_by_email("duty@demo.example"), person_by_email("officer@demo.example")
    fields = {
        "title": "A fraud",
        "partner_state": "FR",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
    }
    request = registering.register(fields, acting=duty, at=MONDAY)
    intake.triage(request, {}, acting=duty, at=MONDAY + timedelta(hours=1))
    intake.route(request, unit=None, officer=officer, acting=duty, at=MONDAY + timedelta(hours=2))
    describing.add_part(
        request, "subjects", {"sort": "person", "name": "A. Castellan"}, acting=officer, at=MONDAY
    )
    measure = describing.add_part(request, "measures", {"code": "content"}, acting=officer, at=MONDAY)
    assert isinstance(measure, Measure)
    deciding.decide(measure, deciding.Ruling(Decision.EXECUTE), acting=officer, at=MONDAY)
    work.add_note(request.case, "They called.", acting=officer, at=MONDAY, about=request.uuid)
    task = work.add_task(request.case, "Call back", assigned_to=officer, acting=officer, at=MONDAY)
    work.finish_task(task, acting=officer, at=MONDAY)
    letter = writing.draft_letter(request, LetterKind.NOTICE, acting=officer, at=MONDAY, text="Soon.")
    writing.discard_letter(letter, acting=officer, at=MONDAY)
    arriving.receive(
        [b"Dear colleagues, please preserve the data of 203.0.113.9."], name="a.txt", acting=duty, at=MONDAY
    )
    arriving.receive([b""], name="b.txt", acting=duty, at=MONDAY)
    return AssistanceRequest.objects.get(pk=request.pk)


def test_a_node_that_was_not_killed_is_whole(worked: AssistanceRequest) -> None:
    promised = [("assistance.triaged", str(worked.uuid), 1), ("cases.note_added", str(worked.uuid), 1)]
    assert findings(promised) == []


HALF_DONE: dict[str, Callable[[AssistanceRequest], object]] = {
    "a note without its row": lambda request: Note.objects.all().delete(),
    "a state that went on alone": lambda request: _set(AssistanceRequest, state="closed"),
    "a moment that went on alone": lambda request: _set(
        AssistanceRequest, changed_at=MONDAY + timedelta(days=9)
    ),
    "a dated event too few": lambda request: DatedEvent.objects.filter(code="routed").delete(),
    "a dated event too many": lambda request: DatedEvent.objects.create(
        request=request, code="closed", at=MONDAY
    ),
    "a decision that is not the one recorded": lambda request: _set(Measure, decision="postpone"),
    "a part without its row": lambda request: Subject.objects.all().delete(),
    "a part without its entry": lambda request: Subject.objects.create(
        request=request, sort="person", name="B"
    ),
    "a task that is done alone": lambda request: _set(Task, done_at=None),
    "a letter that stands elsewhere": lambda request: _set(Letter, standing="draft"),
    "a case without its entry": lambda request: Case.objects.create(opened_at=MONDAY),
    "a member without an entry": lambda request: Membership.objects.create(
        case=request.case, person=person_by_email("counsel@demo.example"), since=MONDAY
    ),
    "a letter that is not on file": lambda request: Correspondence.objects.all().delete(),
    "an arrival that is settled alone": lambda request: _set(Arrival, settled_at=MONDAY),
    "a number given to nobody": lambda request: _set(ReferenceCounter, last=99),
    "a thing nobody can find": lambda request: Finding.objects.filter(sort="note").delete(),
    "words that nobody may find": lambda request: WORDS.put(Finding.objects.earliest("pk").pk, {"words"}),
    "marks of another state": lambda request: MARKS.put(request.pk, {"_state_closed"}),
    "an original that is gone": lambda request: path_of(Original.objects.earliest("pk").uuid).unlink(),
    "an original that was changed": lambda request: path_of(Original.objects.earliest("pk").uuid).write_bytes(
        b"?"
    ),
    "an entry whose row is gone": lambda request: _entry("cases.note_added", request),
    "a gap in the ledger": lambda request: _entry("cases.reindexed", request, skip=1),
    "a leaf that is not of its bytes": lambda request: _entry("cases.reindexed", request, leaf=b"\x00" * 32),
}


@pytest.mark.parametrize("half_done", HALF_DONE)
def test_half_an_act_is_named(worked: AssistanceRequest, half_done: str) -> None:
    HALF_DONE[half_done](worked)
    assert findings() != []


def test_an_act_that_was_answered_and_lost_is_named(worked: AssistanceRequest) -> None:
    lost = findings([("assistance.closed", str(worked.uuid), 1)])
    assert lost == [f"answered and lost: assistance.closed of {worked.uuid}, 0 of 1"]


def _set(model: type, **fields: object) -> None:
    first = model._default_manager.earliest("pk")  # type: ignore[attr-defined]
    model._default_manager.filter(pk=first.pk).update(**fields)  # type: ignore[attr-defined]


def _entry(act: str, request: AssistanceRequest, *, skip: int = 0, leaf: bytes = b"") -> None:
    """An entry that no act made."""
    from entraide.kernel.canonical import canonical, leaf_hash

    seq = Entry.objects.count() + 1 + skip
    told = {"v": 1, "seq": seq, "at": MONDAY, "act": act, "actor": None, "case": request.case.uuid,
            "subject": request.uuid, "facts": {}}  # fmt: skip
    written = canonical(told)
    Entry.objects.create(
        seq=seq, at=MONDAY, act=act, actor=None, case=request.case.uuid, subject=told["subject"],
        canonical=written, leaf_hash=leaf or leaf_hash(written),
    )  # fmt: skip
