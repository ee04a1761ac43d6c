"""The acts of the lifecycle through the API: the same services, rules and refusals as the pages."""

import pytest
from django.test import override_settings

from tests.caller import Caller


@pytest.fixture
def callers(bureau):
    return {name: Caller(person) for name, person in bureau.items()}


@pytest.fixture
def routed(callers, bureau):
    duty, officer = callers["duty"], bureau["officer"]
    made = duty.post(
        "/requests/incoming",
        {"title": "Accounts of a romance fraud", "partner_state": "FR", "facts": "Une fraude.",
         "reply_language": "fr"},
    )[1]  # fmt: skip
    base = f"/requests/{made['uuid']}"
    verified = {
        "person": "Clotilde Verneau",
        "number": "+33 555 0106",
        "number_from": "Directory",
        "result": "confirmed",
    }
    assert duty.post(f"{base}/verify", verified)[1]["state"] == "verified"
    assert duty.post(f"{base}/cross-check", {"text": "Nothing"})[1]["state"] == "cross_checked"
    triage = {"kind": "mutual_legal_assistance", "track": "judicial"}
    assert duty.post(f"{base}/triage", triage)[1]["state"] == "triaged"
    routing = {"unit": str(officer.unit.uuid), "officer": str(officer.uuid)}
    status, told = duty.post(f"{base}/route", routing)
    assert (status, told["state"], told["assigned_to"]) == (200, "routed", str(officer.uuid))
    return base


def test_a_request_is_answered_from_its_decision_to_its_closing(callers, bureau, routed):
    officer, supervisor = callers["officer"], callers["supervisor"]
    case = officer.get(routed)[1]["case"]
    measure = officer.post(f"{routed}/measures", {"code": "bank_records"})[1]["uuid"]
    assert officer.post(f"/cases/{case}/members", {"people": [str(bureau["supervisor"].uuid)]})[0] == 200
    told = officer.post(f"{routed}/measures/{measure}/decide", {"decision": "execute"})[1]
    assert (told["state"], told["measures"][0]["decision"]) == ("accepted", "execute")
    assert officer.post(f"{routed}/begin-execution")[1]["state"] == "in_execution"
    result = {"result": "executed", "text": "Two accounts."}
    assert officer.post(f"{routed}/measures/{measure}/record-result", result)[1]["state"] == "executed"
    status, letter = officer.post(f"{routed}/letters", {"kind": "reply"})
    assert (status, letter["standing"], letter["language"]) == (201, "draft", "fr")
    here = f"/letters/{letter['uuid']}"
    assert officer.patch(here, {"recipient": "Clotilde Verneau\nValbourg"})[1]["recipient"][:8] == "Clotilde"
    assert officer.raw(f"{here}/paper.pdf").content.startswith(b"%PDF-")
    assert officer.post(f"{here}/submit")[1]["standing"] == "in_review"
    assert [one["uuid"] for one in supervisor.get("/desk")[1]["to_review"]] == [letter["uuid"]]
    assert supervisor.post(f"{here}/send-back", {"comment": "Shorter"})[1]["review_comment"] == "Shorter"
    assert officer.post(f"{here}/submit")[0] == 200
    assert officer.post(f"{here}/approve")[1]["code"] == "kernel.not_allowed"
    assert supervisor.post(f"{here}/approve", {"comment": "Good"})[1]["standing"] == "approved"
    assert officer.post(f"{here}/send")[1]["code"] == "assistance.no_address"
    assert officer.post(f"{here}/record-sent", {"channel": "secure_mail"})[1]["standing"] == "sent"
    assert officer.get(routed)[1]["state"] == "results_sent"
    assert officer.post(f"{routed}/record-receipt")[1]["state"] == "results_acknowledged"
    assert officer.post(f"{routed}/record-feedback", {"text": "Two arrests"})[1]["feedback"] == "Two arrests"
    assert officer.post(f"{routed}/close", {"text": "Done"})[1]["state"] == "closed"
    assert officer.post(f"{routed}/reopen", {"text": "A further account"})[1]["state"] == "routed"


def test_a_letter_to_an_address_leaves_by_mail_when_the_node_has_a_mail_server(callers, bureau, routed):
    officer, supervisor = callers["officer"], callers["supervisor"]
    case = officer.get(routed)[1]["case"]
    officer.post(f"/cases/{case}/members", {"people": [str(bureau["supervisor"].uuid)]})
    letter = officer.post(f"{routed}/letters", {"kind": "acknowledgement"})[1]
    here = f"/letters/{letter['uuid']}"
    officer.patch(here, {"email": "desk@valbourg.example"})
    officer.post(f"{here}/submit")
    supervisor.post(f"{here}/approve")
    assert officer.post(f"{here}/send")[1]["code"] == "assistance.no_mail_server"
    with override_settings(EMAIL_HOST="mail.example"):
        assert officer.post(f"{here}/send")[1]["standing"] == "leaving"


def test_an_act_that_is_not_open_is_refused_with_its_code_and_in_words(callers, routed):
    status, told = callers["duty"].post(f"{routed}/triage", {"kind": "extradition"})
    assert (status, told["code"]) == (422, "assistance.act_not_open")
    assert told["title"] == "«Triage» cannot be done while the request is «Routed»."
    status, told = callers["officer"].post(f"{routed}/close", {"text": "x"})
    assert (status, told["code"]) == (422, "assistance.act_not_open")


def test_a_refusal_needs_a_role_a_ground_and_a_consultation(callers, bureau, routed):
    officer, supervisor = callers["officer"], callers["supervisor"]
    told = officer.get(routed)[1]
    officer.post(f"/cases/{told['case']}/members", {"people": [str(bureau["supervisor"].uuid)]})
    measure = officer.post(f"{routed}/measures", {"code": "search"})[1]["uuid"]
    path, refusal = f"{routed}/measures/{measure}/decide", {"decision": "refuse", "ground": "political"}
    assert officer.post(path, {"decision": "refuse"})[1]["code"] == "assistance.ground_needed"
    assert officer.post(path, refusal)[0] == 403
    assert supervisor.post(path, refusal)[1]["code"] == "assistance.consultation_needed"
    assert supervisor.post(path, {**refusal, "consulted": True})[1]["state"] == "refused"


def test_conditions_are_settled_measure_by_measure(callers, routed):
    officer = callers["officer"]
    measure = officer.post(f"{routed}/measures", {"code": "documents"})[1]["uuid"]
    base = f"{routed}/measures/{measure}"
    assert officer.post(f"{base}/settle-conditions", {"accepted": True})[0] == 422
    told = officer.post(f"{base}/decide", {"decision": "conditional", "text": "No death penalty"})[1]
    assert told["state"] == "conditional"
    assert officer.post(f"{base}/settle-conditions", {"accepted": True})[1]["state"] == "accepted"


def test_a_measure_of_another_request_is_not_found(callers, routed):
    officer = callers["officer"]
    own = officer.post("/requests/outgoing", {"title": "Ours"})[1]["uuid"]
    measure = officer.post(f"/requests/{own}/measures", {"code": "traffic"})[1]["uuid"]
    status, told = officer.post(f"{routed}/measures/{measure}/decide", {"decision": "execute"})
    assert (status, told["code"]) == (404, "kernel.not_found")


def test_a_request_of_ours_is_submitted_approved_by_another_and_its_answer_recorded(callers, bureau):
    officer, supervisor = callers["officer"], callers["supervisor"]
    draft = {
        "title": "Ask for the subscriber",
        "partner_state": "DE",
        "kind": "police_information",
        "track": "police",
        "facts": "A fraud.",
    }
    made = officer.post("/requests/outgoing", draft)[1]
    base = f"/requests/{made['uuid']}"
    status, told = officer.post(f"{base}/submit")
    assert (status, told["code"], list(told["fields"])) == (422, "kernel.incomplete", ["measures"])
    officer.post(f"{base}/measures", {"code": "subscriber"})
    officer.post(f"/cases/{made['case']}/members", {"people": [str(bureau["supervisor"].uuid)]})
    assert officer.post(f"{base}/submit")[1]["state"] == "in_review"
    assert supervisor.post(f"{base}/send-back", {"comment": "Say more"})[1]["state"] == "draft"
    assert officer.post(f"{base}/submit")[1]["state"] == "in_review"
    assert supervisor.post(f"{base}/approve")[1]["state"] == "validated"
    letter = officer.post(f"{base}/letters", {"kind": "outgoing_request", "language": "en"})[1]
    officer.post(f"/letters/{letter['uuid']}/submit")
    supervisor.post(f"/letters/{letter['uuid']}/approve")
    officer.post(f"/letters/{letter['uuid']}/record-sent", {"channel": "interpol"})
    assert officer.get(base)[1]["state"] == "sent"
    assert officer.post(f"{base}/record-acknowledged")[1]["state"] == "acknowledged"
    assert (
        officer.post(f"{base}/record-question", {"text": "Which port?"})[1]["state"]
        == "information_requested"
    )
    told = officer.post(f"{base}/record-answer", {"text": "443"})[1]
    assert (told["state"], told["questions"][0]["answer"]) == ("acknowledged", "443")
    assert officer.post(f"{base}/record-results", {"text": "A name"})[1]["state"] == "results_sent"


def test_preserved_data_are_kept_until_they_are_released(callers, bureau):
    duty, officer = callers["duty"], callers["officer"]
    made = duty.post("/requests/incoming", {"title": "Keep the logs", "partner_state": "NL"})[1]
    base = f"/requests/{made['uuid']}"
    duty.post(f"{base}/triage", {"kind": "preservation", "track": "police"})
    duty.patch(base, {"block": {"data": "Logs of one address", "custodian": "Palaver Social"}})
    duty.post(f"{base}/route", {"officer": str(bureau["officer"].uuid)})
    measure = officer.post(f"{base}/measures", {"code": "preservation"})[1]["uuid"]
    assert officer.post(f"{base}/measures/{measure}/decide", {"decision": "execute"})[0] == 200
    assert officer.post(f"{base}/record-preserved")[1]["state"] == "preserved"
    assert officer.post(f"{base}/record-mla-filed")[1]["state"] == "mla_filed"
    assert officer.post(f"{base}/release")[1]["state"] == "released"


def test_a_request_is_withdrawn_lapses_or_gives_way_to_another(callers):
    supervisor = callers["supervisor"]
    one, two, three = (
        f"/requests/{supervisor.post('/requests/incoming', {'title': name})[1]['uuid']}" for name in "abc"
    )
    assert supervisor.post(f"{one}/withdraw", {"text": "They found it"})[1]["state"] == "withdrawn"
    assert supervisor.post(f"{two}/lapse", {"text": "Too late"})[1]["state"] == "lapsed"
    told = supervisor.post(f"{three}/supersede", {"other": two.removeprefix("/requests/")})[1]
    assert (told["state"], told["superseded_by"]) == ("superseded", two.removeprefix("/requests/"))


def test_a_request_never_gives_way_to_one_that_its_officer_cannot_see(callers):
    supervisor, officer = callers["supervisor"], callers["officer.major"]
    own = supervisor.post("/requests/outgoing", {"title": "ours"})[1]["uuid"]
    foreign = officer.post("/requests/outgoing", {"title": "theirs"})[1]["uuid"]
    there = supervisor.post(f"/requests/{own}/supersede", {"other": foreign})
    nowhere = supervisor.post(f"/requests/{own}/supersede", {"other": "00000000-0000-4000-8000-000000000000"})
    assert there == nowhere
    assert there[0] == 404
