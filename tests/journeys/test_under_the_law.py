"""Two stories in a browser, in both languages: a preservation under the Budapest Convention that is extended once and
followed by the request for assistance; and a request of another state with one measure executed, one refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from entraide.accounts import demo as accounts_demo
from entraide.accounts.queries import person_by_email
from entraide.assistance.models import AssistanceRequest, DatedEvent
from entraide.assistance.services import deciding, following, intake, registering, writing
from entraide.assistance.services.describing import add_part
from entraide.cases.services.members import add_members
from entraide.kernel.clock import now
from tests.journeys.filming import OTHER_LOOKS, TWO_LOOKS, Film, sign_in, submit

pytestmark = [pytest.mark.browser, pytest.mark.looks]

PASSWORD = "a long walk by the river"
WORDS = {
    "en": {
        "title": "Preserve an account that recruits couriers",
        "link": "The messages show who pays for the journeys.",
        "necessity": "The provider keeps its logs for a week.",
        "why": "The request for assistance is still being translated.",
        "ground": "The conduct is not an offence here.",
        "conditions": "To be used in this proceeding alone.",
    },
    "fr": {
        "title": "Conserver un compte qui recrute des passeurs",
        "link": "Les messages montrent qui paie les voyages.",
        "necessity": "Le fournisseur ne garde ses journaux qu’une semaine.",
        "why": "La demande d’entraide est encore à la traduction.",
        "ground": "Les faits ne sont pas une infraction ici.",
        "conditions": "À n’utiliser que dans cette procédure.",
    },
}


@pytest.fixture
def officer(page_at: Callable[..., Page], language: str) -> Page:
    accounts_demo.fill(now(), PASSWORD)
    page = page_at("/", language=language)
    sign_in(page, "officer@demo.example", PASSWORD, language)
    return page


def add(page: Page, request: AssistanceRequest, part: str, **fields: str) -> None:
    page.goto(f"/requests/{request.uuid}/{part}/add/")
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    submit(page)


def sent_on_paper(request: AssistanceRequest, kind: str) -> None:
    """Reviewed by a second person and gone by post: what the other journey shows click by click."""
    author, second = person_by_email("officer@demo.example"), person_by_email("supervisor@demo.example")
    letter = writing.draft_letter(request, kind, acting=author, at=now())
    writing.submit_letter(letter, acting=author, at=now())
    letter = writing.approve_letter(letter, acting=second, at=now())
    writing.record_sent(letter, channel="post", acting=author, at=now())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_preservation_is_asked_extended_once_and_followed_by_the_request_for_assistance(
    language: str, officer: Page
) -> None:
    words, film = WORDS[language], Film(language, looks=TWO_LOOKS if language == "en" else OTHER_LOOKS)
    officer.goto("/requests/draft/")
    officer.fill("[name=title]", words["title"])
    for name, value in {"kind": "preservation", "track": "police", "partner_state": "FR"}.items():
        officer.select_option(f"main [name={name}]", value)
    officer.fill("[name=facts]", words["link"])
    submit(officer)
    request = AssistanceRequest.objects.get()
    add(officer, request, "measures", code="preservation", description=words["title"])

    # The advice names the Convention first; the officer chooses it.
    officer.goto(f"/requests/{request.uuid}/law/")
    officer.locator("#basis summary").click()
    assert officer.locator("main [name=instrument]").input_value() == "budapest"
    submit(officer)
    film.take(officer, "law")
    request.refresh_from_db()
    assert request.basis == "budapest"

    # It cannot be submitted before it says what Article 29(2) demands.
    said = officer.text_content("main") or ""
    assert "budapest_29_mla" in said
    assert "29(2)(f)" in said
    officer.goto(f"/requests/{request.uuid}/record/edit/")
    officer.fill("[name=evidence_link]", words["link"])
    officer.fill("[name=block-data]", words["title"])
    officer.fill("[name=block-custodian]", "Palaver Social")
    officer.fill("[name=block-necessity]", words["necessity"])
    officer.check("[name=block-mla_will_follow]")
    submit(officer)
    add(officer, request, "offences", title="Trafic de stupéfiants")
    add(officer, request, "authorities", role="requesting", organisation="Sûreté de Valmont")
    officer.goto(f"/requests/{request.uuid}/acts/submit/")
    submit(officer)
    request.refresh_from_db()
    assert request.state == "in_review"

    # A second person approves; it leaves; the partner keeps the data.
    author, second = person_by_email("officer@demo.example"), person_by_email("supervisor@demo.example")
    add_members(request.case, [second], acting=author, at=now())
    following.approve(request, acting=second, at=now())
    sent_on_paper(request, "preservation_request")
    following.record_acknowledged(request, acting=author, at=now())
    for measure in request.measures.all():
        deciding.decide(measure, deciding.Ruling(deciding.Decision.EXECUTE), acting=author, at=now())
    following.record_preserved(request, acting=author, at=now())

    # The expiry is extended once, with a reason.
    officer.goto(f"/requests/{request.uuid}/acts/extend/")
    until = timezone.localdate() + timedelta(days=80)
    officer.locator("main [name=rule][value*=preserv]").check()
    officer.fill("main [name=until]", until.isoformat())
    officer.fill("main [name=reason]", words["why"])
    film.take(officer, "extend")
    submit(officer)
    assert DatedEvent.objects.filter(request=request, code="extended").count() == 1
    assert words["why"] in (officer.text_content("body") or "")

    # The request for assistance follows, and refers to it.
    officer.goto("/requests/draft/")
    officer.fill("[name=title]", words["title"])
    for name, value in {
        "kind": "mutual_legal_assistance",
        "track": "judicial",
        "partner_state": "FR",
    }.items():
        officer.select_option(f"main [name={name}]", value)
    submit(officer)
    follows = AssistanceRequest.objects.latest("pk")
    officer.goto(f"/requests/{follows.uuid}/record/edit/")
    officer.select_option("main [name=relation]", "follow_up")
    officer.fill("[name=related_to]", request.reference)
    submit(officer)
    follows.refresh_from_db()
    assert (follows.related_to_id, follows.relation) == (request.pk, "follow_up")
    officer.goto(f"/requests/{request.uuid}/acts/record_mla_filed/")
    officer.fill("[name=text]", follows.reference)
    submit(officer)
    request.refresh_from_db()
    assert request.state == "mla_filed"
    assert film.found == [], "\n".join(film.found)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_two_measures_one_is_executed_on_conditions_and_one_refused_for_a_ground(
    language: str, officer: Page, page_at: Callable[..., Page]
) -> None:
    words, film, at = (
        WORDS[language],
        Film(language, looks=TWO_LOOKS if language == "en" else OTHER_LOOKS),
        now(),
    )
    duty, person = person_by_email("duty@demo.example"), person_by_email("officer@demo.example")
    counsel = person_by_email("counsel@demo.example")
    fields = {
        "title": words["title"],
        "partner_state": "BE",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
        "facts": words["link"],
        "language": language,
        "reply_language": language,
    }
    request = registering.register(fields, acting=duty, at=at, received_at=at)
    for code in ("bank_records", "interception"):
        add_part(request, "measures", {"code": code}, acting=duty, at=at)
    intake.triage(request, {}, acting=duty, at=at)
    intake.route(request, unit=None, officer=person, acting=duty, at=at)
    add_members(request.case, [counsel], acting=duty, at=at)
    first, second = request.measures.order_by("pk")

    # The legal test, ground by ground.
    officer.goto(f"/requests/{request.uuid}/legal-test/")
    officer.select_option("[name=dual_criminality]", "bar")
    officer.fill("[name=dual_criminality_note]", words["ground"])
    film.take(officer, "legal-test")
    submit(officer)
    assert words["ground"] in officer.locator("main").inner_text()

    # The first measure on conditions, which the requester accepts.
    officer.goto(f"/requests/{request.uuid}/measures/{first.uuid}/decide/")
    officer.locator("[name=decision][value=conditional]").check()
    officer.fill("[name=text]", words["conditions"])
    submit(officer)

    # The second is refused by counsel, for a ground, after consultation.
    lawyer = page_at("/", language=language)
    sign_in(lawyer, "counsel@demo.example", PASSWORD, language)
    lawyer.goto(f"/requests/{request.uuid}/measures/{second.uuid}/decide/")
    lawyer.locator("[name=decision][value=refuse]").check()
    lawyer.select_option("main [name=ground]", "dual_criminality")
    lawyer.fill("[name=text]", words["ground"])
    lawyer.check("[name=consulted]")
    submit(lawyer)
    officer.goto(f"/requests/{request.uuid}/measures/{first.uuid}/conditions/")
    officer.locator("main form [type=radio]").first.check()
    submit(officer)
    officer.goto(f"/requests/{request.uuid}/acts/begin_execution/")
    submit(officer)
    officer.goto(f"/requests/{request.uuid}/measures/{first.uuid}/result/")
    officer.locator("[name=result][value=executed]").check()
    officer.fill("[name=text]", words["link"])
    submit(officer)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.decision, first.conditions_accepted, first.result) == ("conditional", True, "executed")
    assert (second.decision, second.ground, second.result) == ("refuse", "dual_criminality", "")
    film.take(officer, "two-measures")
    assert film.found == [], "\n".join(film.found)
