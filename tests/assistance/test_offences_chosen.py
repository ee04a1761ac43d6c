"""An offence chosen from the classification: its code, the advice that follows, the form that loses nothing."""

import pytest

from entraide.assistance.errors import FieldsRefused
from entraide.assistance.models import AssistanceRequest, Offence
from entraide.assistance.services import describing, registering
from entraide.assistance.services.advising import advice_for, question_of
from tests.assistance.desk_pages import at_browser, page, words
from tests.caller import Caller

pytestmark = pytest.mark.django_db

TITLE = "Betrug"


@pytest.fixture
def request_(bureau, monday):
    """An outgoing request to France, of the officer."""
    fields = {
        "title": "A fraud",
        "partner_state": "FR",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
    }
    return registering.draft(fields, acting=bureau["officer"], at=monday)


def add(request, bureau, monday, **fields):
    given = {"title": TITLE, **fields}
    return describing.add_part(request, "offences", given, acting=bureau["officer"], at=monday)


def typed(**fields):
    return {
        "title": "",
        "iccs": "",
        "article": "",
        "text": "",
        "maximum_penalty": "",
        "limitation": "",
    } | fields


def test_a_code_of_the_classification_is_kept_and_none_is_as_good(request_, bureau, monday):
    assert add(request_, bureau, monday, iccs="07011").iccs == "07011"
    assert add(request_, bureau, monday).iccs == ""


@pytest.mark.parametrize("code", ["9999", "07", "070199", "fraud!"])
def test_a_code_that_stands_for_nothing_is_refused_beside_its_field(request_, bureau, monday, code):
    if code == "07":
        assert add(request_, bureau, monday, iccs=code).iccs == "07"
        return
    with pytest.raises(FieldsRefused) as refused:
        add(request_, bureau, monday, iccs=code)
    assert list(refused.value.fields) == ["iccs"]
    assert code in refused.value.fields["iccs"].fr
    assert Offence.objects.count() == 0


def test_the_advice_follows_from_the_code_where_no_word_of_the_title_is_known(request_, bureau, monday):
    add(request_, bureau, monday)
    assert question_of(request_).offences == ()
    Offence.objects.update(iccs="030221")
    assert question_of(request_).offences == ("030221",)
    assert "opsc" in {basis.instrument for basis in advice_for(request_).bases}


def test_the_words_of_the_title_count_beside_the_code_and_a_wide_code_does_not(request_, bureau, monday):
    add(request_, bureau, monday, title="Fraude", iccs="07041")
    add(request_, bureau, monday, title="Etwas", iccs="07")
    assert question_of(request_).offences == ("07041", "fraud", "fraude")


def test_the_api_takes_the_code_and_refuses_one_that_stands_for_nothing(request_, bureau):
    call = Caller(bureau["officer"])
    base = f"/requests/{request_.uuid}/offences"
    status, made = call.post(base, {"title": TITLE, "iccs": "0701"})
    assert (status, made["iccs"]) == (201, "0701")
    status, problem = call.patch(f"{base}/{made['uuid']}", {"iccs": "0799"})
    assert (status, problem["code"], list(problem["fields"])) == (422, "assistance.fields_refused", ["iccs"])
    assert call.patch(f"{base}/{made['uuid']}", {"iccs": ""})[1]["iccs"] == ""
    assert call.get(f"/requests/{request_.uuid}")[1]["offences"][0]["iccs"] == ""


def test_a_search_on_the_form_saves_nothing_and_keeps_what_was_typed(request_, bureau):
    client = at_browser(bureau["officer"])
    sent = typed(title="Arnaque", text="Quiconque trompe.\nArt. 2", words="escroquerie", find="yes")
    answer = client.post(page(request_, "offences/add/"), sent)
    assert answer.status_code == 200
    assert answer.context["choice"].offered[0].code == "0701"
    states = {article.state for article in answer.context["choice"].offered[0].articles}
    assert states == {"CA", "FR"}
    assert answer.context["form"]["title"].value() == "Arnaque"
    assert answer.context["form"]["text"].value() == "Quiconque trompe.\nArt. 2"
    assert Offence.objects.count() == 0


def test_without_words_the_title_is_searched_and_a_plain_address_searches_too(request_, bureau):
    client = at_browser(bureau["officer"], "fr")
    found = client.post(page(request_, "offences/add/"), typed(title="blanchiment", find="yes"))
    assert found.context["choice"].offered[0].code == "07041"
    linked = client.get(page(request_, "offences/add/"), {"words": "blanchiment"})
    assert linked.context["choice"].offered[0].title == "Blanchiment d’argent"
    assert "Rien dans la classification" in words(
        client.get(page(request_, "offences/add/"), {"words": "zzz"})
    )


def test_a_choice_fills_in_what_is_empty_and_says_what_it_would_have_put_where_something_stands(
    request_, bureau
):
    client = at_browser(bureau["officer"])
    offered = client.post(page(request_, "offences/add/"), typed(words="fraud", find="yes")).context["choice"]
    article = next(one for one in offered.offered[0].articles if one.state == "FR")
    answer = client.post(
        page(request_, "offences/add/"), typed(title="Arnaque", limitation="6 ans", choose=article.value)
    )
    form = answer.context["form"]
    assert form["iccs"].value() == "0701"
    assert form["article"].value() == "Penal Code, 313-1"
    assert "5 years" in form["maximum_penalty"].value()
    assert (form["title"].value(), form["limitation"].value()) == ("Arnaque", "6 ans")
    assert form.fields["title"].help_text == f"The choice suggests: {article.title}"
    # A second choice takes the place of the first, not of what was typed.
    shown = {name: form[name].value() or "" for name in form.fields}
    again = client.post(page(request_, "offences/add/"), {**shown, "choose": "0401"}).context["form"]
    assert (again["iccs"].value(), again["title"].value()) == ("0401", "Arnaque")
    saved = client.post(
        page(request_, "offences/add/"), {name: again[name].value() or "" for name in again.fields}
    )
    assert saved.status_code == 302
    kept = Offence.objects.get()
    assert (kept.iccs, kept.title, kept.limitation) == ("0401", "Arnaque", "6 ans")


def test_an_article_of_a_narrower_category_brings_its_own_code(request_, bureau):
    client = at_browser(bureau["officer"])
    offered = client.post(page(request_, "offences/add/"), typed(words="0601", find="yes")).context["choice"]
    article = next(one for one in offered.offered[0].articles if one.nearness == "narrower category")
    form = client.post(page(request_, "offences/add/"), typed(choose=article.value)).context["form"]
    assert form["iccs"].value().startswith("0601")
    assert form["iccs"].value() != "0601"


@pytest.mark.parametrize(
    "value", ["", "zz", "0701.", "0701.99999", "0701.-1", "0701.²", "9" * 4000, "<script>"]
)
def test_a_choice_of_nothing_changes_nothing(request_, bureau, value):
    client = at_browser(bureau["officer"])
    answer = client.post(page(request_, "offences/add/"), typed(title="Arnaque", choose=value))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert (form["title"].value(), form["article"].value()) == ("Arnaque", "")


def test_the_code_of_an_offence_is_chosen_later_too_and_stands_on_the_page(request_, bureau, monday):
    made = add(request_, bureau, monday)
    client = at_browser(bureau["officer"])
    there = page(request_, f"offences/{made.uuid}/change/")
    assert client.get(there).context["choice"].words == TITLE
    form = client.post(there, typed(title=TITLE, choose="060121")).context["form"]
    assert form["title"].value() == TITLE
    assert client.post(there, {name: form[name].value() or "" for name in form.fields}).status_code == 302
    said = words(client.get(page(request_)))
    assert "/instruments/offences/060121/" in said
    # A case of drugs leads to the schedules.
    assert "/instruments/substances/" in said
    Offence.objects.update(iccs="0701")
    assert "/instruments/substances/" not in words(client.get(page(request_)))


def test_a_code_typed_by_hand_that_stands_for_nothing_comes_back_with_the_form(request_, bureau):
    client = at_browser(bureau["officer"])
    answer = client.post(page(request_, "offences/add/"), typed(title="Arnaque", iccs="4711"))
    assert answer.status_code == 422
    assert "4711" in answer.context["form"].errors["iccs"][0]
    assert AssistanceRequest.objects.get().offences.count() == 0
