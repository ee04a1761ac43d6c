"""An exhibit is registered: its number, what is said of it, and how its custody began. Files come with it or later."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from entraide.cases.queries import about_in
from entraide.evidence import policy
from entraide.evidence.domain.custody import BEGINS, Act, Where
from entraide.evidence.domain.exhibits import FIELDS, Kind, Marking, Part, missing
from entraide.evidence.errors import CustodyForbids, DigestDiffers
from entraide.evidence.events import ContentTaken, ExhibitRegistered
from entraide.evidence.models import Content, ContentKey, Exhibit, ExhibitStanding, Stamp
from entraide.evidence.queries import described, said_of
from entraide.evidence.queries.naming import measures_of
from entraide.evidence.services import vault
from entraide.evidence.services.telling import begin_standing, next_event, signed_in, tell
from entraide.kernel.canonical import canonical, salted_digest
from entraide.kernel.errors import Incomplete, NotFound
from entraide.kernel.languages import Text
from entraide.ledger.services import record, record_all
from entraide.ledger.services.sequence import hold_sequence

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case

# Disks settle several files at once about as fast as one.
SIDE_BY_SIDE = 8
TITLE = Text(en="What it is", fr="Désignation")
WHEN = Text(
    en="When it was collected or received, or what is not known of it",
    fr="Quand elle a été recueillie ou reçue, ou ce qu’on en ignore",
)
KEPT_AT = Text(en="Place where it is kept", fr="Lieu de conservation")


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """How the custody of an exhibit began here, as far as is known."""

    act: Act
    happened: datetime | None = None
    until: datetime | None = None
    when: str = ""
    place: str = ""
    reason: str = ""
    condition: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What is said of an exhibit. `began`: one event, or a time of which nothing is known and then one."""

    kind: Kind
    title: str
    began: tuple[Beginning, ...]
    description: str = ""
    source: str = ""
    marking: Marking = Marking.NONE
    details: Mapping[str, str] = field(default_factory=dict)
    about: UUID | None = None
    measure: UUID | None = None


@dataclass(frozen=True)
class Incoming:
    """A file that is to be taken in."""

    name: str
    media_type: str
    pieces: Iterable[bytes]


@dataclass(frozen=True)
class Kept:
    """A file in the vault, and what it is called."""

    held: vault.Held
    name: str
    media_type: str
    part: Part


@transaction.atomic
def register(case: Case, said: Registration, *, acting: Person, at: datetime) -> Exhibit:
    """Put an exhibit on the register of a case. Raises `NotFound`, `NotAllowed`, `Incomplete`, `CustodyForbids`."""
    policy.require_keeper(acting, case.pk)
    # Nothing could ever come next in a chain of which only what is not known is told.
    if all(began.act is Act.UNKNOWN for began in said.began):
        raise CustodyForbids(why="begin")
    exhibit = put_on_register(case, said, acting=acting, at=at)
    for began in said.began:
        event = next_event(
            exhibit,
            began.act,
            signed_in(acting),
            at=at,
            happened=began.happened,
            until=began.until,
            when=began.when.strip()[:200],
            place=began.place.strip()[:300],
            reason=began.reason.strip(),
            condition=began.condition.strip(),
            facts=began.facts,
        )
        tell(exhibit, event, by=acting.uuid)
    return exhibit


def put_on_register(case: Case, said: Registration, *, acting: Person | None, at: datetime) -> Exhibit:
    """An exhibit with its number and its entry, its chain still empty. Raises `Incomplete`, `CustodyForbids`."""
    _require_whole(said)
    # Two that come at once must not take one number: the ledger is held from here to the end of the act.
    hold_sequence()
    last = Exhibit.objects.filter(year=at.year).aggregate(last=Max("sequence"))["last"] or 0
    names = {one.name for one in FIELDS[said.kind]}
    about = about_in(case, said.about)
    exhibit = Exhibit.objects.create(
        case=case,
        about=about,
        measure=_measure_in(about, said.measure),
        year=at.year,
        sequence=last + 1,
        kind=said.kind.value,
        title=said.title.strip()[:200],
        description=said.description.strip(),
        source=said.source.strip()[:500],
        marking=said.marking.value,
        details={
            name: words.strip() for name, words in said.details.items() if name in names and words.strip()
        },
        registered_at=at,
        registered_by=acting,
        salt=secrets.token_bytes(32),
    )
    begin_standing(exhibit)
    digest = digest_of(exhibit)
    Stamp.objects.create(exhibit=exhibit, digest=digest, wanted_at=at, next_try_at=at)
    record(
        ExhibitRegistered(
            case=case.uuid,
            subject=exhibit.uuid,
            facts={
                "number": exhibit.number,
                "kind": exhibit.kind,
                "about": exhibit.about,
                "measure": exhibit.measure,
                "digest": digest.hex(),
            },
            detail={"number": exhibit.number, "title": exhibit.title},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return exhibit


def _measure_in(about: UUID | None, measure: UUID | None) -> UUID | None:
    """The measure that an exhibit comes of, once it is known to be one of its request. Raises `NotFound`."""
    if measure is not None and measure not in {one.id for one in measures_of(about)}:
        raise NotFound
    return measure


def digest_of(exhibit: Exhibit) -> bytes:
    """What binds the registration of an exhibit without telling it."""
    return salted_digest(bytes(exhibit.salt), canonical(described(exhibit).record()))


def add_file(
    exhibit: Exhibit,
    pieces: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    acting: Person,
    at: datetime,
    part: Part = Part.CONTENT,
    sha256: str = "",
) -> Content:
    """Take a file in with an exhibit. `sha256`: what it must have, where somebody has told it.

    Raises `NotFound`, `NotAllowed`, `DigestDiffers`, `CustodyForbids`, `MasterKeyMissing`.
    """
    policy.require_keeper(acting, exhibit.case_id)
    held = vault.hold(pieces)
    try:
        if sha256 and sha256.lower() != held.sha256:
            raise DigestDiffers(name=name)
        return keep_file(exhibit, held, name=name, media_type=media_type, part=part, acting=acting, at=at)
    except BaseException:
        vault.let_go(held)
        raise


def add_files(
    exhibit: Exhibit,
    files: Sequence[Incoming],
    *,
    acting: Person,
    at: datetime,
    part: Part = Part.CONTENT,
) -> list[Content]:
    """Take files in side by side, all or none; they are put on record together. Raises as `add_file`."""
    policy.require_keeper(acting, exhibit.case_id)
    with in_vault(files, part) as kept:
        return keep_files(exhibit, kept, acting=acting, at=at)


@contextmanager
def in_vault(files: Sequence[Incoming], part: Part) -> Iterator[list[Kept]]:
    """Take files into the vault, side by side; where the block raises, they are let go of again. Raises
    `MasterKeyMissing`."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as several:
        coming = [several.submit(vault.hold, one.pieces) for one in files]
    held = [one.result() for one in coming if one.exception() is None]
    try:
        for fault in filter(None, (one.exception() for one in coming)):
            raise fault
        yield [Kept(lying, one.name, one.media_type, part) for lying, one in zip(held, files, strict=True)]
    except BaseException:
        for lying in held:
            vault.let_go(lying)
        raise


def keep_file(
    exhibit: Exhibit,
    held: vault.Held,
    *,
    name: str,
    media_type: str,
    part: Part,
    acting: Person | None,
    at: datetime,
) -> Content:
    """Make what lies in the vault a file of an exhibit."""
    return keep_files(exhibit, [Kept(held, name, media_type, part)], acting=acting, at=at)[0]


@transaction.atomic
def keep_files(
    exhibit: Exhibit, kept: Sequence[Kept], *, acting: Person | None, at: datetime
) -> list[Content]:
    """Make what lies in the vault files of an exhibit. Raises `CustodyForbids` for one that was destroyed."""
    # Held to the end of the transaction: nothing slips in behind a destruction, whose bytes nobody would destroy.
    stands = ExhibitStanding.objects.select_for_update().get(exhibit=exhibit)
    if stands.where == Where.DESTROYED and any(one.part is Part.CONTENT for one in kept):
        raise CustodyForbids(why="destroyed")
    contents = Content.objects.bulk_create(
        [
            Content(
                uuid=one.held.id,
                exhibit=exhibit,
                part=one.part.value,
                name=one.name[:255],
                media_type=one.media_type[:120],
                size=one.held.size,
                sha256=one.held.sha256,
                taken_at=at,
                taken_by=acting,
            )
            for one in kept
        ]
    )
    ContentKey.objects.bulk_create(
        [
            ContentKey(content=content, wrapped=vault.wrapped(one.held.key))
            for content, one in zip(contents, kept, strict=True)
        ]
    )
    Stamp.objects.bulk_create(
        [
            Stamp(
                exhibit=exhibit,
                content=content,
                digest=bytes.fromhex(content.sha256),
                wanted_at=at,
                next_try_at=at,
            )
            for content in contents
        ]
    )
    acts = [_taken(exhibit, content) for content in contents]
    record_all(acts, by=acting.uuid if acting else None, at=at)
    return contents


def _taken(exhibit: Exhibit, content: Content) -> ContentTaken:
    said = said_of(content)
    return ContentTaken(
        case=exhibit.case.uuid,
        subject=exhibit.uuid,
        facts={
            "content": said.id,
            "part": said.part.value,
            "media_type": said.media_type,
            "size": said.size,
            "sha256": said.sha256,
        },
        detail={"number": exhibit.number, "name": content.name},
    )


def _require_whole(said: Registration) -> None:
    wanting = missing(said.kind, said.details)
    if not said.title.strip():
        wanting["title"] = TITLE
    for began in said.began:
        if began.happened is None and not began.when.strip():
            wanting["when"] = WHEN
        if began.act is not Act.UNKNOWN and not began.place.strip():
            wanting["place"] = KEPT_AT
    if wanting:
        raise Incomplete(wanting)
    if any(began.act not in BEGINS for began in said.began):
        raise CustodyForbids(why="begin")
