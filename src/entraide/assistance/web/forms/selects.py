"""A list to choose from that is drawn at once: Django draws each option by a template, which long lists feel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Select(forms.Select):
    """One of a list of codes, without groups; the same HTML as Django's."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The list, with the value chosen."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, SafeString(" selected") if str(code) in chosen else "", label)
                for code, label in self.choices
            ),
        )
        given = self.build_attrs(self.attrs, attrs)
        return format_html("<select{}>{}</select>", flatatt({**given, "name": name}), options)


class ChoiceField(forms.ChoiceField):
    """A choice from a list."""

    widget = Select
