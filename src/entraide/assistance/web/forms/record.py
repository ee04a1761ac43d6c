"""The record of a request, in groups, with the block of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from entraide.assistance import policy
from entraide.assistance.domain.blocks import BLOCKS
from entraide.assistance.domain.fields import FIELDS
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.web.forms.fields import (
    field_of_block,
    field_of_column,
    initial_of_block,
    keep_known,
    states_field,
)
from entraide.assistance.web.labels import lazy_words

if TYPE_CHECKING:
    from entraide.accounts.models import Person

BLOCK = "block-"


@dataclass(frozen=True)
class Group:
    """Fields that belong together on the page."""

    code: str
    title: Any
    names: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "identity",
        _("What it is"),
        (
            "title",
            "partner_state",
            "partner_agency",
            "partner_references",
            "legal_basis",
            "relation",
            "related_to",
            "earlier_reference",
        ),
    ),
    Group(
        "urgency",
        _("Urgency and dates"),
        (
            "urgency",
            "hard_date",
            "urgency_reason",
            "received_at",
            "time_zone",
            "estimated_for",
            "costs",
            "delay_reason",
        ),
    ),
    Group(
        "matter",
        _("The matter"),
        ("stage", "facts", "dual_criminality", "evidence_link", "proportionality", "related_elsewhere"),
    ),
    Group(
        "handling",
        _("Handling"),
        (
            "channel",
            "reply_channel",
            "language",
            "reply_language",
            "classification",
            "tlp",
            "handling",
            "source_evaluation",
            "information_evaluation",
            "translation_certified",
            "keep_secret",
            "person_may_be_told",
            "consult_before_disclosure",
            "limits_on_use",
        ),
    ),
)


@dataclass(frozen=True)
class Fieldset:
    """One group of a form, as the page draws it."""

    code: str
    title: Any
    fields: list[BoundField]


class RecordForm(forms.Form):
    """The whole record of a request but its kind and track, which have a page of their own."""

    def __init__(self, data: Any = None, *, request: AssistanceRequest, person: Person) -> None:
        self.request, self.person = request, person
        initial = {name: _value(request, name, person) for group in GROUPS for name in group.names}
        shape = BLOCKS[Kind(request.kind)] if request.kind else ()
        initial |= initial_of_block(shape, request.block, BLOCK)
        super().__init__(data, initial=initial)
        for group in GROUPS:
            for name in group.names:
                if name == "received_at" and request.direction == Direction.OUTGOING:
                    continue
                self.fields[name] = _field(name)
                keep_known(self.fields[name], initial[name])
        self.block = shape
        for field in self.block:
            self.fields[f"{BLOCK}{field.name}"] = field_of_block(field)
            # A record is filled in little by little: what is missing is asked for by the act that needs it.
            self.fields[f"{BLOCK}{field.name}"].required = False

    def clean_received_at(self) -> object:
        """An incoming request keeps its date of receipt."""
        given = self.cleaned_data["received_at"]
        if given is None:
            raise forms.ValidationError(_("An incoming request has a date of receipt."))
        return given

    def clean_related_to(self) -> AssistanceRequest | None:
        """A reference of this node becomes the request, when the one who writes can see it."""
        reference = self.cleaned_data["related_to"].strip()
        if not reference:
            return None
        found = policy.visible_requests(self.person).filter(reference__iexact=reference).first()
        if found is None or found.pk == self.request.pk:
            raise forms.ValidationError(_("No other request that you can see has this reference."))
        return found

    def groups(self) -> Iterator[Fieldset]:
        """The fields in the order of the page; the block of the kind after what it is."""
        for group in GROUPS:
            names = [name for name in group.names if name in self.fields]
            yield Fieldset(group.code, group.title, [self[name] for name in names])
            if group.code == "identity" and self.block:
                fields = [self[f"{BLOCK}{field.name}"] for field in self.block]
                yield Fieldset("block", lazy_words(FIELDS["block"]), fields)

    def values(self) -> dict[str, object]:
        """What the service takes of what was changed: columns by name, and the block as one."""
        changed = set(self.changed_data)
        data = {name: self.cleaned_data[name] for name in changed if not name.startswith(BLOCK)}
        if "partner_state" in data:
            data["partner_state"] = data["partner_state"] or None
        if any(name.startswith(BLOCK) for name in changed):
            data["block"] = {field.name: self.cleaned_data[f"{BLOCK}{field.name}"] for field in self.block}
        return data


def _field(name: str) -> forms.Field:
    if name == "partner_state":
        return states_field(lazy_words(FIELDS[name]))
    if name == "related_to":
        hint = _("Its reference in this node, for example 2026-I-0012.")
        return forms.CharField(label=_("Related request here"), required=False, max_length=20, help_text=hint)
    column = AssistanceRequest._meta.get_field(name)
    return field_of_column(column, lazy_words(FIELDS[name]))  # type: ignore[arg-type]


def reference_of_related(request: AssistanceRequest, person: Person) -> str:
    """The reference of the related request, for one who may know of it; empty for anybody else."""
    if request.related_to_id is None:
        return ""
    seen = policy.visible_requests(person).filter(pk=request.related_to_id)
    return seen.values_list("reference", flat=True).first() or ""


def _value(request: AssistanceRequest, name: str, person: Person) -> object:
    if name == "partner_state":
        return request.partner_state_id
    if name == "related_to":
        return reference_of_related(request, person)
    value = getattr(request, name)
    # Pages show minutes: a second that nobody typed is no change.
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value
