"""Accounts as the console of the node handles them: no person acts, the node itself does."""

from datetime import datetime

from django.db.models import QuerySet

from entraide.accounts import queries, services
from entraide.accounts.domain.people import PersonFacts, address_key, first_password
from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.config.errors import NobodyOfThatAddress


def add_administrator(email: str, name: str, language: str, password: str | None, at: datetime) -> str:
    """Open the first account; returns its password. Raises as `accounts.services.add_person`.

    The first person is also the duty desk, so that what arrives has somebody to see it from the first minute; once
    others are there, the role and the unit can be taken from them.
    """
    chosen = password or first_password()
    desk = services.add_unit("Duty desk", "Permanence", intake=True, acting=None, at=at)
    roles = [Role.ADMINISTRATOR, Role.DUTY_OFFICER]
    facts = PersonFacts(email, name, language=language)
    services.add_person(facts, unit=desk, roles=roles, password=chosen, acting=None, at=at)
    return chosen


def add(facts: PersonFacts, roles: list[Role], password: str | None, at: datetime) -> str:
    """Open an account with a password, a made one when none is given; returns the password."""
    chosen = password or first_password()
    services.add_person(facts, roles=roles, password=chosen, acting=None, at=at)
    return chosen


def find(email: str) -> Person:
    """The person who signs in with this address, active or not. Raises `NobodyOfThatAddress`."""
    found = queries.people(with_inactive=True).filter(email=address_key(email)).first()
    if found is None:
        raise NobodyOfThatAddress(email=email)
    return found


def everybody() -> QuerySet[Person]:
    """Every account, closed ones too."""
    return queries.people(with_inactive=True)
