"""Reading the two records. Scoping to what a person may see is the caller's: the ledger knows no cases."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from uuid import UUID

from django.db.models import QuerySet

from entraide.kernel.errors import NotFound
from entraide.kernel.languages import Text
from entraide.ledger.events import known_acts
from entraide.ledger.models import Entry, Look

Names = Callable[[Collection[UUID]], Mapping[UUID, str]]
_resolvers: list[Names] = []
Everybody = Callable[[], Iterable[tuple[UUID, str]]]
_listers: list[Everybody] = []
_looks: dict[str, Text] = {}


def register_names(resolver: Names) -> None:
    """Let a higher package say who the uuids of the records are. Called once, from its `apps.py: ready()`."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def names(uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those whom the registered packages know; the others are left out."""
    found: dict[UUID, str] = {}
    for resolver in _resolvers:
        found.update(resolver(uuids))
    return found


def register_people(lister: Everybody) -> None:
    """Let a higher package say who there is to choose among. Called once, from its `apps.py: ready()`."""
    if lister not in _listers:
        _listers.append(lister)


def everybody() -> list[tuple[UUID, str]]:
    """Those whom the registered packages know, by name."""
    found = [one for lister in _listers for one in lister()]
    return sorted(found, key=lambda one: normalize("NFKD", one[1]).casefold())


def register_looks(labels: Mapping[str, Text]) -> None:
    """Let a higher package say what its codes of the access log mean. Called once, from its `apps.py: ready()`."""
    _looks.update(labels)


def look_label(what: str) -> Text:
    """What was looked at; its code where this version of the node does not know it."""
    return _looks.get(what) or Text(en=what, fr=what)


def label_of(code: str) -> Text:
    """What an act is called; its code where this version of the node does not know it."""
    kind = known_acts().get(code)
    return kind.label if kind is not None else Text(en=code, fr=code)


@dataclass(frozen=True)
class Period:
    """From `since` (included) to `until` (excluded); None leaves an end open."""

    since: datetime | None = None
    until: datetime | None = None


def entries_of_case(case: UUID) -> QuerySet[Entry]:
    """What was done in a case, newest first, with the details people read."""
    return Entry.objects.filter(case=case).select_related("detail").order_by("-seq")


def entries() -> QuerySet[Entry]:
    """The whole ledger, newest first, without details: what an auditor sees."""
    return Entry.objects.order_by("-seq")


def looks_at_case(case: UUID) -> QuerySet[Look]:
    """Who looked at a case, newest first."""
    return Look.objects.filter(case=case).order_by("-id")


def looks() -> QuerySet[Look]:
    """The whole access log, newest first."""
    return Look.objects.order_by("-id")


def last_actor(subject: UUID, act: str) -> UUID | None:
    """Who did `act` to the subject last; None when nobody did, or the node itself."""
    entry = Entry.objects.filter(subject=subject, act=act).order_by("-seq").first()
    return entry.actor if entry else None


def entries_before(
    seq: int | None = None,
    *,
    act: str = "",
    actor: UUID | None = None,
    case: UUID | None = None,
    subject: UUID | None = None,
    period: Period | None = None,
) -> QuerySet[Entry]:
    """The ledger, newest first, from below `seq` on: so that a page costs the same however deep it lies."""
    found = entries()
    if seq is not None:
        found = found.filter(seq__lt=seq)
    if act:
        found = found.filter(act=act)
    if actor is not None:
        found = found.filter(actor=actor)
    if case is not None:
        found = found.filter(case=case)
    if subject is not None:
        found = found.filter(subject=subject)
    if period and period.since:
        found = found.filter(at__gte=period.since)
    if period and period.until:
        found = found.filter(at__lt=period.until)
    return found


def looks_before(
    number: int | None = None,
    *,
    person: UUID | None = None,
    case: UUID | None = None,
    period: Period | None = None,
) -> QuerySet[Look]:
    """The access log, newest first, from below `number` on."""
    found = looks()
    if number is not None:
        found = found.filter(pk__lt=number)
    if person is not None:
        found = found.filter(person=person)
    if case is not None:
        found = found.filter(case=case)
    if period and period.since:
        found = found.filter(at__gte=period.since)
    if period and period.until:
        found = found.filter(at__lt=period.until)
    return found


def entry(seq: int) -> Entry:
    """One entry. Raises `NotFound`."""
    found = Entry.objects.filter(seq=seq).first()
    if found is None:
        raise NotFound
    return found
