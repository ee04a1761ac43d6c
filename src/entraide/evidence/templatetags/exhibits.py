"""Exhibits on a page, for packages above too.

    {% load exhibits %}
    {% exhibit_table exhibits caption %}

The page that uses it has already seen to it that the reader belongs to the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString

from entraide.evidence.web.drawn import path_of
from entraide.evidence.web.labels import (
    ACT_WORDS,
    KIND_WORDS,
    MARKING_WORDS,
    PART_WORDS,
    TONES,
    WHERE_WORDS,
)
from entraide.ui.templatetags.house_words import tag

if TYPE_CHECKING:
    from entraide.evidence.domain.custody import Signatory
    from entraide.evidence.models import Exhibit

register = template.Library()
WORDS = {
    "kind": KIND_WORDS,
    "marking": MARKING_WORDS,
    "part": PART_WORDS,
    "where": WHERE_WORDS,
    "act": ACT_WORDS,
}


@register.filter
def exhibit_words(code: str, table: str) -> str:
    """The words for a code: its kind, marking, part, where it is, or what happened to it."""
    return str(WORDS[table].get(code, code))


@register.simple_tag
def where_tag(where: str) -> SafeString:
    """In whose hands it is."""
    return tag(exhibit_words(where, "where"), TONES.get(where, "neutral"))


@register.filter
def signature(signatory: Signatory) -> str:
    """What somebody drew, as an SVG path; empty for one who signed in."""
    return path_of(signatory.strokes)


@register.inclusion_tag("evidence/_table.html")
def exhibit_table(exhibits: Iterable[Exhibit], caption: str) -> dict[str, Any]:
    """Exhibits as a table."""
    return {"exhibits": exhibits, "caption": caption}
