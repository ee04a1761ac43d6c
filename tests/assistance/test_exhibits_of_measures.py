"""An exhibit comes of a measure of its request: chosen on its form, shown on its page, bound in the ledger."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from entraide.assistance.services.describing import add_part
from entraide.assistance.services.registering import draft
from entraide.evidence.models import Exhibit
from entraide.kernel.clock import now
from entraide.ledger.models import Entry
from entraide.ledger.queries.verifying import verify
from tests.assistance.desk_pages import at_browser

pytestmark = pytest.mark.django_db
FORM = {
    "title": "A grey telephone",
    "description": "With a cracked glass",
    "began": "collected",
    "happened": "2026-03-02T09:30",
    "place": "Safe 2",
    "marking": "",
}


@pytest.fixture(autouse=True)
def own_vault(settings: Any, tmp_path: Any) -> None:
    settings.ENTRAIDE_EVIDENCE = tmp_path / "exhibits"
    settings.ENTRAIDE_EVIDENCE_KEY = tmp_path / "exhibits.key"


@pytest.fixture
def asked(bureau: dict[str, Any]) -> Any:
    who = {"acting": bureau["officer"], "at": now()}
    request = draft({"title": "Search of a flat"}, **who)
    add_part(request, "measures", {"code": "search", "description": "The flat above the bakery"}, **who)
    add_part(request, "measures", {"code": "subscriber"}, **who)
    return request


def page(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def address(request: Any, **more: object) -> str:
    return f"/exhibits/new/?{urlencode({'case': request.case.uuid, 'about': request.uuid, **more})}"


def test_it_is_chosen_on_the_form_shown_on_the_page_and_bound_in_the_ledger(
    bureau: dict[str, Any], asked: Any
) -> None:
    browser, measure = at_browser(bureau["officer"]), asked.measures.order_by("pk")[0]
    shown = page(browser, address(asked, measure=measure.uuid))
    assert f'<option value="{measure.uuid}" selected>1. ' in shown
    assert "The flat above the bakery" in shown
    # Another kind keeps what was chosen before.
    assert f"measure={measure.uuid}" in shown
    sent = browser.post(address(asked), FORM | {"measure": str(measure.uuid)})
    assert sent.status_code == 302
    exhibit = Exhibit.objects.get()
    assert exhibit.measure == measure.uuid
    assert "The flat above the bakery" in page(browser, sent["Location"])
    entry = Entry.objects.get(act="evidence.registered")
    assert str(measure.uuid).encode() in bytes(entry.canonical)
    assert [one for one in verify({}) if one.table.startswith("evidence_exhibit")] == []


def test_a_measure_of_another_request_is_none_of_it(bureau: dict[str, Any], asked: Any) -> None:
    who = {"acting": bureau["officer"], "at": now()}
    other = draft({"title": "Another"}, **who)
    add_part(other, "measures", {"code": "search", "description": "Elsewhere altogether"}, **who)
    theirs, browser = other.measures.get(), at_browser(bureau["officer"])
    assert "Elsewhere altogether" not in page(browser, address(asked))
    refused = browser.post(address(asked), FORM | {"measure": str(theirs.uuid)})
    assert refused.status_code == 422
    assert "A grey telephone" in refused.content.decode()
    # Nor is a request of another case named with this one.
    wrong = f"/exhibits/new/?{urlencode({'case': asked.case.uuid, 'about': other.uuid})}"
    assert browser.get(wrong).status_code == 404
    assert browser.post(wrong, FORM).status_code == 404
    assert not Exhibit.objects.exists()


def test_one_that_was_changed_behind_the_back_of_the_ledger_is_found(
    bureau: dict[str, Any], asked: Any
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the triggers of SQLite are taken away for it")
    browser, (first, second) = at_browser(bureau["officer"]), asked.measures.order_by("pk")
    browser.post(address(asked), FORM | {"measure": str(first.uuid)})
    exhibit = Exhibit.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'evidence_exhibit'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    Exhibit.objects.filter(pk=exhibit.pk).update(measure=second.uuid)
    found = [one for one in verify({}) if one.table == "evidence_exhibit" and "column" in one.facts]
    assert [(one.row, one.facts["column"]) for one in found] == [(str(exhibit.pk), "measure")]


def test_without_a_request_there_is_no_measure(bureau: dict[str, Any], asked: Any) -> None:
    browser = at_browser(bureau["officer"])
    alone = f"/exhibits/new/?case={asked.case.uuid}"
    assert 'name="measure"' not in page(browser, alone)
    assert browser.post(alone, FORM | {"measure": str(uuid4())}).status_code == 302
    assert Exhibit.objects.get().measure is None


def test_what_has_not_happened_yet_is_not_put_on_the_register(bureau: dict[str, Any], asked: Any) -> None:
    browser = Client(headers={"accept-language": "fr"})
    browser.force_login(bureau["officer"])
    refused = browser.post(address(asked), FORM | {"happened": "2931-05-05T10:00"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "Ce moment n’est pas encore venu." in shown
    assert 'value="2931-05-05T10:00"' in shown
    assert not Exhibit.objects.exists()
