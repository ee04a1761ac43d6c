"""One line and one count for every request answered: its route, never its address, its query or its body."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from entraide.config import metrics

log = structlog.get_logger("entraide.request")
# Watchers ask for these every few seconds.
UNTOLD = frozenset({"health", "metrics", "static"})


class RequestLog:
    """The outermost middleware: whatever happens inside, it sees the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        # Ties this line to any other that the request leaves; it says nothing else.
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(6))
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = route_of(request)
        metrics.count(str(request.method), route, response.status_code, seconds)
        if route not in UNTOLD or response.status_code >= 500:
            log.info(
                "request",
                method=request.method if request.method in metrics.METHODS else "OTHER",
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        structlog.contextvars.clear_contextvars()
        return response


def route_of(request: HttpRequest) -> str:
    """The pattern that matched («cases/<uuid:case>/»), with no value filled in."""
    if request.resolver_match is not None:
        return str(request.resolver_match.route) or "/"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "unmatched"
