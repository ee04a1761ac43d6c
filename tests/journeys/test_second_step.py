"""A person sets up a second step and signs in with it; every page on the way keeps nobody out."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from entraide.accounts.models import Person
from tests.journeys.axe import axe
from tests.journeys.filming import follow

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db(transaction=True)]

ADDRESS = "a.specimen@example.org"
PASSPHRASE = "seven grey herons wait"


def _code(secret: str) -> str:
    # The one of this half minute: it counts in the next one too, however long the page takes.
    before, now, after = yield_hotp_counters_from_time()
    assert before < now < after
    return format_hotp_value(hotp_value(secret, now))


def _send(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"main input[name={name}]").fill(value)
    follow(page, page.locator("main button[type=submit]").first)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_second_step_is_set_up_and_asked_for(page_at: Callable[..., Page], width: int, theme: str) -> None:
    person = Person(email=ADDRESS, name="A. Specimen", language="en")
    person.set_password(PASSPHRASE)
    person.save()

    page = page_at("/accounts/login/?next=/accounts/2fa/", width=width, theme=theme)
    _send(page, login=ADDRESS, password="seven grey herons left")
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe(page) == []

    _send(page, login=ADDRESS, password=PASSPHRASE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Two-step sign-in")
    assert axe(page) == []

    follow(page, page.get_by_role("link", name="Set up the app"))
    if "reauthenticate" in page.url:
        assert axe(page) == []
        _send(page, password=PASSPHRASE)
    secret = page.locator("main code").inner_text()
    assert axe(page) == []
    _send(page, code=_code(secret))
    expect(page.locator(".recovery li")).to_have_count(10)
    recovery = page.locator(".recovery li").first.inner_text()
    assert axe(page) == []

    page.locator("details.menu summary").click()
    follow(page, page.get_by_role("button", name="Sign out"))
    page.goto("/accounts/login/?next=/accounts/2fa/")
    _send(page, login=ADDRESS, password=PASSPHRASE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    assert axe(page) == []
    _send(page, code=recovery)
    expect(page.get_by_text("9 codes are left.")).to_be_visible()
    assert axe(page) == []
