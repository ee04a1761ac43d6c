"""Acts on people: separation of duties, the last administrator, and what the ledger keeps."""

import json
from datetime import datetime
from typing import Any

import pytest

from entraide.accounts import demo, policy, queries, services
from entraide.accounts.domain.people import PersonFacts, first_password
from entraide.accounts.domain.roles import CASEWORK, Role, exclude_each_other
from entraide.accounts.errors import (
    AddressTaken,
    LastAdministrator,
    PasswordRefused,
    PersonInactive,
    RolesExcludeEachOther,
    UnitNameTaken,
)
from entraide.accounts.models import Person, Unit
from entraide.kernel.errors import Incomplete, NotAllowed
from entraide.ledger.models import Entry
from tests.factories.accounts import PersonFactory, UnitFactory

FACTS = PersonFacts("Ada.Wexcombe@Bureau.example", "Ada Wexcombe", "Constable", "+1 555 0100", "fr")


def facts_of(entry: Entry | None) -> dict[str, Any]:
    assert entry is not None
    facts: dict[str, Any] = json.loads(bytes(entry.canonical))["facts"]
    return facts


def last() -> Entry:
    entry = Entry.objects.order_by("-seq").first()
    assert entry is not None
    return entry


def test_a_person_added_holds_their_roles_and_can_sign_in(administrator: Person, at: datetime) -> None:
    unit = UnitFactory()
    person = services.add_person(
        FACTS,
        unit=unit,
        roles=[Role.CASE_OFFICER],
        password="long-enough-for-all",
        acting=administrator,
        at=at,
    )
    kept = queries.person(person.uuid)
    assert (kept.email, kept.name, kept.language, kept.unit) == (
        "ada.wexcombe@bureau.example",
        "Ada Wexcombe",
        "fr",
        unit,
    )
    assert kept.roles == {Role.CASE_OFFICER}
    assert kept.check_password("long-enough-for-all")
    assert [entry.act for entry in Entry.objects.order_by("seq")] == [
        "accounts.person_added",
        "accounts.role_granted",
    ]


def test_the_ledger_entry_of_a_person_holds_neither_name_nor_address(
    administrator: Person, at: datetime
) -> None:
    services.add_person(FACTS, acting=administrator, at=at)
    entry = last()
    assert b"wexcombe" not in bytes(entry.canonical).lower()
    assert entry.detail.body == {"name": "Ada Wexcombe", "email": "ada.wexcombe@bureau.example"}


def test_a_person_without_a_password_cannot_sign_in(administrator: Person, at: datetime) -> None:
    person = services.add_person(FACTS, acting=administrator, at=at)
    assert person.has_usable_password() is False


def test_the_first_administrator_is_added_by_the_console_of_the_node(db: None, at: datetime) -> None:
    services.add_person(FACTS, roles=[Role.ADMINISTRATOR], acting=None, at=at)
    assert set(Entry.objects.values_list("actor", flat=True)) == {None}


def test_two_people_cannot_have_one_address_however_it_is_written(
    administrator: Person, at: datetime
) -> None:
    services.add_person(FACTS, acting=administrator, at=at)
    with pytest.raises(AddressTaken):
        services.add_person(
            PersonFacts(" ADA.WEXCOMBE@bureau.example ", "Another"), acting=administrator, at=at
        )


def test_what_is_missing_is_named_field_by_field(administrator: Person, at: datetime) -> None:
    with pytest.raises(Incomplete) as refused:
        services.add_person(PersonFacts("nobody", "  ", language="de"), acting=administrator, at=at)
    assert set(refused.value.fields) == {"email", "name", "language"}


def test_what_is_longer_than_its_column_is_refused_before_the_database_does(
    administrator: Person, at: datetime
) -> None:
    long = PersonFacts("a@bureau.example", "n" * 121, "t" * 121, "5" * 41)
    with pytest.raises(Incomplete) as refused:
        services.add_person(long, acting=administrator, at=at)
    assert set(refused.value.fields) == {"name", "title", "phone"}
    with pytest.raises(Incomplete) as refused:
        services.add_unit("n" * 121, "n" * 121, acting=administrator, at=at)
    assert set(refused.value.fields) == {"name_en", "name_fr"}


@pytest.mark.parametrize("password", ["short", "123456789012345", "correct horse password"[:8]])
def test_a_password_that_is_easy_to_guess_is_refused_and_nobody_is_added(
    password: str, administrator: Person, at: datetime
) -> None:
    with pytest.raises(PasswordRefused):
        services.add_person(FACTS, password=password, acting=administrator, at=at)
    assert Person.objects.count() == 1
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_only_administrators_manage_people_and_units(role: Role | None, db: None, at: datetime) -> None:
    person, other, unit = PersonFactory(role=role), PersonFactory(), UnitFactory()
    acts = (
        lambda: services.add_person(FACTS, acting=person, at=at),
        lambda: services.change_person(other, FACTS, unit=None, acting=person, at=at),
        lambda: services.grant_role(other, Role.SUPERVISOR, acting=person, at=at),
        lambda: services.revoke_role(other, Role.SUPERVISOR, acting=person, at=at),
        lambda: services.deactivate(other, acting=person, at=at),
        lambda: services.reactivate(other, acting=person, at=at),
        lambda: services.set_password(other, "long-enough-for-all", acting=person, at=at),
        lambda: services.add_unit("A", "B", acting=person, at=at),
        lambda: services.change_unit(unit, name_en="A", name_fr="B", intake=True, acting=person, at=at),
        lambda: services.change_own_account(other, title="", phone="", language="fr", acting=person, at=at),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert Entry.objects.count() == 0


def test_nobody_grants_themselves_a_role(officer: Person, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.grant_role(officer, Role.ADMINISTRATOR, acting=officer, at=at)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_an_auditor_is_given_no_other_role_and_no_other_becomes_an_auditor(
    role: Role, administrator: Person, at: datetime
) -> None:
    auditor, other = PersonFactory(role=Role.AUDITOR), PersonFactory(role=role)
    with pytest.raises(RolesExcludeEachOther):
        services.grant_role(auditor, role, acting=administrator, at=at)
    with pytest.raises(RolesExcludeEachOther):
        services.grant_role(other, Role.AUDITOR, acting=administrator, at=at)
    assert queries.person(auditor.uuid).roles == {Role.AUDITOR}
    assert queries.person(other.uuid).roles == {role}


def test_other_roles_go_together() -> None:
    assert exclude_each_other(frozenset(Role) - {Role.AUDITOR}) is False
    assert exclude_each_other(frozenset({Role.AUDITOR})) is False


def test_the_last_administrator_keeps_the_role_and_the_account(administrator: Person, at: datetime) -> None:
    PersonFactory(role=Role.ADMINISTRATOR, is_active=False)
    for act in (
        lambda: services.revoke_role(administrator, Role.ADMINISTRATOR, acting=administrator, at=at),
        lambda: services.deactivate(administrator, acting=administrator, at=at),
        lambda: services.set_roles(administrator, {Role.SUPERVISOR}, acting=administrator, at=at),
    ):
        with pytest.raises(LastAdministrator):
            act()
    assert policy.holds(queries.person(administrator.uuid), Role.ADMINISTRATOR)


def test_one_of_two_administrators_can_go(administrator: Person, at: datetime) -> None:
    other = PersonFactory(role=Role.ADMINISTRATOR)
    services.revoke_role(administrator, Role.ADMINISTRATOR, acting=administrator, at=at)
    assert queries.person(administrator.uuid).roles == frozenset()
    with pytest.raises(LastAdministrator):
        services.deactivate(other, acting=other, at=at)


def test_setting_roles_is_all_or_nothing(administrator: Person, at: datetime) -> None:
    person = PersonFactory(role=Role.CASE_OFFICER)
    with pytest.raises(RolesExcludeEachOther):
        services.set_roles(person, {Role.AUDITOR, Role.SUPERVISOR}, acting=administrator, at=at)
    assert queries.person(person.uuid).roles == {Role.CASE_OFFICER}
    assert Entry.objects.count() == 0
    services.set_roles(person, {Role.AUDITOR}, acting=administrator, at=at)
    assert queries.person(person.uuid).roles == {Role.AUDITOR}


def test_a_role_held_is_not_granted_twice_nor_one_not_held_revoked(
    administrator: Person, at: datetime
) -> None:
    person = PersonFactory(role=Role.CASE_OFFICER)
    services.grant_role(person, Role.CASE_OFFICER, acting=administrator, at=at)
    services.revoke_role(person, Role.SUPERVISOR, acting=administrator, at=at)
    assert Entry.objects.count() == 0


def test_an_inactive_person_holds_nothing_and_is_given_nothing(administrator: Person, at: datetime) -> None:
    person = PersonFactory(role=Role.CASE_OFFICER)
    services.deactivate(person, acting=administrator, at=at)
    assert policy.holds(person, Role.CASE_OFFICER) is False
    assert policy.works_on_cases(person) is False
    assert list(policy.caseworkers()) == []
    with pytest.raises(PersonInactive):
        services.grant_role(person, Role.SUPERVISOR, acting=administrator, at=at)
    services.reactivate(person, acting=administrator, at=at)
    assert policy.holds(person, Role.CASE_OFFICER) is True


def test_caseworkers_are_those_who_can_be_members_of_a_case(db: None) -> None:
    people = {role: PersonFactory(role=role) for role in Role}
    assert set(policy.caseworkers()) == {people[role] for role in CASEWORK}


def test_a_change_names_the_fields_and_keeps_the_values_beside(administrator: Person, at: datetime) -> None:
    person = services.add_person(FACTS, acting=administrator, at=at)
    unit = UnitFactory(name_en="Fraud")
    changed = PersonFacts("ada@bureau.example", "Ada Wexcombe", "Constable", "+1 555 0100", "fr")
    services.change_person(person, changed, unit=unit, acting=administrator, at=at)
    assert facts_of(last()) == {"changed": ["email", "unit"]}
    assert last().detail.body["after"] == {"email": "ada@bureau.example", "unit": "Fraud"}


def test_everybody_changes_their_own_language_and_nothing_of_weight(officer: Person, at: datetime) -> None:
    services.change_own_account(officer, title="Sgt", phone="", language="fr", acting=officer, at=at)
    assert queries.person(officer.uuid).language == "fr"
    assert facts_of(last()) == {"changed": ["title", "language"]}


def test_people_set_their_own_password(officer: Person, at: datetime) -> None:
    services.set_password(officer, "a-new-one-long-enough", acting=officer, at=at)
    assert queries.person(officer.uuid).check_password("a-new-one-long-enough")
    assert last().act == "accounts.password_set"


def test_a_first_password_is_long_legible_and_never_the_same() -> None:
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(password) for password in made} == {24}
    assert not set("".join(made)) & set("il1o0")


def test_two_units_of_one_name_are_refused_in_either_language(administrator: Person, at: datetime) -> None:
    services.add_unit("Fraud", "Fraude", acting=administrator, at=at)
    for names in (("Fraud", "Autre"), ("Other", "Fraude")):
        with pytest.raises(UnitNameTaken):
            services.add_unit(*names, acting=administrator, at=at)
    with pytest.raises(Incomplete):
        services.add_unit("  ", "Autre", acting=administrator, at=at)
    assert Unit.objects.count() == 1


def test_the_demo_has_a_sign_in_for_every_role_and_an_intake_unit(db: None, at: datetime) -> None:
    sign_ins = demo.fill(at, "harbour-lantern-42")
    assert {sign_in.role for sign_in in sign_ins} == set(Role)
    assert [unit.name_fr for unit in queries.units() if unit.intake] == ["Permanence"]
    assert Person.objects.count() >= 9
    assert {email.partition("@")[2] for email in Person.objects.values_list("email", flat=True)} == {
        "demo.example"
    }
    duty = Person.objects.get(email="duty@demo.example")
    assert duty.check_password("harbour-lantern-42")
