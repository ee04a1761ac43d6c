"""Looking at pages as they are reached: axe in both themes at two widths, and a picture where one is wanted."""

import os
from pathlib import Path

from django.db import connection
from playwright.sync_api import Locator, Page

from tests.journeys.axe import axe

PICTURES = os.environ.get("ENTRAIDE_PICTURES")

Looks = tuple[tuple[int, str], ...]
# Width and theme. The last is the one that a journey goes on in.
TWO_LOOKS = ((390, "dark"), (1440, "light"))
OTHER_LOOKS = ((390, "light"), (1440, "dark"))
EVERY_LOOK = ((390, "dark"), (390, "light"), (1440, "dark"), (1440, "light"))


class Film:
    """What axe and the ruler said of every page, by its name; pictures go to `ENTRAIDE_PICTURES` when it is set.

    `looks` are the pairs of width and theme; with `in_turn` each page is looked at in the next of them and not in all.
    Where pictures are wanted it is always all four; on PostgreSQL always one: a page does not look otherwise there.
    """

    def __init__(self, language: str, *, looks: Looks = EVERY_LOOK, in_turn: bool = False) -> None:
        self.language = language
        self.looks = EVERY_LOOK if PICTURES else looks
        self.in_turn = not PICTURES and (in_turn or connection.vendor != "sqlite")
        self.taken = 0
        self.found: list[str] = []

    def take(self, page: Page, name: str) -> None:
        """Look at the page as it stands."""
        self.taken += 1
        page.wait_for_load_state()
        for width, theme in (self.looks[self.taken % len(self.looks)],) if self.in_turn else self.looks:
            page.set_viewport_size({"width": width, "height": 1000})
            page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.found.append(f"{name} at {width}: scrolls sideways ({wide})")
            self.found += [f"{name} at {width}, {theme}: {line}" for line in axe(page)]
            self._picture(page, name, width, theme)

    def _picture(self, page: Page, name: str, width: int, theme: str) -> None:
        if not PICTURES or (width, theme) not in TWO_LOOKS:
            return
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        kind = "" if width == 1440 else "-narrow-dark"
        page.screenshot(path=folder / f"{self.language}-{self.taken:02}-{name}{kind}.png")


def sign_in(page: Page, email: str, password: str, language: str) -> None:
    """Sign in on the sign-in page, and go on in `language` whatever the person's own is."""
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    follow(page, page.locator("main form button[type=submit]").first)
    if page.locator("html").get_attribute("lang") != language:
        follow(page, page.locator(f"form[action*=setlang] button[value={language}]").first)


def follow(page: Page, link: Locator) -> None:
    """Click what leads to another page, and be there before going on."""
    with page.expect_navigation():
        link.click()


def send(page: Page, button: Locator) -> None:
    """Press a button that sends a form, say yes where the page asks first, and wait for the next page."""
    with page.expect_navigation():
        button.click()
        asks = page.locator("dialog[open] button[value=yes]")
        if asks.count():
            asks.click()


def submit(page: Page) -> None:
    """Send the first form of the page's main part; a button that only searches beside it is no sending."""
    send(page, page.locator("main form.form .form-acts button[type=submit]:not([formnovalidate])").first)
