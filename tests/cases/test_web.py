"""The pages of a case file: members, tasks, notes, correspondence, originals."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from entraide.accounts.domain.roles import Role
from entraide.cases.models import Correspondence, Membership, Note, Task
from entraide.cases.services import originals
from entraide.cases.services.work import make_findable
from entraide.cases.templatetags.casefile import PAGE
from entraide.ledger.models import Look
from tests.factories.accounts import MOMENT, PersonFactory
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return PersonFactory(role=Role.CASE_OFFICER, name="Rowan Ashdown")


@pytest.fixture
def case(officer):
    return CaseFactory(members=[officer])


@pytest.fixture
def browser(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def stranger():
    client = Client()
    client.force_login(PersonFactory(role=Role.SUPERVISOR))
    return client


def test_somebody_let_in_sees_the_case_and_somebody_taken_out_no_longer(browser, case):
    counsel = PersonFactory(role=Role.LEGAL_COUNSEL, name="Thaddeus Merrow")
    address = f"/cases/{case.uuid}/members/"
    theirs = Client()
    theirs.force_login(counsel)
    assert theirs.get(address).status_code == 404
    answer = browser.post(
        address, {"person": str(counsel.uuid), "reason": "Reviews the letters", "next": "/"}
    )
    assert answer["Location"] == "/"
    assert "Thaddeus Merrow can now see this case." in browser.get(address).content.decode()
    assert theirs.get(address).status_code == 200
    removing = f"{address}{counsel.uuid}/remove/"
    assert browser.post(removing, {"reason": ""}).status_code == 422
    assert browser.post(removing, {"reason": "Has left the bureau"}).status_code == 302
    assert theirs.get(address).status_code == 404


def test_the_last_member_stays(browser, case, officer):
    answer = browser.post(f"/cases/{case.uuid}/members/{officer.uuid}/remove/", {"reason": "Tired of it"})
    assert answer.status_code == 422
    assert "A case keeps at least one member." in answer.content.decode()
    assert "Tired of it" in answer.content.decode()
    assert Membership.objects.get().person == officer


def test_only_members_can_be_given_a_task_and_what_was_typed_stays(browser, case, officer):
    outsider = PersonFactory(role=Role.CASE_OFFICER)
    address = f"/cases/{case.uuid}/tasks/"
    typed = {"title": "Call the branch back", "assigned_to": str(outsider.uuid)}
    answer = browser.post(address, typed)
    assert answer.status_code == 422
    assert 'value="Call the branch back"' in answer.content.decode()
    about = "5b0c7c1e-6f0a-4a43-8a59-0d6f6f6b1f11"
    make_findable(case, "request", UUID(about), "A request of this case", at=MOMENT)
    typed |= {"assigned_to": str(officer.uuid), "due_at": "2026-03-05T09:30", "about": about}
    assert browser.post(address, typed)["Location"] == address
    task = Task.objects.get()
    assert (str(task.about), task.assigned_to, task.due_at.minute) == (about, officer, 30)
    assert browser.post(f"/cases/tasks/{task.uuid}/done/", {"next": address})["Location"] == address
    task.refresh_from_db()
    assert task.done_by == officer
    again = browser.post(f"/cases/tasks/{task.uuid}/done/")
    assert "This task is already done." in again.content.decode()


def test_notes_and_calls_are_put_on_file(browser, case):
    assert browser.post(f"/cases/{case.uuid}/notes/", {"text": "One\r\nTwo"}).status_code == 302
    assert Note.objects.get().text == "One\nTwo"
    assert browser.post(f"/cases/{case.uuid}/notes/", {"text": "  "}).status_code == 422
    call = {
        "incoming": "in",
        "channel": "phone",
        "happened_at": "2026-03-02T09:30",
        "counterpart": "Clotilde Verneau",
        "subject": "They ask for news",
    }
    assert browser.post(f"/cases/{case.uuid}/correspondence/", call).status_code == 302
    filed = Correspondence.objects.get()
    assert (filed.incoming, filed.channel, filed.counterpart) == (True, "phone", "Clotilde Verneau")
    assert "They ask for news" in browser.get(f"/cases/{case.uuid}/correspondence/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://bait.example/", "//bait.example/", "javascript:alert(1)", "bait"]
)
def test_a_page_goes_back_only_to_this_node(browser, case, elsewhere):
    answer = browser.post(f"/cases/{case.uuid}/notes/", {"text": "A note", "next": elsewhere})
    assert answer["Location"] == f"/cases/{case.uuid}/notes/"
    shown = browser.get(f"/cases/{case.uuid}/notes/?next={elsewhere}")
    assert shown.context["next"] == ""
    assert f'href="{elsewhere}"' not in shown.content.decode()


def test_an_original_leaves_as_it_came_and_is_never_shown(browser, stranger, case, officer):
    bytes_ = b"<html><script>alert(1)</script>\x00\xff"
    kept = originals.keep(
        case, originals.hold([bytes_]), name='d\u00e9 "x".html', media_type="text/html", at=MOMENT
    )
    answer = browser.get(f"/cases/originals/{kept.uuid}/")
    assert answer.getvalue() == bytes_
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Look.objects.get(what="cases.original", subject=kept.uuid).person == officer.uuid
    assert stranger.get(f"/cases/originals/{kept.uuid}/").status_code == 404
    originals.path_of(kept.uuid).write_bytes(b"changed")
    assert browser.get(f"/cases/originals/{kept.uuid}/").status_code == 422


def test_to_a_stranger_no_page_of_the_case_is_there(stranger, case):
    for page in ("members", "tasks", "notes", "correspondence"):
        assert stranger.get(f"/cases/{case.uuid}/{page}/").status_code == 404
        assert stranger.post(f"/cases/{case.uuid}/{page}/", {"text": "x"}).status_code == 404
    assert not Look.objects.exists()


def test_a_liaison_officer_sees_the_members_but_chooses_none(case):
    liaison = PersonFactory(role=Role.LIAISON_OFFICER)
    Membership.objects.create(case=case, person=liaison, since=MOMENT)
    client = Client()
    client.force_login(liaison)
    address = f"/cases/{case.uuid}/members/"
    assert 'name="person"' not in client.get(address).content.decode()
    other = PersonFactory(role=Role.CASE_OFFICER)
    answer = client.post(address, {"person": str(other.uuid), "reason": "Because"})
    assert answer.status_code == 403
    assert Membership.objects.filter(person=other).count() == 0


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("notes", {"text": "A word"}),
        ("tasks", {"title": "Call back"}),
        (
            "correspondence",
            {"incoming": "in", "channel": "phone", "counterpart": "C. Verneau", "subject": "News"},
        ),
    ],
)
def test_nothing_is_written_about_a_request_of_another_case(browser, case, officer, what, typed):
    elsewhere = "5b0c7c1e-6f0a-4a43-8a59-0d6f6f6b1f11"
    make_findable(CaseFactory(), "request", UUID(elsewhere), "A request of another case", at=MOMENT)
    typed = typed | {"assigned_to": str(officer.uuid), "happened_at": "2026-03-02T09:30"}
    address = f"/cases/{case.uuid}/{what}/"
    assert browser.post(address, typed | {"about": elsewhere}).status_code == 404
    assert (Note.objects.count(), Task.objects.count(), Correspondence.objects.count()) == (0, 0, 0)
    assert browser.post(address, typed).status_code == 302


def test_pages_of_a_case_are_kept_by_no_browser(browser, case):
    for answer in (
        browser.get(f"/cases/{case.uuid}/notes/"),
        browser.get("/requests/"),
        browser.get("/nowhere/"),
    ):
        assert answer["Cache-Control"] == "private, no-store"


def test_an_original_of_any_name_can_be_downloaded(browser, case):
    held = originals.hold([b"letter"])
    kept = originals.keep(case, held, name="a\nSet-Cookie: b.txt", media_type="text/plain", at=MOMENT)
    answer = browser.get(f"/cases/originals/{kept.uuid}/")
    assert answer["Content-Disposition"] == 'attachment; filename="aSet-Cookie: b.txt"'


@pytest.mark.parametrize("page", ["notes", "correspondence"])
def test_long_lists_come_in_pages_each_row_once(browser, case, officer, page):
    words = [f"Word {number:03}." for number in range(PAGE * 2 + 1)]
    # Two at a time were written in the same moment.
    for number, word in enumerate(words):
        at = MOMENT + timedelta(minutes=number // 2)
        if page == "notes":
            Note.objects.create(case=case, by=officer, at=at, text=word)
        else:
            Correspondence.objects.create(case=case, at=at, incoming=True, subject=word)
    address, seen = f"/cases/{case.uuid}/{page}/?next=/", []
    for shown in (PAGE, PAGE, 1):
        html = browser.get(address).content.decode()
        here = re.findall(r"Word \d{3}\.", html)
        assert len(here) == shown
        seen += here
        links = dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', html))
        assert ("prev" in links) is (len(seen) > PAGE)
        if shown == PAGE:
            address = f"/cases/{case.uuid}/{page}/{links['next'].replace('&amp;', '&')}"
            # Where the reader came from stays in the address.
            assert "next=%2F" in address
    assert seen == words[::-1]
    assert "next" not in links
    newest = browser.get(f"/cases/{case.uuid}/{page}/{links['prev']}").content.decode()
    assert words[-1] in newest
    # A row of nobody's, or no row at all, begins with the newest.
    for wrong in ("999999999", "x", "9" * 40):
        name = "notes_before" if page == "notes" else "filed_before"
        assert words[-1] in browser.get(f"/cases/{case.uuid}/{page}/?{name}={wrong}").content.decode()
