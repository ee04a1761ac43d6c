"""Signing in through the page: what is let in, what is kept out, and what the ledger learns."""

import json
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import NoReverseMatch, reverse

from entraide.accounts import services
from entraide.accounts.models import Person
from entraide.ledger.models import Entry
from tests.factories.accounts import PASSWORD, PersonFactory

LOGIN = "/accounts/login/"


def sign_in(client: Client, person: Person, password: str = PASSWORD, address: str = "") -> Any:
    return client.post(LOGIN, {"login": address or person.email, "password": password})


def entry() -> dict[str, Any]:
    found = Entry.objects.order_by("-seq").first()
    assert found is not None
    told: dict[str, Any] = json.loads(bytes(found.canonical))
    return told


def test_a_person_signs_in_by_address_in_any_case_and_the_ledger_knows(
    client: Client, officer: Person
) -> None:
    response = sign_in(client, officer, address=officer.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(officer.pk)
    told = entry()
    assert (told["act"], told["actor"], told["facts"]) == (
        "accounts.signed_in",
        str(officer.uuid),
        {"methods": ["password"]},
    )


def test_the_session_is_a_new_one_after_sign_in(client: Client, officer: Person) -> None:
    client.session["kept"] = "before"
    session = client.session
    session["kept"] = "before"
    session.save()
    before = session.session_key
    sign_in(client, officer)
    assert client.session.session_key not in {None, before}


def test_the_pages_speak_the_persons_language_from_then_on(client: Client, db: None) -> None:
    person = PersonFactory(language="fr")
    response = sign_in(client, person)
    assert response.cookies["django_language"].value == "fr"


def test_a_wrong_password_is_refused_and_noted_for_the_person(client: Client, officer: Person) -> None:
    response = sign_in(client, officer, "not the password")
    assert response.status_code == 200
    assert "This address and this password do not go together." in response.content.decode()
    assert "_auth_user_id" not in client.session
    told = entry()
    assert (told["act"], told["actor"], told["subject"]) == (
        "accounts.sign_in_failed",
        None,
        str(officer.uuid),
    )
    assert told["facts"] == {"known": True}


def test_what_a_stranger_typed_is_kept_only_as_a_keyed_digest(client: Client, db: None) -> None:
    sign_in(client, PersonFactory(), address="my-secret-password@typo.example")
    sign_in(client, PersonFactory(), address="My-Secret-Password@typo.example")
    first, second = (json.loads(bytes(one.canonical)) for one in Entry.objects.order_by("seq"))
    assert first["facts"]["known"] is False
    assert first["facts"]["address"] == second["facts"]["address"]
    assert len(first["facts"]["address"]) == 16
    assert not any(b"typo" in bytes(one.canonical) for one in Entry.objects.all())


def test_the_answer_to_a_stranger_is_that_to_a_wrong_password(client: Client, officer: Person) -> None:
    def said(response: Any) -> list[str]:
        return [str(error) for error in response.context["form"].non_field_errors()]

    unknown = said(sign_in(client, officer, address="nobody@bureau.example"))
    assert unknown == said(sign_in(client, officer, "not the password"))
    assert unknown == ["This address and this password do not go together."]


def test_an_inactive_person_is_kept_out_and_their_session_ends(
    client: Client, officer: Person, administrator: Person, at: datetime
) -> None:
    sign_in(client, officer)
    assert client.get("/people/me/").status_code == 200
    services.deactivate(officer, acting=administrator, at=at)
    assert client.get("/people/me/").status_code == 302
    assert sign_in(client, officer).status_code in {200, 302}
    assert client.get("/people/me/").status_code == 302


def test_a_new_password_ends_the_sessions_that_were_open(
    client: Client, officer: Person, administrator: Person, at: datetime
) -> None:
    sign_in(client, officer)
    services.set_password(officer, "another-one-long-enough", acting=administrator, at=at)
    assert client.get("/people/me/").status_code == 302


def test_after_too_many_failures_even_the_right_password_must_wait(client: Client, officer: Person) -> None:
    for _ in range(5):
        sign_in(client, officer, "not the password")
    response = sign_in(client, officer)
    assert "Too many failed attempts." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_out_ends_the_session_and_is_noted(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    response = client.post("/accounts/logout/")
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert "_auth_user_id" not in client.session
    assert (entry()["act"], entry()["actor"]) == ("accounts.signed_out", str(officer.uuid))


def test_a_look_at_the_sign_out_page_signs_nobody_out(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    client.get("/accounts/logout/")
    assert client.session["_auth_user_id"] == str(officer.pk)


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/set/", "login/code/", "password/reset/", "3rdparty/"]
)
def test_nobody_signs_up_nor_resets_a_password_where_no_mail_goes_out(
    path: str, client: Client, db: None
) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_the_way_back_leads_nowhere_outside(client: Client, officer: Person) -> None:
    response = client.post(
        f"{LOGIN}?next=https://evil.example/", {"login": officer.email, "password": PASSWORD}
    )
    assert response["Location"] == "/"


def test_people_change_their_own_password_and_the_ledger_knows(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    fields = {
        "oldpassword": PASSWORD,
        "password1": "a-new-one-long-enough",
        "password2": "a-new-one-long-enough",
    }
    assert client.post("/accounts/password/change/", fields).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("a-new-one-long-enough")
    assert (entry()["act"], entry()["facts"]) == ("accounts.security_changed", {"what": "password_changed"})


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_with_an_authenticator_app_the_password_alone_opens_nothing(client: Client, officer: Person) -> None:
    sign_in(client, officer)
    activate = "/accounts/2fa/totp/activate/"
    assert client.get(activate)["Location"].startswith("/accounts/reauthenticate/")
    client.post(f"/accounts/reauthenticate/?next={activate}", {"password": PASSWORD})
    secret = client.get(activate).context["form"].secret
    assert client.post(activate, {"code": code_for(secret)}).status_code == 302
    kept = Authenticator.objects.get(user=officer, type=Authenticator.Type.TOTP)
    assert secret not in json.dumps(kept.data)
    told = [json.loads(bytes(one.canonical))["facts"].get("what") for one in Entry.objects.order_by("seq")]
    assert "app_activated" in told

    client.post("/accounts/logout/")
    response = sign_in(client, officer)
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/people/me/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    codes = Authenticator.objects.get(user=officer, type=Authenticator.Type.RECOVERY_CODES).wrap()
    response = client.post("/accounts/2fa/authenticate/", {"code": codes.get_unused_codes()[0]})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert entry()["facts"] == {"methods": ["password", "mfa"]}
