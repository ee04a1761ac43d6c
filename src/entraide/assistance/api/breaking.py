"""`/requests/{uuid}/signs`, `/requests/{uuid}/break-glass`, `/break-glass/{uuid}`: is the requester real, and what left
although nobody could say."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from entraide.assistance import queries
from entraide.assistance.api.bodies import GlassIn, GlassReviewIn
from entraide.assistance.api.schemas import GlassOut, RequestOut, SignOut, SignsOut
from entraide.assistance.api.showing import looked_at, reader, whole, writer
from entraide.assistance.services import breaking
from entraide.assistance.services.signs import examine
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.api.values import Words

router = Router()


@router.get(
    "/requests/{uuid}/signs", response={200: SignsOut, **PROBLEMS}, summary="Signs that a request is forged"
)
def signs(request: HttpRequest, uuid: UUID) -> SignsOut:
    person = reader(request)
    found = queries.request_for(person, uuid)
    looked_at(person, found.case.uuid, "assistance.signs", uuid)
    examined = examine(found, person)
    return SignsOut(
        signed_by=examined.signed_by.node if examined.signed_by else None,
        check_is_due=queries.check_is_due(found),
        signs=[
            SignOut(code=one.code, because=Words.of(one.because), words=one.words) for one in examined.signs
        ],
    )


@router.post(
    "/requests/{uuid}/break-glass",
    response={200: RequestOut, **PROBLEMS},
    summary="Let one letter leave although its requester is not verified",
)
def break_glass(request: HttpRequest, uuid: UUID, body: GlassIn) -> RequestOut:
    person = writer(request)
    found = queries.request_for(person, uuid)
    letter = queries.letter_for(person, body.letter)
    breaking.break_glass(found, letter=letter, reason=body.reason, tried=body.tried, acting=person, at=now())
    return whole(person, uuid)


@router.get("/break-glass/{uuid}", response={200: GlassOut, **PROBLEMS}, summary="One broken glass")
def get_break_glass(request: HttpRequest, uuid: UUID) -> GlassOut:
    person = reader(request)
    glass = queries.glass_for(person, uuid)
    looked_at(person, glass.request.case.uuid, "assistance.break_glass", glass.request.uuid)
    return GlassOut.from_orm(glass)


@router.post(
    "/break-glass/{uuid}/review",
    response={200: GlassOut, **PROBLEMS},
    summary="Say whether a glass was rightly broken",
)
def review_break_glass(request: HttpRequest, uuid: UUID, body: GlassReviewIn) -> GlassOut:
    person = writer(request)
    glass = queries.glass_for(person, uuid)
    breaking.review_break_glass(glass, justified=body.justified, text=body.text, acting=person, at=now())
    return GlassOut.from_orm(queries.glass_for(person, uuid))
