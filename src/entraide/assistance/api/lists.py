"""`/desk`, `/requests` as a list, `/search`: pages that follow one another by key."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from entraide.accounts.queries import person, unit
from entraide.assistance import queries
from entraide.assistance.api.bodies import ListWanted, SearchWanted
from entraide.assistance.api.schemas import (
    ArrivalRow,
    DeskOut,
    DeskTask,
    GlassOut,
    GlassToReview,
    HitOut,
    HitPage,
    LetterRow,
    LetterToReview,
    NewMail,
    NotLeft,
    Piece,
    Row,
    RowPage,
    ToChase,
)
from entraide.assistance.api.showing import reader
from entraide.assistance.models import Dispatch, Letter
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS

router = Router()


@router.get("/desk", response={200: DeskOut, **PROBLEMS}, summary="What needs me now")
def desk(request: HttpRequest) -> DeskOut:
    found = queries.desk(reader(request), at=now())
    return DeskOut(
        mine=[Row.from_orm(row) for row in found.mine],
        tasks=[
            DeskTask(
                uuid=task.uuid, case=task.case.uuid, about=task.about, title=task.title, due_at=task.due_at
            )
            for task in found.tasks
        ],
        to_triage=[Row.from_orm(row) for row in found.to_triage],
        to_review=[_to_review(letter) for letter in found.to_review],
        requests_to_review=[Row.from_orm(row) for row in found.requests_to_review],
        unreadable=[
            ArrivalRow(
                uuid=arrival.uuid,
                case=arrival.case.uuid,
                name=arrival.name,
                arrived_at=arrival.arrived_at,
                refused_because=arrival.refused_because,
            )
            for arrival in found.unreadable
        ],
        escalated=[Row.from_orm(row) for row in found.escalated],
        to_chase=[
            ToChase(
                **Row.from_orm(chase.request).dict(),
                reminded_at=chase.reminded_at,
                letter=chase.letter.uuid if chase.letter else None,
            )
            for chase in found.to_chase
        ],
        glass_to_review=[
            GlassToReview(
                **GlassOut.from_orm(glass).dict(),
                request=glass.request.uuid,
                reference=glass.request.reference,
            )
            for glass in found.glass_to_review
        ],
        not_left=[_not_left(dispatch) for dispatch in found.not_left],
        new_mail=[
            NewMail(
                arrival=mail.arrival.uuid,
                request=mail.request.uuid,
                reference=mail.request.reference,
                subject=mail.arrival.subject,
                sender=mail.arrival.sender,
                verdict=mail.verdict,
                arrived_at=mail.stored_at,
            )
            for mail in found.new_mail
            if mail.arrival and mail.request
        ],
    )


def _not_left(dispatch: Dispatch) -> NotLeft:
    letter = dispatch.letter
    return NotLeft(
        letter=letter.uuid,
        request=letter.request.uuid,
        reference=letter.request.reference,
        subject=letter.subject,
        address=dispatch.address,
        reason=dispatch.last_error,
        came_back_at=dispatch.came_back_at,
    )


@router.get("/requests", response={200: RowPage, **PROBLEMS}, summary="Requests, narrowed and in order")
def requests(request: HttpRequest, wanted: Query[ListWanted]) -> RowPage:
    asking = reader(request)
    ordered = queries.newest if wanted.order == "newest" else queries.open_by_the_clock
    page = ordered(asking, _narrowed(wanted), after=wanted.after or None, limit=wanted.limit)
    return RowPage(items=[Row.from_orm(row) for row in page.rows], next=page.next_key)


@router.get("/search", response={200: HitPage, **PROBLEMS}, summary="Requests, letters and notes by words")
def search(request: HttpRequest, wanted: Query[SearchWanted]) -> HitPage:
    hits = queries.search(reader(request), wanted.text, after=wanted.after or None, limit=wanted.limit)
    return HitPage(
        items=[
            HitOut(
                request=Row.from_orm(hit.request),
                sort=hit.sort,
                source=hit.source,
                at=hit.at,
                pieces=[Piece(text=text, found=found) for text, found in hit.pieces],
            )
            for hit in hits.rows
        ],
        next=hits.next_key,
    )


def _narrowed(wanted: ListWanted) -> dict[str, Any]:
    return {
        "direction": wanted.direction,
        "state": wanted.state,
        "kind": wanted.kind,
        "track": wanted.track,
        "urgency": wanted.urgency,
        "from": wanted.from_state,
        "officer": person(wanted.officer).pk if wanted.officer else None,
        "unit": unit(wanted.unit).pk if wanted.unit else None,
    }


def _to_review(letter: Letter) -> LetterToReview:
    return LetterToReview(
        **LetterRow.from_orm(letter).dict(),
        request=letter.request.uuid,
        reference=letter.request.reference,
    )
