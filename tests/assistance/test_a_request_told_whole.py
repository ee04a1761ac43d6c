"""One incoming request from its registration to its closing, through the services alone."""

from datetime import UTC, datetime, timedelta

import pytest

from entraide.accounts.queries import person_by_email, units
from entraide.assistance import queries
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Ground, Result
from entraide.assistance.domain.states import State
from entraide.assistance.errors import ConsultationNeeded, SecondPersonNeeded
from entraide.assistance.models import AssistanceRequest, Dispatch, Letter, Measure
from entraide.assistance.services import deciding, describing, following, intake, registering, writing
from entraide.cases.queries import timeline
from entraide.kernel.errors import Incomplete, NotAllowed, NotFound
from entraide.ledger.models import Entry
from tests.bureau_kept import enter_bureau

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 13, 5, tzinfo=UTC)


@pytest.fixture
def bureau():
    enter_bureau(MONDAY, "correct horse battery staple")
    return {
        name: person_by_email(f"{name}@demo.example")
        for name in ("duty", "officer", "supervisor", "counsel", "officer.major")
    }


@pytest.fixture
def received(bureau):
    return registering.register(
        {
            "title": "Accounts of a romance fraud",
            "partner_state": "FR",
            "kind": "mutual_legal_assistance",
            "track": "judicial",
            "facts": "Des personnes âgées ont été escroquées.",
            "reply_language": "fr",
        },
        acting=bureau["duty"],
        at=MONDAY,
    )


def routed(request, bureau, at=MONDAY):
    intake.triage(request, {}, acting=bureau["duty"], at=at + timedelta(hours=1))
    unit = units().get(name_en="Fraud and cyber")
    return intake.route(
        request, unit=unit, officer=bureau["officer"], acting=bureau["duty"], at=at + timedelta(hours=2)
    )


def test_a_request_goes_from_its_registration_to_a_reply_that_left_and_is_closed(bureau, received):
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    request = routed(received, bureau)
    assert (request.state, request.assigned_to) == (State.ROUTED, officer)
    assert request.next_due_at == MONDAY + timedelta(days=7)  # the acknowledgement
    measure = describing.add_part(
        request, "measures", {"code": "bank_records"}, acting=officer, at=MONDAY + timedelta(hours=3)
    )
    from entraide.cases.services.members import add_members

    add_members(request.case, [supervisor], acting=officer, at=MONDAY + timedelta(hours=3))
    deciding.decide(measure, deciding.Ruling(Decision.EXECUTE), acting=officer, at=MONDAY + timedelta(days=1))
    deciding.begin_execution(request, acting=officer, at=MONDAY + timedelta(days=1, hours=1))
    deciding.record_result(
        measure, result=Result.EXECUTED, text="Two accounts.", acting=officer, at=MONDAY + timedelta(days=2)
    )
    request.refresh_from_db()
    assert request.state == State.EXECUTED
    letter = writing.draft_letter(
        request, LetterKind.REPLY, acting=officer, at=MONDAY + timedelta(days=2, hours=1)
    )
    assert letter.language == "fr"
    writing.submit_letter(letter, acting=officer, at=MONDAY + timedelta(days=2, hours=2))
    with pytest.raises(NotAllowed):
        writing.approve_letter(letter, acting=officer, at=MONDAY + timedelta(days=2, hours=3))
    letter = writing.approve_letter(letter, acting=supervisor, at=MONDAY + timedelta(days=2, hours=3))
    assert letter.pdf is not None
    writing.record_sent(letter, channel=Channel.POST, acting=officer, at=MONDAY + timedelta(days=2, hours=4))
    request.refresh_from_db()
    assert (request.state, request.next_due_at) == (State.RESULTS_SENT, None)
    following.close(request, text="Done.", acting=officer, at=MONDAY + timedelta(days=9))
    request.refresh_from_db()
    assert (request.state, request.is_open, request.next_due_at) == (State.CLOSED, False, None)
    told = [moment.sentence for moment in timeline(request.case, officer, language="en")]
    assert told[0] == "Closed: Done."
    assert told[-3:] == [
        "Registered as 2026-I-0001",
        f"Members added: {', '.join(sorted({'Caspian Okafor-Lund', 'Maëlle Tessandier', 'Solène Abraković'}))}. ",
        "Case opened",
    ]
    assert Entry.objects.filter(case=request.case.uuid).count() == len(told)


def test_the_clock_stops_while_the_requester_is_asked(bureau, received):
    request = routed(received, bureau)
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    from entraide.cases.services.members import add_members

    add_members(request.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(
        request, LetterKind.QUESTION, acting=officer, at=MONDAY, text="Which accounts?"
    )
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    writing.approve_letter(letter, acting=supervisor, at=MONDAY)
    asked, answered = MONDAY + timedelta(days=3), MONDAY + timedelta(days=7)
    writing.record_sent(letter, channel=Channel.POST, acting=officer, at=asked)
    request.refresh_from_db()
    assert request.state == State.INFORMATION_REQUESTED
    following.record_answer(request, text="These.", acting=officer, at=answered)
    request.refresh_from_db()
    assert request.state == State.ROUTED
    from entraide.assistance.services.timing import clock_faces

    decision = next(c for c in clock_faces(request, at=answered) if c.code == "mla_decision")
    assert decision.due == MONDAY + timedelta(days=34)
    assert decision.stopped_for == timedelta(days=4)


def test_who_is_not_a_member_does_not_find_the_request(bureau, received):
    stranger = bureau["officer.major"]
    with pytest.raises(NotFound):
        queries.request_for(stranger, received.uuid)
    assert list(queries.newest(stranger, {}).rows) == []
    assert list(queries.open_by_the_clock(stranger, {}).rows) == []
    assert list(queries.search(stranger, "escroquer").rows) == []
    assert [hit.request for hit in queries.search(bureau["duty"], "escroqué").rows] == [received]


def test_the_lists_find_a_request_for_those_it_is_routed_to(bureau, received):
    request = routed(received, bureau)
    officer = bureau["officer"]
    assert list(queries.desk(officer, at=received.changed_at).mine) == [request]
    assert list(queries.newest(officer, {"kind": "mutual_legal_assistance", "from": "FR"}).rows) == [request]
    assert list(queries.newest(officer, {"from": "DE"}).rows) == []
    assert list(queries.open_by_the_clock(officer, {"state": "routed"}).rows) == [request]
    assert [hit.sort for hit in queries.search(officer, "fraudes romance").rows] == ["request"]


def test_triage_names_what_is_missing(bureau):
    request = registering.register({"urgency": "urgent"}, acting=bureau["duty"], at=MONDAY)
    with pytest.raises(Incomplete) as refusal:
        intake.triage(request, {}, acting=bureau["duty"], at=MONDAY)
    assert set(refusal.value.fields) == {"title", "partner_state", "kind", "track", "urgency_reason"}


def test_only_counsel_or_a_supervisor_refuses_and_only_after_consulting(bureau, received):
    request = routed(received, bureau)
    officer, counsel = bureau["officer"], bureau["counsel"]
    from entraide.cases.services.members import add_members

    add_members(request.case, [counsel], acting=officer, at=MONDAY)
    measure = describing.add_part(request, "measures", {"code": "search"}, acting=officer, at=MONDAY)
    assert isinstance(measure, Measure)
    refusal = deciding.Ruling(Decision.REFUSE, ground=Ground.POLITICAL)
    with pytest.raises(NotAllowed):
        deciding.decide(measure, refusal, acting=officer, at=MONDAY)
    with pytest.raises(ConsultationNeeded):
        deciding.decide(measure, refusal, acting=counsel, at=MONDAY)
    deciding.decide(
        measure,
        deciding.Ruling(Decision.REFUSE, ground=Ground.POLITICAL, consulted=True),
        acting=counsel,
        at=MONDAY,
    )
    assert AssistanceRequest.objects.get(pk=request.pk).state == State.REFUSED


def test_a_reviewer_who_revised_a_letter_cannot_approve_it(bureau, received):
    request = routed(received, bureau)
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    from entraide.cases.services.members import add_members

    add_members(request.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(request, LetterKind.ACKNOWLEDGEMENT, acting=officer, at=MONDAY)
    writing.revise_letter(letter, {"subject": "Re"}, acting=supervisor, at=MONDAY)
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    with pytest.raises(SecondPersonNeeded):
        writing.approve_letter(letter, acting=supervisor, at=MONDAY)
    assert Letter.objects.get(pk=letter.pk).standing == "in_review"
    assert not Dispatch.objects.exists()
