"""The channels of correspondence and their words. The codes are those that packages above file under."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

CHANNELS: dict[str, Any] = {
    "email": _("E-mail"),
    "secure_mail": _("Secure mail"),
    "interpol": _("INTERPOL (I-24/7)"),
    "liaison": _("Liaison officer"),
    "phone": _("Telephone"),
    "post": _("Post"),
    "fax": _("Fax"),
    "portal": _("Portal"),
    "hand": _("By hand"),
    "node": _("Node to node"),
}
# What passes between nodes is filed by the exchange alone.
BY_HAND = {code: label for code, label in CHANNELS.items() if code != "node"}
