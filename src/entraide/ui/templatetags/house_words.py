"""Small words of a page: clocks, moments, tags, flags."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entraide.ui import clocks, icons, moments

register = template.Library()

TONES = frozenset({"neutral", "info", "good", "warning", "danger", "quiet"})
_CLOCK_ICONS = {"late": "alert", "soon": "clock", "calm": "clock", "stopped": "stop", "none": "clock"}


def _endings(start: datetime | date) -> str:
    return (
        timezone.localtime(start).isoformat(timespec="minutes")
        if isinstance(start, datetime)
        else start.isoformat()
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture that says nothing by itself: words stand beside it."""
    return format_html(
        '<svg class="icon icon-{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        name,
        icons.drawing(name),
    )


@register.simple_tag
def colon() -> str:
    """A colon as the reader's language sets it: French sets a space before it."""
    return "\N{NO-BREAK SPACE}:" if (get_language() or "en").startswith("fr") else ":"


@register.inclusion_tag("ui/clock.html")
def clock(
    due: datetime | None, start: datetime | None = None, stopped: datetime | bool = False
) -> dict[str, object]:
    """The time left, in words and as a bar; the exact time on hover and for machines."""
    reading = clocks.read(due, start=start, stopped=stopped, at=timezone.now())
    return {
        "due": due,
        "iso": _endings(due) if due else "",
        "exact": moments.moment_words(due) if due else "",
        "reading": reading,
        "icon_name": _CLOCK_ICONS[reading.tone],
    }


@register.simple_tag
def moment(value: datetime | date | None, only: str = "") -> SafeString:
    """A date and time (`only="day"`: a date) in the reader's language."""
    if value is None or value == "":
        return format_html(
            '<span class="quiet"><span aria-hidden="true">–</span><span class="visually-hidden">{}</span></span>',
            _("not known"),
        )
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        words = moments.day_words(local.date()) if only == "day" else moments.moment_words(local)
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            _endings(local),
            f"{moments.moment_words(local)} {local:%Z}".strip(),
            words,
        )
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moments.day_words(value))


@register.simple_tag
def ago(value: datetime | None) -> SafeString:
    """How long ago (or how soon), with the exact time on hover."""
    if value is None:
        return moment(None)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        _endings(value),
        moments.moment_words(value),
        moments.ago_words(value, timezone.now()),
    )


@register.simple_tag
def tag(label: object, tone: str = "neutral") -> SafeString:
    """A word in a coloured box. An unknown tone is neutral."""
    return format_html('<strong class="tag tag-{}">{}</strong>', tone if tone in TONES else "neutral", label)


@register.simple_tag
def state_flag(code: str, name: object = "", show_name: bool = True) -> SafeString:
    """A state by its two letters, with its name beside it or, when there is no room, for screen readers only."""
    box = format_html(
        '<span class="flag"{}>{}</span>',
        SafeString(' aria-hidden="true"') if name else "",
        (code or "??").upper(),
    )
    if not name:
        return box
    return format_html(
        '<span class="state" title="{}">{}<span class="{}">{}</span></span>',
        name,
        box,
        "state-name" if show_name else "visually-hidden",
        name,
    )
