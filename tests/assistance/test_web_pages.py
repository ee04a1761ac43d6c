"""Every page of a request and of an arrival: there for members in both languages, nowhere for anybody else."""

import pytest

from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.services.describing import add_part
from entraide.assistance.services.registering import draft
from entraide.assistance.services.writing import draft_letter
from entraide.cases.queries import tasks_of
from entraide.cases.services.work import add_note, add_task
from entraide.kernel.clock import now
from entraide.ledger.models import Look
from tests.assistance.desk_pages import at_browser, dropped, page, words

PAGES = (
    "",
    "original/",
    "record/",
    "record/edit/",
    "kind/",
    "letters/",
    "letters/new/",
    "letters/new/?kind=question",
    "work/",
    "timeline/",
    "timeline/?kind=letters",
    "people/",
    "acts/verify/",
    "acts/triage/",
    "acts/cross_check/",
    "acts/withdraw/",
    "acts/lapse/",
    "acts/supersede/",
    "measures/add/",
    "authorities/add/",
    "offences/add/",
    "subjects/add/",
    "subjects/add/?sort=person",
)


@pytest.fixture
def desk(bureau):
    """What the duty officer's browser reached, with one of everything."""
    arrival = dropped(at_browser(bureau["duty"]))
    request, who = arrival.request, {"acting": bureau["supervisor"], "at": now()}
    from entraide.cases.services.members import add_members

    add_members(request.case, [bureau["supervisor"]], acting=bureau["duty"], at=now())
    measure = add_part(request, "measures", {"code": "subscriber", "description": "Zanzibarite"}, **who)
    letter = draft_letter(request, LetterKind.NOTICE, language="en", text="A notice.", **who)
    add_note(request.case, "The branch manager is away.", about=request.uuid, **who)
    add_task(request.case, "Call back", assigned_to=bureau["duty"], about=request.uuid, **who)
    addresses = [page(request, rest) for rest in PAGES] + [
        f"/arrivals/{arrival.uuid}/",
        page(request, f"measures/{measure.uuid}/change/"),
        page(request, f"measures/{measure.uuid}/remove/"),
        page(request, f"measures/{measure.uuid}/decide/"),
        page(request, f"measures/{measure.uuid}/conditions/"),
        page(request, f"measures/{measure.uuid}/result/"),
        f"/letters/{letter.uuid}/",
        f"/letters/{letter.uuid}/paper.pdf",
        f"/cases/{request.case.uuid}/members/",
        f"/cases/{request.case.uuid}/members/{bureau['duty'].uuid}/remove/",
        f"/cases/{request.case.uuid}/tasks/",
        f"/cases/{request.case.uuid}/notes/",
        f"/cases/{request.case.uuid}/correspondence/",
        f"/cases/originals/{arrival.original.uuid}/",
    ]
    return {"arrival": arrival, "request": request, "letter": letter, "addresses": addresses}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_member_finds_every_page_in_their_language_and_each_leaves_a_look(bureau, desk, language):
    duty = at_browser(bureau["duty"], language)
    for address in desk["addresses"]:
        before = Look.objects.count()
        answer = duty.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        if answer["Content-Type"].startswith("text/html"):
            assert f'<html lang="{language}"' in words(answer), address
        assert Look.objects.count() == before + 1, address
        look = Look.objects.latest("pk")
        assert (look.person, look.case) == (bureau["duty"].uuid, desk["request"].case.uuid), address


def test_to_one_who_is_no_member_every_page_is_as_if_it_were_not_there(bureau, desk):
    stranger = at_browser(bureau["officer"])
    looks = Look.objects.count()
    for address in desk["addresses"]:
        for method in (stranger.get, stranger.post):
            answer = method(address)
            if answer.status_code != 405:
                assert answer.status_code == 404, address
                assert "romance" not in words(answer)
                assert "There is nothing here" in words(answer) or "Nothing here" in words(answer)
    assert Look.objects.count() == looks


def test_lists_and_search_tell_a_stranger_nothing(bureau, desk):
    stranger = at_browser(bureau["officer"])
    for address in ("/", "/requests/", "/requests/?order=newest", "/search/?q=Zanzibarite", "/arrivals/"):
        said = words(stranger.get(address))
        assert desk["request"].reference not in said, address
        assert "romance" not in said, address
    duty = at_browser(bureau["duty"])
    assert desk["request"].reference in words(duty.get("/search/?q=zanzibarites"))
    assert Look.objects.filter(person=bureau["officer"].uuid).count() == 0


def test_a_form_never_offers_or_confirms_a_request_the_reader_may_not_see(bureau, desk):
    officer = at_browser(bureau["officer"])
    mine = draft(
        {"title": "Ours", "kind": "preservation", "track": "police"}, acting=bureau["officer"], at=now()
    )
    foreign = desk["request"].reference
    answers = [
        officer.post(
            page(mine, "record/edit/"),
            {"title": "Ours", "urgency": "routine", "relation": "new", "related_to": ref},
        )
        for ref in (foreign, "2026-I-9999")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("No other request that you can see has this reference." in words(answer) for answer in answers)


def test_roles_without_cases_are_told_so_and_sent_to_their_own_pages(bureau, desk):
    for name, theirs in (("admin", "/people/"), ("auditor", "/ledger/")):
        said = words(at_browser(bureau[name]).get("/"))
        assert "Your role does not work on cases" in said
        assert theirs in said
        assert at_browser(bureau[name]).get(page(desk["request"])).status_code == 404


def test_the_desk_shows_a_task_and_it_can_be_done_from_there(bureau, desk):
    duty = at_browser(bureau["duty"])
    task = tasks_of(desk["request"].case).get()
    assert "Call back" in words(duty.get("/"))
    answer = duty.post(f"/cases/tasks/{task.uuid}/done/", {"next": "/"})
    assert answer["Location"] == "/"
    assert "Call back" not in words(duty.get("/")).split("Done: Call back")[-1]
    task.refresh_from_db()
    assert task.done_by == bureau["duty"]
