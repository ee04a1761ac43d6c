"""The people of both worlds: one per role, one who holds every role of casework, and the other team."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from entraide.accounts import demo
from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import CASEWORK, Role, scopes_open_to
from entraide.accounts.models import Person, Unit
from entraide.accounts.queries import person_by_email
from entraide.accounts.services import add_person, add_unit, issue_token

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Walker:
    """Somebody who asks: signed in on the pages, and with a token of every scope open to them."""

    name: str
    person: Person
    session: str
    secret: str


@dataclass(frozen=True)
class Bureau:
    """Seven walkers, one per role; `roamer` holds all five roles of casework; the other team owns the foreign case."""

    by_role: dict[Role, Walker]
    roamer: Walker
    owner: Walker
    second: Walker
    unit: Unit
    other_unit: Unit


def fill(at: datetime) -> Bureau:
    """Make the bureau in an empty node."""
    sign_ins = demo.fill(at, PASSWORD)
    by_role = {sign_in.role: walker(sign_in.role.value, sign_in.email, at) for sign_in in sign_ins}
    admin = by_role[Role.ADMINISTRATOR].person
    unit = Unit.objects.get(name_en="Fraud and cyber")
    other_unit = add_unit("Other team", "Autre équipe", intake=False, acting=admin, at=at)

    def casework(name: str, email: str, where: Unit) -> Walker:
        facts = PersonFacts(email, name, "Officer", "+1 555 0150", "en")
        add_person(facts, unit=where, roles=sorted(CASEWORK), password=PASSWORD, acting=admin, at=at)
        return walker(name, email, at)

    return Bureau(
        by_role=by_role,
        roamer=casework("Roamer", "roamer@demo.example", unit),
        owner=casework("Owner", "owner@demo.example", other_unit),
        second=casework("Second", "second@demo.example", other_unit),
        unit=unit,
        other_unit=other_unit,
    )


def walker(name: str, email: str, at: datetime) -> Walker:
    """A person with a session and a token."""
    person = person_by_email(email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    assert session.session_key is not None
    issued = issue_token(
        person, name="walk", scopes=scopes_open_to(person.roles), days=30, acting=person, at=at
    )
    return Walker(name, person, session.session_key, issued.secret)
