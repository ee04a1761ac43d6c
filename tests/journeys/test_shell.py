"""The shell in a real browser: keys, languages, themes, questions, files."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.axe import axe

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db(transaction=True)]
PageAt = Callable[..., Page]


def test_axe_finds_what_is_planted(page_at: PageAt) -> None:
    page = page_at("/style/")
    page.evaluate("document.querySelector('#main').append(document.createElement('input'))")
    assert [line.split()[0] for line in axe(page)] == ["label"]


@pytest.mark.parametrize("path", ["/nothing-here/", "/accounts/login/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_the_pages_everybody_sees(
    page_at: PageAt, path: str, theme: str, width: int
) -> None:
    page = page_at(path, width=width, theme=theme)
    page.locator("details.menu summary").click()
    assert axe(page) == []


def test_changing_the_language_keeps_what_was_typed(page_at: PageAt) -> None:
    page = page_at("/style/")
    page.locator("#id_title").fill("A half-written title")
    page.locator("#id_facts").fill("Two lines\nof facts")
    page.locator("#id_kind").select_option("preserve")
    page.locator("#id_urgency_0").check()
    page.locator("#id_measures_1").check()
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("#id_title")).to_have_value("A half-written title")
    expect(page.locator("#id_facts")).to_have_value("Two lines\nof facts")
    expect(page.locator("#id_kind")).to_have_value("preserve")
    expect(page.locator("#id_urgency_0")).to_be_checked()
    expect(page.locator("#id_measures_1")).to_be_checked()
    expect(page.locator("#id_measures_0")).not_to_be_checked()
    assert page.evaluate("sessionStorage.length") == 0


def test_what_was_typed_on_one_page_never_appears_on_another(page_at: PageAt) -> None:
    page = page_at("/style/")
    kept = json.dumps({"page": "/other/", "typed": [["1/title/1", "x"]]})
    page.evaluate("kept => sessionStorage.setItem('entraide.typed', kept)", kept)
    page.reload()
    expect(page.locator("#id_title")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_password_is_never_kept(page_at: PageAt) -> None:
    page = page_at("/accounts/login/")
    page.locator("input[type=password]").fill("not to be kept")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("input[type=password]")).to_have_value("")


def test_the_theme_changes_and_stays(page_at: PageAt) -> None:
    page = page_at("/style/", theme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(page_at: PageAt) -> None:
    page = page_at("/nothing-here/")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_keys_do_nothing_while_one_types(page_at: PageAt) -> None:
    page = page_at("/style/")
    page.locator("#id_title").press_sequentially("why? j k")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator("#id_title")).to_have_value("why? j k")


def test_j_and_k_walk_the_rows_of_a_list(page_at: PageAt) -> None:
    page = page_at("/style/")
    page.evaluate("document.activeElement.blur()")
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(".table tbody tr a").nth(1)).to_be_focused()


def test_the_first_key_leads_past_the_header(page_at: PageAt) -> None:
    page = page_at("/nothing-here/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_an_act_that_asks_first_is_done_only_after_yes(page_at: PageAt) -> None:
    page = page_at("/style/")
    sent: list[str] = []

    def take(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(status=200, content_type="text/html", body="<title>Sent</title>")
        else:
            route.continue_()

    page.route("**/style/", take)
    page.locator("form[data-confirm] button").click()
    expect(page.locator("#ask")).to_contain_text("Send this reply to the Sûreté régionale de Valmont?")
    page.get_by_role("button", name="Go back").click()
    assert sent == []
    page.locator("form[data-confirm] button").click()
    page.locator("#ask [data-yes]").click()
    page.wait_for_function("document.title === 'Sent'")
    assert len(sent) == 1


def test_each_file_is_sent_alone_and_a_refused_one_stops_no_other(page_at: PageAt) -> None:
    page = page_at("/style/")
    bodies: list[bytes] = []

    def take(route: Route) -> None:
        body = route.request.post_data_buffer or b""
        bodies.append(body)
        refused = b'filename="broken.pdf"' in body
        answer = {"error": "This file is cut short."} if refused else {"url": "/style/#taken"}
        route.fulfill(
            status=422 if refused else 200, content_type="application/json", body=json.dumps(answer)
        )

    page.route("**/style/", take)
    page.locator("#id_files").set_input_files(
        [
            {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"A letter"},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
            {"name": "second.txt", "mimeType": "text/plain", "buffer": b"Another"},
        ]
    )
    page.get_by_role("button", name="Take in").click()
    states = page.locator(".drop-list .drop-state")
    expect(states).to_have_text(["Received", "This file is cut short.", "Received"])
    assert [body.count(b"filename=") for body in bodies] == [1, 1, 1]
    assert all(b"csrfmiddlewaretoken" in body for body in bodies)
    assert axe(page) == []


def test_the_head_of_a_long_table_stays_in_sight(page_at: PageAt) -> None:
    page = page_at("/style/")
    page.evaluate(
        """() => {
            const body = document.querySelector(".table tbody");
            for (let times = 0; times < 60; times += 1) body.append(body.rows[0].cloneNode(true));
            body.rows[40].scrollIntoView({ block: "center" });
        }"""
    )
    assert page.evaluate("document.querySelector('.table thead th').getBoundingClientRect().top") == 0


def test_a_row_becomes_a_card_that_names_its_cells_on_a_narrow_screen(page_at: PageAt) -> None:
    page = page_at("/style/", width=390)
    cell = ".table tbody td"
    assert (
        page.evaluate(f"getComputedStyle(document.querySelector('{cell}'), '::before').content") == '"About"'
    )
    assert page.locator(".table thead").first.bounding_box()["width"] == 1  # type: ignore[index]
