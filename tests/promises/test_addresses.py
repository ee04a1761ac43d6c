"""Promise: every address of the node refuses an anonymous visitor, or stands on this short public list."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# Each with its reason. What is public tells nothing of a case, of a person or of what the node holds.
PUBLIC: dict[str, str] = {
    "health": "for whoever watches the node: three words about its state",
    "metrics": "answers the machine itself only; tests/config/test_health.py",
    "accounts/login/": "where one signs in",
    "accounts/inactive/": "where one is sent whose account is closed; it says only that",
    "api/v1/": "the root of the API, which is nothing: 404",
    "api/v1/openapi.json": "the description of the API, the same in the docs",
    "style/": "the page of components, which only the tests and developers have",
    "i18n/setlang/": "the language of the sign-in page",
    "i18n/theme/": "light or dark, kept in a cookie",
    "exchange/cards": "the card of the node, as a name on a door; a card that is handed in proves itself",
    "exchange/deliveries": "where other nodes knock; what they hand in is signed by a partner or refused",
    "exchange/checkpoints": "where a partner’s node asks to be vouched for; what it shows is signed by it",
    "exchange/messages/<uuid:message>/files/<uuid:attachment>/<int:first>": "the files of what was believed",
}
METHODS = ("get", "post", "put", "patch", "delete")
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "7", "slug": "a-slug", "str": "word", "path": "a/path"}
HOLE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def addresses() -> Iterator[tuple[str, str]]:
    """Every route of the node, with an address that it answers."""

    def walk(resolver: URLResolver, route: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            here = route + written(pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, here)
            else:
                yield here

    for route in walk(get_resolver(), ""):
        yield route, "/" + HOLE.sub(lambda hole: SAMPLES.get(hole["kind"] or "str", "word"), route)


def written(pattern: URLPattern | URLResolver) -> str:
    """A pattern as a route: `re_path` is brought to the same form."""
    if isinstance(pattern.pattern, RoutePattern):
        return str(pattern.pattern)
    return simplify_regex(str(pattern.pattern)).lstrip("/")


def is_refusal(status: int, location: str) -> bool:
    """Sent to sign in, or told to show a token."""
    return status in {401, 403} or (status == 302 and location.startswith(resolve_url(settings.LOGIN_URL)))


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "address"), [pair for pair in addresses() if pair[0] not in PUBLIC])
def test_an_anonymous_visitor_is_refused(route: str, address: str) -> None:
    client = Client(raise_request_exception=False)
    answers = {method: getattr(client, method)(address) for method in METHODS}
    open_doors = {
        method: answer.status_code
        for method, answer in answers.items()
        if answer.status_code != 405
        and not is_refusal(answer.status_code, answer.headers.get("Location", ""))
    }
    assert open_doors == {}, route
    assert any(answer.status_code != 405 for answer in answers.values()), route


def test_the_public_list_names_only_addresses_that_exist() -> None:
    assert PUBLIC.keys() - {route for route, _ in addresses()} == set()


def test_the_walk_sees_pages_and_the_api() -> None:
    routes = {route for route, _ in addresses()}
    assert any(route.startswith("api/v1/") for route in routes)
    assert any("<uuid" in route for route in routes)
