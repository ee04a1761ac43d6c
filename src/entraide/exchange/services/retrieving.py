"""That a person has seen what a partner said: attested to the partner, and on record here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from entraide.exchange.domain.attestations import Kind
from entraide.exchange.models import Message
from entraide.exchange.queries import unread_about
from entraide.exchange.services.attesting import ToAttest, attest_all

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def seen(subject: UUID, *, with_files: bool, acting: Person, at: datetime) -> Sequence[Message]:
    """Note that a person looks at a thing about which partners said something; gives back what nobody had seen.

    `with_files`: what came with files lies before them, and not only word that it came.
    """
    if not unread_about(subject, with_files=with_files):
        return ()
    with transaction.atomic():
        found = unread_about(subject, with_files=with_files)
        Message.objects.filter(pk__in=[one.pk for one in found]).update(retrieved_at=at)
        attest_all([ToAttest(one, Kind.RETRIEVED) for one in found], at=at, acting=acting.uuid)
    return found
