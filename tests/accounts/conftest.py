"""One person for each role that the tests of people need."""

import pytest

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from tests.factories.accounts import PersonFactory


@pytest.fixture
def administrator(db: None) -> Person:
    return PersonFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def officer(db: None) -> Person:
    return PersonFactory(role=Role.CASE_OFFICER)
