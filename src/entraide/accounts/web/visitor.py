"""The person who looks at a page."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language

from entraide.accounts.models import Person
from entraide.ui.actors import actor_of


def signed_in(request: HttpRequest) -> Person:
    """The signed-in person. Raises `NotAllowed`."""
    return cast(Person, actor_of(request))


def reading_language() -> str:
    """The language of the page: «en» or «fr»."""
    return get_language() or "en"
