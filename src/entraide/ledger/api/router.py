"""`/ledger`: the ledger and the access log, for auditors whose token has the scope «audit»."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from entraide.ledger import queries
from entraide.ledger.api.schemas import (
    LARGEST,
    EntryFilter,
    EntryOut,
    EntryPage,
    EntryWhole,
    LookFilter,
    LookOut,
    LookPage,
)
from entraide.ledger.models import Entry
from entraide.ledger.policy import require_auditor
from entraide.ui.actors import actor_of
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.api.scopes import require_scope

router = Router()


@router.get("/entries", response={200: EntryPage, **PROBLEMS}, summary="The ledger, newest first")
def entries(request: HttpRequest, wanted: Query[EntryFilter]) -> EntryPage:
    _require(request)
    found = list(
        queries.entries_before(
            wanted.before,
            act=wanted.act,
            actor=wanted.actor,
            case=wanted.case,
            subject=wanted.subject,
            period=queries.Period(wanted.since, wanted.until),
        )[: wanted.limit + 1]
    )
    shown = found[: wanted.limit]
    return EntryPage(
        items=[_entry(entry) for entry in shown], next=shown[-1].seq if len(found) > wanted.limit else None
    )


@router.get("/entries/{seq}", response={200: EntryWhole, **PROBLEMS}, summary="One entry, with its bytes")
def entry(request: HttpRequest, seq: Annotated[int, Path(ge=1, le=LARGEST)]) -> EntryWhole:
    _require(request)
    found = queries.entry(seq)
    return EntryWhole(**_entry(found).dict(), canonical=bytes(found.canonical).decode("utf-8"))


@router.get("/looks", response={200: LookPage, **PROBLEMS}, summary="The access log, newest first")
def looks(request: HttpRequest, wanted: Query[LookFilter]) -> LookPage:
    _require(request)
    found = list(
        queries.looks_before(
            wanted.before,
            person=wanted.person,
            case=wanted.case,
            period=queries.Period(wanted.since, wanted.until),
        )[: wanted.limit + 1]
    )
    shown = found[: wanted.limit]
    return LookPage(
        items=[
            LookOut(
                number=look.pk,
                at=look.at,
                person=look.person,
                case=look.case,
                subject=look.subject,
                what=look.what,
                why=look.why,
            )
            for look in shown
        ],
        next=shown[-1].pk if len(found) > wanted.limit else None,
    )


def _require(request: HttpRequest) -> None:
    require_scope(request, "audit")
    require_auditor(actor_of(request))


def _entry(entry: Entry) -> EntryOut:
    return EntryOut(
        seq=entry.seq,
        at=entry.at,
        act=entry.act,
        actor=entry.actor,
        case=entry.case,
        subject=entry.subject,
        leaf_hash=bytes(entry.leaf_hash).hex(),
    )
