"""Refusals raised by services become pages in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from entraide.kernel.errors import NotFound, Refusal
from entraide.ui.problems import status_of


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to sign in, whatever the page: a page is public by its name here, or not at all.

    The API answers for itself (401): a program cannot sign in on a page.
    """

    PUBLIC = frozenset({"health", "metrics", "style_guide", "set_language", "set_theme"})
    # Other nodes knock there; what they hand in proves itself or is refused.
    FOR_NODES = "wire"

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is not None and (
            match.view_name in self.PUBLIC
            or match.namespaces[:1] == [self.FOR_NODES]
            or match.route.startswith("api/")
        ):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class RefusalMiddleware:
    """Turns a refusal that a view let through into a written page with its status and code.

    No answer is kept by a browser or a proxy unless it says so itself: after signing out, nobody reads a case by
    going back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if isinstance(exception, NotFound):
            return render(request, "404.html", status=404)
        context = {"sentence": exception.in_language(get_language() or "en"), "code": exception.code}
        return render(request, "ui/refused.html", context, status=status_of(exception))
