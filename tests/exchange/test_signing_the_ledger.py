"""When a node signs its ledger: not more often than is asked, and the access log with it."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from entraide.exchange.services.witnessing import sign_ledger
from entraide.ledger.models import Checkpoint, Entry
from entraide.ledger.services import look, record
from tests.ledger.acts import Noted

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "key.json"


def written() -> None:
    with transaction.atomic():
        record(Noted(), by=None, at=AT)


def test_what_was_signed_within_the_hour_is_not_signed_anew() -> None:
    written()
    first = sign_ledger(at=AT, unless_within=HOUR)
    written()
    assert sign_ledger(at=AT + 59 * MINUTE, unless_within=HOUR) == first
    later = sign_ledger(at=AT + HOUR, unless_within=HOUR)
    assert later is not None
    assert later.size == 2
    # Whoever asks for it at the console has it at once; a clock that was set back keeps nobody waiting.
    written()
    assert sign_ledger(at=AT + HOUR) != later
    written()
    assert sign_ledger(at=AT - HOUR, unless_within=HOUR) != later
    assert Checkpoint.objects.count() == 4


def test_looks_are_bound_once_and_not_before_others_with_lower_numbers_are_on_record() -> None:
    for minutes in (0, 1, 11):
        look(by=uuid4(), at=AT + minutes * MINUTE, case=uuid4(), what="request")
    sign_ledger(at=AT + 12 * MINUTE)
    sign_ledger(at=AT + 13 * MINUTE)
    sign_ledger(at=AT + 21 * MINUTE)
    counted = Entry.objects.filter(act="ledger.looks_counted").order_by("seq")
    facts = [json.loads(bytes(one.canonical))["facts"] for one in counted]
    assert [one["count"] for one in facts] == [2, 1]
    assert facts[1]["first"] == facts[0]["last"] + 1
