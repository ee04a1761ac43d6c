"""The shell's own addresses and its pages."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from entraide.ui.web.themes import theme_of

pytestmark = pytest.mark.django_db


def test_a_theme_is_kept_and_one_is_sent_back_where_one_was(client: Client) -> None:
    answer = client.post(reverse("set_theme"), {"theme": "dark", "next": "/requests/?state=open"})
    assert (answer.status_code, answer["Location"]) == (302, "/requests/?state=open")
    assert answer.cookies["theme"].value == "dark"
    assert answer.cookies["theme"]["httponly"] is True
    assert 'data-theme="dark"' in client.get("/nothing-here/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_theme_switch_sends_nobody_elsewhere(client: Client, elsewhere: str) -> None:
    assert client.post(reverse("set_theme"), {"theme": "light", "next": elsewhere})["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client) -> None:
    assert "theme" not in client.post(reverse("set_theme"), {"theme": '"><script>'}).cookies
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'
    assert theme_of(request) == "system"


def test_the_theme_is_only_changed_by_post(client: Client) -> None:
    assert client.get(reverse("set_theme")).status_code == 405


@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is nothing here"), ("fr", "Il n’y a rien ici")]
)
def test_a_missing_page_is_written_in_the_readers_language(client: Client, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert words in page
    assert "<code>kernel.not_found</code>" in page
    assert "nothing-here" not in page.replace('value="/nothing-here/"', "")


def test_a_form_from_a_forgotten_page_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("set_theme"), {"theme": "dark"})
    assert answer.status_code == 403
    assert "<code>ui.form_expired</code>" in answer.content.decode()


@pytest.mark.parametrize("name", ["500.html", "400.html"])
def test_pages_made_without_a_request_speak_both_languages(name: str) -> None:
    page = render_to_string(name)
    assert "Code to quote:" in page
    assert "Code à mentionner :" in page
    assert '<section class="prose" lang="fr">' in page


def test_no_page_of_the_shell_has_inline_style_or_script(client: Client) -> None:
    page = client.get(reverse("style_guide")).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src="')
