"""What the pages of any package show of the law: advice, offences of the classification, articles of national law."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from entraide.instruments.domain.advice import Advice
from entraide.instruments.domain.offences.classification import offences
from entraide.instruments.domain.offences.national import Article
from entraide.instruments.domain.offences.worksheet import SEARCH_LABELS, Row, Search
from entraide.instruments.queries import node_library
from entraide.instruments.web import labels, offences_shown, shown

register = template.Library()


@register.inclusion_tag("instruments/advised.html")
def advised(advice: Advice) -> dict[str, object]:
    """The bases in their order, each sentence with its source."""
    return shown.advised(advice, node_library())


@register.inclusion_tag("instruments/articles.html")
def national_articles(articles: Iterable[Article]) -> dict[str, object]:
    """Articles with their maximum penalty, their source and whether anybody has verified it."""
    return {"articles": [offences_shown.article(one) for one in articles]}


@register.inclusion_tag("instruments/words_to_compare.html")
def words_to_compare(row: Row) -> dict[str, object]:
    """What to look for in both definitions of a conduct, in both languages."""
    return {"words_en": row.words_en, "words_fr": row.words_fr}


@register.filter
def offence_name(code: str) -> str:
    """What a code of the classification stands for; the code itself where it stands for nothing."""
    found = offences().get(code)
    return labels.said(found.title) if found else code


@register.filter
def searched(search: Search) -> str:
    """What the search for articles in one law came to."""
    return labels.said(SEARCH_LABELS[search])
