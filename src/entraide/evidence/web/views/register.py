"""The register of exhibits, and putting one on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entraide.cases.queries import about_in, case_for
from entraide.evidence import policy
from entraide.evidence.domain.exhibits import Kind, usual_part
from entraide.evidence.queries import PAGE, cases_with_exhibits, newest_cases, register_of
from entraide.evidence.queries.naming import measures_of, names_of
from entraide.evidence.queries.waiting import waiting_for
from entraide.evidence.services.registering import add_file, register
from entraide.evidence.web.forms.registering import FilterForm, RegisterForm
from entraide.evidence.web.labels import KIND_WORDS
from entraide.evidence.web.views.asking import person_of, sentence_of, tell
from entraide.kernel.clock import now
from entraide.kernel.errors import NotAllowed, NotFound, Refusal
from entraide.ledger.services import look

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit

# Cases to choose from, the newest; the others are reached from their requests.
CASES = 200


@require_GET
def listed(http: HttpRequest) -> HttpResponse:
    """The exhibits of the person's cases, the newest first."""
    person = person_of(http)
    cases = {str(case.uuid): case for case in cases_with_exhibits(person, CASES)}
    names = names_of(person, list(cases.values()))
    form = FilterForm(http.GET, cases={uuid: names[case.pk].name for uuid, case in cases.items()})
    narrowed = form.narrowed()
    before = http.GET.get("before", "")
    found = register_of(
        person,
        case=cases.get(narrowed.get("case", "")),
        kind=narrowed.get("kind", ""),
        where=narrowed.get("where", ""),
        held={"yes": True, "no": False}.get(narrowed.get("held", "")),
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        limit=PAGE + 1,
    )
    shown = found[:PAGE]
    with transaction.atomic():
        for case in {exhibit.case for exhibit in shown}:
            look(by=person.uuid, at=now(), case=case.uuid, what="evidence.register", subject=None)
    following = {**narrowed, "before": shown[-1].pk} if len(found) > PAGE else {}
    context = {
        "form": form,
        "applied": len(narrowed),
        "exhibits": shown,
        "waiting": waiting_for(person),
        "may_register": policy.may_keep(person),
        "next": f"?{urlencode(following)}" if following else "",
        "first": f"?{urlencode(narrowed)}" if before else "",
    }
    return render(http, "evidence/register.html", context)


@require_http_methods(["GET", "POST"])
def new(http: HttpRequest) -> HttpResponse:
    """Put an exhibit on the register: for which case, then what kind, then what is to be said of it."""
    person = person_of(http)
    if not policy.may_keep(person):
        raise NotAllowed
    if not http.GET.get("case"):
        cases = newest_cases(person, CASES)
        names = names_of(person, cases)
        return render(http, "evidence/which_case.html", {"cases": [(one, names[one.pk]) for one in cases]})
    case = case_for(person, _uuid_of(http.GET["case"]))
    about = about_in(case, _uuid_of(http.GET["about"]) if http.GET.get("about") else None)
    code = http.POST.get("other_kind") or http.GET.get("kind", "")
    kind = Kind(code) if code in Kind.__members__.values() else Kind.OBJECT
    sent = http.method == "POST" and "other_kind" not in http.POST
    form = RegisterForm(
        http.POST if sent else None,
        http.FILES if sent else None,
        kind=kind,
        measures=measures_of(about),
        initial={"measure": http.GET.get("measure", "")},
    )
    if "other_kind" in http.POST:
        form.keep_typed(http.POST)
    if sent and form.is_valid():
        try:
            exhibit = register(case, form.registration(about), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Exhibit %(number)s is registered.") % {"number": exhibit.number})
            _take_in(http, exhibit, form, acting=person)
            return redirect("evidence:exhibit", uuid=exhibit.uuid)
    look(by=person.uuid, at=now(), case=case.uuid, what="evidence.form", subject=None)
    return render(
        http,
        "evidence/new.html",
        {
            "form": form,
            "case_name": names_of(person, [case])[case.pk],
            "kind": kind.value,
            "kinds": list(KIND_WORDS.items()),
            "action": f"?{urlencode({**http.GET.dict(), 'kind': kind.value})}",
        },
        status=422 if sent else 200,
    )


def _take_in(http: HttpRequest, exhibit: Exhibit, form: RegisterForm, *, acting: Person) -> None:
    """The files of the form. One that is refused is told; the exhibit is registered all the same."""
    files = form.cleaned_data["files"]
    told = form.cleaned_data.get("known_sha256", "") if len(files) == 1 else ""
    for file in files:
        try:
            add_file(
                exhibit,
                file.chunks(),
                name=file.name or "",
                media_type=file.content_type or "",
                acting=acting,
                at=now(),
                part=usual_part(Kind(exhibit.kind)),
                sha256=told.strip(),
            )
        except Refusal as refusal:
            messages.error(http, sentence_of(refusal))


def _uuid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
