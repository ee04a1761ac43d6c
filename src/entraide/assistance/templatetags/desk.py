"""Words and tones of the desk, for its templates: `{{ request.state|words:"state" }}`, `{{ text|said }}`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from entraide.assistance.domain.lifecycle import Act
from entraide.assistance.services.describing import Part
from entraide.assistance.web import labels
from entraide.directory.domain.hours import HoursUnreadable, for_reading, parse
from entraide.exchange.services.hooks import label_of
from entraide.instruments.domain.clocks.due import DueDate
from entraide.instruments.domain.clocks.explaining import explain
from entraide.kernel.languages import Text
from entraide.ui.moments import span_words
from entraide.ui.templatetags.house_words import tag

register = template.Library()


@register.filter
def message_kind(type_: str) -> str:
    """What kind of message passed between nodes, in the reader's language."""
    return label_of(type_).in_language(get_language() or "en")


@register.filter
def said(text: Text | dict[str, str]) -> str:
    """A sentence of the domain in the reader's language."""
    return labels.words(
        text if isinstance(text, Text) else Text(en=text.get("en", ""), fr=text.get("fr", ""))
    )


@register.filter
def act_name(act: Act, direction: str) -> str:
    """What an act is called in a request of this direction."""
    return labels.words(act.named(direction))


@register.filter
def named(thing: Any) -> str:
    """The name of a state or a unit in the reader's language."""
    return thing.name(get_language() or "en") if thing else ""


@register.filter
def purpose(point: Any) -> str:
    """What a contact point is there for, in the reader's language."""
    return str(point.purpose(get_language() or "en"))


@register.filter
def opening_hours(text: str) -> str:
    """Office hours as the directory shows them; as they were typed where they are not written in its way."""
    try:
        return labels.words(for_reading(parse(text)))
    except HoursUnreadable:
        return text


@register.filter
def words(code: str, table: str) -> str:
    """The words for a code of a closed list."""
    return labels.code_words(table, code)


@register.simple_tag
def code_tag(table: str, code: str) -> SafeString:
    """A code as a tag, in its tone."""
    return tag(labels.code_words(table, code), labels.tone_of(table, code)) if code else SafeString("")


@register.filter
def letter_kind(code: str) -> str:
    """What a letter is called."""
    return str(labels.LETTER_KINDS.get(code, code))


@register.simple_tag
def standing_tag(standing: str) -> SafeString:
    """Where a letter of ours stands, as a tag."""
    label, tone = labels.STANDINGS[standing]
    return tag(label, tone)


@register.filter
def warning_words(code: str) -> str:
    """What was noticed while a file was opened, as a sentence."""
    return str(labels.WARNINGS.get(code, code))


@register.simple_tag
def code_tag_plain(table: str, code: str) -> SafeString:
    """A code as a tag without a tone of its own."""
    return tag(labels.code_words(table, code)) if code else SafeString("")


@register.filter
def span(length: timedelta) -> str:
    """A length of time in words."""
    return span_words(length)


@register.filter
def explained(due: DueDate) -> str:
    """How a due date comes about, in a sentence."""
    return labels.words(explain(due))


@register.filter
def part_name(part: Part) -> str:
    """What a part of a record is called."""
    return labels.part_name(part)
