"""What follows from the ledger: roles and members that were changed in the database are found and named."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from entraide.accounts.domain.roles import Role
from entraide.accounts.services.roles import grant_role, revoke_role
from entraide.cases.services.members import add_members, open_case, remove_member
from entraide.ledger.domain.faults import Fault, What
from entraide.ledger.queries.links import links
from tests.factories.accounts import PersonFactory

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def found(table: str) -> list[Fault]:
    return list(links()[table]())


def done(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def officer():
    person = PersonFactory()
    grant_role(person, Role.CASE_OFFICER, acting=None, at=AT)
    return person


def test_roles_that_were_granted_and_revoked_are_as_the_ledger_says(officer) -> None:
    grant_role(officer, Role.SUPERVISOR, acting=None, at=AT)
    revoke_role(officer, Role.SUPERVISOR, acting=None, at=AT)
    grant_role(officer, Role.SUPERVISOR, acting=None, at=AT)
    assert found("accounts_rolegrant") == []


def test_a_role_that_somebody_gave_themselves_in_the_database_is_named(officer) -> None:
    done("UPDATE accounts_rolegrant SET role = 'administrator' WHERE person_id = %s", officer.pk)
    pk = officer.role_grants.get().pk
    there, gone = found("accounts_rolegrant")
    assert there == Fault("accounts_rolegrant", f"{pk} (administrator)", What.NOT_ON_RECORD)
    assert (gone.what, gone.row) == (What.NOT_THERE, f"{officer.uuid} {Role.CASE_OFFICER.value}")


def test_a_role_that_was_taken_away_in_the_database_is_named(officer) -> None:
    done("DELETE FROM accounts_rolegrant WHERE person_id = %s", officer.pk)
    (gone,) = found("accounts_rolegrant")
    assert gone.what is What.NOT_THERE


def test_members_of_a_case_are_as_the_ledger_says(officer) -> None:
    other = PersonFactory()
    grant_role(other, Role.CASE_OFFICER, acting=None, at=AT)
    supervisor = PersonFactory()
    grant_role(supervisor, Role.SUPERVISOR, acting=None, at=AT)
    case = open_case(members=[officer, supervisor], acting=None, at=AT)
    add_members(case, [other], acting=supervisor, at=AT)
    remove_member(case, officer, acting=supervisor, at=AT, reason="moved")
    assert found("cases_membership") == []
    row = case.memberships.get(person=other)
    done("UPDATE cases_membership SET person_id = %s WHERE id = %s", officer.pk, row.pk)
    there, gone = found("cases_membership")
    assert there == Fault("cases_membership", str(row.pk), What.NOT_ON_RECORD)
    assert (gone.what, gone.row) == (What.NOT_THERE, f"{case.uuid} {other.uuid}")
