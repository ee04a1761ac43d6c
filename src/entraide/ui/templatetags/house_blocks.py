"""Parts of a page that hold other parts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entraide.ui.templatetags.house_words import TONES, icon

register = template.Library()

_NOTICE_ICONS = {"info": "info", "good": "check", "warning": "alert", "danger": "alert"}


@register.simple_block_tag
def panel(
    content: str,
    title: object = "",
    level: int = 2,
    id: str = "",  # noqa: A002 - the page's word for it
    tone: str = "",
    action_url: str = "",
    action_label: object = "",
) -> SafeString:
    """A titled part of the page, perhaps with one link beside its title."""
    return render_to_string(
        "ui/panel.html",
        {
            "content": content,
            "title": title,
            "heading": f"h{level}",
            "id": id,
            "tone": tone,
            "action_url": action_url,
            "action_label": action_label,
        },
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: object = "") -> SafeString:
    """Something to know before going on."""
    tone = tone if tone in _NOTICE_ICONS else "info"
    return render_to_string(
        "ui/notice.html", {"content": content, "tone": tone, "title": title, "icon_name": _NOTICE_ICONS[tone]}
    )


@register.simple_block_tag
def more(content: str, title: object, open: bool = False) -> SafeString:  # noqa: A002 - the page's word for it
    """Details that can be opened."""
    return format_html(
        '<details class="more"{}><summary>{}<span>{}</span></summary><div class="more-body">{}</div></details>',
        SafeString(" open") if open else "",
        icon("right"),
        title,
        content,
    )


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """What is known of a thing, row by row."""
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_block_tag
def row(content: str, label: object, action_url: str = "", action_label: object = "") -> SafeString:
    """One row of a summary; an empty value says so, and an action says aloud what it changes."""
    value = content if content.strip() else format_html('<span class="quiet">{}</span>', _("Not given"))
    action: str = ""
    if action_url:
        action = format_html(
            '<dd class="summary-action"><a href="{}">{}<span class="visually-hidden"> {}</span></a></dd>',
            action_url,
            action_label or _("Change"),
            label,
        )
    return format_html('<div class="summary-row"><dt>{}</dt><dd>{}</dd>{}</div>', label, value, action)


@register.simple_block_tag
def tabs(content: str, label: object = "") -> SafeString:
    """Views of the same thing, as links: the server renders the one that is current."""
    return format_html(
        '<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label or _("Views of this page"), content
    )


@register.simple_tag
def tab(label: object, url: str, current: bool = False, count: int | None = None) -> SafeString:
    """One tab."""
    counted = format_html(' <span class="count">{}</span>', count) if count is not None else ""
    here = SafeString(' aria-current="page"') if current else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, here, label, counted)


@register.simple_block_tag
def task_list(content: str) -> SafeString:
    """Things to do, each with where it stands."""
    return format_html('<ul class="task-list">{}</ul>', content)


@register.simple_tag
def task(
    title: object, url: str = "", status: object = "", tone: str = "neutral", hint: object = ""
) -> SafeString:
    """One thing to do."""
    name = format_html('<a href="{}">{}</a>', url, title) if url else format_html("<span>{}</span>", title)
    told = format_html('<span class="hint">{}</span>', hint) if hint else ""
    tone = tone if tone in TONES else "neutral"
    stands = format_html('<strong class="tag tag-{}">{}</strong>', tone, status) if status else ""
    return format_html(
        '<li><div class="task-name">{}{}</div><div class="task-status">{}</div></li>', name, told, stands
    )


@register.simple_block_tag
def case_header(content: str, reference: object, title: object, kicker: object = "") -> SafeString:
    """What this is about and where it stands, at the top of a case or request. Holds the page's h1."""
    return render_to_string(
        "ui/case_header.html", {"content": content, "reference": reference, "title": title, "kicker": kicker}
    )


@register.simple_block_tag
def filters(content: str, action: str = "", applied: int = 0) -> SafeString:
    """A form that narrows a list; its address can be kept and sent."""
    return render_to_string("ui/filters.html", {"content": content, "action": action, "applied": applied})


@register.simple_block_tag
def act_list(content: str) -> SafeString:
    """The acts that can be done next."""
    return format_html('<div class="act-list">{}</div>', content)


@register.inclusion_tag("ui/empty.html")
def empty(
    title: object, text: object = "", action_url: str = "", action_label: object = ""
) -> dict[str, object]:
    """Nothing here: what happened, why, what now."""
    return {"title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[Mapping[str, Any] | object]) -> dict[str, object]:
    """What happened, each with who and when."""
    return {"entries": entries}


@register.inclusion_tag("ui/pager.html")
def pager(previous: str = "", next: str = "", text: object = "") -> dict[str, object]:  # noqa: A002 - the page's word for it
    """The way to the pages before and after."""
    return {"previous": previous, "next": next, "text": text}
