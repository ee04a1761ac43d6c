"""`/me`, `/people`, `/units`, `/tokens`."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from entraide.accounts import policy, queries, services
from entraide.accounts.api.schemas import (
    Me,
    PeoplePage,
    PersonIn,
    PersonOut,
    PersonPatch,
    PersonWhole,
    TokenIn,
    TokenIssued,
    TokenOut,
    TokenPage,
    UnitIn,
    UnitOut,
    UnitPage,
)
from entraide.accounts.api.security import person_of, require_scope, token_of
from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.errors import ScopeExceedsToken
from entraide.accounts.models import ApiToken, Person, Unit
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS, Slice

router = Router()


@router.get("/me", response={200: Me, **PROBLEMS}, summary="Whose token this is, and what it may do")
def me(request: HttpRequest) -> Me:
    scopes = [scope for scope in Scope if scope in request.scopes]  # type: ignore[attr-defined]
    return Me(**_whole(person_of(request)).dict(), scopes=scopes)


@router.get(
    "/people", response={200: PeoplePage, **PROBLEMS}, summary="Everybody of the bureau who is active"
)
def people(request: HttpRequest, part: Query[Slice]) -> PeoplePage:
    require_scope(request, Scope.READ)
    found = queries.people()
    shown = found[part.offset : part.offset + part.limit]
    return PeoplePage(items=[_person(one) for one in shown], count=found.count())


@router.post("/people", response={201: PersonWhole, **PROBLEMS}, summary="Add a person")
def add_person(request: HttpRequest, body: PersonIn) -> Status[PersonWhole]:
    require_scope(request, Scope.ADMIN)
    policy.require_role(person_of(request), Role.ADMINISTRATOR)
    facts = PersonFacts(body.email, body.name, body.title, body.phone, body.language)
    unit = queries.unit(body.unit) if body.unit else None
    person = services.add_person(facts, unit=unit, roles=body.roles, acting=person_of(request), at=now())
    return Status(201, _whole(queries.person(person.uuid)))


@router.get("/people/{uuid}", response={200: PersonWhole, **PROBLEMS}, summary="One person (administrators)")
def person(request: HttpRequest, uuid: UUID) -> PersonWhole:
    _require_administrator(request)
    return _whole(queries.person(uuid))


@router.patch("/people/{uuid}", response={200: PersonWhole, **PROBLEMS}, summary="Change a person")
def change_person(request: HttpRequest, uuid: UUID, body: PersonPatch) -> PersonWhole:
    _require_administrator(request)
    person = queries.person(uuid)
    given = {name: value for name, value in body.dict(exclude={"unit"}).items() if value is not None}
    facts = PersonFacts(person.email, person.name, person.title, person.phone, person.language)
    unit = queries.unit(body.unit) if body.unit else person.unit
    services.change_person(person, replace(facts, **given), unit=unit, acting=person_of(request), at=now())
    return _whole(queries.person(uuid))


@router.put("/people/{uuid}/roles/{role}", response={200: PersonWhole, **PROBLEMS}, summary="Grant a role")
def grant_role(request: HttpRequest, uuid: UUID, role: Role) -> PersonWhole:
    _require_administrator(request)
    services.grant_role(queries.person(uuid), role, acting=person_of(request), at=now())
    return _whole(queries.person(uuid))


@router.delete(
    "/people/{uuid}/roles/{role}", response={200: PersonWhole, **PROBLEMS}, summary="Revoke a role"
)
def revoke_role(request: HttpRequest, uuid: UUID, role: Role) -> PersonWhole:
    _require_administrator(request)
    services.revoke_role(queries.person(uuid), role, acting=person_of(request), at=now())
    return _whole(queries.person(uuid))


@router.post("/people/{uuid}/deactivate", response={200: PersonWhole, **PROBLEMS}, summary="Close an account")
def deactivate(request: HttpRequest, uuid: UUID) -> PersonWhole:
    _require_administrator(request)
    services.deactivate(queries.person(uuid), acting=person_of(request), at=now())
    return _whole(queries.person(uuid))


@router.post(
    "/people/{uuid}/reactivate", response={200: PersonWhole, **PROBLEMS}, summary="Open an account again"
)
def reactivate(request: HttpRequest, uuid: UUID) -> PersonWhole:
    _require_administrator(request)
    services.reactivate(queries.person(uuid), acting=person_of(request), at=now())
    return _whole(queries.person(uuid))


@router.get("/units", response={200: UnitPage, **PROBLEMS}, summary="The units of the bureau")
def units(request: HttpRequest, part: Query[Slice]) -> UnitPage:
    require_scope(request, Scope.READ)
    found = queries.units()
    shown = found[part.offset : part.offset + part.limit]
    return UnitPage(items=[_unit(unit) for unit in shown], count=found.count())


@router.post("/units", response={201: UnitOut, **PROBLEMS}, summary="Add a unit")
def add_unit(request: HttpRequest, body: UnitIn) -> Status[UnitOut]:
    _require_administrator(request)
    unit = services.add_unit(
        body.name_en, body.name_fr, intake=body.intake, acting=person_of(request), at=now()
    )
    return Status(201, _unit(unit))


@router.put("/units/{uuid}", response={200: UnitOut, **PROBLEMS}, summary="Change a unit")
def change_unit(request: HttpRequest, uuid: UUID, body: UnitIn) -> UnitOut:
    _require_administrator(request)
    unit = services.change_unit(
        queries.unit(uuid),
        name_en=body.name_en,
        name_fr=body.name_fr,
        intake=body.intake,
        acting=person_of(request),
        at=now(),
    )
    return _unit(unit)


@router.get("/tokens", response={200: TokenPage, **PROBLEMS}, summary="My own tokens")
def tokens(request: HttpRequest, part: Query[Slice]) -> TokenPage:
    require_scope(request, Scope.READ)
    found = queries.tokens_of(person_of(request))
    shown = found[part.offset : part.offset + part.limit]
    return TokenPage(items=[_token(token) for token in shown], count=found.count())


@router.post("/tokens", response={201: TokenIssued, **PROBLEMS}, summary="Issue a token to myself")
def issue_token(request: HttpRequest, body: TokenIn) -> Status[TokenIssued]:
    require_scope(request, Scope.WRITE)
    owner = person_of(request)
    for scope in body.scopes:
        if scope not in request.scopes:  # type: ignore[attr-defined]
            raise ScopeExceedsToken(scope=scope.value)
    at = now()
    # A token made with a token never outlives it: who steals one cannot keep it by making another.
    left = (token_of(request).expires_at - at).days
    if left < 1:
        raise ScopeExceedsToken(scope=Scope.WRITE.value)
    days = min(body.days, left)
    issued = services.issue_token(owner, name=body.name, scopes=body.scopes, days=days, acting=owner, at=at)
    return Status(201, TokenIssued(**_token(issued.token).dict(), secret=issued.secret))


@router.delete("/tokens/{uuid}", response={200: TokenOut, **PROBLEMS}, summary="Revoke one of my tokens")
def revoke_token(request: HttpRequest, uuid: UUID) -> TokenOut:
    require_scope(request, Scope.WRITE)
    owner = person_of(request)
    return _token(services.revoke_token(queries.token(uuid, owner=owner), acting=owner, at=now()))


def _require_administrator(request: HttpRequest) -> None:
    # Before anything is looked up: who may not manage people does not learn who exists.
    require_scope(request, Scope.ADMIN)
    policy.require_role(person_of(request), Role.ADMINISTRATOR)


def _person(person: Person) -> PersonOut:
    return PersonOut(
        uuid=person.uuid,
        name=person.name,
        title=person.title,
        language=person.language,
        roles=[role for role in Role if role in person.roles],
        unit=person.unit.uuid if person.unit else None,
        active=person.is_active,
    )


def _whole(person: Person) -> PersonWhole:
    return PersonWhole(**_person(person).dict(), email=person.email, phone=person.phone)


def _unit(unit: Unit) -> UnitOut:
    return UnitOut(uuid=unit.uuid, name_en=unit.name_en, name_fr=unit.name_fr, intake=unit.intake)


def _token(token: ApiToken) -> TokenOut:
    return TokenOut(
        uuid=token.uuid,
        name=token.name,
        scopes=[Scope(scope) for scope in token.scopes],
        created_at=token.created_at,
        expires_at=token.expires_at,
        revoked_at=token.revoked_at,
        last_used_at=token.last_used_at,
    )
