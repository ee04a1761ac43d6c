"""Categories of the classification and articles of national law as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from entraide.instruments.domain.offences.classification import LEVEL_LABELS, Offence, lineage
from entraide.instruments.domain.offences.finding import Found
from entraide.instruments.domain.offences.national import (
    NEARNESS_LABELS,
    Article,
    articles,
    states_known,
)
from entraide.instruments.web import labels, shown


@dataclass(frozen=True)
class ArticleLine:
    cited: str
    title: str
    maximum: str
    nearness: str
    source: str
    mark: str
    tone: str


@dataclass(frozen=True)
class CategoryLine:
    """A category in a list. `above` is what it falls under, the section first; `because` is empty without a search."""

    code: str
    title: str
    level: str
    above: str
    because: str = ""


def article(one: Article) -> ArticleLine:
    known = one.offence
    return ArticleLine(
        cited=labels.said(known.cited),
        title=labels.said(known.title),
        maximum=labels.said(known.maximum),
        nearness=labels.said(NEARNESS_LABELS[one.nearness]),
        source=known.source,
        mark=_("verified") if known.verified else _("not verified"),
        tone="good" if known.verified else "quiet",
    )


def category(one: Offence) -> CategoryLine:
    return CategoryLine(
        one.code,
        labels.said(one.title),
        labels.said(LEVEL_LABELS[one.level]),
        " › ".join(labels.said(above.title) for above in lineage(one.code)[:-1]),
    )


def found(one: Found) -> CategoryLine:
    line = category(one.offence)
    return CategoryLine(line.code, line.title, line.level, line.above, labels.said(one.because))


def national(code: str, home: str) -> list[tuple[str, str, tuple[Article, ...]]]:
    """The articles of every state whose law is known, the state's own first: code, name, articles."""
    order = sorted(states_known(), key=lambda state: (state != home, shown.state_name(state)))
    return [(state, shown.state_name(state), articles(state, code)) for state in order]
