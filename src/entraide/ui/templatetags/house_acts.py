"""What a person does on a page: buttons, acts, suggestions, forms, files."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entraide.ui.templatetags.house_words import icon

register = template.Library()

BUTTONS = frozenset({"primary", "secondary", "quiet", "danger"})


def _button_class(tone: str) -> str:
    return f"button button-{tone if tone in BUTTONS else 'primary'}"


def _with_csrf(context: Context, **facts: Any) -> dict[str, Any]:
    return {"csrf_token": context.get("csrf_token"), "request": context.get("request"), **facts}


@register.simple_tag
def button(
    label: object, tone: str = "primary", name: str = "", value: object = "", icon_name: str = "", **rest: str
) -> SafeString:
    """The button that sends the form around it. `icon="mail"` puts a picture before the words."""
    picture = rest.pop("icon", icon_name)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit" class="{}"{}>{}<span>{}</span></button>',
        _button_class(tone),
        named,
        icon(picture) if picture else "",
        label,
    )


@register.simple_tag
def link_button(label: object, url: str, tone: str = "secondary", **rest: str) -> SafeString:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    picture = rest.pop("icon", "")
    return format_html(
        '<a class="{}" href="{}">{}<span>{}</span></a>',
        _button_class(tone),
        url,
        icon(picture) if picture else "",
        label,
    )


@register.inclusion_tag("ui/act_button.html", takes_context=True)
def act_button(
    context: Context,
    label: object,
    consequence: object = "",
    url: str = "",
    tone: str = "primary",
    name: str = "",
    value: object = "",
    confirm: object = "",
) -> dict[str, Any]:
    """One act, with what it brings about underneath; a whole form of its own when it has a `url`."""
    return _with_csrf(
        context,
        label=label,
        consequence=consequence,
        url=url,
        button_class=_button_class(tone),
        name=name,
        value=value,
        confirm=confirm,
    )


@register.inclusion_tag("ui/suggestion.html", takes_context=True)
def suggestion(
    context: Context,
    label: object,
    value: object,
    source: object = "",
    accept_url: str = "",
    dismiss_url: str = "",
    state: str = "",
) -> dict[str, Any]:
    """Something read off a letter, to accept or to put aside, with the words it came from."""
    return _with_csrf(
        context,
        label=label,
        value=value,
        source=source,
        accept_url=accept_url,
        dismiss_url=dismiss_url,
        state=state,
    )


@register.inclusion_tag("ui/drop_zone.html")
def drop_zone(
    name: str = "files", label: object = "", hint: object = "", accept: str = "", multiple: bool = True
) -> dict[str, object]:
    """A file input that is also a place to drop files on."""
    return {
        "name": name,
        "label": label or (_("Choose or drop files") if multiple else _("Choose or drop a file")),
        "hint": hint,
        "accept": accept,
        "multiple": multiple,
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """What must be mended before the form can be sent, each a link to its field."""
    return {
        "whole": [
            (message, error.code if error.code and "." in error.code else "")
            for error in form.non_field_errors().as_data()
            for message in error.messages
        ],
        "fields": [
            (bound, message)
            for bound in form
            if bound.errors and not bound.is_hidden
            for message in bound.errors
        ],
        "hidden": [(bound, message) for bound in form.hidden_fields() for message in bound.errors],
    }


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field of a form, with its label, hint and errors tied together."""
    return bound.as_hidden() if bound.is_hidden else bound.as_field_group()
