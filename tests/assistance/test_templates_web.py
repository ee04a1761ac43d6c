"""The pages and the API of letter templates."""

import pytest

from entraide.accounts.domain.roles import Role
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.wording import languages_of
from entraide.assistance.models import LetterTemplate
from tests.assistance.desk_pages import at_browser, words
from tests.caller import Caller
from tests.factories.accounts import PersonFactory
from tests.factories.assistance import LetterTemplateFactory

NOTICE = "/letters/templates/notice/en/"
API = "/letter-templates/notice/en"
TYPED = {"subject": "Ours: {matter}", "body": "Hear ye.\r\n\r\n{message}", "reason": "Style", "based_on": "0"}
SENT = {"subject": "Ours: {matter}", "body": "Hear ye.\n\n{message}", "reason": "Style", "based_on": 0}


@pytest.fixture
def admin(db):
    return at_browser(PersonFactory(role=Role.ADMINISTRATOR))


@pytest.fixture
def officer(db):
    return at_browser(PersonFactory(role=Role.CASE_OFFICER))


def test_the_list_names_every_letter_in_each_of_its_languages(admin):
    LetterTemplateFactory()
    page = words(admin.get("/letters/templates/"))
    for kind in LetterKind:
        for language in languages_of(kind):
            assert f'href="/letters/templates/{kind}/{language}/"' in page
    assert page.count("Version 1") == 1
    assert "/letters/templates/notice/es/" not in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_standard_letter_is_there_to_begin_from(admin, language):
    for kind in LetterKind:
        for tongue in languages_of(kind):
            page = admin.get(f"/letters/templates/{kind}/{tongue}/", headers={"accept-language": language})
            assert page.status_code == 200
            assert "{form_of_address}" in page.context["form"].initial["body"]
            assert page.context["tried"] is not None
            assert all(one.field.meaning.fr for one in page.context["fields"])


def test_a_text_is_looked_at_first_and_then_kept(admin):
    looked = admin.post(NOTICE, TYPED | {"check": "1", "reason": ""})
    assert looked.status_code == 200
    assert "Hear ye." in looked.context["tried"].body
    assert not LetterTemplate.objects.exists()
    assert admin.post(NOTICE, TYPED | {"reason": ""}).status_code == 422
    assert admin.post(NOTICE, TYPED).status_code == 302
    assert LetterTemplate.objects.get().body == "Hear ye.\n\n{message}"
    history = words(admin.get(f"{NOTICE}history/"))
    assert "<ins>Hear ye.</ins>" in history
    assert "Style" in history


def test_what_is_wrong_is_told_beside_the_text_which_stays(admin):
    page = admin.post(NOTICE, TYPED | {"body": "{messaje} <b>\n\nkept", "subject": "{a"})
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert errors["subject"] == [
        "Line 1: these braces are not a field. A field is a name in braces, {matter}; a brace itself is written twice."
    ]
    assert [said[:37] for said in errors["body"]] == [
        "Line 1: this letter has no field {mes",
        "This letter must have one of these fi",
    ]
    assert "{messaje} &lt;b&gt;" in words(page)
    assert not LetterTemplate.objects.exists()


def test_over_somebody_elses_version_one_writes_only_after_seeing_it(admin):
    LetterTemplateFactory()
    page = admin.post(NOTICE, TYPED)
    assert page.status_code == 422
    assert "Somebody changed this meanwhile" in words(page)
    assert "<ins>Hear ye.</ins>" in words(page)
    assert 'name="based_on" value="1"' in words(page)
    assert "Hear ye." in page.context["form"]["body"].value()
    assert admin.post(NOTICE, TYPED | {"based_on": "1"}).status_code == 302
    for odd in ("", "-1", "x", "9" * 40, "²"):
        assert admin.post(NOTICE, TYPED | {"based_on": odd}).status_code == 422


def test_it_is_seen_on_paper_before_it_is_kept(admin):
    assert admin.get(f"{NOTICE}paper.pdf").content.startswith(b"%PDF")
    assert admin.post(f"{NOTICE}paper.pdf", TYPED).content.startswith(b"%PDF")
    assert admin.post(f"{NOTICE}paper.pdf", TYPED | {"body": "{"}).status_code == 422
    assert not LetterTemplate.objects.exists()


def test_withdrawing_leads_to_the_history(admin):
    LetterTemplateFactory()
    page = f"{NOTICE}withdraw/"
    assert admin.get(page).status_code == 200
    assert admin.post(page, {"reason": "", "based_on": "1"}).status_code == 422
    assert admin.post(page, {"reason": "Enough", "based_on": "0"}).status_code == 422
    assert admin.post(page, {"reason": "Enough", "based_on": "1"}).status_code == 302
    assert "withdrawn: back to the standard letter" in words(admin.get(f"{NOTICE}history/"))


def test_who_drafts_reads_the_templates_and_has_no_way_to_change_them(officer):
    LetterTemplateFactory()
    pages = ("/letters/templates/", NOTICE, f"{NOTICE}history/", f"{NOTICE}paper.pdf")
    assert [officer.get(page).status_code for page in pages] == [200] * 4
    assert "<form" not in words(officer.get(NOTICE)).partition("<main")[2].partition("</main>")[0]
    assert officer.post(NOTICE, TYPED).status_code == 403
    assert officer.post(f"{NOTICE}paper.pdf", TYPED).status_code == 403
    assert officer.post(f"{NOTICE}withdraw/", {"reason": "x", "based_on": "1"}).status_code == 403
    assert officer.get(f"{NOTICE}withdraw/").status_code == 403
    assert LetterTemplate.objects.count() == 1


def test_an_auditor_has_no_part_in_letters(db):
    auditor = at_browser(PersonFactory(role=Role.AUDITOR))
    for page in ("/letters/templates/", NOTICE, f"{NOTICE}history/", f"{NOTICE}paper.pdf"):
        assert auditor.get(page).status_code == 403
    assert Caller(PersonFactory(role=Role.AUDITOR)).get("/letter-templates")[0] == 403


def test_what_is_no_letter_is_not_found(admin):
    for which in ("notice/es", "poem/en", "reply/de"):
        assert admin.get(f"/letters/templates/{which}/").status_code == 404
        assert admin.get(f"/letters/templates/{which}/history/").status_code == 404


def test_a_program_does_what_the_pages_do(db):
    caller = Caller(PersonFactory(role=Role.ADMINISTRATOR))
    status, every = caller.get("/letter-templates")
    assert (status, len(every)) == (200, sum(len(languages_of(kind)) for kind in LetterKind))
    status, one = caller.get(API)
    assert (one["version"], one["newest"], one["problems"]) == (None, 0, [])
    assert {field["name"]: field["is_block"] for field in one["fields"]}["message"] is True
    status, tried = caller.post(f"{API}/preview", {"subject": "x", "body": "{messaje}"})
    assert (status, [each["code"] for each in tried["problems"]]) == (
        200,
        ["letters.template_field_unknown", "letters.template_field_missing"],
    )
    status, tried = caller.post(f"{API}/preview", {"subject": "x", "body": SENT["body"]})
    assert (tried["problems"], tried["body"][:8]) == ([], "Hear ye.")
    assert caller.post(API, SENT | {"body": "{messaje}"})[1]["code"] == "letters.template_field_unknown"
    status, saved = caller.post(API, SENT)
    assert (status, saved["number"], saved["withdrawn"]) == (201, 1, False)
    assert caller.post(API, SENT)[0] == 409
    assert caller.get(API)[1]["version"]["uuid"] == saved["uuid"]
    assert caller.post(f"{API}/withdraw", {"reason": "Enough", "based_on": 1})[0] == 201
    assert [each["withdrawn"] for each in caller.get(f"{API}/versions")[1]] == [True, False]
    assert caller.get("/letter-templates/notice/es")[0] == 404
    assert caller.get("/letter-templates/poem/en")[0] == 422


def test_a_program_of_who_drafts_reads_and_tries_and_writes_nothing(db):
    caller = Caller(PersonFactory(role=Role.LEGAL_COUNSEL))
    assert caller.get(API)[0] == 200
    assert caller.post(f"{API}/preview", {"subject": "x", "body": "{message}"})[0] == 200
    assert caller.post(API, SENT)[0] == 403
    assert caller.post(f"{API}/withdraw", {"reason": "x", "based_on": 0})[0] == 403
    assert not LetterTemplate.objects.exists()
