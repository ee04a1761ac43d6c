"""Pages of people: who may open which, what is shown once, and what stays somebody's own."""

import re

import pytest
from django.test import Client

from entraide.accounts import queries, services
from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.models import ApiToken, Person, Unit
from entraide.kernel.clock import now
from tests.factories.accounts import PersonFactory, UnitFactory

SECRET = re.compile(r"ent_[\w-]{43}")
PASSWORD = re.compile(r"(?<=<code>)(?:[a-z2-9]{4}-){4}[a-z2-9]{4}(?=</code>)")


@pytest.fixture
def desk(client: Client, administrator: Person) -> Client:
    """A browser in which the administrator is signed in."""
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_only_an_administrator_opens_the_pages_of_people(role: Role | None, client: Client, db: None) -> None:
    other, unit = PersonFactory(), UnitFactory()
    client.force_login(PersonFactory(role=role))
    for path in ("", "new/", "units/", "units/new/", f"units/{unit.uuid}/", f"{other.uuid}/"):
        assert client.get(f"/people/{path}").status_code == 403, path
    for path in ("roles/", "password/", "deactivate/", "reactivate/"):
        assert client.post(f"/people/{other.uuid}/{path}", {}).status_code == 403, path


def test_everybody_opens_their_own_account(client: Client, db: None) -> None:
    for role in (None, *Role):
        client.force_login(PersonFactory(role=role))
        for path in ("me/", "me/tokens/", "me/tokens/new/"):
            assert client.get(f"/people/{path}").status_code == 200, (role, path)


def test_a_person_is_added_and_their_first_password_is_shown_once(desk: Client) -> None:
    unit = UnitFactory()
    page = desk.post(
        "/people/new/",
        {
            "name": "Ada Wexcombe",
            "email": "ada@bureau.example",
            "language": "fr",
            "unit": unit.pk,
            "roles": ["case_officer", "supervisor"],
        },
    )
    found = PASSWORD.search(page.content.decode())
    assert found is not None
    person = Person.objects.get(email="ada@bureau.example")
    assert person.check_password(found[0])
    assert person.roles == {Role.CASE_OFFICER, Role.SUPERVISOR}
    assert "no-store" in page["Cache-Control"]
    assert found[0] not in desk.get(f"/people/{person.uuid}/").content.decode()


def test_roles_that_exclude_each_other_are_said_above_the_form_and_nobody_is_added(desk: Client) -> None:
    page = desk.post(
        "/people/new/",
        {"name": "Ada", "email": "ada@bureau.example", "language": "en", "roles": ["auditor", "supervisor"]},
    )
    assert page.context["form"].non_field_errors() == [
        "An auditor can hold no other role: who checks the work does not do it."
    ]
    assert not Person.objects.filter(email="ada@bureau.example").exists()


def test_roles_are_set_by_ticking_them(desk: Client) -> None:
    person = PersonFactory(role=Role.CASE_OFFICER)
    desk.post(f"/people/{person.uuid}/roles/", {"roles": ["supervisor"]})
    assert queries.person(person.uuid).roles == {Role.SUPERVISOR}


def test_the_last_administrator_is_refused_with_a_page_and_a_code(
    desk: Client, administrator: Person
) -> None:
    response = desk.post(f"/people/{administrator.uuid}/deactivate/")
    assert response.status_code == 422
    assert "accounts.last_administrator" in response.content.decode()
    assert queries.person(administrator.uuid).is_active is True


def test_an_account_is_closed_and_opened_again(desk: Client) -> None:
    person = PersonFactory(role=Role.CASE_OFFICER, name="Ada Wexcombe")
    desk.post(f"/people/{person.uuid}/deactivate/")
    assert "Ada Wexcombe" not in [row["person"].name for row in desk.get("/people/").context["people"]]
    assert "Ada Wexcombe" in [row["person"].name for row in desk.get("/people/?inactive").context["people"]]
    desk.post(f"/people/{person.uuid}/reactivate/")
    assert queries.person(person.uuid).is_active is True


def test_a_new_password_is_shown_once_and_works(desk: Client, officer: Person) -> None:
    page = desk.post(f"/people/{officer.uuid}/password/")
    found = PASSWORD.search(page.content.decode())
    assert found is not None
    assert queries.person(officer.uuid).check_password(found[0])


def test_a_persons_facts_and_unit_are_changed(desk: Client, officer: Person) -> None:
    unit = UnitFactory()
    desk.post(
        f"/people/{officer.uuid}/",
        {"name": "Ada Wexcombe", "email": officer.email, "language": "fr", "unit": unit.pk},
    )
    kept = queries.person(officer.uuid)
    assert (kept.name, kept.language, kept.unit) == ("Ada Wexcombe", "fr", unit)


def test_an_address_that_is_taken_is_said_above_the_form(desk: Client, officer: Person) -> None:
    taken = PersonFactory()
    page = desk.post(
        f"/people/{officer.uuid}/", {"name": "Ada", "email": taken.email.upper(), "language": "fr"}
    )
    assert page.context["form"].non_field_errors() == ["Somebody already signs in with this e-mail address."]


def test_units_are_added_and_changed(desk: Client) -> None:
    desk.post("/people/units/new/", {"name_en": "Duty desk", "name_fr": "Permanence", "intake": "on"})
    unit = Unit.objects.get()
    assert (unit.name_fr, unit.intake) == ("Permanence", True)
    desk.post(f"/people/units/{unit.uuid}/", {"name_en": "Duty desk", "name_fr": "Permanence"})
    unit.refresh_from_db()
    assert unit.intake is False


def test_the_pages_turn_to_the_language_a_person_chooses(client: Client, officer: Person) -> None:
    client.force_login(officer)
    response = client.post("/people/me/", {"language": "fr", "title": "", "phone": ""}, follow=True)
    assert "Mon compte" in response.content.decode()
    assert "Votre compte est modifié." in response.content.decode()


def test_a_token_is_shown_once_and_can_be_revoked(client: Client, officer: Person) -> None:
    client.force_login(officer)
    page = client.post("/people/me/tokens/new/", {"name": "statistics", "scopes": ["read"], "days": "30"})
    found = SECRET.search(page.content.decode())
    assert found is not None
    assert services.use_token(found[0], at=now()) is not None
    assert "no-store" in page["Cache-Control"]
    assert SECRET.search(client.get("/people/me/tokens/").content.decode()) is None
    client.post(f"/people/me/tokens/{ApiToken.objects.get().uuid}/revoke/")
    assert services.use_token(found[0], at=now()) is None


def test_the_form_offers_only_scopes_that_the_roles_cover(client: Client, officer: Person) -> None:
    client.force_login(officer)
    offered = [
        code for code, _label in client.get("/people/me/tokens/new/").context["form"].fields["scopes"].choices
    ]
    assert offered == ["read", "write", "calendar"]
    client.post("/people/me/tokens/new/", {"name": "x", "scopes": ["admin"], "days": "30"})
    assert ApiToken.objects.count() == 0


def test_somebody_elses_token_cannot_be_revoked_from_my_page(client: Client, officer: Person) -> None:
    issued = services.issue_token(
        officer, name="theirs", scopes=[Scope.READ], days=1, acting=officer, at=now()
    )
    client.force_login(PersonFactory(role=Role.SUPERVISOR))
    assert client.post(f"/people/me/tokens/{issued.token.uuid}/revoke/").status_code == 404
    assert services.use_token(issued.secret, at=now()) is not None
