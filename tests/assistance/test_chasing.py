"""What the desk brings up by the clock: what a supervisor must know, and whom to remind."""

from datetime import timedelta

import pytest
import time_machine

from entraide.assistance import queries
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.models import AssistanceRequest, DatedEvent, Letter
from entraide.assistance.services import following, registering, timing, writing
from entraide.assistance.services.moving import settle
from entraide.cases.services.members import add_members
from entraide.kernel import jobs
from tests.assistance.desk_pages import at_browser, page, words

pytestmark = pytest.mark.django_db
FIELDS = {"title": "Bank records", "partner_state": "BE", "kind": "police_information", "track": "police"}


@pytest.fixture
def asked(bureau, monday):
    """A request of ours that left on Monday, with a supervisor among its members."""
    request = registering.draft({**FIELDS, "reply_language": "fr"}, acting=bureau["officer"], at=monday)
    add_members(request.case, [bureau["supervisor"]], acting=bureau["officer"], at=monday)
    request.state, request.sent_at = "sent", monday
    DatedEvent.objects.create(request=request, code="sent", at=monday)
    settle(request, at=monday)
    return request


def desk(bureau, name, at):
    return queries.desk(bureau[name], at=at)


def test_a_partner_is_to_be_reminded_when_its_time_is_up_and_not_before(asked, bureau, monday):
    assert desk(bureau, "officer", monday + timedelta(days=29)).to_chase == []
    (chase,) = desk(bureau, "officer", monday + timedelta(days=31)).to_chase
    assert (chase.request, chase.reminded_at, chase.letter, chase.language) == (asked, None, None, "fr")
    assert desk(bureau, "supervisor", monday + timedelta(days=31)).to_chase == []


def test_a_reminder_is_prepared_from_the_desk_and_begins_the_wait_anew(asked, bureau, monday):
    late = monday + timedelta(days=31)
    with time_machine.travel(late, tick=False):
        client = at_browser(bureau["officer"], "fr")
        assert "Préparer une relance" in words(client.get("/"))
        assert client.post(page(asked, "letters/new/?kind=chaser"), {"language": "fr"}).status_code == 302
        letter = Letter.objects.get()
        assert (letter.kind, letter.language) == ("chaser", "fr")
        assert "Poursuivre la relance" in words(client.get("/"))
    writing.submit_letter(letter, acting=bureau["officer"], at=late)
    writing.approve_letter(letter, acting=bureau["supervisor"], at=late)
    writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=late)
    assert desk(bureau, "officer", late + timedelta(days=29)).to_chase == []
    (chase,) = desk(bureau, "officer", late + timedelta(days=31)).to_chase
    assert (chase.reminded_at, chase.letter) == (late, None)


def test_an_answer_ends_the_waiting(asked, bureau, monday):
    following.withdraw(asked, text="No longer needed.", acting=bureau["officer"], at=monday)
    assert desk(bureau, "officer", monday + timedelta(days=40)).to_chase == []
    assert desk(bureau, "supervisor", monday + timedelta(days=90)).escalated == []


def test_a_supervisor_of_the_case_is_told_of_a_clock_and_nobody_else(asked, bureau, monday):
    at = monday + timedelta(days=45)
    assert desk(bureau, "supervisor", monday + timedelta(days=43)).escalated == []
    assert desk(bureau, "supervisor", at).escalated == [asked]
    assert not desk(bureau, "officer", at).escalated
    stranger = registering.draft(FIELDS, acting=bureau["officer.major"], at=monday)
    AssistanceRequest.objects.filter(pk=stranger.pk).update(escalates_at=monday)
    assert desk(bureau, "supervisor", at).escalated == [asked]
    with time_machine.travel(at, tick=False):
        assert "A supervisor must know" in words(at_browser(bureau["supervisor"]).get("/"))
        assert "A supervisor is told" in words(at_browser(bureau["officer"]).get(page(asked)))


def test_dates_derived_with_other_rules_are_derived_again(asked, monday):
    right = AssistanceRequest.objects.get()
    for former in ("", "zzzz"):
        AssistanceRequest.objects.update(
            derived_with=former, next_due_at=None, escalates_at=None, chase_at=None
        )
        assert timing.derive_again(at=monday, limit=10) == 1
        again = AssistanceRequest.objects.get()
        assert [getattr(again, name) for name in timing.DERIVED] == [
            getattr(right, name) for name in timing.DERIVED
        ]
    assert timing.derive_again(at=monday, limit=10) == 0
    assert "clocks" in [job.name for job in jobs.jobs()]
