"""Scopes of the token an API call came with."""

from django.http import HttpRequest

from entraide.ui.errors import ScopeMissing


def require_scope(request: HttpRequest, scope: str) -> None:
    """Raises `ScopeMissing` unless the token has the scope. A call without a token has none."""
    if scope not in getattr(request, "scopes", ()):
        raise ScopeMissing(scope=str(scope))
