"""`/exhibits/…/seal` and the like: what happens to an exhibit, each act a link of its chain of custody."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from entraide.accounts.queries import person as person_known
from entraide.evidence import queries
from entraide.evidence.api.schemas import (
    ExhibitAcceptIn,
    ExhibitAgreeIn,
    ExhibitBackIn,
    ExhibitCertifyIn,
    ExhibitCopyIn,
    ExhibitExamineIn,
    ExhibitGapIn,
    ExhibitHandOverIn,
    ExhibitOfferIn,
    ExhibitOpenIn,
    ExhibitOut,
    ExhibitOutsider,
    ExhibitReasonIn,
    ExhibitReleaseIn,
    ExhibitSealIn,
    ExhibitToPartnerIn,
)
from entraide.evidence.api.showing import whole, writer
from entraide.evidence.services import handing, judging, keeping
from entraide.evidence.services.handing import Outside, Strokes
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS

router = Router()
TOLD = {200: ExhibitOut, **PROBLEMS}


@router.post("/exhibits/{uuid}/seal", response=TOLD, summary="Put numbered seals on it")
def seal(request: HttpRequest, uuid: UUID, body: ExhibitSealIn) -> ExhibitOut:
    person = writer(request)
    keeping.seal(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/open", response=TOLD, summary="Open seals that are on it")
def open_seal(request: HttpRequest, uuid: UUID, body: ExhibitOpenIn) -> ExhibitOut:
    person = writer(request)
    keeping.open_seal(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/examine", response=TOLD, summary="Note that somebody examined it")
def examine(request: HttpRequest, uuid: UUID, body: ExhibitExamineIn) -> ExhibitOut:
    person = writer(request)
    keeping.examine(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/copy", response=TOLD, summary="Note that a copy was made")
def copy(request: HttpRequest, uuid: UUID, body: ExhibitCopyIn) -> ExhibitOut:
    person = writer(request)
    keeping.copy(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/certify", response=TOLD, summary="Note the certificate or report of a laboratory"
)
def certify(request: HttpRequest, uuid: UUID, body: ExhibitCertifyIn) -> ExhibitOut:
    person = writer(request)
    keeping.certify(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/gap", response=TOLD, summary="Say of what time nobody knows where it was")
def gap(request: HttpRequest, uuid: UUID, body: ExhibitGapIn) -> ExhibitOut:
    person = writer(request)
    keeping.tell_gap(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/offer", response=TOLD, summary="Offer it to a colleague, or to somebody outside"
)
def offer(request: HttpRequest, uuid: UUID, body: ExhibitOfferIn) -> ExhibitOut:
    person = writer(request)
    exhibit, to = queries.exhibit_for(person, uuid), body.receiver
    handing.offer(
        exhibit,
        _outside(to) if isinstance(to, ExhibitOutsider) else person_known(to),
        reason=body.reason,
        place=body.place,
        condition=body.condition,
        acting=person,
        at=now(),
    )
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/accept", response=TOLD, summary="Take over what was offered to me")
def accept(request: HttpRequest, uuid: UUID, body: ExhibitAcceptIn) -> ExhibitOut:
    person = writer(request)
    handing.accept(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/refuse", response=TOLD, summary="Not take over what was offered to me")
def refuse(request: HttpRequest, uuid: UUID, body: ExhibitReasonIn) -> ExhibitOut:
    person = writer(request)
    handing.refuse(queries.exhibit_for(person, uuid), reason=body.reason, acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/hand-over", response=TOLD, summary="Hand it to somebody outside: both have signed"
)
def hand_over(request: HttpRequest, uuid: UUID, body: ExhibitHandOverIn) -> ExhibitOut:
    person = writer(request)
    handing.hand_over(
        queries.exhibit_for(person, uuid),
        given=_strokes(body.given),
        received=_strokes(body.received),
        receiver=_outside(body.receiver),
        place=body.place,
        condition=body.condition,
        acting=person,
        at=now(),
    )
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/take-back", response=TOLD, summary="Take back an offer nobody has accepted")
def take_back(request: HttpRequest, uuid: UUID, body: ExhibitReasonIn) -> ExhibitOut:
    person = writer(request)
    handing.take_back(queries.exhibit_for(person, uuid), reason=body.reason, acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/receive-back", response=TOLD, summary="It came back from those who had it")
def receive_back(request: HttpRequest, uuid: UUID, body: ExhibitBackIn) -> ExhibitOut:
    person = writer(request)
    handing.receive_back(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/hold", response=TOLD, summary="Legal hold: nothing is released or destroyed")
def hold(request: HttpRequest, uuid: UUID, body: ExhibitReasonIn) -> ExhibitOut:
    person = writer(request)
    judging.lay_hold(queries.exhibit_for(person, uuid), reason=body.reason, acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/lift-hold", response=TOLD, summary="Lift the legal hold")
def lift_hold(request: HttpRequest, uuid: UUID, body: ExhibitReasonIn) -> ExhibitOut:
    person = writer(request)
    judging.lift_hold(queries.exhibit_for(person, uuid), reason=body.reason, acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/ask-release", response=TOLD, summary="Ask that it, or a copy of it, be released"
)
def ask_release(request: HttpRequest, uuid: UUID, body: ExhibitReleaseIn) -> ExhibitOut:
    person = writer(request)
    judging.ask_release(
        queries.exhibit_for(person, uuid),
        _outside(body.to),
        reason=body.reason,
        place=body.place,
        copy=body.copied,
        acting=person,
        at=now(),
    )
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/ask-partner",
    response=TOLD,
    summary="Ask that the exhibit itself be handed over to a partner's node",
)
def ask_partner(request: HttpRequest, uuid: UUID, body: ExhibitToPartnerIn) -> ExhibitOut:
    person = writer(request)
    judging.ask_partner(queries.exhibit_for(person, uuid), **body.dict(), acting=person, at=now())
    return whole(person, uuid)


@router.post("/exhibits/{uuid}/ask-destruction", response=TOLD, summary="Ask that it be destroyed")
def ask_destruction(request: HttpRequest, uuid: UUID, body: ExhibitReasonIn) -> ExhibitOut:
    person = writer(request)
    judging.ask_destruction(queries.exhibit_for(person, uuid), reason=body.reason, acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/agree",
    response=TOLD,
    summary="As the second person: it is released, offered to the partner, or destroyed with its files",
)
def agree(request: HttpRequest, uuid: UUID, body: ExhibitAgreeIn) -> ExhibitOut:
    person = writer(request)
    judging.agree(queries.exhibit_for(person, uuid), asked=body.asked, acting=person, at=now())
    return whole(person, uuid)


@router.post(
    "/exhibits/{uuid}/deny", response=TOLD, summary="Not agree, or take back what one has asked oneself"
)
def deny(request: HttpRequest, uuid: UUID, body: ExhibitReasonIn) -> ExhibitOut:
    person = writer(request)
    judging.deny(queries.exhibit_for(person, uuid), reason=body.reason, acting=person, at=now())
    return whole(person, uuid)


def _outside(said: ExhibitOutsider) -> Outside:
    return Outside(name=said.name, function=said.function, agency=said.agency)


def _strokes(drawn: list[list[list[int]]]) -> Strokes:
    return tuple(tuple((x, y) for x, y in line) for line in drawn)
