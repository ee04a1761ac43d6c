"""Letters: what may leave, and when."""

from datetime import timedelta

import pytest

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.errors import MissingGlyphs
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import ActNotOpen, LetterNotThere, RequesterNotVerified
from entraide.assistance.models import AssistanceRequest, DatedEvent, Letter, Question
from entraide.assistance.services import describing, following, intake, registering, writing
from entraide.cases.services import originals
from entraide.cases.services.members import add_members
from entraide.kernel.errors import NotFound

EMERGENCY = {
    "title": "A call for help on a social network",
    "partner_state": "US",
    "kind": "emergency_disclosure",
    "track": "police",
    "urgency": "emergency",
    "urgency_reason": "A life is in danger.",
    "block": {},
}


def taken_up(fields, bureau, at):
    request = registering.register(fields, acting=bureau["duty"], at=at)
    intake.triage(request, {}, acting=bureau["duty"], at=at)
    request = intake.route(request, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=at)
    add_members(request.case, [bureau["supervisor"]], acting=bureau["officer"], at=at)
    return request


def approved(request, kind, bureau, at, **more):
    letter = writing.draft_letter(request, kind, acting=bureau["officer"], at=at, **more)
    writing.submit_letter(letter, acting=bureau["officer"], at=at)
    return writing.approve_letter(letter, acting=bureau["supervisor"], at=at)


def test_nothing_is_disclosed_in_an_emergency_before_the_requester_is_confirmed(bureau, monday):
    request = taken_up(EMERGENCY, bureau, monday)
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    letter = writing.draft_letter(request, LetterKind.REPLY, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(letter, acting=supervisor, at=monday)
    check = {"person": "The duty desk", "number": "+1 555 0142", "number_from": "directory"}
    intake.verify(request, **check, result="denied", acting=officer, at=monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(letter, acting=supervisor, at=monday)
    intake.verify(request, **check, result="confirmed", acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    writing.record_sent(letter, channel=Channel.PHONE, acting=officer, at=monday)
    assert AssistanceRequest.objects.get().state == "results_sent"


def test_another_kind_given_later_does_not_lift_the_check(bureau, monday):
    request = taken_up(EMERGENCY, bureau, monday)
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    describing.change_record(request, {"kind": "police_information"}, acting=officer, at=monday)
    letter = writing.draft_letter(request, LetterKind.REPLY, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    with pytest.raises(RequesterNotVerified):
        writing.approve_letter(letter, acting=supervisor, at=monday)


def test_an_acknowledgement_may_leave_in_an_emergency_without_a_check(bureau, monday):
    request = taken_up(EMERGENCY, bureau, monday)
    letter = approved(request, LetterKind.ACKNOWLEDGEMENT, bureau, monday)
    assert letter.standing == "approved"


ORDINARY = {"title": "Vol", "partner_state": "BE", "kind": "police_information", "track": "police"}


def test_the_paper_approved_is_the_paper_that_leaves(bureau, monday):
    request = taken_up(ORDINARY, bureau, monday)
    letter = approved(request, LetterKind.ACKNOWLEDGEMENT, bureau, monday)
    before = originals.read(letter.pdf)
    with pytest.raises(LetterNotThere):
        writing.revise_letter(letter, {"body": "Other words."}, acting=bureau["officer"], at=monday)
    letter = writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=monday)
    assert originals.read(Letter.objects.get(pk=letter.pk).pdf) == before


def test_a_letter_sent_back_is_a_draft_with_a_comment_and_no_paper(bureau, monday):
    request = taken_up(ORDINARY, bureau, monday)
    letter = approved(request, LetterKind.ACKNOWLEDGEMENT, bureau, monday)
    letter = writing.send_back_letter(letter, comment="Wrong office.", acting=bureau["supervisor"], at=monday)
    assert (letter.standing, letter.pdf, letter.reviewed_by) == ("draft", None, None)
    assert letter.review_comment == "Wrong office."


def test_what_cannot_be_printed_is_said_to_its_author(bureau, monday):
    request = taken_up(ORDINARY, bureau, monday)
    officer = bureau["officer"]
    letter = writing.draft_letter(request, LetterKind.NOTICE, acting=officer, at=monday, text="Hello")
    writing.revise_letter(letter, {"body": "Hello 😀"}, acting=officer, at=monday)
    with pytest.raises(MissingGlyphs):
        writing.submit_letter(letter, acting=officer, at=monday)
    assert Letter.objects.get().standing == "draft"


def test_a_question_that_left_awaits_its_answer(bureau, monday):
    request = taken_up(ORDINARY, bureau, monday)
    letter = approved(request, LetterKind.QUESTION, bureau, monday, text="Which day?")
    writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=monday)
    question = Question.objects.get()
    assert (question.asked_at, question.answered_at) == (monday, None)
    assert AssistanceRequest.objects.get().state == "information_requested"
    following.record_answer(request, text="The 3rd.", acting=bureau["officer"], at=monday + timedelta(days=2))
    assert AssistanceRequest.objects.get().state == "routed"


def test_no_reply_is_written_for_a_request_that_was_not_routed(bureau, monday):
    request = registering.register(ORDINARY, acting=bureau["duty"], at=monday)
    with pytest.raises(ActNotOpen):
        writing.draft_letter(request, LetterKind.REPLY, acting=bureau["duty"], at=monday)


def test_who_is_no_member_cannot_touch_a_letter(bureau, monday):
    request = taken_up(ORDINARY, bureau, monday)
    letter = writing.draft_letter(request, LetterKind.NOTICE, acting=bureau["officer"], at=monday, text="A")
    for act in (writing.submit_letter, writing.discard_letter, writing.approve_letter):
        with pytest.raises(NotFound):
            act(letter, acting=bureau["counsel"], at=monday)
    assert Letter.objects.get().standing == "draft"


def test_a_letter_without_an_act_leaves_a_dated_event(bureau, monday):
    request = taken_up(ORDINARY, bureau, monday)
    letter = approved(request, LetterKind.NOTICE, bureau, monday, text="For your information.")
    writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=monday)
    assert DatedEvent.objects.filter(code="notice_sent").count() == 1


def test_an_outgoing_request_leaves_after_two_reviews_and_is_then_sent(bureau, monday):
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    fields = ORDINARY | {"facts": "A theft.", "reply_language": "en"}
    request = registering.draft(fields, acting=officer, at=monday)
    describing.add_part(request, "measures", {"code": "checks"}, acting=officer, at=monday)
    add_members(request.case, [supervisor], acting=officer, at=monday)
    following.submit(request, acting=officer, at=monday)
    following.approve(request, acting=supervisor, at=monday)
    letter = approved(request, LetterKind.OUTGOING_REQUEST, bureau, monday)
    writing.record_sent(letter, channel=Channel.INTERPOL, acting=officer, at=monday)
    request.refresh_from_db()
    assert (request.state, request.sent_at, request.reference) == ("sent", monday, "2026-O-0001")
    assert request.next_due_at == monday + timedelta(days=30)
