"""Advice on the legal basis, within a page of any package: `{% advised advice %}`."""

from __future__ import annotations

from django import template

from entraide.instruments.domain.advice import Advice
from entraide.instruments.queries import node_library
from entraide.instruments.web import shown

register = template.Library()


@register.inclusion_tag("instruments/advised.html")
def advised(advice: Advice) -> dict[str, object]:
    """The bases in their order, each sentence with its source."""
    return shown.advised(advice, node_library())
