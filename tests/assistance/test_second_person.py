"""Two people stand behind what leaves: nobody is their own second, and nothing leaves around the review."""

import pytest

from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import ActNotOpen, RequestApproved, SecondPersonNeeded
from entraide.assistance.models import AssistanceRequest, Dispatch
from entraide.assistance.services import describing, following, registering, writing
from entraide.cases.services.members import add_members

FIELDS = {
    "title": "Vol",
    "partner_state": "BE",
    "kind": "police_information",
    "track": "police",
    "facts": "A theft.",
    "reply_language": "en",
}


@pytest.fixture
def submitted(bureau, monday):
    """A request of ours that its author has handed to a second person."""
    officer, supervisor, counsel = bureau["officer"], bureau["supervisor"], bureau["counsel"]
    request = registering.draft(FIELDS, acting=officer, at=monday)
    describing.add_part(request, "measures", {"code": "checks"}, acting=officer, at=monday)
    add_members(request.case, [supervisor, counsel], acting=officer, at=monday)
    return following.submit(request, acting=officer, at=monday)


def reword(request, person, at):
    describing.change_record(request, {"facts": "Quite another matter."}, acting=person, at=at)


def add_measure(request, person, at):
    describing.add_part(request, "measures", {"code": "search"}, acting=person, at=at)


@pytest.mark.parametrize("change", [reword, add_measure])
def test_a_reviewer_who_changed_a_request_under_review_does_not_approve_it(submitted, bureau, monday, change):
    change(submitted, bureau["supervisor"], monday)
    with pytest.raises(SecondPersonNeeded):
        following.approve(submitted, acting=bureau["supervisor"], at=monday)
    following.approve(submitted, acting=bureau["counsel"], at=monday)
    assert AssistanceRequest.objects.get().state == "validated"


@pytest.mark.parametrize("change", [reword, add_measure])
def test_what_was_approved_leaves_as_it_was_approved(submitted, bureau, monday, change):
    following.approve(submitted, acting=bureau["supervisor"], at=monday)
    with pytest.raises(RequestApproved):
        change(submitted, bureau["officer"], monday)
    following.send_back(submitted, comment="One measure more.", acting=bureau["counsel"], at=monday)
    change(submitted, bureau["officer"], monday)
    assert AssistanceRequest.objects.get().state == "draft"


def test_a_letter_of_request_waits_for_the_approval_of_its_request(submitted, bureau, monday, settings):
    settings.EMAIL_HOST = "mail.valmont.example"
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    letter = writing.draft_letter(submitted, LetterKind.OUTGOING_REQUEST, acting=officer, at=monday)
    letter = writing.revise_letter(letter, {"email": "desk@valbourg.example"}, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    with pytest.raises(ActNotOpen):
        writing.send_by_mail(letter, acting=officer, at=monday)
    assert not Dispatch.objects.exists()
    following.approve(submitted, acting=supervisor, at=monday)
    writing.send_by_mail(letter, acting=officer, at=monday)
    assert Dispatch.objects.get().address == "desk@valbourg.example"


def test_nothing_is_mailed_of_a_request_that_ended_since_its_letter_was_approved(bureau, monday, settings):
    settings.EMAIL_HOST = "mail.valmont.example"
    duty, officer, supervisor = bureau["duty"], bureau["officer"], bureau["supervisor"]
    request = registering.register(FIELDS, acting=duty, at=monday)
    add_members(request.case, [officer, supervisor], acting=duty, at=monday)
    letter = writing.draft_letter(request, LetterKind.ACKNOWLEDGEMENT, acting=officer, at=monday)
    letter = writing.revise_letter(letter, {"email": "desk@valbourg.example"}, acting=officer, at=monday)
    writing.submit_letter(letter, acting=officer, at=monday)
    letter = writing.approve_letter(letter, acting=supervisor, at=monday)
    other = registering.register(FIELDS, acting=officer, at=monday)
    following.supersede(request, other=other, acting=officer, at=monday)
    with pytest.raises(ActNotOpen):
        writing.send_by_mail(letter, acting=officer, at=monday)
    assert not Dispatch.objects.exists()
