"""Sealed packages and reviews through the API: what the pages do, for the same people, with the same looks noted."""

import hashlib
from datetime import timedelta

import pytest

from entraide.accounts.domain.roles import Role, Scope
from entraide.cases.models import Task
from entraide.evidence.models import Arrived, Exhibit, Package
from entraide.evidence.services import arriving, packaging
from entraide.evidence.services.registering import register
from entraide.exchange.domain.standing import PartnerStanding
from entraide.exchange.models import Message, Partner
from entraide.exchange.services.sending import open_conversation
from entraide.kernel.clock import now
from entraide.ledger.models import Entry, Look
from tests.caller import Caller
from tests.evidence.arriving import BYTES, HANDLING, came, own_ledger_key, two
from tests.evidence.conftest import AT, collected
from tests.exchange.rooms import northmark, our_card, own_room
from tests.factories.accounts import PersonFactory
from tests.factories.cases import CaseFactory

__all__ = ["came", "northmark", "our_card", "own_ledger_key", "own_room", "two"]
pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"
SAID = {"tlp": "amber", "code": "H1", "purpose": "This inquiry only", "limits": "None", "keep_until": None}


@pytest.fixture
def at_case(case):
    return f"/cases/{case.uuid}/packages"


def asked(*exhibits, **more):
    return {"exhibits": [str(one.uuid) for one in exhibits], "handling": SAID, **more}


# Those that go out


def test_a_package_is_asked_for_followed_and_taken_along(officer, at_case, case, two):
    plain, marked = two
    status, told = officer.post(at_case, asked(marked, plain))
    assert (status, told["state"], told["done"], told["whole"]) == (201, "wanted", 0, 0)
    assert [one["number"] for one in told["exhibits"]] == [plain.number, marked.number]
    assert (told["handling"], told["wanted_by"], told["sent"]) == (SAID, "O. Ficer", False)
    here = f"/packages/{told['uuid']}"
    assert officer.get(f"{here}/file")[0] == 404
    assert packaging.make_due(moment=lambda: AT) == 1
    status, told = officer.get(here)
    assert (status, told["state"], told["done"] == told["whole"] > len(BYTES)) == (200, "ready", True)
    answer = officer.raw(f"{here}/file")
    given = b"".join(answer.streaming_content)
    assert (len(given), hashlib.sha256(given).hexdigest()) == (told["size"], told["sha256"])
    assert answer["Content-Length"] == str(told["size"])
    assert answer["Content-Disposition"] == f'attachment; filename="package-{told["uuid"]}.zip"'
    assert Entry.objects.filter(act="evidence.package_downloaded").count() == 1
    (row,) = officer.get(at_case)[1]["items"]
    assert row == {name: told[name] for name in row}


def test_what_can_be_asked_for_is_told(officer, callers, at_case, two, exhibit, case, northmark):
    talk = open_conversation(northmark.row, at=AT, case=case.uuid)
    status, told = officer.get(f"{at_case}/choices")
    assert (status, [one["number"] for one in told["exhibits"]]) == (200, [one.number for one in two])
    (to,) = told["to"]
    assert (to["conversation"], to["partner"]) == (str(talk.uuid), str(northmark.them.id))
    assert callers["liaison"].get(f"{at_case}/choices")[1]["code"] == "kernel.not_allowed"
    officer.post(at_case, asked(two[0]))
    left = officer.get(f"{at_case}/choices")[1]["exhibits"]
    assert [one["number"] for one in left] == [two[1].number]


def test_a_package_leaves_in_a_conversation_of_its_case_with_a_confirmed_partner(
    officer, at_case, two, case, northmark
):
    elsewhere = open_conversation(northmark.row, at=AT, case=CaseFactory().uuid)
    talk = open_conversation(northmark.row, at=AT, case=case.uuid)
    for wrong in (elsewhere.uuid, NOBODY):
        assert officer.post(at_case, asked(*two, conversation=str(wrong)))[0] == 404
    Partner.objects.filter(pk=talk.partner_id).update(standing=PartnerStanding.SUSPENDED)
    assert officer.post(at_case, asked(*two, conversation=str(talk.uuid)))[0] == 404
    Partner.objects.filter(pk=talk.partner_id).update(standing=PartnerStanding.CONFIRMED)
    assert not Package.objects.exists()
    status, told = officer.post(at_case, asked(*two, conversation=str(talk.uuid)))
    assert (status, told["conversation"]) == (201, str(talk.uuid))
    packaging.make_due(moment=now)
    told = officer.get(f"/packages/{told['uuid']}")[1]
    assert (told["sent"], told["message"]) == (True, str(Message.objects.get().uuid))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"purpose": " "}, "kernel.incomplete"),
        ({"purpose": ""}, "api.malformed"),
        ({"purpose": "a\nb"}, "api.malformed"),
        ({"purpose": "x" * 501}, "api.malformed"),
        ({"limits": "x" * 4001}, "api.malformed"),
        ({"limits": "a\r\nb"}, "api.malformed"),
        # Words that are laid out as others: no message carries them.
        ({"purpose": "this‮ inquiry"}, "exchange.malformed"),
        ({"tlp": "blue"}, "api.malformed"),
    ],
)
def test_a_handling_that_no_message_carries_is_refused_at_once(officer, at_case, two, changed, code):
    status, told = officer.post(at_case, asked(*two) | {"handling": SAID | changed})
    assert (status, told["code"]) == (422, code)
    assert not Package.objects.exists()


def test_what_nobody_released_or_what_is_not_of_the_case_goes_along_with_no_package(
    officer, callers, at_case, exhibit, two, people
):
    foreign = register(
        CaseFactory(members=[people["stranger"]]), collected(), acting=people["stranger"], at=AT
    )
    assert officer.post(at_case, asked(exhibit))[1]["code"] == "evidence.copy_not_released"
    unknown = {"exhibits": [NOBODY], "handling": SAID}
    assert officer.post(at_case, asked(two[0], foreign)) == officer.post(at_case, unknown)
    assert officer.post(at_case, unknown)[0] == 404
    assert callers["liaison"].post(at_case, asked(*two))[0] == 403
    assert Caller(people["officer"], scopes=(Scope.READ,)).post(at_case, asked(*two))[0] == 403
    assert not Package.objects.exists()


# Those of partners


@pytest.fixture
def here(came):
    return f"/packages/arrived/{came.uuid}"


def test_a_partners_package_is_told_once_it_is_checked_and_taken_over_once(
    officer, callers, here, at_case, came, two
):
    told = officer.get(here)[1]
    assert (told["said"], told["checked_at"], told["can_be_taken_over"]) == (None, None, False)
    place = {"place": "Vault of Northmark"}
    assert officer.post(f"{here}/take-over", place)[1]["code"] == "evidence.package_not_believed"
    arriving.check_due(at=AT)
    told = officer.get(here)[1]
    assert (told["fault"], told["can_be_taken_over"], told["here"]) == ("", True, [])
    assert told["said"]["handling"]["purpose"] == HANDLING.purpose
    plain, marked = told["said"]["exhibits"]
    assert (plain["number"], marked["marking"]) == (two[0].number, "child_sexual_abuse")
    assert [one["act"] for one in plain["chain"]] == ["collected", "release_asked", "copy_released"]
    assert [(one["name"], one["along"]) for one in plain["files"] + marked["files"]] == [
        ("dump.bin", True),
        ("a.jpg", False),
    ]
    assert officer.post(f"{here}/take-over", {"place": " "})[1]["code"] == "kernel.incomplete"
    assert callers["liaison"].post(f"{here}/take-over", place)[0] == 403
    status, after = officer.post(f"{here}/take-over", place)
    assert (status, after["can_be_taken_over"], after["taken_by"]) == (200, False, "O. Ficer")
    assert len(after["here"]) == 2
    assert officer.post(f"{here}/take-over", place)[1]["code"] == "evidence.package_answered"
    (row,) = officer.get(f"{at_case}/arrived")[1]["items"]
    assert row == {name: after[name] for name in row}
    assert Exhibit.objects.count() == 4


def test_the_same_package_in_another_message_cannot_be_taken_over_again(officer, here, came):
    arriving.check_due(at=AT)
    officer.post(f"{here}/take-over", {"place": "Vault"})
    Arrived.objects.filter(pk=came.pk).update(taken_at=None)
    again = Arrived.objects.get(pk=came.pk)
    again.pk, again.uuid, again.message, again.taken_at = None, NOBODY, NOBODY, AT
    again.save()
    assert officer.get(here)[1]["can_be_taken_over"] is False


def test_a_package_is_declined_with_a_reason_and_once(officer, callers, here, came):
    arriving.check_due(at=AT)
    torn = {"reason": "A seal is broken"}
    assert callers["liaison"].post(f"{here}/decline", torn)[0] == 403
    assert officer.post(f"{here}/decline", {"reason": " "})[1]["code"] == "kernel.incomplete"
    status, told = officer.post(f"{here}/decline", torn)
    assert (status, told["declined_by"], told["can_be_taken_over"]) == (200, "O. Ficer", False)
    assert officer.post(f"{here}/decline", torn)[1]["code"] == "evidence.package_answered"
    assert officer.post(f"{here}/take-over", {"place": "Vault"})[1]["code"] == "evidence.package_answered"


def test_of_a_package_that_does_not_hold_only_the_fault_is_told(officer, here, came):
    Arrived.objects.filter(pk=came.pk).update(
        checked_at=AT, fault="evidence.package_not_as_sealed", where="data/x", record=b"{}"
    )
    told = officer.get(here)[1]
    assert (told["fault"], told["where"]) == ("evidence.package_not_as_sealed", "data/x")
    assert (told["said"], told["can_be_taken_over"]) == (None, False)


# Who may know


def test_to_a_stranger_there_are_no_packages(callers, at_case, here, case):
    stranger = callers["stranger"]
    package = Package.objects.get()
    one, nowhere = f"/packages/{package.uuid}", f"/packages/{NOBODY}"
    unknown = stranger.get(nowhere)
    assert unknown[0] == 404
    for path in (at_case, f"{at_case}/choices", f"{at_case}/arrived", one, f"{one}/file", here):
        assert stranger.get(path) == unknown, path
    assert stranger.post(at_case, {"exhibits": [NOBODY], "handling": SAID}) == unknown
    assert stranger.post(f"{here}/take-over", {"place": "Here"}) == unknown
    assert stranger.post(f"{here}/decline", {"reason": "Torn"}) == unknown
    assert not Look.objects.filter(person=stranger.person.uuid).exists()


def test_every_look_at_packages_is_noted(officer, at_case, here, case):
    package = Package.objects.get()
    paths = {
        at_case: None,
        f"{at_case}/choices": None,
        f"{at_case}/arrived": None,
        f"/packages/{package.uuid}": package.uuid,
        here: Arrived.objects.get().uuid,
    }
    for path, subject in paths.items():
        assert officer.get(path)[0] == 200
        look = Look.objects.order_by("-pk").first()
        assert (look.person, look.case, look.what, look.subject) == (
            officer.person.uuid,
            case.uuid,
            "evidence.package",
            subject,
        ), path
    assert Look.objects.count() == len(paths)


# Reviews


def test_a_review_is_a_task_of_the_case(officer, callers, people, exhibit, case):
    path, due = f"/exhibits/{exhibit.uuid}/reviews", now() + timedelta(days=30)
    said = {"assigned_to": str(people["second"].uuid), "due_at": due.isoformat(), "words": "New methods"}
    status, told = officer.post(path, said)
    assert (status, told["title"], told["detail"]) == (201, "Review of exhibit 2026-E-0001", "New methods")
    task = Task.objects.get()
    assert (str(task.uuid), task.assigned_to, task.due_at) == (told["task"], people["second"], due)
    (listed,) = officer.get(f"/cases/{case.uuid}/tasks")[1]["items"]
    assert listed["uuid"] == told["task"]
    assert callers["second"].post(f"/tasks/{told['task']}/finish")[1]["done_at"]


def test_a_review_is_given_to_those_who_can_do_it(officer, callers, people, exhibit, case):
    path = f"/exhibits/{exhibit.uuid}/reviews"
    left = PersonFactory(role=Role.CASE_OFFICER, is_active=False)
    case.memberships.create(person=left, since=AT)

    def given_to(who, caller=officer):
        status, told = caller.post(path, {"assigned_to": str(who), "due_at": AT.isoformat()})
        return status, told["code"]

    assert given_to(people["stranger"].uuid) == (422, "cases.not_a_caseworker")
    assert given_to(left.uuid) == (422, "cases.not_a_caseworker")
    assert given_to(NOBODY) == (404, "kernel.not_found")
    assert given_to(people["second"].uuid, callers["liaison"]) == (403, "kernel.not_allowed")
    assert given_to(people["second"].uuid, callers["stranger"]) == (404, "kernel.not_found")
    assert not Task.objects.exists()
