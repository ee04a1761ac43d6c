"""The whole story in a browser: a letter is dropped on the desk, and a reply leaves over a real mail server.

The same in both languages. Every page on the way is asked of axe, in both themes and at two widths, and filmed into
`ENTRAIDE_PICTURES` when it is set.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Page

from entraide.accounts import demo as accounts_demo
from entraide.accounts.queries import person_by_email
from entraide.assistance.models import AssistanceRequest, Dispatch
from entraide.assistance.services.dispatching import deliver_due
from entraide.cases.models import Original
from entraide.config.demo import AGENCY
from entraide.kernel.clock import now
from tests.journeys.filming import Film, follow, send, sign_in, submit
from tests.journeys.letters_dropped import LETTERS
from tests.postbox import Postbox, open_postbox

pytestmark = pytest.mark.browser

PASSWORD = "a long walk by the river"
STATE = {"en": ("US", "United States"), "fr": ("BE", "Belgique")}
WORDS = {
    "en": {
        "title": "Threats on a gaming blog",
        "reason": "A threat to shoot on Friday.",
        "decision": "Lawful and proportionate.",
        "result": "The subscriber was identified and interviewed the same day.",
        "note": "The provider answers within the hour.",
        "task": "Call the provider",
        "comment": "Good to go.",
        "outcome": "Answered within the limit.",
    },
    "fr": {
        "title": "Escroquerie au préjudice de personnes âgées",
        "reason": "Le suspect continue d’appeler des victimes.",
        "decision": "Mesure légale et proportionnée.",
        "result": "Les documents du compte ont été obtenus.",
        "note": "La banque répond le jour même.",
        "task": "Appeler la banque",
        "comment": "Peut partir.",
        "outcome": "Répondu dans le délai.",
    },
}


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = False
        settings.DEFAULT_FROM_EMAIL = AGENCY.email
        settings.NODE = replace(settings.NODE, agency=AGENCY)
        yield box


def signed_in(page_at: Callable[..., Page], name: str, language: str, film: Film | None = None) -> Page:
    page = page_at("/", language=language)
    if film:
        film.take(page, "sign-in")
    sign_in(page, f"{name}@demo.example", PASSWORD, language)
    return page


def accept(page: Page, field: str) -> None:
    """Accept the first suggestion of a field that still waits."""
    offer = page.locator(f"[data-field={field}]:has(form[action*=accept])").first
    send(page, offer.locator("form[action*=accept] button"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_letter_is_dropped_worked_on_reviewed_answered_and_closed(
    language: str, page_at: Callable[..., Page], postbox: Postbox
) -> None:
    accounts_demo.fill(now(), PASSWORD)
    film, words = Film(language), WORDS[language]
    file_name, mail = LETTERS[language]

    # A duty officer signs in and drops the letter.
    duty = signed_in(page_at, "duty", language, film)
    film.take(duty, "desk-empty")
    duty.set_input_files(
        "main input[type=file]", {"name": file_name, "mimeType": "message/rfc822", "buffer": mail}
    )
    with duty.expect_navigation(url="**/arrivals/*/"):
        duty.locator("form[data-upload] button[type=submit]").click()
    film.take(duty, "arrival")
    request = AssistanceRequest.objects.get()
    assert request.partner_state is None, "nothing is filled in before somebody accepts it"

    # They accept what was read off it.
    code, _name = STATE[language]
    for field in ("sending_state", "agency", "partner_reference", "measure", "email", "ip_address"):
        accept(duty, field)
    film.take(duty, "arrival-accepted")
    request.refresh_from_db()
    assert request.partner_state_id == code
    assert request.partner_references in {"NSP-CCU-2026-04417", "VL.30.99.1207/2026"}
    original = Original.objects.get()
    with duty.expect_download() as download:
        duty.locator(f"a[href*='originals/{original.uuid}/']").first.click()
    assert Path(download.value.path()).read_bytes() == mail

    # Triage, and routing to an officer.
    duty.goto(f"/requests/{request.uuid}/acts/triage/")
    duty.fill("[name=title]", words["title"])
    duty.select_option("[name=kind]", "police_information")
    duty.select_option("[name=track]", "police")
    duty.select_option("[name=urgency]", "urgent")
    duty.fill("[name=urgency_reason]", words["reason"])
    film.take(duty, "triage")
    submit(duty)
    duty.goto(f"/requests/{request.uuid}/acts/route/")
    officer_person = person_by_email("officer@demo.example")
    duty.select_option("[name=officer]", str(officer_person.uuid))
    film.take(duty, "route")
    submit(duty)
    request.refresh_from_db()
    assert (request.state, request.assigned_to) == ("routed", officer_person)

    # The case officer finds it on their desk and works on it.
    officer = signed_in(page_at, "officer", language)
    film.take(officer, "desk")
    follow(officer, officer.get_by_role("link", name=words["title"]).first)
    film.take(officer, "request")
    officer.goto(f"/requests/{request.uuid}/work/")
    officer.locator("[name=text]").first.fill(words["note"])
    send(officer, officer.locator("form[action*=note] button[type=submit]").first)
    for measure in request.measures.all():
        officer.goto(f"/requests/{request.uuid}/measures/{measure.uuid}/decide/")
        officer.locator("[name=decision][value=execute]").check()
        officer.fill("[name=text]", words["decision"])
        submit(officer)
    officer.goto(f"/requests/{request.uuid}/acts/begin_execution/")
    submit(officer)
    for measure in request.measures.all():
        officer.goto(f"/requests/{request.uuid}/measures/{measure.uuid}/result/")
        officer.locator("[name=result][value=executed]").check()
        officer.fill("[name=text]", words["result"])
        film.take(officer, "result")
        submit(officer)
    request.refresh_from_db()
    assert request.state == "executed"

    # They draft the reply and hand it to a second person, whom they let into the case.
    supervisor_person = person_by_email("supervisor@demo.example")
    officer.goto(f"/cases/{request.case.uuid}/members/")
    film.take(officer, "members")
    officer.select_option("[name=person]", str(supervisor_person.uuid))
    officer.fill("[name=reason]", words["comment"])
    submit(officer)
    officer.goto(f"/requests/{request.uuid}/letters/new/?kind=reply")
    officer.select_option("main [name=language]", language)
    submit(officer)
    film.take(officer, "letter")
    send(officer, officer.locator("button[name=submit]"))

    # The supervisor approves it.
    supervisor = signed_in(page_at, "supervisor", language)
    film.take(supervisor, "desk-supervisor")
    letter = request.letters.get()
    supervisor.goto(f"/letters/{letter.uuid}/")
    supervisor.fill("[name=comment]", words["comment"])
    film.take(supervisor, "review")
    send(supervisor, supervisor.locator("form[action*=approve] button[type=submit]").first)

    # The reply goes out over the mail server, with an accessible PDF.
    officer.goto(f"/letters/{letter.uuid}/")
    send(officer, officer.locator("form[action$='/send/'] button[type=submit]").first)
    assert deliver_due(at=now()) == 1
    assert Dispatch.objects.get().outcome == "sent"
    (message,) = postbox.taken
    (paper,) = message.iter_attachments()
    content = paper.get_content()
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
        assert said["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == f"{language}-CA"
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    assert request.reference in text
    letter.refresh_from_db()
    assert letter.standing == "sent"

    # The request is closed, and the timeline tells it all.
    officer.goto(f"/requests/{request.uuid}/acts/close/")
    officer.fill("[name=text]", words["outcome"])
    submit(officer)
    request.refresh_from_db()
    assert (request.state, request.outcome) == ("closed", words["outcome"])
    officer.goto(f"/requests/{request.uuid}/timeline/")
    film.take(officer, "timeline")
    told = officer.locator("main").inner_text()
    for piece in (file_name, words["comment"], words["outcome"], words["result"], words["note"]):
        assert piece in told, piece
    officer.goto(f"/search/?q={words['title'].split()[0]}")
    assert request.reference in officer.locator("main").inner_text()
    film.take(officer, "search")
    assert film.found == [], "\n".join(film.found)
