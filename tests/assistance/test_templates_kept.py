"""A bureau's own templates: versions that are added with a reason, used at once, withdrawn; and never a letter lost."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from entraide.accounts.domain.roles import Role
from entraide.assistance.domain.letters.facts import LetterKind, Wording
from entraide.assistance.domain.letters.templating.errors import TemplateFieldUnknown
from entraide.assistance.domain.letters.wording import standard
from entraide.assistance.errors import NoTemplate, TemplateUnchanged
from entraide.assistance.models import LetterTemplate
from entraide.assistance.services import registering, templates, wording, writing
from entraide.config import doctor
from entraide.kernel.errors import Conflict, Incomplete, NotAllowed, NotFound
from entraide.ledger.models import Entry
from tests.assistance.desk_pages import at_browser, words
from tests.factories.accounts import PersonFactory
from tests.factories.assistance import LetterTemplateFactory

NOTICE = LetterKind.NOTICE
OURS = Wording("From {agency}: {matter}", "Greetings.\n\n{message}\n\nUnder {our_reference}, always.")
INCOMING = {
    "title": "Vol",
    "partner_state": "BE",
    "kind": "police_information",
    "track": "police",
    "language": "en",
}


@pytest.fixture
def save(bureau, monday):
    """Save a template as the administrator."""

    def saved(
        text=OURS, reason="A new style", based_on=0, kind=NOTICE, language="en", acting=bureau["admin"]
    ):
        return templates.save_template(
            kind, language, text, reason, based_on=based_on, acting=acting, at=monday
        )

    return saved


@pytest.fixture
def taken_in(bureau, monday):
    """A request that a notice can be written about."""
    return registering.register(INCOMING, acting=bureau["duty"], at=monday)


def notice(request, bureau, at):
    return writing.draft_letter(request, NOTICE, acting=bureau["duty"], at=at, text="We have moved.")


def test_a_letter_is_drafted_from_the_newest_template_and_remembers_which(save, taken_in, bureau, monday):
    before = notice(taken_in, bureau, monday)
    save()
    letter = notice(taken_in, bureau, monday)
    assert letter.subject.endswith(": Vol")
    assert letter.body == "Greetings.\n\nWe have moved.\n\nUnder 2026-I-0001, always."
    assert (before.template, letter.template.number) == (None, 1)
    save(replace(OURS, body="Second.\n\n{message}"), based_on=1)
    assert notice(taken_in, bureau, monday).body == "Second.\n\nWe have moved."
    letter.refresh_from_db()
    assert letter.template.body == OURS.body


def test_the_ledger_knows_who_wrote_a_template_and_not_its_words(save, bureau):
    version = save()
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor, entry.subject) == (
        "assistance.letter_template_saved",
        bureau["admin"].uuid,
        version.uuid,
    )
    assert b"Greetings" not in bytes(entry.canonical)


def test_withdrawing_puts_the_standard_letter_back(save, taken_in, bureau, monday):
    usual = notice(taken_in, bureau, monday).body
    save()
    templates.withdraw_template(NOTICE, "en", "Too short", based_on=1, acting=bureau["admin"], at=monday)
    letter = notice(taken_in, bureau, monday)
    assert (letter.body, letter.template) == (usual, None)
    assert [(one.number, one.body == "") for one in wording.versions(NOTICE, "en")] == [(2, True), (1, False)]
    with pytest.raises(NoTemplate):
        templates.withdraw_template(NOTICE, "en", "Again", based_on=2, acting=bureau["admin"], at=monday)
    assert save(based_on=2).number == 3


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_write(role, save, monday):
    person = PersonFactory(role=role)
    with pytest.raises(NotAllowed):
        save(acting=person)
    with pytest.raises(NotAllowed):
        templates.withdraw_template(NOTICE, "en", "So", based_on=0, acting=person, at=monday)
    assert not LetterTemplate.objects.exists()


def test_what_cannot_be_used_is_never_kept(save):
    with pytest.raises(TemplateFieldUnknown):
        save(replace(OURS, body="{messaje}\n\n{message}"))
    with pytest.raises(Incomplete):
        save(reason="  ")
    with pytest.raises(TemplateUnchanged):
        save(standard(NOTICE, "en"))
    assert not LetterTemplate.objects.exists()


def test_of_two_who_write_at_once_the_second_looks_first(save):
    save()
    with pytest.raises(Conflict):
        save(replace(OURS, subject="Mine: {matter}"))
    assert save(replace(OURS, subject="Mine: {matter}"), based_on=1).number == 2


def test_a_kind_has_templates_in_its_own_languages_alone():
    assert wording.require_known("reply", "es") == (LetterKind.REPLY, "es")
    for kind, language in (("notice", "es"), ("poem", "en"), ("reply", "de")):
        with pytest.raises(NotFound):
            wording.require_known(kind, language)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "", "body": "x"},
        {"reason": ""},
        {"number": 0},
    ],
)
def test_the_database_refuses_half_a_template(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplateFactory(**wrong)


def test_a_version_has_one_text(db):
    LetterTemplateFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplateFactory()


def broken(at):
    """A template that an earlier version of the software could use."""
    return LetterTemplateFactory(body="{message}\n\nOf {gone}.", number=1, at=at)


def test_a_template_that_no_longer_resolves_leaves_the_standard_letter_in_use_and_says_so(
    taken_in, bureau, monday
):
    usual = notice(taken_in, bureau, monday)
    assert wording.set_aside(usual) is None
    broken(monday)
    letter = notice(taken_in, bureau, monday)
    assert (letter.body, letter.template) == (usual.body, None)
    page = words(at_browser(bureau["duty"]).get(f"/letters/{letter.uuid}/"))
    assert "Drafted from the standard letter" in page
    assert "{gone}" in page
    listed = words(at_browser(bureau["admin"]).get("/letters/templates/"))
    assert "cannot be used" in listed
    LetterTemplateFactory(number=2, at=monday)
    assert "cannot be used" not in words(at_browser(bureau["admin"]).get("/letters/templates/"))


def test_the_doctor_names_what_no_longer_resolves(db, monday):
    (well,) = doctor.letter_templates()
    assert (well.level, well.found) == (doctor.Level.OK, "0")
    broken(monday)
    (found,) = doctor.letter_templates()
    assert (found.level, found.found) == (doctor.Level.WARN, "notice, en, 1")
    assert "Line 3: this letter has no field {gone}." in found.mend.en
    assert "Ligne 3 : cette lettre n’a pas de champ {gone}." in found.mend.fr


def test_a_preview_is_of_nobodys_case(taken_in, bureau, monday):
    tried = wording.tried(NOTICE, "en", OURS)
    assert "2026-I-0012" in tried.body
    assert "Vol" not in tried.subject
    pdf = wording.paper_of(NOTICE, "en", OURS, acting=bureau["admin"], at=monday)
    assert pdf.startswith(b"%PDF")
