"""From what stands in the tables to what an answer shows; and the one place where a look is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest

from entraide.evidence import queries
from entraide.evidence.api.schemas import (
    ExhibitEvent,
    ExhibitFile,
    ExhibitGap,
    ExhibitOut,
    ExhibitRow,
    ExhibitSignatory,
    ExhibitUploadOut,
)
from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import Event, Signatory, Where
from entraide.evidence.domain.exhibits import Kind, Marking, Part
from entraide.evidence.domain.vault import PIECE_BYTES
from entraide.evidence.models import Content, Exhibit, Stamp, Upload
from entraide.evidence.services.uploading import received
from entraide.kernel.clock import now
from entraide.ledger.services import look
from entraide.ui.actors import actor_of
from entraide.ui.api.scopes import require_scope

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# What is taken at once is held in memory until it lies encrypted.
MOST_AT_ONCE = 16 * PIECE_BYTES


def reader(request: HttpRequest) -> Person:
    """Who reads. Raises `ScopeMissing`."""
    require_scope(request, "read")
    return cast("Person", actor_of(request))


def writer(request: HttpRequest) -> Person:
    """Who acts. Raises `ScopeMissing`."""
    require_scope(request, "write")
    return cast("Person", actor_of(request))


def looked_at(person: Person, case: UUID, what: str, subject: UUID | None = None) -> None:
    """Note in the access log that a person saw this."""
    look(by=person.uuid, at=now(), case=case, what=what, subject=subject)


def whole(person: Person, uuid: UUID) -> ExhibitOut:
    """The exhibit told whole, to one who can see it. Raises `NotFound`."""
    exhibit = queries.exhibit_for(person, uuid)
    chain = queries.chain_of(exhibit)
    stands = custody.standing(chain)
    stamp = Stamp.objects.filter(exhibit=exhibit, content=None).order_by("pk").first()
    return ExhibitOut(
        **row_of(exhibit).dict(),
        description=exhibit.description,
        source=exhibit.source,
        details=exhibit.details,
        about=exhibit.about,
        measure=exhibit.measure,
        registered_by=str(exhibit.registered_by or ""),
        stamped_at=stamp.stamped_at if stamp else None,
        seals=list(stands.seals),
        offer=event_of(stands.offer) if stands.offer else None,
        awaits=event_of(stands.asked) if stands.asked else None,
        chain=[event_of(one) for one in chain],
        gaps=[
            ExhibitGap(since=one.since, until=one.until, words=one.words, after=one.after)
            for one in custody.gaps(chain)
        ],
        files=[file_of(one) for one in queries.contents_of(exhibit)],
    )


def row_of(exhibit: Exhibit) -> ExhibitRow:
    """An exhibit as lists show it."""
    stands = exhibit.standing
    return ExhibitRow(
        uuid=exhibit.uuid,
        case=exhibit.case.uuid,
        number=exhibit.number,
        kind=Kind(exhibit.kind),
        title=exhibit.title,
        marking=Marking(exhibit.marking),
        registered_at=exhibit.registered_at,
        where=Where(stands.where),
        holder=stands.holder,
        place=stands.place,
        sealed=stands.sealed,
        held=stands.held,
        asked=stands.asked,
    )


def file_of(content: Content) -> ExhibitFile:
    """A file, with how it was stamped and last looked at."""
    stamp, watch = getattr(content, "stamp", None), getattr(content, "watch", None)
    return ExhibitFile(
        uuid=content.uuid,
        part=Part(content.part),
        name=content.name,
        media_type=content.media_type,
        size=content.size,
        sha256=content.sha256,
        taken_at=content.taken_at,
        stamped_at=stamp.stamped_at if stamp else None,
        looked_at=watch.looked_at if watch else None,
        damaged_at=watch.damaged_at if watch else None,
        destroyed=getattr(content, "key", None) is None,
    )


def upload_of(upload: Upload) -> ExhibitUploadOut:
    """A file on its way, and where to go on."""
    return ExhibitUploadOut(
        uuid=upload.uuid,
        exhibit=upload.exhibit.uuid,
        name=upload.name,
        size=upload.size,
        part=Part(upload.part),
        begun_at=upload.begun_at,
        received=received(upload),
        piece=PIECE_BYTES,
        most=MOST_AT_ONCE,
    )


def event_of(one: Event) -> ExhibitEvent:
    """A link of a chain, of ours or of a partner's."""
    return ExhibitEvent(
        uuid=one.id,
        number=one.number,
        act=one.act,
        at=one.at,
        by=_signatory(one.by),
        other=_signatory(one.other) if one.other else None,
        happened=one.happened,
        until=one.until,
        when=one.when,
        place=one.place,
        reason=one.reason,
        condition=one.condition,
        seals=list(one.seals),
        about=one.about,
        facts=dict(one.facts),
    )


def _signatory(one: Signatory) -> ExhibitSignatory:
    return ExhibitSignatory(
        name=one.name,
        function=one.function,
        agency=one.agency,
        person=one.person,
        node=one.node,
        strokes=[[list(point) for point in line] for line in one.strokes],
    )
