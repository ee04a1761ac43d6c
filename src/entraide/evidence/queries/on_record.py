"""Exhibits compared with the ledger: what was said of each, every file to its last byte, every link of its chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice

from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import Act
from entraide.evidence.events import CUSTODY, ContentTaken, ExhibitRegistered, ExhibitStamped
from entraide.evidence.models import Content, ContentKey, CustodyEvent, Exhibit, ExhibitStanding, Stamp
from entraide.evidence.queries import chain_of, described, event_of
from entraide.evidence.queries.vault import check
from entraide.kernel.canonical import canonical, salted_digest
from entraide.kernel.errors import Refusal
from entraide.ledger.domain.faults import Fault, What
from entraide.ledger.queries.links import Written, written_of

AT_ONCE = 1000


def exhibits_not_on_record() -> Iterator[Fault]:
    """Exhibits of which something else is said than when they were registered."""
    table, seen = Exhibit._meta.db_table, set[str]()
    for some in _in_parts(written_of(ExhibitRegistered.code)):
        found = Exhibit.objects.filter(uuid__in=[one.subject for one in some]).select_related(
            "registered_by", "case"
        )
        rows = {str(row.uuid): row for row in found}
        for one in some:
            key = str(one.subject)
            seen.add(key)
            row = rows.get(key)
            if row is None:
                yield Fault(table, key, What.NOT_THERE, {"entry": one.seq})
            elif str(row.case.uuid) != one.case:
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": "case", "entry": one.seq})
            elif (str(row.about) if row.about else None) != one.facts["about"]:
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": "about", "entry": one.seq})
            # Of those registered before it was told, nothing is compared.
            elif (str(row.measure) if row.measure else None) != one.facts.get(
                "measure", row.measure and str(row.measure)
            ):
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": "measure", "entry": one.seq})
            elif _bound(row.salt, described(row).record()) != one.facts["digest"]:
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": "registration", "entry": one.seq})
    yield from _unknown(table, Exhibit.objects.values_list("pk", "uuid").iterator(AT_ONCE), seen)


def contents_not_on_record() -> Iterator[Fault]:
    """Files that are not those that were taken in: their rows, and their bytes."""
    table, seen = Content._meta.db_table, set[str]()
    for some in _in_parts(written_of(ContentTaken.code)):
        found = Content.objects.filter(uuid__in=[one.facts["content"] for one in some])
        rows = {str(row.uuid): row for row in found.select_related("exhibit")}
        for one in some:
            key = str(one.facts["content"])
            seen.add(key)
            row = rows.get(key)
            if row is None:
                yield Fault(table, key, What.NOT_THERE, {"entry": one.seq})
            else:
                yield from _of_content(table, row, one)
    yield from _unknown(table, Content.objects.values_list("pk", "uuid").iterator(AT_ONCE), seen)


def events_not_on_record() -> Iterator[Fault]:
    """Links of a chain of custody that are not those that were told."""
    table, seen = CustodyEvent._meta.db_table, set[str]()
    for some in _in_parts(written_of(*(act.code for act in CUSTODY.values()))):
        found = CustodyEvent.objects.filter(uuid__in=[one.facts["event"] for one in some])
        rows = {str(row.uuid): row for row in found.select_related("exhibit")}
        for one in some:
            key = str(one.facts["event"])
            seen.add(key)
            row = rows.get(key)
            if row is None:
                yield Fault(table, key, What.NOT_THERE, {"entry": one.seq})
                continue
            column = _differs(row, one)
            if column:
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": column, "entry": one.seq})
    yield from _unknown(table, CustodyEvent.objects.values_list("pk", "uuid").iterator(AT_ONCE), seen)


def standings_not_as_told() -> Iterator[Fault]:
    """Exhibits that lists show otherwise than their chains tell."""
    table = ExhibitStanding._meta.db_table
    rows = ExhibitStanding.objects.select_related("exhibit", "waits_for").order_by("pk")
    for row in rows.iterator(AT_ONCE):
        for column in _standing_differs(row):
            yield Fault(table, str(row.pk), What.DIFFERS, {"column": column, "entry": _last(row.exhibit)})
    for exhibit in Exhibit.objects.filter(standing__isnull=True).order_by("pk"):
        yield Fault(table, str(exhibit.pk), What.NOT_THERE, {"entry": _last(exhibit)})


def stamps_not_on_record() -> Iterator[Fault]:
    """Time-stamps that are not those that were given."""
    table, seen = Stamp._meta.db_table, set[str]()
    for some in _in_parts(written_of(ExhibitStamped.code)):
        rows = {str(row.pk): row for row in Stamp.objects.filter(pk__in=[one.facts["stamp"] for one in some])}
        for one in some:
            key = str(one.facts["stamp"])
            seen.add(key)
            row = rows.get(key)
            if row is None:
                yield Fault(table, key, What.NOT_THERE, {"entry": one.seq})
            elif sha256(bytes(row.token or b"")).hexdigest() != one.facts["token"]:
                yield Fault(table, key, What.DIFFERS, {"column": "token", "entry": one.seq})
            elif bytes(row.digest).hex() != one.facts["digest"]:
                yield Fault(table, key, What.DIFFERS, {"column": "digest", "entry": one.seq})
    given = Stamp.objects.filter(stamped_at__isnull=False).values_list("pk", "pk")
    yield from _unknown(table, given.iterator(AT_ONCE), seen)
    # What was taken in waits for its stamp until it has one: nothing of it may be gone.
    for content in (
        Content.objects.filter(stamp__isnull=True).values_list("uuid", flat=True).iterator(AT_ONCE)
    ):
        yield Fault(table, str(content), What.MISSING)
    stamped = Stamp.objects.filter(content__isnull=True).values("exhibit")
    for exhibit in Exhibit.objects.exclude(pk__in=stamped).values_list("uuid", flat=True).iterator(AT_ONCE):
        yield Fault(table, str(exhibit), What.MISSING)


LINKS: dict[str, Callable[[], Iterable[Fault]]] = {
    "evidence_exhibit": exhibits_not_on_record,
    "evidence_content": contents_not_on_record,
    "evidence_custodyevent": events_not_on_record,
    "evidence_stamp": stamps_not_on_record,
    "evidence_exhibitstanding": standings_not_as_told,
}


def _of_content(table: str, row: Content, one: Written) -> Iterator[Fault]:
    for column in ("part", "media_type", "size", "sha256"):
        if getattr(row, column) != one.facts[column]:
            yield Fault(table, str(row.pk), What.DIFFERS, {"column": column, "entry": one.seq})
    if str(row.exhibit.uuid) != one.subject:
        yield Fault(table, str(row.pk), What.DIFFERS, {"column": "exhibit", "entry": one.seq})
    destroyed = CustodyEvent.objects.filter(exhibit=row.exhibit, act=Act.DESTROYED).exists()
    if destroyed and not ContentKey.objects.filter(content=row).exists():
        return
    try:
        check(row)
    except Refusal:
        yield Fault(table, str(row.pk), What.DIFFERS, {"column": "bytes", "entry": one.seq})


def _differs(row: CustodyEvent, one: Written) -> str:
    try:
        event = event_of(row, row.exhibit)
        bound = _bound(row.salt, event.record())
    except (ValueError, KeyError, TypeError, AssertionError):
        return "custody"
    if CUSTODY[event.act].code != one.act:
        return "act"
    if event.number != one.facts["number"]:
        return "number"
    return "" if bound == one.facts["digest"] and str(row.exhibit.uuid) == one.subject else "custody"


def _standing_differs(row: ExhibitStanding) -> Iterator[str]:
    now = custody.standing(chain_of(row.exhibit))
    told = {
        "case_id": row.exhibit.case_id,
        "where": now.where.value,
        "holder": now.holder[:200],
        "place": now.place,
        "sealed": now.sealed,
        "held": now.held,
        "asked": now.asked is not None,
        "links": now.count,
    }
    yield from (column for column, value in told.items() if getattr(row, column) != value)
    to = now.offer.other.person if now.offer and now.offer.other else None
    # Who was offered it and has left since is waited for no more.
    if row.waits_for is not None and row.waits_for.uuid != to:
        yield "waits_for"


def _bound(salt: bytes | memoryview, said: Mapping[str, object]) -> str:
    return salted_digest(bytes(salt), canonical(said)).hex()


def _unknown(table: str, rows: Iterable[tuple[int, object]], seen: set[str]) -> Iterator[Fault]:
    for pk, key in rows:
        if str(key) not in seen:
            yield Fault(table, str(pk), What.NOT_ON_RECORD)


def _last(exhibit: Exhibit) -> int:
    last = 0
    for one in written_of(*(act.code for act in CUSTODY.values())):
        if one.subject == str(exhibit.uuid):
            last = one.seq
    return last


def _in_parts(entries: Iterator[Written]) -> Iterator[list[Written]]:
    while some := list(islice(entries, AT_ONCE)):
        yield some
