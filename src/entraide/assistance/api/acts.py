"""`/requests/{uuid}/…`: the acts of the lifecycle, one operation each. All answer with the request told whole."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from entraide.accounts import queries as people
from entraide.assistance import queries
from entraide.assistance.api.bodies import (
    BasisIn,
    CommentIn,
    ExtensionIn,
    LegalTestIn,
    MaybeTextIn,
    Replacement,
    Routing,
    TextIn,
    Triage,
    Verification,
    given,
)
from entraide.assistance.api.schemas import RequestOut
from entraide.assistance.api.showing import whole, writer
from entraide.assistance.services import assessing, choosing, deciding, extending, following, intake
from entraide.assistance.services.assessing import Looked
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS

router = Router()


@router.post("/requests/{uuid}/verify", response={200: RequestOut, **PROBLEMS}, summary="Verify who asks")
def verify(request: HttpRequest, uuid: UUID, body: Verification) -> RequestOut:
    return _done(request, uuid, intake.verify, **body.dict())


@router.post(
    "/requests/{uuid}/cross-check", response={200: RequestOut, **PROBLEMS}, summary="Cross-check our files"
)
def cross_check(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, intake.cross_check, text=body.text)


@router.post("/requests/{uuid}/triage", response={200: RequestOut, **PROBLEMS}, summary="Triage")
def triage(request: HttpRequest, uuid: UUID, body: Triage) -> RequestOut:
    person = writer(request)
    intake.triage(queries.request_for(person, uuid), given(body), acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/requests/{uuid}/route", response={200: RequestOut, **PROBLEMS}, summary="Route to a unit or an officer"
)
def route(request: HttpRequest, uuid: UUID, body: Routing) -> RequestOut:
    person = writer(request)
    intake.route(
        queries.request_for(person, uuid),
        unit=people.unit(body.unit) if body.unit else None,
        officer=people.person(body.officer) if body.officer else None,
        acting=person,
        at=now(),
    )
    return whole(person, uuid)


@router.post(
    "/requests/{uuid}/extend", response={200: RequestOut, **PROBLEMS}, summary="Extend a clock, with a reason"
)
def extend(request: HttpRequest, uuid: UUID, body: ExtensionIn) -> RequestOut:
    return _done(request, uuid, extending.extend_clock, **body.dict())


@router.post(
    "/requests/{uuid}/basis", response={200: RequestOut, **PROBLEMS}, summary="Choose the legal basis"
)
def choose_basis(request: HttpRequest, uuid: UUID, body: BasisIn) -> RequestOut:
    return _done(request, uuid, choosing.choose_basis, **body.dict())


@router.post(
    "/requests/{uuid}/legal-test", response={200: RequestOut, **PROBLEMS}, summary="Record the legal test"
)
def record_legal_test(request: HttpRequest, uuid: UUID, body: LegalTestIn) -> RequestOut:
    found = {one.ground: Looked(one.finding, one.note) for one in body.grounds}
    return _done(request, uuid, assessing.record_legal_test, found=found)


@router.post("/requests/{uuid}/submit", response={200: RequestOut, **PROBLEMS}, summary="Submit for review")
def submit(request: HttpRequest, uuid: UUID) -> RequestOut:
    return _done(request, uuid, following.submit)


@router.post("/requests/{uuid}/approve", response={200: RequestOut, **PROBLEMS}, summary="Approve")
def approve(request: HttpRequest, uuid: UUID) -> RequestOut:
    return _done(request, uuid, following.approve)


@router.post(
    "/requests/{uuid}/send-back", response={200: RequestOut, **PROBLEMS}, summary="Send back to its author"
)
def send_back(request: HttpRequest, uuid: UUID, body: CommentIn) -> RequestOut:
    return _done(request, uuid, following.send_back, comment=body.comment)


@router.post(
    "/requests/{uuid}/record-acknowledged",
    response={200: RequestOut, **PROBLEMS},
    summary="Record the partner’s acknowledgement",
)
def record_acknowledged(request: HttpRequest, uuid: UUID, body: MaybeTextIn) -> RequestOut:
    return _done(request, uuid, following.record_acknowledged, text=body.text)


@router.post(
    "/requests/{uuid}/record-question",
    response={200: RequestOut, **PROBLEMS},
    summary="Record a question from the partner",
)
def record_question(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.record_question, text=body.text)


@router.post(
    "/requests/{uuid}/record-answer",
    response={200: RequestOut, **PROBLEMS},
    summary="Record the answer to the question",
)
def record_answer(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.record_answer, text=body.text)


@router.post(
    "/requests/{uuid}/begin-execution", response={200: RequestOut, **PROBLEMS}, summary="Begin execution"
)
def begin_execution(request: HttpRequest, uuid: UUID) -> RequestOut:
    return _done(request, uuid, deciding.begin_execution)


@router.post(
    "/requests/{uuid}/record-preserved",
    response={200: RequestOut, **PROBLEMS},
    summary="Record that the data are preserved",
)
def record_preserved(request: HttpRequest, uuid: UUID, body: MaybeTextIn) -> RequestOut:
    return _done(request, uuid, following.record_preserved, text=body.text)


@router.post(
    "/requests/{uuid}/record-mla-filed",
    response={200: RequestOut, **PROBLEMS},
    summary="Record that the MLA request is filed",
)
def record_mla_filed(request: HttpRequest, uuid: UUID, body: MaybeTextIn) -> RequestOut:
    return _done(request, uuid, following.record_mla_filed, text=body.text)


@router.post(
    "/requests/{uuid}/release", response={200: RequestOut, **PROBLEMS}, summary="Release the preserved data"
)
def release(request: HttpRequest, uuid: UUID, body: MaybeTextIn) -> RequestOut:
    return _done(request, uuid, following.release, text=body.text)


@router.post(
    "/requests/{uuid}/record-results",
    response={200: RequestOut, **PROBLEMS},
    summary="Record the partner’s results",
)
def record_results(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.record_results, text=body.text)


@router.post(
    "/requests/{uuid}/record-receipt",
    response={200: RequestOut, **PROBLEMS},
    summary="Record receipt of the results",
)
def record_receipt(request: HttpRequest, uuid: UUID, body: MaybeTextIn) -> RequestOut:
    return _done(request, uuid, following.record_receipt, text=body.text)


@router.post(
    "/requests/{uuid}/record-feedback",
    response={200: RequestOut, **PROBLEMS},
    summary="Record what the results were good for",
)
def record_feedback(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.record_feedback, text=body.text)


@router.post(
    "/requests/{uuid}/withdraw", response={200: RequestOut, **PROBLEMS}, summary="Record a withdrawal"
)
def withdraw(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.withdraw, text=body.text)


@router.post(
    "/requests/{uuid}/lapse", response={200: RequestOut, **PROBLEMS}, summary="Record that it has lapsed"
)
def lapse(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.lapse, text=body.text)


@router.post(
    "/requests/{uuid}/supersede",
    response={200: RequestOut, **PROBLEMS},
    summary="Record that another request replaces it",
)
def supersede(request: HttpRequest, uuid: UUID, body: Replacement) -> RequestOut:
    person = writer(request)
    found = queries.request_for(person, uuid)
    following.supersede(found, other=queries.request_for(person, body.other), acting=person, at=now())
    return whole(person, uuid)


@router.post("/requests/{uuid}/close", response={200: RequestOut, **PROBLEMS}, summary="Close")
def close(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.close, text=body.text)


@router.post("/requests/{uuid}/reopen", response={200: RequestOut, **PROBLEMS}, summary="Reopen")
def reopen(request: HttpRequest, uuid: UUID, body: TextIn) -> RequestOut:
    return _done(request, uuid, following.reopen, text=body.text)


def _done(request: HttpRequest, uuid: UUID, act: Callable[..., object], **how: object) -> RequestOut:
    person = writer(request)
    act(queries.request_for(person, uuid), acting=person, at=now(), **how)
    return whole(person, uuid)
