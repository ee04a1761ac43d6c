"""A real browser for the journeys: the system's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session", autouse=True)
def _the_database_may_be_used_beside_the_browser() -> Iterator[None]:
    # Playwright's synchronous face runs an event loop in this thread, which makes Django fear for its database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser: Browser, live_server: Any, emptied_records: None) -> Iterator[Callable[..., Page]]:
    """`page_at(path, width=1440, theme="light", language="en")` opens a page of the live server in a window of its own.

    What a page complains of on its console (scripts, the content security policy) fails the test at its end.
    `cookies` are set before, for a person who is signed in: `{"sessionid": client.cookies["sessionid"].value}`.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        path: str,
        *,
        width: int = 1440,
        height: int = 1000,
        theme: str = "light",
        language: str = "en",
        cookies: dict[str, str] | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            locale="fr-CA" if language == "fr" else "en-CA",
            reduced_motion="reduce",
            base_url=live_server.url,
        )
        contexts.append(context)
        host = urlsplit(live_server.url).hostname or "localhost"
        kept = {"theme": theme, "django_language": language, **(cookies or {})}
        context.add_cookies(
            [{"name": name, "value": value, "domain": host, "path": "/"} for name, value in kept.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on("console", lambda said: _note(complaints, path, said.type, said.text))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: list[str], path: str, kind: str, text: str) -> None:
    # An answer of 4xx is a page like any other here; all else that the console calls an error is one.
    if kind == "error" and "Failed to load resource" not in text:
        complaints.append(f"{path}: {text}")
