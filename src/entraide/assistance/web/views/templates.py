"""The bureau's own wording of its letters: which there is, edited and tried on an invented case, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entraide.assistance import policy
from entraide.assistance.domain.letters.facts import Wording
from entraide.assistance.domain.letters.markup import parse
from entraide.assistance.domain.letters.templating.checking import Problem
from entraide.assistance.domain.letters.wording import languages_of, standard
from entraide.assistance.services import templates, wording
from entraide.assistance.services.wording import InUse
from entraide.assistance.web.forms.refusing import tell, words_of
from entraide.assistance.web.forms.templates import LANGUAGE_NAMES, TemplateForm, WithdrawalForm
from entraide.assistance.web.labels import LETTER_KINDS
from entraide.assistance.web.views.asking import person_of
from entraide.kernel.clock import now
from entraide.kernel.differences import difference, marked
from entraide.kernel.errors import Conflict, Refusal

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@dataclass(frozen=True)
class Row:
    """One kind of letter, with what it is drafted from in each language; None where it has no words in one."""

    kind: str
    cells: list[tuple[str, InUse | None]]


@require_GET
def every(http: HttpRequest) -> HttpResponse:
    """Every kind of letter in each of its languages."""
    person = _reader(http)
    known: dict[tuple[str, str], InUse] = {(one.kind, one.language): one for one in wording.every_in_force()}
    rows = [
        Row(kind, [(language, known.get((kind, language))) for language in LANGUAGE_NAMES])
        for kind in LETTER_KINDS
    ]
    context = {
        "rows": rows,
        "languages": LANGUAGE_NAMES,
        "unusable": [one for one in known.values() if one.problems],
        "may_keep": policy.may_keep_templates(person),
    }
    return render(http, "assistance/templates.html", context)


@require_http_methods(["GET", "POST"])
def template(http: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The text in force, to be read; and to be written anew by an administrator, or tried first."""
    person = _reader(http)
    here = wording.in_force(*wording.require_known(kind, language))
    if http.method == "GET":
        return _shown(http, person, here, TemplateForm(here.language, initial=_initial(here)))
    policy.require_may_keep_templates(person)
    form = TemplateForm(here.language, http.POST, only_looking="check" in http.POST)
    if not form.is_valid() or "check" in http.POST:
        return _shown(http, person, here, form)
    try:
        templates.save_template(
            here.kind,
            here.language,
            form.text(),
            form.cleaned_data["reason"],
            based_on=_based_on(http),
            acting=person,
            at=now(),
        )
    except Conflict as conflict:
        # What was typed stays; it is kept over the newer version only by who has seen that.
        here = wording.in_force(here.kind, here.language)
        tell(form, conflict)
        changed = marked(difference(_as_lines(here.text), _as_lines(form.text())))
        return _shown(http, person, here, form, diff=changed)
    except Refusal as refusal:
        if not wording.check(here.kind, here.language, form.text()):
            tell(form, refusal)
        return _shown(http, person, here, form)
    messages.success(http, _("The template is in use: such letters are drafted from it."))
    return redirect("assistance:letter_template", kind=kind, language=language)


@require_http_methods(["GET", "POST"])
def paper(http: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The invented case on paper, in the text in force or in the one that is sent along."""
    person = _reader(http)
    here = wording.in_force(*wording.require_known(kind, language))
    text = here.text
    if http.method == "POST":
        policy.require_may_keep_templates(person)
        form = TemplateForm(here.language, http.POST, only_looking=True)
        if not form.is_valid() or wording.check(here.kind, here.language, form.text()):
            return _shown(http, person, here, form)
        text = form.text()
    elif here.problems:
        return redirect("assistance:letter_template", kind=kind, language=language)
    pdf = wording.paper_of(here.kind, here.language, text, acting=person, at=now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{here.kind}-{here.language}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def history(http: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Who changed what in a template, when and why."""
    _reader(http)
    here = wording.in_force(*wording.require_known(kind, language))
    versions = wording.versions(here.kind, here.language)
    texts = [*map(wording.text_of, versions), standard(here.kind, here.language)]
    told = [
        (version, marked(difference(_as_lines(before), _as_lines(after))))
        for version, after, before in zip(versions, texts, texts[1:], strict=False)
    ]
    return render(http, "assistance/template_history.html", _named(here) | {"versions": told})


@require_http_methods(["GET", "POST"])
def withdraw(http: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Go back to the standard letter."""
    person = _reader(http)
    policy.require_may_keep_templates(person)
    here = wording.in_force(*wording.require_known(kind, language))
    sent = http.method == "POST"
    form = WithdrawalForm(http.POST if sent else None)
    if sent and form.is_valid():
        try:
            templates.withdraw_template(
                here.kind,
                here.language,
                form.cleaned_data["reason"],
                based_on=_based_on(http),
                acting=person,
                at=now(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(
                http, _("The standard letter is in use again. The template stays in the history.")
            )
            return redirect("assistance:letter_template_history", kind=kind, language=language)
    context = _named(here) | {"form": form, "based_on": here.number}
    return render(http, "assistance/template_withdraw.html", context, status=422 if sent else 200)


def _reader(http: HttpRequest) -> Person:
    person = person_of(http)
    policy.require_may_read_templates(person)
    return person


def _based_on(http: HttpRequest) -> int:
    given = http.POST.get("based_on", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _initial(here: InUse) -> dict[str, str]:
    return {"subject": here.text.subject, "body": here.text.body}


def _named(here: InUse) -> dict[str, object]:
    return {
        "here": here,
        "kind_label": LETTER_KINDS[here.kind],
        "language_name": LANGUAGE_NAMES[here.language],
    }


def _shown(
    http: HttpRequest, person: Person, here: InUse, form: TemplateForm, **more: object
) -> HttpResponse:
    """The page of a template, with what is wrong with the text beside it, or how it reads."""
    text = form.text() if form.is_bound else here.text
    found = wording.check(here.kind, here.language, text)
    empty = {place for place in form.errors if place in {"subject", "body"}}
    for problem in found if form.is_bound else ():
        if problem.place not in empty:
            _tell(form, problem)
    tried = None if found else wording.tried(here.kind, here.language, text)
    context = _named(here) | {
        "form": form,
        "based_on": here.number,
        "tried": tried,
        "tried_blocks": [(type(block).__name__.lower(), block) for block in parse(tried.body)]
        if tried
        else [],
        "is_typed": form.is_bound,
        "fields": wording.fields_tried(here.kind, here.language),
        "problems": [words_of(problem.refusal) for problem in here.problems],
        "may_keep": policy.may_keep_templates(person),
        "others": [(each, LANGUAGE_NAMES[each]) for each in languages_of(here.kind) if each != here.language],
        **more,
    }
    return render(http, "assistance/template.html", context, status=422 if form.errors else 200)


def _tell(form: TemplateForm, problem: Problem) -> None:
    said = words_of(problem.refusal)
    if said not in form.errors.get(problem.place, []):
        form.add_error(problem.place, said)


def _as_lines(text: Wording) -> str:
    return f"{text.subject}\n\n{text.body}"
