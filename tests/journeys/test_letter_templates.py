"""In a browser, in both languages: an administrator words a letter anew, mends what is wrong, looks at it, keeps it,
and goes back to the standard letter."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from entraide.accounts import demo as accounts_demo
from entraide.assistance.models import LetterTemplate
from entraide.kernel.clock import now
from tests.journeys.filming import OTHER_LOOKS, TWO_LOOKS, Film, send, sign_in, submit

pytestmark = [pytest.mark.browser, pytest.mark.looks]

PASSWORD = "a long walk by the river"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_letter_is_worded_anew_and_the_standard_one_put_back(
    language: str, page_at: Callable[..., Page]
) -> None:
    film = Film(language, looks=TWO_LOOKS if language == "en" else OTHER_LOOKS)
    accounts_demo.fill(now(), PASSWORD)
    page = page_at("/", language=language)
    sign_in(page, "admin@demo.example", PASSWORD, language)
    page.locator("nav a[href='/letters/templates/']").first.evaluate("link => link.click()")
    page.wait_for_url("**/letters/templates/")
    film.take(page, "templates")
    page.goto(f"/letters/templates/preservation_request/{language}/")
    film.take(page, "template-of-a-form")

    # A slip in a field is told beside the text; what was typed stays.
    page.goto(f"/letters/templates/acknowledgement/{language}/")
    standard = page.input_value("[name=body]")
    page.fill("[name=body]", standard.replace("{the_request}", "{the_requst}"))
    page.fill("[name=reason]", "Style")
    submit(page)
    assert "{the_request}" in page.locator(".field-errors").first.inner_text()
    assert "{the_requst}" in page.input_value("[name=body]")
    film.take(page, "template-refused")

    page.fill("[name=body]", standard.replace("{closing}", "Yours,") + "\n\nP.S. {our_reference}")
    send(page, page.locator("[name=check]"))
    assert "P.S. 2026-I-0012" in page.locator(".beside-right .letter").inner_text()
    film.take(page, "template-tried")
    submit(page)
    assert LetterTemplate.objects.get().number == 1
    film.take(page, "template-kept")

    page.goto(f"/letters/templates/acknowledgement/{language}/withdraw/")
    page.fill("[name=reason]", "The standard letter was better")
    film.take(page, "template-withdraw")
    send(page, page.locator("main form.form button[type=submit]").first)
    page.wait_for_url("**/history/")
    film.take(page, "template-history")
    assert LetterTemplate.objects.count() == 2
    assert film.found == [], "\n".join(film.found)
