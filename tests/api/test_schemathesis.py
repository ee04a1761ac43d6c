"""Every operation of the API, called with made-up data by several roles: no failure, nothing undocumented.

Most calls name things that exist, so that they go deep. Each operation starts from the same bureau at work.
ENTRAIDE_API_EXAMPLES says how many calls are made up for each operation (5). From 50 on, a long search, every bound of
every field is tried as well.
"""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from entraide.config.api import api
from tests.api.bureau_at_work import Bureau, bureau_at_work
from tests.demo_week import filled

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("ENTRAIDE_API_EXAMPLES", "5"))
LONG_SEARCH = 50


def described() -> schemathesis.BaseSchema:
    """The API as it describes itself, called in this process."""
    config = SchemathesisConfig()
    config.projects.default.phases.coverage.enabled = EXAMPLES >= LONG_SEARCH
    # A method that no address takes is answered 405 by Django itself, and is no operation of ours.
    config.projects.default.phases.coverage.unexpected_methods = set()
    # Tokens are put on the calls below, of one role or another.
    config.projects.default.generation.with_security_parameters = False
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema(), config=config)
    schema.app = get_wsgi_application()
    return schema


schema = described()


@pytest.fixture(scope="module")
def bureau(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Bureau]:
    """A bureau at work, made once; what each operation does to it is undone."""
    with filled(django_db_blocker):
        yield bureau_at_work()


@pytest.mark.once
@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_call_fails_and_every_answer_is_as_described(bureau: Bureau, case: schemathesis.Case) -> None:
    token = bureau.make_it_go_deep(case)
    response = case.call(headers={"Authorization": f"Bearer {token}"})
    case.validate_response(response, checks=CHECKS)
