"""Two requests of different cases that are linked: the link tells nothing to those who belong to one of them only."""

import pytest

from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import describing, following, registering
from entraide.cases.services.members import add_members
from tests.assistance.desk_pages import at_browser, page, words


@pytest.fixture
def linked(bureau, monday):
    """A request that many see, and one that the supervisor keeps close; the first refers to the second."""
    supervisor = bureau["supervisor"]
    shown = registering.draft({"title": "Seen"}, acting=supervisor, at=monday)
    hidden = registering.draft({"title": "Kept close"}, acting=supervisor, at=monday)
    add_members(shown.case, [bureau["officer"]], acting=supervisor, at=monday)
    describing.change_record(shown, {"related_to": hidden}, acting=supervisor, at=monday)
    return shown, hidden


@pytest.mark.parametrize("rest", ["", "record/", "record/edit/", "timeline/"])
def test_a_related_request_is_named_only_to_those_who_may_know_of_it(linked, bureau, rest):
    shown, hidden = linked
    assert hidden.reference not in words(at_browser(bureau["officer"]).get(page(shown, rest)))
    if rest != "timeline/":
        assert hidden.reference in words(at_browser(bureau["supervisor"]).get(page(shown, rest)))


def test_who_does_not_see_the_related_request_saves_the_record_without_losing_it(linked, bureau):
    shown, hidden = linked
    officer = at_browser(bureau["officer"])
    form = officer.get(page(shown, "record/edit/")).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, "")}
    assert officer.post(page(shown, "record/edit/"), sent | {"title": "Seen anew"}).status_code == 302
    after = AssistanceRequest.objects.get(pk=shown.pk)
    assert (after.title, after.related_to) == ("Seen anew", hidden)


def test_the_timeline_of_a_request_that_gave_way_does_not_name_the_one_that_took_its_place(
    linked, bureau, monday
):
    shown, hidden = linked
    following.supersede(shown, other=hidden, acting=bureau["supervisor"], at=monday)
    told = words(at_browser(bureau["officer"]).get(page(shown, "timeline/")))
    assert "Replaced by another request" in told
    assert hidden.reference not in told
    assert hidden.reference in words(at_browser(bureau["supervisor"]).get(page(shown)))
