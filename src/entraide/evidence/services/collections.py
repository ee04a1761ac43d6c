"""A collection made in the field is taken in: checked whole, its seal compared with the paper that came with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.evidence import policy
from entraide.evidence.domain.bags import Progress, open_bag, pack, quiet
from entraide.evidence.domain.collecting import Collection, read_collection
from entraide.evidence.domain.custody import Act, Signatory
from entraide.evidence.domain.exhibits import Kind, Part
from entraide.evidence.errors import OtherSeal
from entraide.evidence.services import vault
from entraide.evidence.services.registering import Registration, keep_file, put_on_register
from entraide.evidence.services.telling import next_event, signed_in, tell

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case
    from entraide.evidence.models import Exhibit

PIECE = 1 << 20
MEDIA_TYPE = "application/zip"


def take_in(
    case: Case,
    path: Path,
    *,
    fingerprint: str,
    receiver: Person,
    place: str,
    acting: None,
    at: datetime,
    progress: Progress = quiet,
) -> Exhibit:
    """One exhibit of a whole collection, a folder or a zip file. `acting` is None: it is done at the console.

    `fingerprint`: of the seal, as the collector wrote it on paper. Raises `NotFound`, `NotAllowed` for a
    receiver who does not keep exhibits in this case, `OtherSeal`, what `read_collection` raises
    for one that is not whole, and `MasterKeyMissing`.
    """
    policy.require_keeper(receiver, case.pk)
    folder: Path = settings.ENTRAIDE_EVIDENCE
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # What is checked is what is taken in: a copy that nobody else can change meanwhile.
    with TemporaryDirectory(dir=folder) as beside:
        copy = Path(beside) / "collection.zip"
        if path.is_file():
            shutil.copyfile(path, copy)
        else:
            pack(path, copy)
        with open_bag(copy) as bag:
            found = read_collection(bag, progress)
        if _digits(fingerprint) != _digits(found.seal.fingerprint):
            raise OtherSeal(fingerprint=found.seal.fingerprint)
        held = vault.hold(_pieces(copy))
    try:
        return _registered(case, found, held, receiver=receiver, place=place, at=at)
    except BaseException:
        vault.let_go(held)
        raise


@transaction.atomic
def _registered(
    case: Case, found: Collection, held: vault.Held, *, receiver: Person, place: str, at: datetime
) -> Exhibit:
    told = found.told
    who = Signatory(name=told.collector.name, function=told.collector.function, agency=told.collector.agency)
    registration = Registration(
        kind=Kind.FILE,
        title=f"{told.place}, {found.head.ended:%Y-%m-%d}",
        description=told.reason,
        source=f"{told.collector.name}, {told.collector.agency}",
        details={"device": told.device},
        began=(),
    )
    exhibit = put_on_register(case, registration, acting=None, at=at)
    where = told.coordinates
    facts: dict[str, object] = {
        "seal": found.seal.fingerprint,
        "files": len(found.files),
        "unread": len(found.unread),
        "coordinates": f"{where.latitude}, {where.longitude}" if where else "",
    }
    collected = next_event(
        exhibit,
        Act.COLLECTED,
        who,
        at=at,
        happened=found.head.ended,
        place=told.place[:300],
        reason=told.reason,
        facts=facts,
    )
    tell(exhibit, collected, by=None)
    received = next_event(
        exhibit, Act.RECEIVED, signed_in(receiver), at=at, other=who, place=place.strip()[:300]
    )
    tell(exhibit, received, by=None)
    name = f"collection-{found.head.ended:%Y%m%d}.zip"
    keep_file(exhibit, held, name=name, media_type=MEDIA_TYPE, part=Part.CONTENT, acting=None, at=at)
    return exhibit


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _digits(fingerprint: str) -> str:
    return "".join(one for one in fingerprint if one.isalnum()).casefold()
