"""What a partner says about a request moves what the table lets it, is filed where it does not, and no more."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from entraide.assistance.domain.exchanged import Type
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import LetterNotThere
from entraide.assistance.models import (
    AssistanceRequest,
    DatedEvent,
    Enclosure,
    Letter,
    Question,
)
from entraide.assistance.services import (
    enclosing,
    following,
    intake,
    writing,
)
from entraide.assistance.services.exchanging.outward import send_by_exchange
from entraide.cases.models import Correspondence, Original
from entraide.cases.services.members import add_members
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.models import Attestation, Conversation, Message
from entraide.exchange.queries import body_of, statement_of
from entraide.exchange.services.timing_out import time_out
from entraide.ledger.models import Entry
from tests.assistance.desk_pages import at_browser, words
from tests.assistance.exchanged_story import GOOD, HOUR, MONDAY, says
from tests.factories.exchange import AttachmentFactory

pytestmark = pytest.mark.django_db


# --- What moves ---


def talk_of(request: AssistanceRequest) -> UUID:
    return Conversation.objects.get(subject=request.uuid).uuid


def hears(northmark, request, type_: Type, body: dict[str, object], *, at=MONDAY + HOUR) -> str:
    return says(northmark, type_, {"reference": "NS-1"} | body, at=at, talk=talk_of(request))


def events(request: AssistanceRequest) -> list[str]:
    return list(DatedEvent.objects.filter(request=request).order_by("pk").values_list("code", flat=True))


def decided(request: AssistanceRequest, **fields: object) -> dict[str, object]:
    measure = request.measures.get()
    return {
        "measures": [
            {"uuid": str(measure.uuid), "decision": "", "conditions_accepted": None, "postponed_until": None}
            | fields
        ]
    }


def test_a_letter_that_the_partner_has_is_sent_and_so_is_its_request(underway, northmark) -> None:
    letter = Letter.objects.get()
    assert (letter.standing, letter.sent_at, letter.channel) == ("sent", MONDAY, "node")
    (filed,) = Correspondence.objects.filter(incoming=False)
    assert (filed.channel, filed.original_id) == ("node", letter.pdf_id)
    assert events(underway)[-1] == "sent"


def test_a_letter_that_the_partner_refuses_is_back_with_its_officer_and_can_go_again(
    sent, northmark, asked
) -> None:
    line = northmark.attests(sent.uuid, sent.digest, Kind.NOT_DELIVERED, MONDAY, "exchange.unknown_type")
    northmark.delivers(line, at=MONDAY)
    letter = Letter.objects.get()
    assert (letter.standing, AssistanceRequest.objects.get().state) == ("approved", "validated")
    assert Entry.objects.filter(act="assistance.letter_refused").count() == 1
    again = send_by_exchange(letter, northmark.row, acting=asked.drafted_by, at=MONDAY + HOUR)
    assert (again.conversation_id, again.sequence) == (sent.conversation_id, 2)
    northmark.delivers(
        northmark.attests(again.uuid, again.digest, Kind.DELIVERED, MONDAY + HOUR), at=MONDAY + HOUR
    )
    assert AssistanceRequest.objects.get().state == "sent"


def test_what_we_attest_ourselves_sends_no_letter(sent) -> None:
    assert time_out(at=MONDAY + timedelta(days=2)) == 3
    assert Attestation.objects.filter(kind="not_delivered", ours=True).exists()
    assert Letter.objects.get().standing == "leaving"


def test_an_acknowledgement_notes_the_reference_of_the_partner(underway, northmark) -> None:
    assert hears(northmark, underway, Type.ACKNOWLEDGEMENT, {"reference": "NS-2026-9"}) == ""
    underway.refresh_from_db()
    assert (underway.state, underway.partner_references) == ("acknowledged", "NS-2026-9")
    assert events(underway)[-1] == "acknowledged"
    # Again it is filed, with its event, and moves nothing.
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, Type.ACKNOWLEDGEMENT, {"reference": "NS-2026-9"}) == ""
    underway.refresh_from_db()
    assert (underway.state, Correspondence.objects.count()) == ("acknowledged", filed + 1)


def test_a_question_stops_the_request_until_it_is_answered_and_the_partner_is_told(
    underway, northmark, bureau
) -> None:
    body = {"letter": {"subject": "Which?", "text": "Which account is meant?", "language": "en"}}
    assert hears(northmark, underway, Type.QUESTION, body) == ""
    underway.refresh_from_db()
    assert (underway.state, underway.state_before_question) == ("information_requested", "sent")
    assert Question.objects.get().text == "Which account is meant?"
    following.record_answer(underway, text="The first.", acting=bureau["officer"], at=MONDAY + 2 * HOUR)
    told = Message.objects.filter(outgoing=True).order_by("pk").last()
    assert (told.type, body_of(told)["text"]) == ("assistance.answer/1", "The first.")
    assert statement_of(told).seen == Message.objects.get(outgoing=False).digest


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"decision": "execute"}, "accepted"),
        ({"decision": "refuse", "ground": "political"}, "refused"),
        ({"decision": "postpone", "postponed_until": "2027-01-01"}, "postponed"),
        ({"decision": "conditional", "decision_text": "Not in court."}, "conditional"),
    ],
)
def test_a_decision_of_the_partner_gives_the_request_its_state(
    underway, northmark, fields, state: str
) -> None:
    assert hears(northmark, underway, Type.DECISION, decided(underway, **fields)) == ""
    underway.refresh_from_db()
    measure = underway.measures.get()
    assert (underway.state, measure.decision, measure.decided_at) == (
        state,
        fields["decision"],
        MONDAY + HOUR,
    )
    assert measure.ground == fields.get("ground", "")
    assert Entry.objects.filter(act="assistance.measure_decided").count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "hang"},
        {"decision": "refuse"},
        {"decision": "refuse", "ground": "whim"},
        {"decision": "execute", "result": "magic"},
        {"decision": ["execute"]},
        {"decision": "execute", "conditions_accepted": "perhaps"},
        {"decision": "postpone", "postponed_until": "later"},
    ],
)
def test_a_decision_that_is_none_changes_nothing(underway, northmark, fields) -> None:
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, Type.DECISION, decided(underway, **fields)) in {
        "exchange.body_refused", "exchange.malformed", "assistance.fields_refused",
    }  # fmt: skip
    underway.refresh_from_db()
    assert (underway.state, underway.measures.get().decision, Correspondence.objects.count()) == (
        "sent",
        "",
        filed,
    )


def test_results_come_in_part_and_as_a_whole(underway, northmark) -> None:
    part_of_it = decided(underway, decision="execute") | {"final": False, "text": "First accounts."}
    assert hears(northmark, underway, Type.RESULTS, part_of_it) == ""
    underway.refresh_from_db()
    assert underway.state == "partial_results"
    whole = decided(underway, decision="execute", result="executed", result_text="Two accounts.") | {
        "final": True
    }
    assert hears(northmark, underway, Type.RESULTS, whole, at=MONDAY + 2 * HOUR) == ""
    underway.refresh_from_db()
    measure = underway.measures.get()
    assert (underway.state, measure.result, measure.result_text) == (
        "results_sent",
        "executed",
        "Two accounts.",
    )
    assert measure.result_at == MONDAY + 2 * HOUR


def test_a_notice_is_filed_and_moves_nothing(underway, northmark) -> None:
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, Type.NOTICE, {"text": "It takes longer."}) == ""
    underway.refresh_from_db()
    assert (underway.state, Correspondence.objects.count()) == ("sent", filed + 1)
    assert Correspondence.objects.order_by("pk").last().text == "It takes longer."


@pytest.mark.parametrize(
    "type_", [Type.ANSWER, Type.RECEIPT, Type.FEEDBACK, Type.WITHDRAWAL, Type.SUPPLEMENT]
)
def test_the_requested_side_cannot_say_what_is_the_requesters_to_say(
    underway, northmark, type_: Type
) -> None:
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, type_, {"text": "x", "parts": {}}) == "assistance.not_of_this_partner"
    underway.refresh_from_db()
    assert (underway.state, Correspondence.objects.count()) == ("sent", filed)


@pytest.fixture
def incoming(bureau, northmark):
    """A request of the partner, routed to an officer."""
    assert says(northmark, Type.REQUEST, GOOD) == ""
    request = AssistanceRequest.objects.get()
    intake.triage(request, {}, acting=bureau["duty"], at=MONDAY)
    return intake.route(request, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=MONDAY)


@pytest.mark.parametrize("type_", [Type.ACKNOWLEDGEMENT, Type.QUESTION, Type.DECISION, Type.RESULTS])
def test_the_requester_cannot_decide_for_the_side_it_asked(incoming, northmark, type_: Type) -> None:
    body = decided(incoming, decision="execute") | {"text": "x", "final": True}
    assert hears(northmark, incoming, type_, body) == "assistance.not_of_this_partner"
    incoming.refresh_from_db()
    assert (incoming.state, incoming.measures.get().decision) == ("routed", "")


@pytest.mark.parametrize("type_", [one for one in Type if one not in {
    Type.REQUEST,
}])  # fmt: skip
def test_what_is_said_about_no_request_is_refused(bureau, northmark, type_: Type) -> None:
    body = {"reference": "NS-1", "text": "x", "parts": {}, "measures": [], "final": True}
    assert says(northmark, type_, body) == "assistance.not_of_this_partner"
    assert not Correspondence.objects.exists()


def test_a_notice_of_the_requester_decides_nothing(incoming, northmark) -> None:
    assert (
        hears(northmark, incoming, Type.NOTICE, decided(incoming, decision="execute") | {"text": "x"}) == ""
    )
    assert incoming.measures.get().decision == ""


def test_a_withdrawal_ends_the_request(incoming, northmark) -> None:
    assert hears(northmark, incoming, Type.WITHDRAWAL, {"text": "Solved."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, events(incoming)[-1]) == ("withdrawn", "withdrawn")


def test_receipt_and_feedback_follow_the_results(incoming, northmark) -> None:
    # Before there are results they are filed and leave their event alone.
    assert hears(northmark, incoming, Type.RECEIPT, {"text": "Thanks."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, events(incoming)[-1]) == ("routed", "results_acknowledged")
    AssistanceRequest.objects.update(state="results_sent")
    assert hears(northmark, incoming, Type.RECEIPT, {"text": "Thanks."}) == ""
    assert AssistanceRequest.objects.get().state == "results_acknowledged"
    assert hears(northmark, incoming, Type.FEEDBACK, {"text": "It led to an arrest."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, incoming.feedback) == ("feedback", "It led to an arrest.")


def test_a_supplement_adds_what_is_new_and_leaves_what_is_there(incoming, northmark) -> None:
    first = incoming.measures.get()
    body = {
        "text": "One more.",
        "parts": {"measures": [
            {"uuid": str(first.uuid), "code": "search"}, {"uuid": str(uuid4()), "code": "interview"},
        ]},
    }  # fmt: skip
    assert hears(northmark, incoming, Type.SUPPLEMENT, body) == ""
    assert [one.code for one in incoming.measures.order_by("pk")] == ["checks", "interview"]


def test_a_letter_behind_a_request_is_filed_to_it_and_makes_no_other(incoming, northmark) -> None:
    assert hears(northmark, incoming, Type.REQUEST, GOOD | {"parts": {}}) == ""
    assert AssistanceRequest.objects.count() == 1
    assert Correspondence.objects.filter(case=incoming.case).count() == 2


def test_an_answer_lets_the_request_go_on(incoming, northmark, bureau) -> None:
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(incoming.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(incoming, LetterKind.QUESTION, acting=officer, at=MONDAY, text="Which?")
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    letter = writing.approve_letter(letter, acting=supervisor, at=MONDAY)
    message = send_by_exchange(letter, northmark.row, acting=officer, at=MONDAY)
    assert (message.type, message.conversation.uuid) == ("assistance.question/1", talk_of(incoming))
    northmark.delivers(northmark.attests(message.uuid, message.digest, Kind.DELIVERED, MONDAY), at=MONDAY)
    incoming.refresh_from_db()
    assert incoming.state == "information_requested"
    assert hears(northmark, incoming, Type.ANSWER, {"text": "The first."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, incoming.state_before_question) == ("routed", "")
    assert Question.objects.get().answer == "The first."
    # An answer to no question is put on file, and moves nothing.
    assert hears(northmark, incoming, Type.ANSWER, {"text": "And another."}) == ""
    assert AssistanceRequest.objects.get().state == "routed"


def test_what_came_while_a_letter_of_ours_was_on_its_way_does_not_hold_it_up(
    incoming, northmark, bureau
) -> None:
    """The case is closed while our question is under way: the partner attests all the same that it has it."""
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(incoming.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(incoming, LetterKind.QUESTION, acting=officer, at=MONDAY, text="Which?")
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    letter = writing.approve_letter(letter, acting=supervisor, at=MONDAY)
    message = send_by_exchange(letter, northmark.row, acting=officer, at=MONDAY)
    AssistanceRequest.objects.update(state="closed", is_open=False, next_due_at=None)
    northmark.delivers(northmark.attests(message.uuid, message.digest, Kind.DELIVERED, MONDAY), at=MONDAY)
    assert Attestation.objects.filter(message=message, kind="delivered", ours=False).exists()
    assert (Letter.objects.get().standing, AssistanceRequest.objects.get().state) == ("sent", "closed")


# --- Who has seen it ---


def test_that_a_person_saw_it_is_attested_when_a_member_opens_the_request(
    incoming, northmark, bureau, client
) -> None:
    def retrieved() -> list[str]:
        return list(Attestation.objects.filter(ours=True, kind="retrieved").values_list("kind", flat=True))

    for stranger in ("officer.major", "admin", "auditor"):
        client.force_login(bureau[stranger])
        assert client.get(f"/requests/{incoming.uuid}/").status_code == 404
    assert retrieved() == []
    client.force_login(bureau["officer"])
    assert client.get(f"/requests/{incoming.uuid}/").status_code == 200
    assert client.get(f"/requests/{incoming.uuid}/exchange/").status_code == 200
    assert retrieved() == ["retrieved"]
    assert Message.objects.get(outgoing=False).retrieved_at is not None
    entry = Entry.objects.filter(act="exchange.attested").order_by("seq").last()
    assert entry.actor == bureau["officer"].uuid


@pytest.mark.parametrize("where", ["letters/", "exchange/"])
def test_what_came_with_a_file_is_not_attested_as_seen_before_the_file_lies_there(
    incoming, northmark, bureau, client, where: str
) -> None:
    message = Message.objects.get(outgoing=False)
    AttachmentFactory(message=message)
    client.force_login(bureau["officer"])
    for page in ("", "timeline/", "work/"):
        assert client.get(f"/requests/{incoming.uuid}/{page}").status_code == 200
    assert not Attestation.objects.filter(ours=True, kind="retrieved").exists()
    assert client.get(f"/requests/{incoming.uuid}/{where}").status_code == 200
    assert Attestation.objects.filter(ours=True, kind="retrieved", message=message).count() == 1


@pytest.mark.parametrize(("language", "said"), [("en", "at once"), ("fr", "aussitôt")])
def test_the_page_of_an_answer_says_that_it_leaves_at_once_and_for_whom(
    underway, northmark, bureau, language: str, said: str
) -> None:
    body = {"letter": {"subject": "Which?", "text": "Which account is meant?", "language": "en"}}
    assert hears(northmark, underway, Type.QUESTION, body) == ""
    browser = at_browser(bureau["officer"], language)
    address = f"/requests/{underway.uuid}/acts/record_answer/"
    shown = words(browser.get(address))
    assert said in shown
    assert northmark.row.name(language) in shown
    answer = browser.post(address, {"text": "The first."}, follow=True)
    assert northmark.row.name(language) in words(answer)
    assert Message.objects.filter(outgoing=True, type="assistance.answer/1").count() == 1


def test_files_are_added_to_a_draft_and_taken_off_it_alone(bureau, northmark, asked) -> None:
    enclosure = Enclosure.objects.get()
    with pytest.raises(LetterNotThere):
        enclosing.take_off(asked, enclosure.uuid, acting=bureau["officer"], at=MONDAY)
    with pytest.raises(LetterNotThere):
        enclosing.enclose(asked, [b"x"], name="x", media_type="", acting=bureau["officer"], at=MONDAY)
    draft = writing.draft_letter(asked.request, LetterKind.CHASER, acting=bureau["officer"], at=MONDAY)
    made = enclosing.enclose(draft, [b"x"], name="../x", media_type="", acting=bureau["officer"], at=MONDAY)
    assert (made.original.name, made.original.media_type) == ("x", "application/octet-stream")
    enclosing.take_off(draft, made.uuid, acting=bureau["officer"], at=MONDAY)
    assert list(Enclosure.objects.all()) == [enclosure]
    assert Original.objects.filter(pk=made.original_id).exists()
