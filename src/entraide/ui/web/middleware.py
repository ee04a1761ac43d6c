"""Refusals raised by services become pages in the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from entraide.kernel.errors import NotFound, Refusal
from entraide.ui.problems import status_of


class RefusalMiddleware:
    """Turns a refusal that a view let through into a written page with its status and code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if isinstance(exception, NotFound):
            return render(request, "404.html", status=404)
        context = {"sentence": exception.in_language(get_language() or "en"), "code": exception.code}
        return render(request, "ui/refused.html", context, status=status_of(exception))
