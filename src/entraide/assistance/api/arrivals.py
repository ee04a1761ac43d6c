"""`/arrivals`, `/suggestions`: files that come in, and what was read off them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Form, Router, Status, UploadedFile

from entraide.assistance import queries
from entraide.assistance.api.bodies import Brought, ReasonIn, ToJoin
from entraide.assistance.api.schemas import ArrivalOut, RequestOut, SuggestionList, SuggestionOut
from entraide.assistance.api.showing import arrival_out, looked_at, reader, whole, writer
from entraide.assistance.domain.opening.refusals import TooLarge
from entraide.assistance.models import Suggestion
from entraide.assistance.services import arriving, suggesting
from entraide.assistance.services.mailing import filing
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS

if TYPE_CHECKING:
    from entraide.accounts.models import Person

router = Router()


@router.post("/arrivals", response={201: ArrivalOut, **PROBLEMS}, summary="Bring in a file")
def bring_in(request: HttpRequest, file: File[UploadedFile], how: Form[Brought]) -> Status[ArrivalOut]:
    person = writer(request)
    limit = settings.ENTRAIDE_ARRIVAL_MAX_BYTES
    if (file.size or 0) > limit:
        raise TooLarge(size=file.size or 0, limit=limit)
    arrival = arriving.receive(
        file.chunks(), name=file.name or "", acting=person, at=now(), channel=how.channel
    )
    return Status(201, arrival_out(person, arrival.uuid))


@router.get("/arrivals/{uuid}", response={200: ArrivalOut, **PROBLEMS}, summary="A file that came in")
def get_arrival(request: HttpRequest, uuid: UUID) -> ArrivalOut:
    person = reader(request)
    shown = arrival_out(person, uuid)
    looked_at(person, shown.case, "assistance.arrival", uuid)
    return shown


@router.post(
    "/arrivals/{uuid}/join",
    response={200: RequestOut, **PROBLEMS},
    summary="Say that it belongs to a request already here",
)
def join(request: HttpRequest, uuid: UUID, body: ToJoin) -> RequestOut:
    person = writer(request)
    arrival, to = queries.arrival_for(person, uuid), queries.request_for(person, body.request)
    arriving.join(arrival, to, acting=person, at=now())
    return whole(person, to.uuid)


@router.post(
    "/arrivals/{uuid}/take-note",
    response={200: ArrivalOut, **PROBLEMS},
    summary="Say that one has read a mail that was filed",
)
def take_note(request: HttpRequest, uuid: UUID) -> ArrivalOut:
    person = writer(request)
    filing.take_note(queries.arrival_for(person, uuid), acting=person, at=now())
    return arrival_out(person, uuid)


@router.post(
    "/arrivals/{uuid}/set-aside",
    response={200: ArrivalOut, **PROBLEMS},
    summary="Take it off the desk, for a reason",
)
def set_aside(request: HttpRequest, uuid: UUID, body: ReasonIn) -> ArrivalOut:
    person = writer(request)
    arriving.set_aside(queries.arrival_for(person, uuid), reason=body.reason, acting=person, at=now())
    return arrival_out(person, uuid)


@router.post(
    "/arrivals/{uuid}/enter-by-hand",
    response={201: RequestOut, **PROBLEMS},
    summary="Register a request for a file that no program could read",
)
def enter_by_hand(request: HttpRequest, uuid: UUID) -> Status[RequestOut]:
    person = writer(request)
    made = arriving.enter_by_hand(queries.arrival_for(person, uuid), acting=person, at=now())
    return Status(201, whole(person, made.uuid))


@router.get(
    "/arrivals/{uuid}/suggestions",
    response={200: SuggestionList, **PROBLEMS},
    summary="What was read off it, with the words it came from",
)
def suggestions(request: HttpRequest, uuid: UUID) -> SuggestionList:
    person = reader(request)
    arrival = queries.arrival_for(person, uuid)
    looked_at(person, arrival.case.uuid, "assistance.suggestions", uuid)
    found = Suggestion.objects.filter(arrival=arrival).select_related("arrival")
    return SuggestionList(items=[SuggestionOut.from_orm(one) for one in found])


@router.post(
    "/suggestions/{uuid}/accept",
    response={200: SuggestionOut, **PROBLEMS},
    summary="Take a suggestion over into the record",
)
def accept(request: HttpRequest, uuid: UUID) -> SuggestionOut:
    person = writer(request)
    suggesting.accept_suggestion(queries.suggestion_for(person, uuid), acting=person, at=now())
    return _suggestion(person, uuid)


@router.post(
    "/suggestions/{uuid}/dismiss",
    response={200: SuggestionOut, **PROBLEMS},
    summary="Say that a suggestion is wrong or not needed",
)
def dismiss(request: HttpRequest, uuid: UUID) -> SuggestionOut:
    person = writer(request)
    suggesting.dismiss_suggestion(queries.suggestion_for(person, uuid), acting=person, at=now())
    return _suggestion(person, uuid)


def _suggestion(person: "Person", uuid: UUID) -> SuggestionOut:
    return SuggestionOut.from_orm(queries.suggestion_for(person, uuid))
