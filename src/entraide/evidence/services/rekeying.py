"""Another master key: every file keeps its own key, and that is wrapped anew. The node works on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from entraide.evidence.domain import vault as lying
from entraide.evidence.errors import ExhibitDamaged
from entraide.evidence.events import MasterKeyChanged
from entraide.evidence.models import ContentKey, Upload
from entraide.evidence.queries.vault import master_keys
from entraide.evidence.services.vault import put_master_keys
from entraide.ledger.services import record

AT_ONCE = 500
# What is wrapped under the master key.
KEPT: tuple[type[models.Model], ...] = (ContentKey, Upload)


def change_master_key(
    *, acting: UUID | None, at: datetime, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Wrap all keys under a new master key, and forget the former one; how many there were. What was broken off goes on
    where it was. A key that neither opens stays as it is: its file was lost before.

    Raises `MasterKeyMissing`.
    """
    keys = master_keys()
    if len(keys) == 1:
        keys = (lying.new_key(), *keys)
        put_master_keys(*keys)
    # Who keeps a key reads the master key in the transaction that keeps it: those that read the former one have ended.
    with transaction.atomic():
        of = sum(model._default_manager.count() for model in KEPT)
    done = 0
    for model in KEPT:
        last = 0
        while (some := _wrapped_anew(model, last, *keys)) is not None:
            last, count = some
            done += count
            progress(done, of)
    with transaction.atomic():
        record(MasterKeyChanged(facts={"keys": done}), by=acting, at=at)
    put_master_keys(keys[0])
    return done


@transaction.atomic
def _wrapped_anew(model: type[models.Model], last: int, new: bytes, former: bytes) -> tuple[int, int] | None:
    """The next keys behind row `last`: the last of them, and how many; None where there are none."""
    rows = model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", "wrapped")[:AT_ONCE]
    found = [(int(pk), bytes(wrapped)) for pk, wrapped in rows]
    for pk, wrapped in found:
        if (key := _under(former, wrapped)) is not None:
            model._default_manager.filter(pk=pk).update(wrapped=lying.wrapped(key, new))
    return (found[-1][0], len(found)) if found else None


def _under(master: bytes, wrapped: bytes) -> bytes | None:
    try:
        return lying.unwrapped(wrapped, master)
    except ExhibitDamaged:
        return None
