"""Parts of a case file for the pages of packages above: each a list with its form, which goes back to `next`.

    {% load casefile %}
    {% case_members case next %}   {% case_tasks case next about %}   {% case_notes case next about %}
    {% case_correspondence case next about %}

The page that uses them has already seen to it that the reader belongs to the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import template
from django.db.models import QuerySet
from django.template import Context
from django.utils.translation import get_language

from entraide.cases import policy
from entraide.cases.models import Correspondence, Note
from entraide.cases.queries import correspondence_of, members_of, notes_of, older_than, tasks_of
from entraide.cases.web.forms import MemberForm, NoteForm, SheetForm, TaskForm
from entraide.cases.web.labels import CHANNELS
from entraide.kernel.clock import now

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.cases.models import Case

register = template.Library()
T = TypeVar("T", Note, Correspondence)
PAGE = 50


@register.filter
def channel_words(code: str) -> str:
    """The words for a channel of correspondence."""
    return str(CHANNELS.get(code, code))


@register.filter
def unit_words(unit: Any) -> str:
    """The name of a unit in the reader's language; a dash for none."""
    return unit.name(get_language() or "en") if unit else "–"


@register.inclusion_tag("cases/parts/members.html", takes_context=True)
def case_members(context: Context, case: Case, next_page: str = "", form: Any = None) -> dict[str, Any]:
    """Who belongs to a case, with the form that lets somebody in for those who may."""
    may_choose = policy.may_choose_members(context["request"].user)
    return _with(
        context,
        case,
        next_page,
        memberships=members_of(case),
        may_choose=may_choose,
        form=form or (MemberForm(case=case) if may_choose else None),
    )


@register.inclusion_tag("cases/parts/tasks.html", takes_context=True)
def case_tasks(
    context: Context, case: Case, next_page: str = "", about: UUID | None = None, form: Any = None
) -> dict[str, Any]:
    """What is to be done, with a form for one more."""
    form = form or TaskForm(case=case, person=context["request"].user)
    return _with(context, case, next_page, tasks=tasks_of(case), about=about, form=form)


@register.inclusion_tag("cases/parts/notes.html", takes_context=True)
def case_notes(
    context: Context, case: Case, next_page: str = "", about: UUID | None = None, form: Any = None
) -> dict[str, Any]:
    """What members wrote down, with a form for one more note."""
    notes = _page_of(context, notes_of(case), "notes_before")
    return _with(context, case, next_page, notes=notes, about=about, form=form or NoteForm())


@register.inclusion_tag("cases/parts/correspondence.html", takes_context=True)
def case_correspondence(
    context: Context, case: Case, next_page: str = "", about: UUID | None = None, form: Any = None
) -> dict[str, Any]:
    """What is on file, with a form for one more sheet."""
    bound = bool(form)
    form = form or SheetForm(initial={"happened_at": now()})
    filed = _page_of(context, correspondence_of(case), "filed_before")
    return _with(context, case, next_page, filed=filed, about=about, form=form, form_open=bound)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a long list, the newest first, and where those before and behind them are."""

    rows: list[T]
    newest: str
    older: str


def _page_of(context: Context, rows: QuerySet[T], name: str) -> Page[T]:
    """The page of a list that the address asks for by the row it lies behind; every list has a name of its own."""
    asked = context["request"].GET.copy()
    before = "".join(asked.pop(name, []))
    found = list(
        older_than(rows, int(before) if before.isdecimal() and len(before) < 19 else None)[: PAGE + 1]
    )
    newest = f"?{asked.urlencode()}" if before else ""
    if len(found) > PAGE:
        asked[name] = str(found[PAGE - 1].pk)
    return Page(found[:PAGE], newest, f"?{asked.urlencode()}" if name in asked else "")


def _with(context: Context, case: Case, next_page: str, **more: Any) -> dict[str, Any]:
    return {
        "case": case,
        "next": next_page,
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
        "user": context["request"].user,
        **more,
    }
