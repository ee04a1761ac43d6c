"""`/requests/{uuid}/measures/{measure}/…`: decision, conditions and result, measure by measure."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from entraide.assistance import queries
from entraide.assistance.api.bodies import Conditions, ResultIn, RulingIn
from entraide.assistance.api.schemas import RequestOut
from entraide.assistance.api.showing import whole, writer
from entraide.assistance.models import Measure
from entraide.assistance.services import deciding
from entraide.assistance.services.describing import part_of
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound
from entraide.ui.api.schemas import PROBLEMS

if TYPE_CHECKING:
    from entraide.accounts.models import Person

router = Router()


@router.post(
    "/requests/{uuid}/measures/{measure}/decide",
    response={200: RequestOut, **PROBLEMS},
    summary="Decide on a measure",
)
def decide(request: HttpRequest, uuid: UUID, measure: UUID, body: RulingIn) -> RequestOut:
    person = writer(request)
    ruling = deciding.Ruling(**body.dict())
    deciding.decide(_measure(person, uuid, measure), ruling, acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/requests/{uuid}/measures/{measure}/settle-conditions",
    response={200: RequestOut, **PROBLEMS},
    summary="Record whether the conditions are accepted",
)
def settle_conditions(request: HttpRequest, uuid: UUID, measure: UUID, body: Conditions) -> RequestOut:
    person = writer(request)
    deciding.settle_conditions(
        _measure(person, uuid, measure), accepted=body.accepted, acting=person, at=now()
    )
    return whole(person, uuid)


@router.post(
    "/requests/{uuid}/measures/{measure}/record-result",
    response={200: RequestOut, **PROBLEMS},
    summary="Record the result of a measure",
)
def record_result(request: HttpRequest, uuid: UUID, measure: UUID, body: ResultIn) -> RequestOut:
    person = writer(request)
    deciding.record_result(
        _measure(person, uuid, measure), result=body.result, text=body.text, acting=person, at=now()
    )
    return whole(person, uuid)


def _measure(person: "Person", uuid: UUID, measure: UUID) -> Measure:
    found = part_of(queries.request_for(person, uuid), "measures", measure)
    if not isinstance(found, Measure):
        raise NotFound
    return found
