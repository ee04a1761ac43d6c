"""An offence chosen from the classification on its form: what words find there, and what a choice fills in.

A search and a choice save nothing: the form comes back with all that was typed, and a choice fills in only what is
empty, or what an earlier choice had put there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, gettext

from entraide.assistance.web.forms.parts import LABELS, PartForm
from entraide.assistance.web.labels import words
from entraide.directory.domain.states import states
from entraide.instruments.domain.offences.classification import falls_under, lineage, offences
from entraide.instruments.domain.offences.finding import find
from entraide.instruments.domain.offences.national import (
    NEARNESS_LABELS,
    articles,
    national_offences,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from entraide.assistance.models import AssistanceRequest, Offence

CATEGORIES, ARTICLES = 8, 4


@dataclass(frozen=True)
class ArticleOffered:
    """A national article in, under or above a category. `value` is what its button sends."""

    value: str
    state: str
    state_name: str
    article: str
    title: str
    maximum: str
    nearness: str
    verified: bool


@dataclass(frozen=True)
class CategoryOffered:
    """A category of the classification that the words found, and why."""

    code: str
    title: str
    above: str
    because: str
    articles: list[ArticleOffered]


@dataclass(frozen=True)
class Choice:
    """Where a person stands in choosing. `typed` is what the form shows next; None where it is sent to be saved."""

    words: str
    offered: list[CategoryOffered]
    searched: bool
    typed: dict[str, str] | None
    suggested: dict[str, str]


def choice_of(http: HttpRequest, request: AssistanceRequest, offence: Offence | None = None) -> Choice:
    """Read the search, or the choice, that was sent with the form."""
    sent = http.POST if http.method == "POST" else http.GET
    text = sent.get("words", "").strip()
    if http.method != "POST":
        offered = offered_for(text, request) if text else []
        return Choice(text or (offence.title if offence else ""), offered, bool(text), None, {})
    typed = {name: http.POST.get(name, "") for name in LABELS["offences"]}
    if "choose" in http.POST:
        suggested = suggestions(http.POST["choose"])
        return Choice(text, [], False, filled_in(typed, suggested), suggested)
    if "find" in http.POST:
        text = text or typed["title"].strip()
        return Choice(text, offered_for(text, request), True, typed, {})
    return Choice(text, [], False, None, {})


def offered_for(text: str, request: AssistanceRequest) -> list[CategoryOffered]:
    """The categories that the words find, best first, each with the articles known at home and at the partner's."""
    concerned = tuple(dict.fromkeys(filter(None, (settings.NODE.agency.country, request.partner_state_id))))
    numbers = {one: number for number, one in enumerate(national_offences())}
    return [
        CategoryOffered(
            code=found.offence.code,
            title=words(found.offence.title),
            above=" › ".join(words(one.title) for one in lineage(found.offence.code)[:-1]),
            because=words(found.because),
            articles=[
                ArticleOffered(
                    value=f"{found.offence.code}.{numbers[article.offence]}",
                    state=state,
                    state_name=states()[state].name(get_language() or "en"),
                    article=words(article.offence.cited),
                    title=words(article.offence.title),
                    maximum=words(article.offence.maximum),
                    nearness=words(NEARNESS_LABELS[article.nearness]),
                    verified=article.offence.verified,
                )
                for state in concerned
                for article in articles(state, found.offence.code)[:ARTICLES]
            ],
        )
        for found in find(text, get_language() or "en", limit=CATEGORIES)
    ]


def suggestions(value: str) -> dict[str, str]:
    """What «0701» or «0701.12» (a category, an article by its place in the table) fills in; nothing for others."""
    code, _dot, number = value[:20].partition(".")
    if code not in offences():
        return {}
    known = national_offences()
    if not number:
        return {"iccs": code, "title": words(offences()[code].title)}
    if not (number.isascii() and number.isdigit()) or int(number) >= len(known):
        return {}
    article = known[int(number)]
    return {
        # An article of a narrower category says more exactly what is meant.
        "iccs": article.iccs if falls_under(article.iccs, code) else code,
        "title": words(article.title),
        "article": words(article.cited),
        "maximum_penalty": words(article.maximum),
    }


def filled_in(typed: dict[str, str], suggested: dict[str, str]) -> dict[str, str]:
    """What was typed, with the suggestions where nothing was, or where an earlier suggestion stands."""
    kept = {name: value for name, value in typed.items() if value.strip() and value not in _suggested_texts()}
    return typed | suggested | {name: value for name, value in kept.items() if name != "iccs"}


def tell_suggestions(form: PartForm, choice: Choice) -> None:
    """Say beside the code what it stands for, and beside a field that was kept what the choice would have put there."""
    code = form["iccs"].value() or ""
    if code in offences():
        form.fields["iccs"].help_text = " › ".join(words(one.title) for one in lineage(code))
    for name, value in choice.suggested.items():
        if name != "iccs" and form[name].value() != value:
            form.fields[name].help_text = gettext("The choice suggests: %(words)s") % {"words": value}


@cache
def _suggested_texts() -> frozenset[str]:
    """Every text that a choice could have put into a field, in either language."""
    said = (text for one in national_offences() for text in (one.title, one.maximum, one.cited))
    of_articles = (words for text in said for words in (text.en, text.fr))
    of_categories = (text for one in offences().values() for text in (one.title.en, one.title.fr))
    return frozenset((*of_articles, *of_categories))
