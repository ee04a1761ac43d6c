"""`/exhibits/…/reviews`: an exhibit is to be looked at again by a day. Such a review is a task of the case."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from entraide.accounts.queries import person as person_known
from entraide.evidence import queries
from entraide.evidence.api.showing import writer
from entraide.evidence.services import reviewing
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS, Prose
from entraide.ui.api.values import Moment

router = Router()


class ExhibitReviewIn(Schema):
    assigned_to: UUID = Field(description="A member of the case.")
    due_at: Moment
    words: Prose = Field("", description="What to look at.")


class ExhibitReviewOut(Schema):
    """A review that was scheduled: it is listed with the tasks of the case, and finished as they are."""

    task: UUID
    exhibit: UUID
    title: str = Field(description="In the language of whoever is to do it.")
    detail: str
    assigned_to: UUID
    due_at: datetime


@router.post(
    "/exhibits/{uuid}/reviews",
    response={201: ExhibitReviewOut, **PROBLEMS},
    summary="Have an exhibit reviewed by a day: a task of its case",
)
def schedule(request: HttpRequest, uuid: UUID, body: ExhibitReviewIn) -> Status[ExhibitReviewOut]:
    person = writer(request)
    exhibit = queries.exhibit_for(person, uuid)
    by = person_known(body.assigned_to)
    task = reviewing.schedule(
        exhibit, assigned_to=by, due_at=body.due_at, words=body.words, acting=person, at=now()
    )
    return Status(
        201,
        ExhibitReviewOut(
            task=task.uuid,
            exhibit=exhibit.uuid,
            title=task.title,
            detail=task.detail,
            assigned_to=by.uuid,
            due_at=body.due_at,
        ),
    )
