"""Assurances: on record with who gave them and when; what is awaited holds back what is of substance."""

from datetime import date, timedelta

import pytest

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision
from entraide.assistance.errors import AssuranceAwaited, AssuranceStays, FieldsRefused, ResultsMissing
from entraide.assistance.models import AssistanceRequest, Assurance, Letter
from entraide.assistance.services import deciding, describing, dispatching, intake, registering, writing
from entraide.cases.services.members import add_members
from entraide.kernel.errors import Conflict
from entraide.ledger.models import Detail
from tests.assistance.desk_pages import at_browser, page, words

pytestmark = pytest.mark.django_db
FIELDS = {"title": "A hearing", "partner_state": "US", "kind": "mutual_legal_assistance", "track": "judicial"}
ASKED = {"matter": "death_penalty", "standing": "awaited", "text": "In the case of the lake."}
CAME = {"standing": "received", "authority": "The Minister", "day": date(2026, 11, 14)}


@pytest.fixture
def asked(bureau, monday):
    """A request that came in, was routed, and waits for an assurance."""
    request = registering.register(FIELDS, acting=bureau["duty"], at=monday)
    intake.triage(request, {}, acting=bureau["duty"], at=monday)
    request = intake.route(request, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=monday)
    add_members(request.case, [bureau["supervisor"]], acting=bureau["officer"], at=monday)
    describing.add_part(request, "assurances", ASKED, acting=bureau["officer"], at=monday)
    return AssistanceRequest.objects.get()


def in_review(request, kind, bureau, at, text=""):
    letter = writing.draft_letter(request, kind, acting=bureau["officer"], at=at, language="en", text=text)
    return writing.submit_letter(letter, acting=bureau["officer"], at=at)


def received(request, bureau, at):
    uuid = Assurance.objects.get().uuid
    describing.change_part(request, "assurances", uuid, CAME, acting=bureau["officer"], at=at)


def test_no_reply_is_approved_while_an_assurance_is_awaited(asked, bureau, monday):
    AssistanceRequest.objects.update(state="executed")
    letter = in_review(asked, LetterKind.REPLY, bureau, monday)
    with pytest.raises(AssuranceAwaited) as refused:
        writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)
    assert "No death penalty" in str(refused.value)
    assert "peine de mort" in refused.value.in_language("fr")
    received(asked, bureau, monday)
    assert writing.approve_letter(letter, acting=bureau["supervisor"], at=monday).standing == "approved"


def test_an_assurance_asked_after_the_approval_holds_the_letter_at_the_door(asked, bureau, monday):
    AssistanceRequest.objects.update(state="executed")
    received(asked, bureau, monday)
    letter = in_review(asked, LetterKind.REPLY, bureau, monday)
    letter = writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)
    describing.add_part(
        asked, "assurances", ASKED | {"matter": "torture"}, acting=bureau["officer"], at=monday
    )
    with pytest.raises(AssuranceAwaited):
        writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=monday)
    assert Letter.objects.get().standing == "approved"


def test_the_question_asks_for_it_and_leaves(asked, bureau, monday):
    letter = in_review(asked, LetterKind.QUESTION, bureau, monday, text="Which court?")
    assert "we ask for the following assurances" in letter.body
    assert "No death penalty is sought or carried out. In the case of the lake" in letter.body
    letter = writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)
    writing.record_sent(letter, channel=Channel.POST, acting=bureau["officer"], at=monday)
    assert AssistanceRequest.objects.get().state == "information_requested"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_we_promise_stands_in_the_letter_of_request(bureau, monday, language):
    officer = bureau["officer"]
    request = registering.draft(FIELDS, acting=officer, at=monday)
    given = {"matter": "other", "standing": "given", "text": "Wren 62 is not moved."}
    describing.add_part(request, "assurances", given, acting=officer, at=monday)
    letter = writing.draft_letter(
        request, LetterKind.OUTGOING_REQUEST, acting=officer, at=monday, language=language
    )
    assert "Wren 62 is not moved" in letter.body


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"matter": "torture", "standing": "received"}, {"authority", "day"}),
        ({"matter": "other", "standing": "given", "text": "  "}, {"text"}),
        ({"matter": "a_gift", "standing": "given"}, {"matter"}),
        ({"matter": "torture"}, {"standing"}),
    ],
)
def test_an_assurance_says_what_makes_it_one(asked, bureau, monday, fields, names):
    with pytest.raises(FieldsRefused) as refused:
        describing.add_part(asked, "assurances", fields, acting=bureau["officer"], at=monday)
    assert set(refused.value.fields) == names
    assert Assurance.objects.count() == 1


def test_an_assurance_is_added_and_read_on_the_page(asked, bureau):
    client = at_browser(bureau["officer"], "fr")
    form = {"matter": "torture", "standing": "received", "text": "Note du 20 novembre"}
    refused = client.post(page(asked, "assurances/add/"), form)
    assert refused.status_code == 422
    assert "sans cela, elle ne prouve rien" in words(refused)
    assert "Note du 20 novembre" in words(refused)
    form |= {"authority": "Le ministre", "day": "2026-11-20"}
    assert client.post(page(asked, "assurances/add/"), form).status_code == 302
    shown = words(client.get(page(asked)))
    assert "Ni torture, ni traitement inhumain" in shown
    assert "Demandée au partenaire, attendue" in shown


def test_the_tab_of_the_law_says_that_an_assurance_is_missing(asked, bureau, monday):
    client = at_browser(bureau["officer"])
    assert "none is on record" not in words(client.get(page(asked, "law/")))
    Assurance.objects.update(request=registering.register(FIELDS, acting=bureau["duty"], at=monday))
    assert "none is on record" in words(client.get(page(asked, "law/")))


def test_an_assurance_asked_for_is_lifted_with_a_reason_and_not_taken_off(asked, bureau, monday):
    officer, uuid = bureau["officer"], Assurance.objects.get().uuid
    with pytest.raises(AssuranceStays):
        describing.remove_part(asked, "assurances", uuid, acting=officer, at=monday)
    lifted = {"standing": "lifted", "text": " "}
    with pytest.raises(FieldsRefused) as refused:
        describing.change_part(asked, "assurances", uuid, lifted, acting=officer, at=monday)
    assert set(refused.value.fields) == {"text"}
    lifted = {"standing": "lifted", "text": "The charge was changed."}
    describing.change_part(asked, "assurances", uuid, lifted, acting=officer, at=monday)
    told = Detail.objects.order_by("entry__seq").last().body["what"]
    assert told["en"].endswith("No longer needed · The charge was changed.")


def test_nothing_was_received_on_a_day_to_come(asked, bureau, monday):
    late, uuid = CAME | {"day": date(2026, 11, 18)}, Assurance.objects.get().uuid
    with pytest.raises(FieldsRefused) as refused:
        describing.change_part(asked, "assurances", uuid, late, acting=bureau["officer"], at=monday)
    assert set(refused.value.fields) == {"day"}


def test_a_transmission_waits_as_a_reply_does(asked, bureau, monday):
    letter = in_review(asked, LetterKind.TRANSMISSION, bureau, monday)
    with pytest.raises(AssuranceAwaited):
        writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)


def test_a_letter_on_its_way_is_stopped_by_an_assurance_asked_meanwhile(asked, bureau, monday, settings):
    settings.EMAIL_HOST = "mail.valmont.example"
    AssistanceRequest.objects.update(state="executed")
    received(asked, bureau, monday)
    letter = writing.draft_letter(asked, LetterKind.REPLY, acting=bureau["officer"], at=monday)
    writing.revise_letter(letter, {"email": "desk@valbourg.example"}, acting=bureau["officer"], at=monday)
    letter = writing.submit_letter(letter, acting=bureau["officer"], at=monday)
    letter = writing.approve_letter(letter, acting=bureau["supervisor"], at=monday)
    dispatch = writing.send_by_mail(letter, acting=bureau["officer"], at=monday)
    describing.add_part(asked, "assurances", ASKED, acting=bureau["officer"], at=monday)
    assert not dispatching.deliver(dispatch.pk, at=monday)
    dispatch.refresh_from_db()
    assert (dispatch.outcome, dispatch.last_error) == ("failed", "assistance.assurance_awaited")
    assert Letter.objects.get().standing == "approved"


def test_a_reply_waits_for_the_result_of_what_is_to_be_done(asked, bureau, monday):
    received(asked, bureau, monday)
    describing.add_part(asked, "measures", {"code": "interview"}, acting=bureau["officer"], at=monday)
    deciding.decide(
        asked.measures.get(), deciding.Ruling(Decision.EXECUTE), acting=bureau["officer"], at=monday
    )
    with pytest.raises(ResultsMissing) as refused:
        writing.draft_letter(asked, LetterKind.REPLY, acting=bureau["officer"], at=monday)
    assert "Interview" in str(refused.value)
    assert writing.draft_letter(asked, LetterKind.PARTIAL_REPLY, acting=bureau["officer"], at=monday).pk


def test_what_is_approved_is_what_was_read(asked, bureau, monday):
    letter = in_review(asked, LetterKind.QUESTION, bureau, monday, text="Which court?")
    read = letter.submitted_at.isoformat()
    later = monday + timedelta(minutes=5)
    writing.send_back_letter(letter, comment="Again.", acting=bureau["supervisor"], at=later)
    writing.revise_letter(letter, {"body": "Other words."}, acting=bureau["officer"], at=later)
    letter = writing.submit_letter(letter, acting=bureau["officer"], at=later)
    with pytest.raises(Conflict):
        writing.approve_letter(letter, acting=bureau["supervisor"], at=later, submitted=read)
    now_read = letter.submitted_at.isoformat()
    assert writing.approve_letter(letter, acting=bureau["supervisor"], at=later, submitted=now_read).pdf


def test_a_text_in_another_language_is_not_called_this_one(asked, bureau, monday):
    letter = writing.draft_letter(
        asked, LetterKind.NOTICE, acting=bureau["officer"], at=monday, language="en", text="Hello"
    )
    fields = {"language": "fr", "body": letter.body}
    with pytest.raises(FieldsRefused):
        writing.revise_letter(letter, fields, acting=bureau["officer"], at=monday)
    assert Letter.objects.get().language == "en"
