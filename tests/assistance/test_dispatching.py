"""Letters leave over a real mail server, once, and are tried again when it does not take them."""

from datetime import UTC, datetime, timedelta

import pytest

from entraide.accounts.queries import person_by_email
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import LetterNotThere, NoAddress, NoMailServer
from entraide.assistance.models import AssistanceRequest, Dispatch, Letter
from entraide.assistance.services import dispatching, intake, registering, writing
from entraide.assistance.services.dispatching import HELD_FOR, WAITS, deliver_due
from entraide.assistance.services.mailing.keys import marks
from entraide.cases.models import Correspondence
from entraide.cases.services.members import add_members
from entraide.exchange.domain.mail.references import Sent
from entraide.ledger.models import Entry
from tests.bureau_kept import enter_bureau
from tests.postbox import open_postbox

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 13, 5, tzinfo=UTC)


@pytest.fixture
def postbox(settings):
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = False
        settings.DEFAULT_FROM_EMAIL = "bureau@valmont.example"
        yield box


@pytest.fixture
def approved():
    enter_bureau(MONDAY, "correct horse battery staple")
    duty, officer, supervisor = (
        person_by_email(f"{name}@demo.example") for name in ("duty", "officer", "supervisor")
    )
    fields = {"title": "Vol", "partner_state": "BE", "kind": "mutual_legal_assistance", "track": "judicial"}
    request = registering.register(fields, acting=duty, at=MONDAY)
    intake.triage(request, {}, acting=duty, at=MONDAY)
    request = intake.route(request, unit=None, officer=officer, acting=duty, at=MONDAY)
    add_members(request.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(
        request, LetterKind.ACKNOWLEDGEMENT, acting=officer, at=MONDAY, language="fr"
    )
    letter = writing.revise_letter(letter, {"email": "greffe@parquet.example"}, acting=officer, at=MONDAY)
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    return writing.approve_letter(letter, acting=supervisor, at=MONDAY)


def test_an_approved_letter_leaves_with_its_paper_and_the_request_is_acknowledged(postbox, approved):
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    assert Letter.objects.get(pk=approved.pk).standing == "leaving"
    assert deliver_due(at=MONDAY + timedelta(seconds=5)) == 1
    (message,) = postbox.taken
    (paper,) = message.iter_attachments()
    assert message["to"] == "greffe@parquet.example"
    assert message["from"] == "bureau@valmont.example"
    assert paper.get_content().startswith(b"%PDF-1.7")
    request, dispatch = AssistanceRequest.objects.get(), Dispatch.objects.get()
    assert message["message-id"] == marks().message_id(Sent(request.uuid, dispatch.uuid))
    assert message["message-id"].endswith("@valmont.example>")
    said = " ".join(approved.subject.split())
    assert (message["subject"], dispatch.protection) == (f"[{request.reference}] {said}", "clear")
    assert (request.state, Letter.objects.get().standing) == ("acknowledged", "sent")
    assert Correspondence.objects.get(incoming=False).original_id == approved.pdf_id


def test_a_letter_that_left_does_not_leave_again(postbox, approved):
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    assert [deliver_due(at=MONDAY + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]
    assert len(postbox.taken) == 1
    with pytest.raises(LetterNotThere):
        writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)


def test_a_letter_the_server_does_not_take_is_tried_later_and_later(postbox, approved):
    postbox.refusing = True
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    assert deliver_due(at=MONDAY) == 0
    dispatch = Dispatch.objects.get()
    assert (dispatch.attempts, dispatch.next_attempt_at) == (1, MONDAY + WAITS[0])
    assert AssistanceRequest.objects.get().state == "routed"
    assert deliver_due(at=MONDAY + timedelta(seconds=30)) == 0
    assert Dispatch.objects.get().attempts == 1
    postbox.refusing = False
    assert deliver_due(at=MONDAY + WAITS[0]) == 1


def test_after_the_last_try_a_person_must_act_and_the_ledger_says_so(postbox, approved):
    postbox.refusing = True
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    at = MONDAY
    for _ in range(len(WAITS) + 1):
        deliver_due(at=at)
        at = Dispatch.objects.get().next_attempt_at
    assert Dispatch.objects.get().outcome == "failed"
    assert Letter.objects.get().standing == "approved"
    assert Entry.objects.filter(act="assistance.delivery_failed").count() == 1


def test_without_an_address_or_a_server_nothing_is_queued(settings, approved):
    settings.EMAIL_HOST = ""
    with pytest.raises(NoMailServer):
        writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    Letter.objects.update(email="")
    with pytest.raises(NoAddress):
        writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    assert not Dispatch.objects.exists()


def test_a_letter_being_handed_over_is_not_handed_over_by_another(postbox, approved, monkeypatch):
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    hand_over, others = dispatching._hand_over, []

    def while_another_looks(dispatch, *, at):
        monkeypatch.setattr(dispatching, "_hand_over", hand_over)
        others.append(deliver_due(at=MONDAY))
        return hand_over(dispatch, at=at)

    monkeypatch.setattr(dispatching, "_hand_over", while_another_looks)
    assert (deliver_due(at=MONDAY), others) == (1, [0])
    assert len(postbox.taken) == 1


def test_a_letter_whose_worker_died_is_tried_again_when_the_time_is_over(postbox, approved, monkeypatch):
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)

    def die(dispatch, *, at):
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(dispatching, "_hand_over", die)
        with pytest.raises(KeyboardInterrupt):
            deliver_due(at=MONDAY)
    assert [deliver_due(at=MONDAY + HELD_FOR / 2), deliver_due(at=MONDAY + HELD_FOR)] == [0, 1]


def test_a_line_break_in_a_subject_adds_no_header_and_stops_no_outbox(postbox, approved):
    Letter.objects.update(subject="Vol\r\nBcc: elsewhere@valmont.example")
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    assert deliver_due(at=MONDAY) == 1
    (message,) = postbox.taken
    assert (message["subject"], message["bcc"]) == (
        "[2026-I-0001] Vol Bcc: elsewhere@valmont.example",
        None,
    )


def test_a_letter_that_cannot_be_written_as_mail_stops_no_other(postbox, approved):
    writing.send_by_mail(approved, acting=approved.drafted_by, at=MONDAY)
    Dispatch.objects.update(address="greffe@parquet.example\nBcc: elsewhere@valmont.example")
    assert deliver_due(at=MONDAY) == 0
    assert (Dispatch.objects.get().attempts, Dispatch.objects.get().last_error) == (1, "ValueError")
