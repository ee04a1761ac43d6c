"""Light, dark, or as the reader's device says: kept in a cookie, so that the server draws the right one."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

COOKIE = "theme"
THEMES = ("light", "dark", "system")


def theme_of(request: HttpRequest) -> str:
    """The reader's theme; «system» unless a known one was chosen."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"


def keep_theme(response: HttpResponseBase, theme: str) -> None:
    """Keep a known theme for a year; anything else is not kept."""
    if theme in THEMES:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
