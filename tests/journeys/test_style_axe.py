"""Every component, in every theme and width and both languages, keeps nobody out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import axe

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db(transaction=True)]


# Every pair of width and theme, each language in two of them.
@pytest.mark.parametrize(
    ("width", "theme", "language"),
    [(1440, "light", "en"), (390, "dark", "en"), (1440, "dark", "fr"), (390, "light", "fr")],
)
def test_axe_finds_nothing_on_any_component(
    page_at: Callable[..., Page], settings: Any, width: int, theme: str, language: str
) -> None:
    settings.NODE = replace(settings.NODE, demo=True)
    page = page_at("/style/", width=width, theme=theme, language=language)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true }")
    assert page.locator("html").get_attribute("lang") == language
    assert axe(page) == []


@pytest.mark.parametrize("width", [1440, 768, 390, 320])
def test_no_page_scrolls_sideways(page_at: Callable[..., Page], width: int) -> None:
    page = page_at("/style/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
