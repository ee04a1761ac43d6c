"""What arrives on the desk: kept, shown defused beside its draft, taken over piece by piece, or settled by a person."""

import pytest

from entraide.assistance.models import Arrival, AssistanceRequest
from entraide.assistance.services import registering
from entraide.kernel.clock import now
from tests.assistance.desk_pages import BROKEN, LETTER, at_browser, drop, dropped, page, words

HTML = (
    b"<html><body><h1>Request</h1><p onclick='x()'>Whose is <a href='https://bait.example/x'>this</a>?</p>"
    b"<script>alert(1)</script><img src='https://tracker.example/p.png'></body></html>"
)


@pytest.fixture
def duty(bureau):
    return at_browser(bureau["duty"])


def test_the_letter_is_shown_as_text_with_the_words_of_each_suggestion_marked(duty):
    arrival = dropped(duty)
    said = words(duty.get(f"/arrivals/{arrival.uuid}/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "<script>alert" not in said
    found = arrival.suggestions.get(field="ip_address")
    assert f'<mark id="words-{found.uuid}" title="adresse IP">' not in said
    assert f'<mark id="words-{found.uuid}" title="IP address">203.0.113.24</mark>' in said


def test_nothing_is_filled_in_until_somebody_accepts_it(duty):
    arrival = dropped(duty)
    assert (arrival.request.title, arrival.request.subjects.count()) == ("", 0)
    found = arrival.suggestions.get(field="ip_address")
    answer = duty.post(f"/suggestions/{found.uuid}/accept/")
    assert answer["Location"] == f"/arrivals/{arrival.uuid}/#suggestion-{found.uuid}"
    assert [subject.name for subject in arrival.request.subjects.all()] == ["203.0.113.24"]
    again = duty.post(f"/suggestions/{found.uuid}/dismiss/", follow=True)
    assert "This suggestion was already accepted or dismissed." in words(again)


def test_of_several_suggestions_for_one_field_only_the_first_is_ticked(duty):
    arrival = dropped(duty)
    offers = duty.get(f"/arrivals/{arrival.uuid}/").context["likely"]
    ticked = [offer.suggestion.field for offer in offers if offer.ticked]
    single = [
        field for field in ticked if field in {"agency", "language", "date", "deadline", "urgency", "subject"}
    ]
    assert len(single) == len(set(single)) > 0


def test_the_same_file_twice_is_refused_with_where_it_is(duty):
    arrival = dropped(duty)
    answer = drop(duty)
    assert answer.status_code == 422
    assert f"The same file is already here, in {arrival.request.reference}." in words(answer)
    assert 'class="error-summary"' in words(answer)


def test_a_file_that_cannot_be_read_says_why_and_can_be_set_aside_with_a_reason(duty):
    drop(duty, BROKEN, "scan.pdf")
    arrival = Arrival.objects.get(name="scan.pdf")
    assert "scan.pdf" in words(duty.get("/"))
    said = words(duty.get(f"/arrivals/{arrival.uuid}/"))
    assert arrival.refused_words["en"] in said
    assert duty.post(f"/arrivals/{arrival.uuid}/set-aside/", {"text": " "}).status_code == 422
    assert duty.post(f"/arrivals/{arrival.uuid}/set-aside/", {"text": "A test page."}).status_code == 302
    arrival.refresh_from_db()
    assert arrival.settled_at is not None
    assert "scan.pdf" not in words(duty.get("/"))
    assert duty.get(f"/cases/originals/{arrival.original.uuid}/").getvalue() == BROKEN


def test_a_file_that_cannot_be_read_can_be_registered_by_hand(duty):
    drop(duty, BROKEN, "scan.pdf")
    arrival = Arrival.objects.get(name="scan.pdf")
    answer = duty.post(f"/arrivals/{arrival.uuid}/by-hand/")
    request = AssistanceRequest.objects.get()
    assert answer["Location"] == page(request, "record/edit/")
    assert request.case == arrival.case


def test_an_html_original_is_shown_defused_in_a_page_that_can_do_nothing(duty, bureau):
    drop(duty, HTML, "request.html")
    arrival = Arrival.objects.get(name="request.html")
    address = f"/arrivals/{arrival.uuid}/original/"
    answer = duty.get(address)
    said = words(answer)
    assert "<p>Whose is this [https://bait.example/x]?</p>" in said
    assert all(banned not in said for banned in ("<script", "onclick", "<img", "href=", "tracker.example"))
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'none'; img-src 'none'")
    assert at_browser(bureau["officer"]).get(address).status_code == 404


def test_a_letter_can_be_joined_to_a_request_that_is_here_and_to_no_other(duty, bureau):
    arrival = dropped(duty)
    target = registering.register({"title": "The same matter"}, acting=bureau["duty"], at=now())
    foreign = registering.draft({"title": "Foreign"}, acting=bureau["officer"], at=now())
    refused = duty.post(f"/arrivals/{arrival.uuid}/join/", {"reference": foreign.reference})
    assert refused.status_code == 422
    assert "No request that you can see has this reference." in words(refused)
    answer = duty.post(f"/arrivals/{arrival.uuid}/join/", {"reference": target.reference})
    assert answer["Location"] == page(target)
    arrival.request.refresh_from_db()
    assert arrival.request.superseded_by == target
    assert "Accounts of a romance fraud" in words(duty.get(page(target, "letters/")))


def test_nearly_the_same_letter_says_which_request_it_looks_like(duty):
    first = dropped(duty)
    drop(duty, LETTER.replace(b"08:00:00", b"08:00:05"), "copie.eml")
    second = Arrival.objects.get(name="copie.eml")
    assert f"Looks like request {first.request.reference}" in words(duty.get(f"/arrivals/{second.uuid}/"))


def test_only_those_who_take_in_have_a_place_to_drop(bureau):
    counsel = at_browser(bureau["counsel"])
    assert drop(counsel).status_code == 403
    assert "/arrivals/drop/" not in words(counsel.get("/"))
