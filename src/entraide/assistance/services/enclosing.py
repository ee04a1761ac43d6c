"""Files that go with a letter, over the exchange or by mail: added and taken off while it is a draft, so that the
second person sees what leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from entraide.assistance.events import EnclosureAdded, EnclosureRemoved
from entraide.assistance.models import Enclosure, Letter
from entraide.assistance.services.writing import held_letter, note_letter
from entraide.cases.services import originals
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from entraide.accounts.models import Person

UNKNOWN = "application/octet-stream"


def enclose(
    letter: Letter, chunks: Iterable[bytes], *, name: str, media_type: str, acting: Person, at: datetime
) -> Enclosure:
    """Add a file to a draft, of any size. Raises `NotFound`, `NotAllowed`, `LetterNotThere`."""
    # Looked at before a large file is written, and again once it is.
    with transaction.atomic():
        held_letter(letter, acting, Letter.Standing.DRAFT)
    held = originals.hold(chunks)
    try:
        with transaction.atomic():
            letter = held_letter(letter, acting, Letter.Standing.DRAFT)
            bare = PurePath(name).name or "?"
            kept = originals.keep(
                letter.request.case, held, name=bare, media_type=media_type or UNKNOWN, at=at
            )
            made = Enclosure.objects.create(letter=letter, original=kept)
            note_letter(EnclosureAdded, letter, acting=acting, at=at, name=kept.name)
    except BaseException:
        originals.let_go(held)
        raise
    return made


@transaction.atomic
def take_off(letter: Letter, enclosure: UUID, *, acting: Person, at: datetime) -> None:
    """Take a file off a draft; its original stays with the case. Raises as `enclose`."""
    letter = held_letter(letter, acting, Letter.Standing.DRAFT)
    found = letter.enclosures.select_related("original").filter(uuid=enclosure).first()
    if found is None:
        raise NotFound
    name = found.original.name
    found.delete()
    note_letter(EnclosureRemoved, letter, acting=acting, at=at, name=name)
