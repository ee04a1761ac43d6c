"""The dual-criminality worksheet of a request: what it shows, and whose the answers are."""

import pytest

from entraide.assistance.errors import OffenceNotOnRecord, RequestEnded
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import comparing, describing, following, registering
from entraide.instruments.domain.offences.worksheet import QuestionCode, Search
from entraide.ledger.models import Entry, Look
from tests.assistance.desk_pages import at_browser, page, words
from tests.caller import Caller

pytestmark = pytest.mark.django_db

SAID = "He sold cars that were not there <b>."


@pytest.fixture
def request_(bureau, monday):
    fields = {
        "title": "A fraud",
        "partner_state": "FR",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
    }
    made = registering.draft(fields, acting=bureau["officer"], at=monday)
    for offence in (
        {"title": "Sale of cars", "iccs": "0701"},
        {"title": "Sale of boats", "iccs": "0701"},
        {"title": "Something"},
    ):
        describing.add_part(made, "offences", offence, acting=bureau["officer"], at=monday)
    return AssistanceRequest.objects.get()


def write(request, bureau, monday, answers=None, code="0701"):
    answers = answers if answers is not None else {QuestionCode.CONDUCT: SAID}
    return comparing.write_answers(request, {code: answers}, acting=bureau["officer"], at=monday)


def end(request, bureau, monday):
    following.withdraw(request, text="No longer needed.", acting=bureau["officer"], at=monday)
    following.close(AssistanceRequest.objects.get(), text="Withdrawn.", acting=bureau["officer"], at=monday)


def test_one_row_for_each_category_with_both_laws_and_what_has_no_code_beside_it(request_):
    (row,) = comparing.compared(request_)
    assert row.titles == ("Sale of cars", "Sale of boats")
    assert (row.row.in_home, row.row.in_partner) == (Search.SAME_CATEGORY, Search.SAME_CATEGORY)
    assert [one.offence.article for one in row.row.partner] == ["313-1"]
    assert (row.answered, row.by, row.at) == (0, "", None)
    assert [one.title for one in comparing.uncoded(request_)] == ["Something"]


def test_without_a_partner_there_is_nothing_to_compare(request_):
    AssistanceRequest.objects.update(partner_state=None)
    assert comparing.compared(AssistanceRequest.objects.get()) == ()


def test_an_answer_is_kept_with_who_wrote_it_and_when_and_the_ledger_tells_it(request_, bureau, monday):
    write(request_, bureau, monday)
    (row,) = comparing.compared(AssistanceRequest.objects.get())
    assert {one.question.code: one.answer for one in row.asked if one.answer} == {QuestionCode.CONDUCT: SAID}
    assert (row.by, row.at) == (bureau["officer"].name, monday)
    entry = Entry.objects.get(act="assistance.dual_criminality_written")
    assert SAID.encode() not in bytes(entry.canonical)
    told = words(at_browser(bureau["officer"]).get(page(request_, "timeline/")))
    assert "He sold cars that were not there &lt;b&gt;." in told


def test_answers_left_out_stay_an_emptied_one_goes_and_the_same_again_leaves_no_entry(
    request_, bureau, monday
):
    write(request_, bureau, monday)
    write(request_, bureau, monday, {QuestionCode.PENALTIES: "Yes, five years and fourteen."})
    (row,) = comparing.compared(AssistanceRequest.objects.get())
    assert row.answered == 2
    before = Entry.objects.count()
    write(request_, bureau, monday, {QuestionCode.CONDUCT: f" {SAID} "})
    assert Entry.objects.count() == before
    write(request_, bureau, monday, {QuestionCode.CONDUCT: " "})
    (row,) = comparing.compared(AssistanceRequest.objects.get())
    assert [one.answer for one in row.asked if one.answer] == ["Yes, five years and fourteen."]


def test_an_answer_outlives_the_reason_for_its_question(request_, bureau, monday):
    answers = {QuestionCode.SEARCH_AT_HOME: "Ours to search."}
    assert QuestionCode.SEARCH_AT_HOME not in {
        one.question.code for one in comparing.compared(request_)[0].asked
    }
    write(request_, bureau, monday, answers)
    (row,) = comparing.compared(AssistanceRequest.objects.get())
    assert row.asked[-1].question.text.en.startswith("No article was found here (Canada)")


def test_only_what_is_on_record_can_be_answered_and_not_after_the_end(request_, bureau, monday):
    with pytest.raises(OffenceNotOnRecord):
        write(request_, bureau, monday, code="0401")
    end(request_, bureau, monday)
    with pytest.raises(RequestEnded):
        write(AssistanceRequest.objects.get(), bureau, monday)


def test_the_tab_and_the_page_show_both_laws_and_the_answers(request_, bureau, monday):
    client = at_browser(bureau["officer"])
    sheet = page(request_, "law/dual-criminality/")
    said = words(client.get(sheet))
    for shown in ("Criminal Code, 380(1)(a)", "Penal Code, 313-1", "an article of the same category was found",
                  "not verified", "escroquerie", "Something", "is no verdict"):  # fmt: skip
        assert shown in said
    answer = client.post(sheet, {"conduct-0701": SAID, "penalties-0701": ""})
    assert (answer.status_code, answer["Location"]) == (302, page(request_, "law/") + "#dual")
    tab = words(client.get(page(request_, "law/")))
    assert "He sold cars that were not there &lt;b&gt;." in tab
    assert bureau["officer"].name in tab
    french = words(at_browser(bureau["officer"], "fr").get(sheet))
    assert "Code criminel, 380(1)(a)" in french
    assert "Double incrimination" in french


def test_an_answer_that_is_too_long_comes_back_and_is_not_kept(request_, bureau):
    client = at_browser(bureau["officer"])
    answer = client.post(page(request_, "law/dual-criminality/"), {"conduct-0701": "x" * 20_001})
    assert answer.status_code == 422
    assert AssistanceRequest.objects.get().dual_worksheet == {}


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(request_, bureau, monday):
    write(request_, bureau, monday)
    before = AssistanceRequest.objects.get().dual_worksheet
    client = at_browser(bureau["officer"])
    typed = {"seen": "0701@", "conduct-0701": "Another account of it."}
    answer = client.post(page(request_, "law/dual-criminality/"), typed)
    assert answer.status_code == 422
    assert "Another account of it." in words(answer)
    assert AssistanceRequest.objects.get().dual_worksheet == before


def test_a_request_that_ended_shows_its_answers_and_no_form(request_, bureau, monday):
    write(request_, bureau, monday)
    end(request_, bureau, monday)
    answer = at_browser(bureau["officer"]).get(page(request_, "law/dual-criminality/"))
    assert "textarea" not in words(answer)
    assert "He sold cars" in words(answer)


def test_the_page_says_what_is_missing(request_, bureau):
    client = at_browser(bureau["officer"])
    request_.offences.exclude(iccs="").delete()
    assert "No offence has a code" in words(client.get(page(request_, "law/dual-criminality/")))
    AssistanceRequest.objects.update(partner_state=None)
    assert "The partner state is not known" in words(client.get(page(request_, "law/dual-criminality/")))


def test_programs_read_it_and_write_answers(request_, bureau):
    call, path = Caller(bureau["officer"]), f"/requests/{request_.uuid}/dual-criminality"
    looks = Look.objects.count()
    status, sheet = call.get(path)
    assert (status, sheet["home"], sheet["partner"], len(sheet["uncoded"])) == (200, "CA", "FR", 1)
    assert Look.objects.count() == looks + 1
    assert sheet["rows"][0]["home"]["search"] == "same_category"
    answers = [{"iccs": "0701", "question": "conduct", "answer": SAID}]
    status, sheet = call.post(path, {"answers": answers})
    assert (status, sheet["rows"][0]["questions"][0]["answer"]) == (200, SAID)
    assert sheet["rows"][0]["written_by"] == bureau["officer"].name
    status, problem = call.post(path, {"answers": [{**answers[0], "iccs": "0401"}]})
    assert problem["code"] == "assistance.offence_not_on_record"
    assert call.post(path, {"answers": [{**answers[0], "question": "verdict"}]})[0] == 422
    assert not any("verdict" in key for key in sheet["rows"][0])


def test_a_stranger_finds_no_worksheet(request_, bureau):
    stranger = bureau["officer.major"]
    assert at_browser(stranger).get(page(request_, "law/dual-criminality/")).status_code == 404
    path = f"/requests/{request_.uuid}/dual-criminality"
    assert Caller(stranger).get(path)[0] == 404
    body = {"answers": [{"iccs": "0701", "question": "conduct", "answer": SAID}]}
    assert Caller(stranger).post(path, body)[0] == 404
