"""`/instruments` and `/advice`: the library, this node's own part of it, and what a request may rest on."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from entraide.instruments import queries, services
from entraide.instruments.api import answers
from entraide.instruments.api.schemas import (
    AdviceOut,
    AdviceQuery,
    AgreementIn,
    Code,
    InstrumentFilter,
    InstrumentOut,
    InstrumentPage,
    PartyIn,
    PartyRecordOut,
    RevisionIn,
    RevisionOut,
    WithdrawalIn,
)
from entraide.instruments.domain.advice import Question
from entraide.instruments.domain.advising import advise
from entraide.instruments.policy import require_keeper
from entraide.kernel.clock import now
from entraide.ui.actors import actor_of
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.api.scopes import require_scope

if TYPE_CHECKING:
    from entraide.accounts.models import Person

router = Router()


@router.get(
    "/instruments",
    response={200: InstrumentPage, **PROBLEMS},
    summary="Every instrument of the library, by rank",
)
def instruments(request: HttpRequest, wanted: Query[InstrumentFilter]) -> InstrumentPage:
    require_scope(request, "read")
    found = [
        one
        for one in queries.node_library().instruments
        if (wanted.rank is None or one.rank is wanted.rank)
        and (not wanted.state or queries.reaches(one, wanted.state))
    ]
    own = queries.own_numbers()
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return InstrumentPage(items=[answers.brief(one, own.get(one.code)) for one in shown], count=len(found))


@router.post(
    "/instruments", response={201: RevisionOut, **PROBLEMS}, summary="Add an agreement of this node's own"
)
def add_agreement(request: HttpRequest, body: AgreementIn) -> Status[RevisionOut]:
    added = services.add_agreement(body.text, body.reason, acting=_keeper(request), at=now())
    return Status(201, answers.revision(added))


@router.get("/instruments/{code}", response={200: InstrumentOut, **PROBLEMS}, summary="One instrument")
def instrument(request: HttpRequest, code: Path[Code]) -> InstrumentOut:
    require_scope(request, "read")
    return answers.whole(queries.instrument(code), queries.own_numbers().get(code))


@router.get(
    "/instruments/{code}/revisions",
    response={200: list[RevisionOut], **PROBLEMS},
    summary="This node's own versions of an instrument, the newest first",
)
def revisions(request: HttpRequest, code: Path[Code]) -> list[RevisionOut]:
    require_scope(request, "read")
    return [answers.revision(one.revision) for one in queries.history(code)]


@router.post(
    "/instruments/{code}/revisions",
    response={201: RevisionOut, **PROBLEMS},
    summary="Write an own version of an instrument",
)
def revise(request: HttpRequest, code: Path[Code], body: RevisionIn) -> Status[RevisionOut]:
    written = services.revise(code, body.text, body.reason, acting=_keeper(request), at=now())
    return Status(201, answers.revision(written))


@router.post(
    "/instruments/{code}/withdraw",
    response={201: RevisionOut, **PROBLEMS},
    summary="Withdraw the own version of an instrument",
)
def withdraw(request: HttpRequest, code: Path[Code], body: WithdrawalIn) -> Status[RevisionOut]:
    withdrawn = services.withdraw(code, body.reason, acting=_keeper(request), at=now())
    return Status(201, answers.revision(withdrawn))


@router.post(
    "/instruments/{code}/parties",
    response={201: PartyRecordOut, **PROBLEMS},
    summary="Record what is known of a party",
)
def record_party(request: HttpRequest, code: Path[Code], body: PartyIn) -> Status[PartyRecordOut]:
    facts = services.PartyFacts(**body.dict())
    record = services.record_party(code, facts, acting=_keeper(request), at=now())
    return Status(201, answers.party_record(record))


@router.get("/advice", response={200: AdviceOut, **PROBLEMS}, summary="What a request may rest on")
def advice(request: HttpRequest, asked: Query[AdviceQuery]) -> AdviceOut:
    require_scope(request, "read")
    question = Question(
        home=asked.home or settings.NODE.agency.country,
        partner=asked.partner,
        kind=asked.kind,
        track=asked.track,
        measures=tuple(asked.measures),
        offences=tuple(asked.offences),
        stage=asked.stage,
        urgency=asked.urgency,
    )
    return answers.advice(advise(question, queries.node_library()))


def _keeper(request: HttpRequest) -> "Person":
    # Before anything is looked up or checked: who may not write is told that, and nothing else.
    require_scope(request, "write")
    acting = actor_of(request)
    require_keeper(acting)
    return cast("Person", acting)
