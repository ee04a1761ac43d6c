"""The pages of a case file: each shows what is there and a form, which comes back with what was typed when refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entraide.cases.queries import members_of, task_for
from entraide.cases.services import members as membership
from entraide.cases.services import work
from entraide.cases.web.forms import MemberForm, NoteForm, ReasonForm, SheetForm, TaskForm
from entraide.cases.web.views.asking import about_of, back, held, looked_at, next_of, person_of
from entraide.kernel.clock import now
from entraide.kernel.errors import NotAllowed, NotFound, Refusal
from entraide.ui.web.refusals import error_of

if TYPE_CHECKING:
    from entraide.cases.models import Case


@require_http_methods(["GET", "POST"])
def members(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who belongs to a case; POST lets somebody in."""
    person, case = held(http, uuid)
    form = MemberForm(http.POST if http.method == "POST" else None, case=case)
    if http.method == "POST" and form.is_valid():
        try:
            membership.add_members(
                case, [form.person()], acting=person, at=now(), reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            messages.success(http, _("%(name)s can now see this case.") % {"name": form.person().name})
            return back(http, case, "members")
    return _page(http, "cases/members.html", case, form)


@require_http_methods(["GET", "POST"])
def remove_member(http: HttpRequest, uuid: UUID, member: UUID) -> HttpResponse:
    """Take somebody out of a case, for a reason."""
    person, case = held(http, uuid)
    leaving = next((m.person for m in members_of(case) if m.person.uuid == member), None)
    if leaving is None:
        raise NotFound
    form = ReasonForm(http.POST if http.method == "POST" else None)
    if http.method == "POST" and form.is_valid():
        try:
            membership.remove_member(
                case, leaving, acting=person, at=now(), reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            messages.success(http, _("%(name)s no longer sees this case.") % {"name": leaving.name})
            # Whoever leaves a case has no page of it to go back to.
            return redirect("/") if leaving.pk == person.pk else back(http, case, "members")
    return _page(http, "cases/member_remove.html", case, form, leaving=leaving)


@require_http_methods(["GET", "POST"])
def tasks(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is to be done in a case; POST adds a task."""
    person, case = held(http, uuid)
    form = TaskForm(http.POST if http.method == "POST" else None, case=case, person=person)
    if http.method == "POST" and form.is_valid():
        try:
            work.add_task(case, acting=person, at=now(), about=about_of(http), **form.chosen())
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            messages.success(http, _("The task is added."))
            return back(http, case, "tasks")
    return _page(http, "cases/tasks.html", case, form)


@require_POST
def finish_task(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mark a task done."""
    person = person_of(http)
    task = work.finish_task(task_for(person, uuid), acting=person, at=now())
    messages.success(http, _("Done: %(title)s") % {"title": task.title})
    return back(http, task.case, "tasks")


@require_http_methods(["GET", "POST"])
def notes(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What members wrote down; POST adds a note."""
    person, case = held(http, uuid)
    form = NoteForm(http.POST if http.method == "POST" else None)
    if http.method == "POST" and form.is_valid():
        try:
            work.add_note(case, form.cleaned_data["text"], acting=person, at=now(), about=about_of(http))
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            messages.success(http, _("The note is added."))
            return back(http, case, "notes")
    return _page(http, "cases/notes.html", case, form)


@require_http_methods(["GET", "POST"])
def correspondence(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Letters, messages and calls on file; POST files one."""
    person, case = held(http, uuid)
    form = SheetForm(http.POST if http.method == "POST" else None, initial={"happened_at": now()})
    if http.method == "POST" and form.is_valid():
        try:
            work.file_correspondence(case, form.sheet(about_of(http)), acting=person, at=now())
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            messages.success(http, _("Put on file."))
            return back(http, case, "correspondence")
    return _page(http, "cases/correspondence.html", case, form)


def _page(http: HttpRequest, template: str, case: Case, form: forms.Form, **more: Any) -> HttpResponse:
    looked_at(http, case, template.replace("/", ".").removesuffix(".html"))
    context = {"case": case, "form": form, "next": next_of(http), "about": about_of(http), **more}
    return render(http, template, context, status=422 if http.method == "POST" else 200)


def _tell(form: forms.Form, refusal: Refusal) -> None:
    # Those who may not do it have no form to read it on.
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    form.add_error(None, error_of(refusal))
