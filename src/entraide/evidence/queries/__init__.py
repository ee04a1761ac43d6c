"""What a member may ask of exhibits. Every answer is scoped to the one who asks."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from entraide.cases.policy import in_cases_of, visible_cases
from entraide.evidence import policy
from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import Event, Signatory, Standing
from entraide.evidence.domain.exhibits import Content as Said
from entraide.evidence.domain.exhibits import Described, Kind, Marking, Part
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.domain.package.record import Recorded
from entraide.evidence.events import PackageChecked
from entraide.evidence.models import (
    Arrived,
    Content,
    CustodyEvent,
    Exhibit,
    ExhibitStanding,
    Package,
    Stamp,
    Upload,
)
from entraide.exchange.queries import message
from entraide.kernel.errors import NotFound
from entraide.ledger.queries.links import written_of_subject

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case

PAGE = 50


def exhibit_for(person: Person, uuid: UUID) -> Exhibit:
    """An exhibit of a case the person belongs to. Raises `NotFound`."""
    found = policy.visible_exhibits(person).select_related("case", "registered_by").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def content_for(person: Person, uuid: UUID, *, of: Exhibit | None = None) -> Content:
    """A file of an exhibit of a case the person belongs to; `of` that one, when given. Raises `NotFound`."""
    seen = _seen(person, of)
    found = (
        Content.objects.filter(uuid=uuid, exhibit__in=seen).select_related("exhibit", "exhibit__case").first()
    )
    if found is None:
        raise NotFound
    return found


def upload_for(person: Person, uuid: UUID, *, of: Exhibit | None = None) -> Upload:
    """An upload that the person has begun, `of` that exhibit, when given. Raises `NotFound`."""
    seen = _seen(person, of)
    found = (
        Upload.objects.filter(uuid=uuid, person=person, exhibit__in=seen)
        .select_related("exhibit", "exhibit__case")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def register_of(
    person: Person,
    *,
    case: Case | None = None,
    kind: str = "",
    where: str = "",
    held: bool | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[Exhibit]:
    """The newest exhibits of the person's cases, `before` one of them when given."""
    found = policy.visible_exhibits(person).select_related("standing", "case")
    if case is not None:
        found = found.filter(case=case)
    if kind:
        found = found.filter(kind=kind)
    if where:
        found = found.filter(standing__where=where)
    if held is not None:
        found = found.filter(standing__held=held)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:limit])


def exhibits_about(person: Person, about: UUID) -> list[Exhibit]:
    """The exhibits that came of a request, or another thing of a package above."""
    found = policy.visible_exhibits(person).filter(about=about)
    return list(found.select_related("standing").order_by("pk"))


def cases_with_exhibits(person: Person, limit: int) -> list[Case]:
    """The newest cases of the person that have exhibits."""
    found = visible_cases(person).filter(Exists(Exhibit.objects.filter(case=OuterRef("pk"))))
    return list(found.order_by("-pk")[:limit])


def newest_cases(person: Person, limit: int) -> list[Case]:
    """The newest cases of the person, to choose one from."""
    return list(visible_cases(person).order_by("-pk")[:limit])


def exhibits_of_case(case: Case) -> QuerySet[Exhibit]:
    return Exhibit.objects.filter(case=case).select_related("standing", "registered_by").order_by("pk")


def chain_of(exhibit: Exhibit) -> list[Event]:
    """The events of an exhibit, the oldest first."""
    return [event_of(row, exhibit) for row in CustodyEvent.objects.filter(exhibit=exhibit).order_by("number")]


def standing_of(exhibit: Exhibit) -> Standing:
    """How an exhibit stands, counted from its events."""
    return custody.standing(chain_of(exhibit))


def stands_as_kept(exhibit: Exhibit) -> ExhibitStanding:
    return ExhibitStanding.objects.get(exhibit=exhibit)


def contents_of(exhibit: Exhibit) -> list[Content]:
    """The files of an exhibit, with how each was stamped and last looked at."""
    found = Content.objects.filter(exhibit=exhibit).select_related("stamp", "watch", "key", "taken_by")
    return list(found.order_by("pk"))


def event_of(row: CustodyEvent, exhibit: Exhibit) -> Event:
    """A row as what it says."""
    return Event(
        id=row.uuid,
        exhibit=exhibit.uuid,
        number=row.number,
        act=custody.Act(row.act),
        at=row.at,
        by=signatory_of(row.by),
        happened=row.happened,
        until=row.until,
        when=row.when,
        other=signatory_of(row.other) if row.other else None,
        place=row.place,
        reason=row.reason,
        condition=row.condition,
        seals=tuple(row.seals),
        about=row.about,
        facts=row.facts,
    )


def signatory_of(kept: dict[str, object]) -> Signatory:
    """Somebody who stands for an event, as they are kept."""
    person, node, strokes = kept["person"], kept["node"], kept["strokes"]
    assert isinstance(strokes, list)
    return Signatory(
        name=str(kept["name"]),
        function=str(kept["function"]),
        agency=str(kept["agency"]),
        person=UUID(str(person)) if person else None,
        node=UUID(str(node)) if node else None,
        strokes=tuple(tuple((int(x), int(y)) for x, y in line) for line in strokes),
    )


def described(exhibit: Exhibit) -> Described:
    """What was said of an exhibit when it was registered."""
    return Described(
        id=exhibit.uuid,
        number=exhibit.number,
        kind=Kind(exhibit.kind),
        title=exhibit.title,
        description=exhibit.description,
        source=exhibit.source,
        marking=Marking(exhibit.marking),
        registered_at=exhibit.registered_at,
        registered_by=str(exhibit.registered_by or ""),
        details=exhibit.details,
    )


def said_of(content: Content) -> Said:
    """A file, by what it held when it was taken in."""
    return Said(
        id=content.uuid,
        exhibit=content.exhibit.uuid,
        part=Part(content.part),
        name=content.name,
        media_type=content.media_type,
        size=content.size,
        sha256=content.sha256,
        taken_at=content.taken_at,
    )


def numbers_of(exhibits: Sequence[Exhibit]) -> str:
    """Their numbers, as people list them."""
    return ", ".join(one.number for one in exhibits)


def stamps_wanted() -> int:
    """How many digests wait for their time-stamp."""
    return Stamp.objects.filter(stamped_at__isnull=True).count()


def chain_before(exhibit: Exhibit) -> tuple[Arrived, Recorded] | None:
    """What a partner's package proves of an exhibit before it came here; None for one that came otherwise."""
    first = CustodyEvent.objects.filter(exhibit=exhibit).order_by("number").first()
    chain = first.facts.get("chain") if first else None
    if not chain:
        return None
    arrived = Arrived.objects.filter(uuid=chain["package"]).first()
    if arrived is None:
        return None
    said = read_record(bytes(arrived.record))
    for one in said.exhibits:
        if one.described.number == chain["number"]:
            return arrived, one
    return None


def packages_of(case: Case) -> list[Package]:
    """The packages that were asked for in a case, the newest first."""
    return list(Package.objects.filter(case=case).select_related("wanted_by").order_by("-pk"))


def arrived_in(case: Case) -> list[Arrived]:
    """The packages of partners in a case, the newest first."""
    return list(Arrived.objects.filter(case=case).defer("record").select_related("taken_by").order_by("-pk"))


def exhibits_in(case: Case, uuids: Sequence[UUID]) -> list[Exhibit]:
    """These exhibits of a case, each once, in that order. Raises `NotFound` where one is no exhibit of it."""
    found = {
        one.uuid: one for one in Exhibit.objects.filter(case=case, uuid__in=uuids).select_related("case")
    }
    if found.keys() != set(uuids):
        raise NotFound
    return [found[one] for one in dict.fromkeys(uuids)]


def package_for(person: Person, uuid: UUID) -> Package:
    """A package of a case the person belongs to. Raises `NotFound`."""
    found = in_cases_of(person, Package.objects.select_related("case", "wanted_by")).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def arrived_for(person: Person, uuid: UUID) -> Arrived:
    """A partner's package in a case the person belongs to. Raises `NotFound`."""
    found = in_cases_of(person, Arrived.objects.select_related("case", "taken_by")).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def _seen(person: Person, of: Exhibit | None) -> QuerySet[Exhibit]:
    seen = policy.visible_exhibits(person)
    return seen if of is None else seen.filter(pk=of.pk)


def ready_to_go(case: Case) -> dict[Exhibit, CustodyEvent]:
    """The exhibits of a case that can go along in a package, each with its release: two people have released a copy,
    or have offered the exhibit itself to a partner, and no package has taken that along yet."""
    packages = Package.objects.filter(case=case).exclude(state=Package.State.FAILED)
    used = {one for releases in packages.values_list("releases", flat=True) for one in releases}
    rows = CustodyEvent.objects.filter(
        exhibit__case=case, act__in=(custody.Act.COPY_RELEASED, custody.Act.OFFERED)
    ).select_related("exhibit__case", "exhibit__standing")
    return {
        row.exhibit: row
        for row in rows.order_by("exhibit_id", "number")
        if str(row.uuid) not in used and (row.act == custody.Act.COPY_RELEASED or is_open_offer(row))
    }


def is_open_offer(row: CustodyEvent) -> bool:
    """Whether an event offers its exhibit to a partner, who has not answered, and nothing holds it here."""
    if not row.other or not row.other["node"]:
        return False
    now = standing_of(row.exhibit)
    return now.offer is not None and now.offer.id == row.uuid and not now.held


def release_in(package: Package, exhibit: Exhibit) -> CustodyEvent:
    """The event by which an exhibit was released for that package."""
    return CustodyEvent.objects.select_related("exhibit__case").get(
        exhibit=exhibit, uuid__in=package.releases
    )


def going_along(package: Package, exhibit: Exhibit) -> list[Content]:
    """The files of an exhibit that go along in a package: those that were there when it was released."""
    there = Content.objects.filter(exhibit=exhibit, taken_at__lte=release_in(package, exhibit).at)
    return list(there.select_related("exhibit").order_by("pk"))


def taken_over_from(arrived: Arrived) -> list[Exhibit]:
    """The exhibits that a partner's package became here."""
    first = CustodyEvent.objects.filter(
        exhibit=OuterRef("pk"), number=1, facts__chain__package=str(arrived.uuid)
    )
    return list(
        Exhibit.objects.filter(Exists(first), case=arrived.case_id).select_related("standing").order_by("pk")
    )


def is_marked(exhibit: Exhibit) -> bool:
    """Whether an exhibit is marked, or holds the very bytes of one that is."""
    if exhibit.marking != Marking.NONE:
        return True
    digests = Content.objects.filter(exhibit=exhibit).values("sha256")
    return Content.objects.filter(sha256__in=digests).exclude(exhibit__marking=Marking.NONE).exists()


def is_believed(arrived: Arrived) -> bool:
    """Whether a partner's package was checked and all of it held, and what is kept of it is what was checked."""
    if arrived.checked_at is None or arrived.fault:
        return False
    bound = [
        one.facts["record"] for one in written_of_subject(arrived.uuid) if one.act == PackageChecked.code
    ]
    return bound == [sha256(bytes(arrived.record)).hexdigest()]


def is_answered(arrived: Arrived) -> bool:
    """Whether a person took over what is in a partner's package, in this message or another one, or declined it."""
    if arrived.taken_at or arrived.declined_at:
        return True
    same = Arrived.objects.filter(node=arrived.node, digest=arrived.digest).exclude(digest="")
    return same.filter(taken_at__isnull=False).exists()


def is_recalled(arrived: Arrived) -> bool:
    """Whether its sender has taken a package back."""
    return message(arrived.message).recalled_at is not None


def can_be_taken_over(arrived: Arrived) -> bool:
    """Whether what is in a partner's package waits for a person here."""
    return is_believed(arrived) and not is_answered(arrived) and not is_recalled(arrived)
