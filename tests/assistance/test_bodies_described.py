"""What the desk says to a partner's node is as its type describes it, whatever the request."""

import pytest

from entraide.assistance.domain.exchanged import TYPE_OF, Type
from entraide.assistance.domain.kinds import Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.services.bodies import letter_body, request_body, standing_body
from entraide.assistance.services.telling import TOLD
from entraide.exchange.services.hooks import check_body
from tests import demo_week

# The week takes its time; what is said is checked against its schema whenever it is said, in every other test.
pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def week(django_db_setup, django_db_blocker):
    """The demonstration's week: requests of every kind, with what was decided and done."""
    with demo_week.filled(django_db_blocker):
        yield list(AssistanceRequest.objects.order_by("pk"))


@pytest.fixture(autouse=True)
def _at_work(week, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def letter_of(request: AssistanceRequest) -> Letter:
    letter = request.letters.first() or Letter.objects.order_by("pk")[0]
    assert isinstance(letter, Letter)
    return letter


def test_the_record_of_every_request_can_be_sent(week):
    assert {one.kind for one in week} >= {kind.value for kind in Kind}
    for request in week:
        check_body(Type.REQUEST, request_body(request, letter_of(request)))


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if TYPE_OF[kind] is not Type.REQUEST])
def test_every_letter_can_be_sent(week, kind):
    for request in week:
        letter = letter_body(letter_of(request)) | {"kind": kind}
        final = kind == LetterKind.REPLY
        check_body(TYPE_OF[kind], standing_body(request, results=True, letter=letter, final=final))


@pytest.mark.parametrize("type_", [*TOLD.values(), Type.DECISION])
def test_every_act_can_be_told(week, type_):
    for request in week:
        for text in ("", "It is done."):
            check_body(type_, standing_body(request, results=True, text=text))


def test_a_supplement_can_be_made_of_the_parts_of_every_request(week):
    for request in week:
        body = request_body(request, letter_of(request))
        check_body(Type.SUPPLEMENT, {name: body[name] for name in ("reference", "parts", "letter")})
