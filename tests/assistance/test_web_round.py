"""One letter through the pages alone: dropped, accepted, triaged, routed, decided, answered, reviewed, sent, closed."""

import pytest

from entraide.accounts.queries import units
from entraide.assistance.domain.states import State
from entraide.assistance.models import AssistanceRequest, Letter, Measure
from entraide.cases.services.members import add_members
from entraide.kernel.clock import now
from tests.assistance.desk_pages import at_browser, dropped, page, words


def done(response):
    """The act went through and led on."""
    assert response.status_code == 302, words(response)
    return response["Location"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_dropped_letter_is_answered_and_closed_by_three_people(bureau, language):
    duty, officer, supervisor = (
        at_browser(bureau[name], language) for name in ("duty", "officer", "supervisor")
    )
    arrival = dropped(duty)
    ticked = [str(one.uuid) for one in arrival.suggestions.filter(field__in=["subject", "ip_address"])]
    done(duty.post(f"/arrivals/{arrival.uuid}/accept/", {"suggestion": ticked}))
    request = arrival.request
    request.refresh_from_db()
    assert request.title == "Accounts of a romance fraud"
    assert [subject.name for subject in request.subjects.all()] == ["203.0.113.24"]

    triaged = {
        "title": request.title,
        "partner_state": "BE",
        "kind": "police_information",
        "track": "police",
        "urgency": "routine",
    }
    done(duty.post(page(request, "acts/triage/"), triaged))
    unit = units().get(name_en="Fraud and cyber")
    done(
        duty.post(
            page(request, "acts/route/"), {"unit": str(unit.uuid), "officer": str(bureau["officer"].uuid)}
        )
    )
    assert request.reference in words(officer.get("/"))

    done(
        officer.post(page(request, "measures/add/"), {"code": "subscriber", "description": "The subscriber"})
    )
    measure = Measure.objects.get(request=request)
    done(officer.post(page(request, f"measures/{measure.uuid}/decide/"), {"decision": "execute"}))
    done(officer.post(page(request, "acts/begin_execution/")))
    result = {"result": "executed", "text": "The subscriber is known."}
    done(officer.post(page(request, f"measures/{measure.uuid}/result/"), result))
    request.refresh_from_db()
    assert request.state == State.EXECUTED

    add_members(request.case, [bureau["supervisor"]], acting=bureau["officer"], at=now())
    letter = done(officer.post(page(request, "letters/new/?kind=reply"), {"language": "fr"}))
    text = {
        "recipient": "Mme Verneau",
        "email": "",
        "language": "fr",
        "subject": "Réponse",
        "body": "Madame,",
    }
    done(officer.post(letter, {**text, "submit": "1"}))
    assert "Réponse" in words(supervisor.get("/"))
    done(supervisor.post(f"{letter}approve/", {"comment": ""}))
    assert officer.get(f"{letter}paper.pdf").content.startswith(b"%PDF-")
    done(officer.post(f"{letter}sent/", {"channel": "post"}))
    request.refresh_from_db()
    assert request.state == State.RESULTS_SENT

    done(officer.post(page(request, "acts/close/"), {"text": "Answered."}))
    request.refresh_from_db()
    assert (request.state, request.outcome, request.is_open) == (State.CLOSED, "Answered.", False)
    told = words(officer.get(page(request, "timeline/")))
    assert ("Closed: Answered." if language == "en" else "Fermée : Answered.") in told
    assert Letter.objects.get().reviewed_by == bureau["supervisor"]
    assert AssistanceRequest.objects.count() == 1


def test_who_hands_a_letter_in_is_told_who_can_read_it(bureau):
    duty = at_browser(bureau["duty"])
    arrival = dropped(duty)
    letter = duty.post(page(arrival.request, "letters/new/?kind=notice"), {"language": "en", "text": "Note."})
    letter = letter["Location"]
    duty.post(f"{letter}submit/")
    shown = words(duty.get(letter))
    assert "Nobody who belongs to the case can" in shown
    assert page(arrival.request, "people/") in shown
    add_members(arrival.case, [bureau["supervisor"]], acting=bureau["duty"], at=now())
    shown = words(duty.get(letter))
    assert "Nobody who belongs to the case can" not in shown
    assert bureau["supervisor"].name in shown


def test_nobody_approves_their_own_letter_on_the_page(bureau):
    duty = at_browser(bureau["duty"])
    arrival = dropped(duty)
    supervisor = at_browser(bureau["supervisor"])
    add_members(arrival.case, [bureau["supervisor"]], acting=bureau["duty"], at=now())
    letter = supervisor.post(
        page(arrival.request, "letters/new/?kind=notice"), {"language": "en", "text": "Note."}
    )
    letter = letter["Location"]
    supervisor.post(f"{letter}submit/")
    answer = supervisor.post(f"{letter}approve/", {"comment": "Fine"})
    assert answer.status_code == 422
    assert "Somebody else must review this" in words(answer)
    assert Letter.objects.get().standing == "in_review"
