"""Tokens: told once, kept as a digest, never more than their person, good until ended."""

import hashlib
from datetime import datetime, timedelta

import pytest

from entraide.accounts import queries, services
from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.errors import PersonInactive, ScopeExceedsRole
from entraide.accounts.models import ApiToken, Person
from entraide.accounts.services import IssuedToken
from entraide.kernel.errors import Incomplete, NotAllowed, NotFound
from entraide.ledger.models import Entry
from tests.factories.accounts import PersonFactory


def issue(person: Person, at: datetime, *scopes: Scope, days: int = 30) -> IssuedToken:
    return services.issue_token(
        person, name="statistics", scopes=scopes or (Scope.READ,), days=days, acting=person, at=at
    )


def test_the_secret_is_told_once_and_only_its_digest_is_kept(officer: Person, at: datetime) -> None:
    issued = issue(officer, at)
    assert issued.secret.startswith("ent_")
    assert len(issued.secret) == 47
    kept = ApiToken.objects.get()
    assert kept.digest == hashlib.sha256(issued.secret.encode()).hexdigest()
    assert issued.secret not in str(ApiToken.objects.values().get())
    assert issued.secret.encode() not in b"".join(bytes(entry.canonical) for entry in Entry.objects.all())


def test_a_good_token_gives_its_person_and_scopes(officer: Person, at: datetime) -> None:
    issued = issue(officer, at, Scope.WRITE, Scope.READ)
    found = services.use_token(issued.secret, at=at)
    assert found is not None
    assert (found.person, found.scopes) == (officer, ["read", "write"])


def test_a_token_ends_at_its_moment(officer: Person, at: datetime) -> None:
    issued = issue(officer, at, days=1)
    assert services.use_token(issued.secret, at=at + timedelta(hours=23, minutes=59)) is not None
    assert services.use_token(issued.secret, at=at + timedelta(days=1)) is None


def test_a_revoked_token_and_one_of_an_inactive_person_are_nothing(
    officer: Person, administrator: Person, at: datetime
) -> None:
    first, second = issue(officer, at), issue(officer, at)
    services.revoke_token(first.token, acting=officer, at=at)
    assert services.use_token(first.secret, at=at) is None
    services.deactivate(officer, acting=administrator, at=at)
    assert services.use_token(second.secret, at=at) is None
    services.reactivate(officer, acting=administrator, at=at)
    assert services.use_token(second.secret, at=at) is None


@pytest.mark.parametrize(
    "text", ["", "ent_", "ent_" + "x" * 43, "x" * 47, "ent_" + "é" * 43, "ent_" + "\x00" * 43]
)
def test_any_other_text_is_nothing(text: str, officer: Person, at: datetime) -> None:
    issue(officer, at)
    assert services.use_token(text, at=at) is None


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.CASE_OFFICER, Scope.ADMIN),
        (Role.CASE_OFFICER, Scope.AUDIT),
        (Role.ADMINISTRATOR, Scope.AUDIT),
        (Role.AUDITOR, Scope.ADMIN),
    ],
)
def test_a_token_is_never_given_more_than_its_person_may(
    role: Role, scope: Scope, db: None, at: datetime
) -> None:
    with pytest.raises(ScopeExceedsRole):
        issue(PersonFactory(role=role), at, scope)
    assert ApiToken.objects.count() == 0


def test_nobody_issues_a_token_to_somebody_else(officer: Person, administrator: Person, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.issue_token(officer, name="x", scopes=[Scope.READ], days=1, acting=administrator, at=at)


def test_an_inactive_person_issues_none(db: None, at: datetime) -> None:
    with pytest.raises(PersonInactive):
        issue(PersonFactory(is_active=False), at)


def test_name_scopes_and_days_are_needed(officer: Person, at: datetime) -> None:
    with pytest.raises(Incomplete) as refused:
        services.issue_token(officer, name=" ", scopes=[], days=367, acting=officer, at=at)
    assert set(refused.value.fields) == {"name", "scopes", "days"}


def test_an_administrator_may_revoke_anybodys_token_and_others_only_their_own(
    officer: Person, administrator: Person, at: datetime
) -> None:
    issued = issue(officer, at)
    with pytest.raises(NotAllowed):
        services.revoke_token(issued.token, acting=PersonFactory(role=Role.SUPERVISOR), at=at)
    services.revoke_token(issued.token, acting=administrator, at=at)
    assert services.use_token(issued.secret, at=at) is None


def test_somebody_elses_token_is_not_found(officer: Person, at: datetime) -> None:
    issued = issue(officer, at)
    with pytest.raises(NotFound):
        queries.token(issued.token.uuid, owner=PersonFactory())


def test_use_is_noted_now_and_then_and_not_in_the_ledger(officer: Person, at: datetime) -> None:
    issued = issue(officer, at)
    entries = Entry.objects.count()
    for minutes, noted in ((0, 0), (9, 0), (10, 10)):
        services.use_token(issued.secret, at=at + timedelta(minutes=minutes))
        assert ApiToken.objects.get().last_used_at == at + timedelta(minutes=noted)
    assert Entry.objects.count() == entries
