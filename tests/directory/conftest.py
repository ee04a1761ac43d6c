"""Those who keep the directory, those who read it, and pages opened by them."""

import pytest
from django.test import Client

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from tests.factories.accounts import PersonFactory


@pytest.fixture
def liaison(db: None) -> Person:
    return PersonFactory(role=Role.LIAISON_OFFICER)


@pytest.fixture
def officer(db: None) -> Person:
    return PersonFactory(role=Role.CASE_OFFICER)


@pytest.fixture
def desk(client: Client, liaison: Person) -> Client:
    """A browser in which the liaison officer is signed in."""
    client.force_login(liaison)
    return client
