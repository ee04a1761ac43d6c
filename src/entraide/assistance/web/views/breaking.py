"""A glass that was broken: why, and what another person says of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.assistance import policy
from entraide.assistance.queries import glass_for, reviewers_of
from entraide.assistance.services import breaking
from entraide.assistance.web.forms.acts import GlassReviewForm
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.views.asking import looked_at_request, person_of
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal


@require_http_methods(["GET", "POST"])
def glass(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was done and why; for another person, the form of the review. POST reviews."""
    person = person_of(http)
    found = glass_for(person, uuid)
    sent = http.method == "POST"
    form = GlassReviewForm(http.POST if sent else None)
    if sent and form.is_valid():
        try:
            breaking.review_break_glass(found, **form.values(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The review is recorded."))
            return redirect("assistance:request", uuid=found.request.uuid)
    looked_at_request(http, found.request, "assistance.break_glass")
    is_breaker = found.by_id == person.pk
    context = {
        "glass": found,
        "asked": found.request,
        "form": form,
        "is_breaker": is_breaker,
        "may_review": policy.may_review(person) and not is_breaker,
        "reviewers": reviewers_of(found.request.case, but=found.by_id),
    }
    return render(http, "assistance/glass.html", context, status=422 if sent else 200)
