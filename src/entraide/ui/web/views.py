"""The shell's own addresses: the theme switch and the page that shows every component."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from entraide.ui.web.specimens import specimens
from entraide.ui.web.themes import keep_theme


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light, dark or system, and go back to the page it was made on."""
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if here else "/")
    keep_theme(response, request.POST.get("theme", ""))
    return response


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented words."""
    return render(request, "ui/style.html", specimens())
