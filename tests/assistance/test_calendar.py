"""An officer's due dates as a calendar."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from entraide.accounts.domain.roles import Scope
from entraide.accounts.services import issue_token
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import registering
from entraide.kernel.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(bureau, monday):
    """A request on the officer's desk, due in three days."""
    fields = {"title": "Menaces sur un blogue", "partner_state": "BE", "kind": "police_information"}
    request = registering.draft(fields, acting=bureau["officer"], at=monday)
    AssistanceRequest.objects.update(
        assigned_to=bureau["officer"], next_due_at=now() + timedelta(days=3), next_due_rule="chase"
    )
    return request


def secret_of(person, *scopes):
    return issue_token(person, name="phone", scopes=scopes, days=30, acting=person, at=now()).secret


def test_an_officers_dates_stand_in_their_calendar_without_the_title_of_a_case(client, mine, bureau):
    answer = client.get(f"/calendar/{secret_of(bureau['officer'], Scope.CALENDAR)}.ics")
    assert answer["content-type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["uid"]) == str(mine.uuid)
    assert str(event["summary"]).startswith(mine.reference)
    assert b"Menaces" not in answer.content


def test_a_calendar_holds_ones_own_dates_alone(client, mine, bureau):
    answer = client.get(f"/calendar/{secret_of(bureau['supervisor'], Scope.CALENDAR)}.ics")
    assert Calendar.from_ical(answer.content).walk("VEVENT") == []


@pytest.mark.parametrize("scopes", [(Scope.READ,), (Scope.READ, Scope.CALENDAR)])
def test_a_token_that_opens_more_does_not_stand_in_an_address(client, mine, bureau, scopes):
    assert client.get(f"/calendar/{secret_of(bureau['officer'], *scopes)}.ics").status_code == 401


def test_a_calendar_token_opens_nothing_of_the_api(client, mine, bureau):
    token = secret_of(bureau["officer"], Scope.CALENDAR)
    answer = client.get("/api/v1/requests", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
