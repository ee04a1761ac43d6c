"""The demonstration's week, looked at page by page in both languages: axe, width, and pictures for the README."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from entraide.accounts import demo as accounts_demo
from entraide.assistance.demo import week
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.cases.models import Task
from entraide.config.demo import AGENCY
from entraide.kernel.clock import now
from entraide.ledger.models import Entry
from tests.journeys.filming import EVERY_LOOK, Film, sign_in

pytestmark = pytest.mark.browser

LOOKS = {"en": ((1440, "light"), (390, "light")), "fr": ((390, "dark"), (1440, "dark"))}
PASSWORD = "a long walk by the river"
# Who looks at what; a page that is asked for by somebody who may not see it would be caught by its title.
WALK = {
    "supervisor": (
        ("desk", "/"),
        ("requests", "/requests/"),
        ("requests-newest", "/requests/?order=newest"),
        ("search", "/search/?q=fraude"),
        ("directory", "/directory/"),
        ("map", "/directory/map/"),
        ("account", "/people/me/"),
    ),
    "duty": (("desk-duty", "/"), ("arrivals", "/arrivals/"), ("register", "/requests/new/")),
    "admin": (("desk-admin", "/"), ("people", "/people/"), ("units", "/people/units/")),
    "auditor": (("ledger", "/ledger/"), ("access-log", "/ledger/looks/")),
    "officer.major": (("desk-chase", "/"),),
}


@pytest.mark.parametrize("in_turn", [True, pytest.param(False, marks=pytest.mark.soak)])
def test_the_pages_of_a_full_week_can_be_read_by_everybody(
    page_at: Callable[..., Page], settings: pytest.FixtureRequest, in_turn: bool
) -> None:
    settings.NODE = replace(settings.NODE, agency=AGENCY, demo=True)
    at = now()
    accounts_demo.fill(at - timedelta(days=400), PASSWORD)
    week.fill(at=at)
    assert AssistanceRequest.objects.count() > 55
    assert Entry.objects.count() > 500
    found: list[str] = []
    for language in ("en", "fr"):
        # On every run each page in one look to each language, wide in one and narrow in the other, or in the long run
        # in all four.
        film = Film(f"{language}-week", looks=LOOKS[language] if in_turn else EVERY_LOOK, in_turn=in_turn)
        for name, pages in WALK.items():
            page = page_at("/", language=language)
            sign_in(page, f"{name}@demo.example", PASSWORD, language)
            for title, path in (*pages, *_things(name)):
                answer = page.goto(path)
                assert answer is not None
                assert answer.status == 200, f"{name} at {path}: {answer.status}"
                film.take(page, title)
        found += film.found
    assert found == [], "\n".join(found)


def _things(name: str) -> tuple[tuple[str, str], ...]:
    """Pages of one request that the person belongs to, the fullest there is."""
    if name != "supervisor":
        return ()
    mine = AssistanceRequest.objects.filter(case__memberships__person__email=f"{name}@demo.example")
    request = mine.filter(title__icontains="blog").first() or mine.first()
    assert request is not None
    letter = Letter.objects.filter(request__in=mine, standing="in_review").first()
    tasks = Task.objects.filter(case=request.case).exists()
    at = f"/requests/{request.uuid}"
    return (
        ("request", f"{at}/"),
        ("record", f"{at}/record/"),
        ("letters", f"{at}/letters/"),
        ("work" if tasks else "work-empty", f"{at}/work/"),
        ("timeline", f"{at}/timeline/"),
        ("people-of-the-case", f"{at}/people/"),
        ("record-edit", f"{at}/record/edit/"),
        *((("letter", f"/letters/{letter.uuid}/"),) if letter else ()),
    )
