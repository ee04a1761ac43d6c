"""The record of a request as rows to read, in the groups of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entraide.assistance.domain.blocks import BLOCKS, Field
from entraide.assistance.domain.fields import FIELDS
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.web import labels
from entraide.assistance.web.forms.record import GROUPS, reference_of_related

if TYPE_CHECKING:
    from entraide.accounts.models import Person

CODED = frozenset(labels.TABLES) | frozenset(labels.TEXTS) | {"language", "reply_language"}


@dataclass(frozen=True)
class Row:
    """One field and its value: words, or a moment or day for the page to write."""

    name: str
    label: str
    words: str = ""
    when: datetime | date | None = None

    @property
    def filled(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.words or self.when)


@dataclass(frozen=True)
class RowGroup:
    """Rows that belong together."""

    code: str
    title: Any
    rows: list[Row]


def record_groups(request: AssistanceRequest, person: Person) -> list[RowGroup]:
    """Every field of the record, filled in or not; a related request only for those who may know of it."""
    groups = []
    for group in GROUPS:
        names = [n for n in group.names if n != "received_at" or request.direction == Direction.INCOMING]
        groups.append(RowGroup(group.code, group.title, [_row(request, name, person) for name in names]))
    if request.kind:
        rows = block_rows(BLOCKS[Kind(request.kind)], request.block, "block-")
        groups.insert(1, RowGroup("block", labels.words(FIELDS["block"]), rows))
    return groups


def block_rows(shape: Iterable[Field], values: Mapping[str, Any], prefix: str = "") -> list[Row]:
    """The fields of a block or of a subject, as rows."""
    return [_block_row(field, values.get(field.name), prefix) for field in shape]


def _block_row(field: Field, value: Any, prefix: str) -> Row:
    name, label = f"{prefix}{field.name}", labels.words(field.label)
    if value in (None, ""):
        return Row(name, label)
    match field.shape:
        case "date":
            return Row(name, label, when=date.fromisoformat(str(value)))
        case "moment":
            return Row(name, label, when=datetime.fromisoformat(str(value)))
        case "flag":
            return Row(name, label, _yes(bool(value)))
        case "choice":
            known = dict(field.choices)
            return Row(name, label, labels.words(known[value]) if value in known else str(value))
        case _:
            return Row(name, label, str(value))


def _row(request: AssistanceRequest, name: str, person: Person) -> Row:
    label = labels.words(FIELDS[name]) if name in FIELDS else _("Related request here")
    if name == "related_to":
        return Row(name, label, reference_of_related(request, person))
    value = getattr(request, name)
    if name == "partner_state":
        return Row(name, label, value.name(get_language() or "en") if value else "")
    if isinstance(value, bool):
        return Row(name, label, _yes(value))
    if isinstance(value, datetime | date):
        return Row(name, label, when=value)
    if value and name in CODED:
        return Row(name, label, labels.code_words(name, value))
    return Row(name, label, str(value or ""))


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")
