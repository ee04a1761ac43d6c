"""From what stands in the tables to what an answer shows; and the one place where a look is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest

from entraide.assistance import policy, queries
from entraide.assistance.api.schemas import (
    ActOpen,
    ArrivalOut,
    AssuranceOut,
    AuthorityOut,
    ClockOut,
    GlassOut,
    LetterOut,
    LetterRow,
    MeasureOut,
    OffenceOut,
    QuestionOut,
    RecordOut,
    RequestOut,
    SubjectOut,
)
from entraide.assistance.models import Arrival, AssistanceRequest
from entraide.assistance.queries import glass_of_request
from entraide.assistance.services.timing import clock_faces
from entraide.instruments.domain.clocks.due import DueDate
from entraide.instruments.domain.clocks.explaining import explain
from entraide.kernel.clock import now
from entraide.ledger.services import look
from entraide.ui.actors import actor_of
from entraide.ui.api.scopes import require_scope
from entraide.ui.api.values import Words

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def reader(request: HttpRequest) -> Person:
    """Who reads. Raises `ScopeMissing`."""
    require_scope(request, "read")
    return cast("Person", actor_of(request))


def writer(request: HttpRequest) -> Person:
    """Who acts. Raises `ScopeMissing`."""
    require_scope(request, "write")
    return cast("Person", actor_of(request))


def looked_at(person: Person, case: UUID, what: str, subject: UUID) -> None:
    """Note in the access log that a person saw this."""
    look(by=person.uuid, at=now(), case=case, what=what, subject=subject)


def whole(person: Person, uuid: UUID) -> RequestOut:
    """The request told whole, to one who can see it. Raises `NotFound`."""
    request = queries.request_for(person, uuid)
    linked = visible(person, request.related_to_id, request.superseded_by_id)
    measures = request.measures.select_related("decided_by").order_by("pk")
    letters = request.letters.select_related("drafted_by").order_by("pk")
    return RequestOut(
        **RecordOut.from_orm(request).dict(),
        related_to=linked.get(request.related_to_id),
        superseded_by=linked.get(request.superseded_by_id),
        authorities=[AuthorityOut.from_orm(one) for one in request.authorities.order_by("pk")],
        assurances=[AssuranceOut.from_orm(one) for one in request.assurances.order_by("pk")],
        offences=[OffenceOut.from_orm(one) for one in request.offences.order_by("pk")],
        subjects=[SubjectOut.from_orm(one) for one in request.subjects.order_by("pk")],
        measures=[MeasureOut.from_orm(one) for one in measures],
        questions=[QuestionOut.from_orm(one) for one in request.questions.order_by("pk")],
        letters=[LetterRow.from_orm(one) for one in letters],
        break_glass=[GlassOut.from_orm(one) for one in glass_of_request(request)],
        arrivals=list(request.arrivals.order_by("pk").values_list("uuid", flat=True)),
        clocks=[_clock(face) for face in clock_faces(request, at=now())],
        acts=[
            ActOpen(
                code=act.code,
                label=Words.of(act.named(request.direction)),
                consequence=Words.of(act.consequence),
                by_letter=act.by_letter,
            )
            for act in queries.acts_open_to(person, request)
        ],
    )


def arrival_out(person: Person, uuid: UUID) -> ArrivalOut:
    """An arrival, to one who can see it; what it looks like only if that can be seen too. Raises `NotFound`."""
    arrival: Arrival = queries.arrival_for(person, uuid)
    shown = ArrivalOut.from_orm(arrival)
    if not visible(person, arrival.looks_like_id):
        shown.looks_like = shown.likeness = None
    return shown


def letter_out(person: Person, uuid: UUID) -> LetterOut:
    """A letter of ours, whole, to one who can see it. Raises `NotFound`."""
    return LetterOut.from_orm(queries.letter_for(person, uuid))


def visible(person: Person, *ids: int | None) -> dict[int | None, UUID]:
    """The uuids of those among these requests that the person may know of."""
    wanted = [pk for pk in ids if pk is not None]
    if not wanted:
        return {}
    found: dict[int | None, UUID] = dict(
        policy.visible_requests(person).filter(pk__in=wanted).values_list("pk", "uuid")
    )
    return found


def known(person: Person, uuid: UUID | None) -> AssistanceRequest | None:
    """A request that a call names, to one who can see it. Raises `NotFound`."""
    return queries.request_for(person, uuid) if uuid else None


def _clock(face: DueDate) -> ClockOut:
    return ClockOut(
        code=face.code,
        label=Words.of(face.label),
        source=Words.of(face.source),
        explained=Words.of(explain(face)),
        verified=face.verified,
        started=face.started,
        length=f"{face.length.count} {face.length.unit.value}" if face.length else "",
        extended=len(face.extensions),
        stopped_for_seconds=int(face.stopped_for.total_seconds()),
        due=face.due,
        standing=face.standing.value,
        met_at=face.met_at,
        overdue=face.is_overdue(now()),
    )
