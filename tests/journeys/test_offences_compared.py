"""An offence chosen from the classification in a browser, compared in two laws, and a substance looked up."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from entraide.accounts import demo as accounts_demo
from entraide.accounts.queries import person_by_email
from entraide.assistance.models import AssistanceRequest, Offence
from entraide.assistance.services import registering
from entraide.kernel.clock import now
from tests.journeys.filming import EVERY_LOOK, Film, send, sign_in, submit

pytestmark = [pytest.mark.browser, pytest.mark.looks]

PASSWORD = "a long walk by the river"
WORDS = {
    "en": {
        "typed": "Sale of narcotics",
        "search": "drug trafficking",
        "said": "He sold what was not his to sell.",
        "passage": "Two kilos of cocaine hydrochloride, an analogue of fentanyl, and W-18.",
        "nothing": "flour and water",
    },
    "fr": {
        "typed": "Vente de stupéfiants",
        "search": "trafic de stupéfiants",
        "said": "Il a vendu ce qui n’était pas à vendre.",
        "passage": "Deux kilos de chlorhydrate de cocaïne, un analogue du fentanyl et de la méthamphétamine.",
        "nothing": "de la farine",
    },
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_offence_is_chosen_compared_and_its_substance_looked_up(
    language: str, page_at: Callable[..., Page], db: None
) -> None:
    words, film = WORDS[language], Film(f"{language}-offences", looks=EVERY_LOOK)
    accounts_demo.fill(now(), PASSWORD)
    fields = {
        "title": words["typed"],
        "partner_state": "FR",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
    }
    request = registering.draft(fields, acting=person_by_email("officer@demo.example"), at=now())
    page = page_at("/", language=language)
    sign_in(page, "officer@demo.example", PASSWORD, language)

    # Words find the category; what was typed before stays; a choice fills in the rest.
    page.goto(f"/requests/{request.uuid}/offences/add/")
    film.take(page, "offence-new")
    page.fill("[name=title]", words["typed"])
    page.fill("[name=words]", words["search"])
    send(page, page.locator("button[name=find]"))
    assert page.input_value("[name=title]") == words["typed"]
    film.take(page, "offence-found")
    send(page, page.locator("button[name=choose][value^='060121.']").first)
    assert page.input_value("[name=iccs]") == "060121"
    assert page.input_value("[name=title]") == words["typed"]
    assert page.input_value("[name=article]")
    film.take(page, "offence-chosen")
    submit(page)
    assert Offence.objects.get().iccs == "060121"
    film.take(page, "request-of-drugs")

    # The two laws side by side; the jurist answers.
    page.goto(f"/requests/{request.uuid}/law/dual-criminality/")
    film.take(page, "dual-criminality")
    page.fill("[name=conduct-060121]", words["said"])
    submit(page)
    assert AssistanceRequest.objects.get().dual_worksheet["060121"]["answers"] == {"conduct": words["said"]}
    film.take(page, "law-compared")
    page.goto(f"/requests/{request.uuid}/timeline/")
    assert words["said"] in page.locator("main").inner_text()

    # The classification and the schedules, for everybody.
    page.goto("/instruments/offences/")
    film.take(page, "offences")
    page.fill("[name=words]", words["search"])
    submit(page)
    film.take(page, "offences-found")
    with page.expect_navigation():
        page.locator("main a[href='/instruments/offences/060121/']").click()
    film.take(page, "offence")
    page.goto("/instruments/substances/")
    film.take(page, "substances")
    page.fill("[name=text]", words["passage"])
    submit(page)
    assert page.locator("#hits tbody tr").count() == 3
    film.take(page, "substances-found")
    page.fill("[name=text]", words["nothing"])
    submit(page)
    film.take(page, "substances-none")
    assert film.found == [], "\n".join(film.found)
