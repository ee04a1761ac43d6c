"""Who stands behind a request, for the packages that may not know `accounts`."""

from typing import cast

from django.http import HttpRequest

from entraide.kernel.errors import NotAllowed
from entraide.kernel.people import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person of a page, or the owner of the token of an API call. Raises `NotAllowed`."""
    holder = getattr(request, "auth", None) or request.user
    if not holder.is_authenticated:
        raise NotAllowed
    return cast(Actor, holder)
