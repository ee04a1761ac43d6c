"""What a person may ask of the desk. Every answer is scoped to the cases the person belongs to; none counts the rest.

No list is counted to its end or skipped into: pages follow one another by key, and the last costs what the first does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from entraide.accounts.domain.roles import Role
from entraide.accounts.policy import holds, works_on_cases
from entraide.assistance import policy
from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.break_glass import DISCLOSING, digest_of
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.wording import tongue_for
from entraide.assistance.domain.lifecycle import INTAKE, TRIAGED_AS_EMERGENCY, Act
from entraide.assistance.domain.marks import facet
from entraide.assistance.domain.states import ARRIVING, State
from entraide.assistance.errors import BadKey
from entraide.assistance.models import (
    MARKS,
    Arrival,
    AssistanceRequest,
    BreakGlass,
    Dispatch,
    Letter,
    ReceivedMail,
    Suggestion,
)
from entraide.assistance.queries.figures import figures_for as figures_for
from entraide.assistance.queries.figures import rows_for_figures as rows_for_figures
from entraide.cases.domain.words import asked, excerpt
from entraide.cases.policy import membership_of
from entraide.cases.queries import members_of, tasks_to_do, texts_of
from entraide.cases.queries import search as search_cases
from entraide.cases.services.indexing import person_token
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case, Task

ROWS = 25
# What an officer's calendar holds at most.
DATES = 500
_DIGITS = re.compile(r"[0-9]{1,19}")
# A letter that was begun and has neither left nor been given up.
UNDER_WAY = frozenset(
    {
        Letter.Standing.DRAFT,
        Letter.Standing.IN_REVIEW,
        Letter.Standing.APPROVED,
        Letter.Standing.LEAVING,
    }
)
# What a list can be narrowed by, and the mark that stands for it. Values are codes, or ids for officer and unit.
FACETS = ("direction", "state", "kind", "track", "urgency", "from", "officer", "unit")


# A letter that is on its way for longer is told of on the desk of the one who sent it.
ON_ITS_WAY = timedelta(hours=1)


@dataclass(frozen=True)
class Desk:
    """What needs one person now, each list in order of the clock and cut after `ROWS` rows."""

    mine: Sequence[AssistanceRequest]
    tasks: Sequence[Task]
    to_triage: Sequence[AssistanceRequest]
    to_review: Sequence[Letter]
    requests_to_review: Sequence[AssistanceRequest]
    unreadable: Sequence[Arrival]
    escalated: Sequence[AssistanceRequest]
    to_chase: Sequence[Chase]
    glass_to_review: Sequence[BreakGlass]
    not_left: Sequence[Dispatch]
    new_mail: Sequence[ReceivedMail]


@dataclass(frozen=True)
class Chase:
    """A request of ours that the partner leaves unanswered: the reminder last sent, and the one being written."""

    request: AssistanceRequest
    reminded_at: datetime | None
    letter: Letter | None

    @property
    def language(self) -> str:
        """In which a reminder is written."""
        return tongue_for(LetterKind.CHASER, self.request.written_to_in)


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the key with which to ask for the rows after them (None at the end)."""

    rows: Sequence[AssistanceRequest]
    next_key: str | None


@dataclass(frozen=True)
class Hit:
    """One thing found: the request it belongs to, what it is, and the words around the find."""

    request: AssistanceRequest
    sort: str
    source: UUID
    at: datetime
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hits:
    rows: Sequence[Hit]
    next_key: str | None


def dates_of(person: Person) -> list[AssistanceRequest]:
    """The open requests on a person's desk that have a due date, by the clock; at most `DATES`."""
    return list(
        policy.visible_requests(person)
        .filter(assigned_to=person, is_open=True, next_due_at__isnull=False)
        .order_by("next_due_at", "pk")[:DATES]
    )


def request_for(person: Person, uuid: UUID) -> AssistanceRequest:
    """The request, for a member of its case. Raises `NotFound`."""
    found = _rows(policy.visible_requests(person)).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def arrival_for(person: Person, uuid: UUID) -> Arrival:
    """The arrival, for a member of its case. Raises `NotFound`."""
    found = (
        policy.visible_arrivals(person)
        .select_related("case", "request", "original", "looks_like")
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def suggestion_for(person: Person, uuid: UUID) -> Suggestion:
    """The suggestion, for a member of the case its letter arrived in. Raises `NotFound`."""
    found = (
        Suggestion.objects.select_related("arrival__request__case", "arrival__case")
        .filter(uuid=uuid, arrival__in=policy.visible_arrivals(person))
        .first()
    )
    if found is None:
        raise NotFound
    return found


def letter_for(person: Person, uuid: UUID) -> Letter:
    """The letter, for a member of its case. Raises `NotFound`."""
    found = (
        policy.visible_letters(person)
        .select_related(
            "request__case",
            "request__partner_state",
            "drafted_by",
            "reviewed_by",
            "sent_by",
            "pdf",
            "template",
        )
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def acts_open_to(person: Person, request: AssistanceRequest) -> tuple[Act, ...]:
    """The acts a member may do now, in the order of the lifecycle."""
    acts = lifecycle.acts_open_to(
        State(request.state),
        Direction(request.direction),
        Kind(request.kind) if request.kind else None,
        person.roles,
    )
    # A glass is broken for one letter: where none waits, there is none to break.
    return tuple(act for act in acts if act.code != "break_glass" or waits_for_the_check(request))


def check_is_due(request: AssistanceRequest) -> bool:
    """Whether nothing may be disclosed before the requester is confirmed by a second channel, and it is not.

    Once triaged as an emergency the check stays due, whatever kind the request is given later.
    """
    if request.direction != Direction.INCOMING or request.verified_result == "confirmed":
        return False
    return (
        request.kind == Kind.EMERGENCY_DISCLOSURE
        or request.dated_events.filter(code=TRIAGED_AS_EMERGENCY).exists()
    )


def discloses(letter: Letter) -> bool:
    """Whether a letter tells its reader something of substance: by its kind, or by the files that go with it."""
    return letter.kind in DISCLOSING or letter.enclosures.exists()


def waits_for_the_check(request: AssistanceRequest) -> list[Letter]:
    """The letters that a second person has, or has approved, and that only the check of the requester holds back."""
    if request.verified_result == "denied" or not check_is_due(request):
        return []
    standings = (Letter.Standing.IN_REVIEW, Letter.Standing.APPROVED)
    waiting = request.letters.filter(standing__in=standings).order_by("pk")
    return [letter for letter in waiting if discloses(letter) and glass_of(letter) is None]


def glass_of(letter: Letter) -> BreakGlass | None:
    """The glass that was broken for a letter as it now reads."""
    return (
        letter.broken_glass.filter(digest=letter_digest(letter)).select_related("by", "reviewed_by").first()
    )


def glass_of_request(request: AssistanceRequest) -> QuerySet[BreakGlass]:
    """Every glass that was broken for a request, in order."""
    return request.broken_glass.select_related("letter", "by", "reviewed_by").order_by("pk")


def letter_digest(letter: Letter) -> str:
    """What a letter says, to whom, and with which files: what a glass is broken for."""
    files = letter.enclosures.values_list("original__sha256", flat=True)
    return digest_of(letter.recipient, letter.email, letter.subject, letter.body, files=files)


def glass_for(person: Person, uuid: UUID) -> BreakGlass:
    """A broken glass, for a member of its case. Raises `NotFound`."""
    related = ("request__case", "request__partner_state", "letter", "by", "reviewed_by")
    found = policy.visible_glass(person).select_related(*related).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def _glass_to_review(person: Person) -> QuerySet[BreakGlass]:
    return (
        policy.visible_glass(person)
        .filter(reviewed_at=None)
        .exclude(by=person)
        .select_related("request__partner_state", "letter", "by")
        .order_by("at", "pk")
    )


def desk(person: Person, *, at: datetime) -> Desk:
    """What needs this person now."""
    if not works_on_cases(person):
        return Desk((), (), (), (), (), (), (), (), (), (), ())
    visible = _rows(AssistanceRequest.objects.filter(is_open=True)).filter(
        Exists(membership_of(person, OuterRef("case")))
    )
    reviewing = policy.may_review(person)
    taking_in = holds(person, *INTAKE)
    return Desk(
        mine=list(_by_the_clock(visible.filter(assigned_to=person))[:ROWS]),
        tasks=tasks_to_do(person, limit=ROWS),
        to_triage=list(_by_the_clock(visible.filter(state__in=ARRIVING))[:ROWS]) if taking_in else (),
        to_review=list(_letters_in_review(person)[:ROWS]) if reviewing else (),
        requests_to_review=list(_by_the_clock(visible.filter(state=State.IN_REVIEW))[:ROWS])
        if reviewing
        else (),
        unreadable=list(unreadable(person)[:ROWS]) if taking_in else (),
        escalated=list(visible.filter(escalates_at__lte=at).order_by("escalates_at", "pk")[:ROWS])
        if holds(person, Role.SUPERVISOR)
        else (),
        to_chase=_to_chase(visible.filter(assigned_to=person, chase_at__lte=at)),
        glass_to_review=list(_glass_to_review(person)[:ROWS]) if reviewing else (),
        not_left=list(_not_left(person)[:ROWS]),
        new_mail=list(new_mail(person)[:ROWS]),
    )


def _to_chase(requests: QuerySet[AssistanceRequest]) -> list[Chase]:
    rows = list(requests.order_by("chase_at", "pk")[:ROWS])
    chasers = Letter.objects.filter(request__in=rows, kind=LetterKind.CHASER).order_by("pk")
    begun = {letter.request_id: letter for letter in chasers if letter.standing in UNDER_WAY}
    sent = {letter.request_id: letter.sent_at for letter in chasers if letter.sent_at}
    return [Chase(row, sent.get(row.pk), begun.get(row.pk)) for row in rows]


def held_up(person: Person, *, at: datetime) -> list[Letter]:
    """Letters that the person gave to the exchange and that came back, or have been on their way for too long."""
    came_back, leaving = Letter.Standing.APPROVED, Letter.Standing.LEAVING
    given = policy.visible_letters(person).filter(
        sent_by=person, standing__in=(came_back, leaving), message__isnull=False
    )
    found = given.filter(Q(standing=came_back) | Q(reviewed_at__lte=at - ON_ITS_WAY))
    return list(found.select_related("request").order_by("reviewed_at", "pk")[:ROWS])


def not_left_of(requests: QuerySet[AssistanceRequest]) -> QuerySet[Dispatch]:
    """The mails of these requests that failed or came back, whose letters wait for a person to send them otherwise."""
    return _failed().filter(letter__request__in=requests)


def _failed() -> QuerySet[Dispatch]:
    return (
        Dispatch.objects.filter(
            outcome=Dispatch.Outcome.FAILED,
            letter__standing=Letter.Standing.APPROVED,
            # What was taken back, reviewed again and not sent since is a letter like any other.
            settled_at__gte=F("letter__reviewed_at"),
        )
        .filter(~Exists(Dispatch.objects.filter(letter=OuterRef("letter"), pk__gt=OuterRef("pk"))))
        .select_related("letter__request")
        .order_by("-settled_at")
    )


def _not_left(person: Person) -> QuerySet[Dispatch]:
    # Asked of the few that failed, one by one, and not of all the requests that the person may know of.
    found = _failed().filter(Exists(membership_of(person, OuterRef("letter__request__case"))))
    if holds(person, Role.SUPERVISOR):
        return found
    return found.filter(Q(letter__request__assigned_to=person) | Q(letter__sent_by=person))


def new_mail(person: Person) -> QuerySet[ReceivedMail]:
    """Answers by mail that nobody took note of yet: of one's own requests, and of those that are nobody's."""
    return (
        ReceivedMail.objects.filter(
            outcome=ReceivedMail.Outcome.FILED,
            noted_at=None,
            arrival__in=policy.visible_arrivals(person),
        )
        .filter(Q(request__assigned_to=person) | Q(request__assigned_to=None))
        .select_related("arrival", "request")
        .order_by("-stored_at", "-pk")
    )


def unreadable(person: Person) -> QuerySet[Arrival]:
    """Arrivals that no program could read and no person has settled."""
    return (
        policy.visible_arrivals(person)
        .filter(request=None, settled_at=None)
        .order_by("-arrived_at")
        .select_related("original")
    )


def open_by_the_clock(
    person: Person, narrowed: Mapping[str, object], *, after: str | None = None, limit: int = ROWS
) -> Page:
    """Open requests, the most pressing first. `narrowed` maps facets to values; `after` is a page's `next_key`.

    Raises `BadKey` for a key that no page gave out.
    """
    found = policy.visible_requests(person).filter(**_columns(narrowed))
    # No clock runs for a closed request: to ask for both would have a database guess too few, and sort them all.
    dated = found.filter(next_due_at__isnull=False)
    undated = found.filter(is_open=True, next_due_at=None)
    rows: list[AssistanceRequest] = []
    if after is None or not after.startswith("-"):
        ahead = dated
        if after is not None:
            at, pk = _clock_key(after)
            ahead = dated.filter(Q(next_due_at__gt=at) | Q(next_due_at=at, pk__gt=pk)).filter(
                next_due_at__gte=at
            )
        rows = list(_rows(ahead).order_by("next_due_at", "pk")[: limit + 1])
        after = None
    if len(rows) <= limit:
        behind = undated.filter(pk__lt=_row_key(after[1:])) if after else undated
        rows += list(_rows(behind).order_by("-pk")[: limit + 1 - len(rows)])
    return _page(
        rows,
        limit,
        # «Z» and not «+00:00»: a plus sign in an address means a space to whoever forgets to encode it.
        lambda row: (
            f"{row.next_due_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}~{row.pk}"
            if row.next_due_at
            else f"-{row.pk}"
        ),
    )


def newest(
    person: Person, narrowed: Mapping[str, object], *, after: str | None = None, limit: int = ROWS
) -> Page:
    """Requests of every state, the latest recorded first. Arguments and refusal as for `open_by_the_clock`."""
    if not works_on_cases(person):
        return Page((), None)
    groups = [[person_token(person.pk)], *([facet(name, value)] for name, value in _known(narrowed))]
    ids = MARKS.newest(groups, before=_row_key(after) if after else None, limit=limit + 1)
    found = {row.pk: row for row in _rows(policy.visible_requests(person)).filter(pk__in=ids)}
    return _page([found[pk] for pk in ids if pk in found], limit, lambda row: str(row.pk))


def search(person: Person, text: str, *, after: str | None = None, limit: int = ROWS) -> Hits:
    """Requests, letters and notes that hold every word, in either language, accents and word forms forgiven.

    Raises `BadKey` for a key that no page gave out.
    """
    found = search_cases(person, text, before=_row_key(after) if after else None, limit=limit + 1)
    shown = found[:limit]
    about = {finding.about for finding in shown if finding.about}
    about_rows = _rows(policy.visible_requests(person)).filter(uuid__in=about)
    if any(finding.sort == "request" for finding in shown):
        # What a request is found by stands in its parts: read for all of them at once.
        about_rows = about_rows.prefetch_related("subjects", "offences", "measures", "authorities")
    requests = {row.uuid: row for row in about_rows}
    words = texts_of(shown)
    groups = asked(text)
    hits = [
        Hit(
            request=request,
            sort=finding.sort,
            source=finding.source,
            at=finding.at,
            pieces=excerpt(words.get(finding.source) or words_of(request), groups),
        )
        for finding in shown
        if finding.about and (request := requests.get(finding.about)) is not None
    ]
    return Hits(hits, str(shown[-1].pk) if len(found) > limit else None)


def requests_of_case(person: Person, case_id: int) -> QuerySet[AssistanceRequest]:
    """The requests of one case, for a member."""
    return _rows(policy.visible_requests(person)).filter(case_id=case_id).order_by("pk")


def _letters_in_review(person: Person) -> QuerySet[Letter]:
    return (
        policy.visible_letters(person)
        .filter(standing=Letter.Standing.IN_REVIEW)
        .exclude(drafted_by=person)
        .select_related("request__partner_state", "drafted_by")
        .order_by("submitted_at")
    )


def _rows(requests: QuerySet[AssistanceRequest]) -> QuerySet[AssistanceRequest]:
    return requests.select_related("case", "partner_state", "assigned_to", "unit")


def _by_the_clock(requests: QuerySet[AssistanceRequest]) -> QuerySet[AssistanceRequest]:
    return requests.order_by(F("next_due_at").asc(nulls_last=True), "pk")


def _known(narrowed: Mapping[str, object]) -> list[tuple[str, object]]:
    return [(name, narrowed[name]) for name in FACETS if narrowed.get(name) not in (None, "")]


COLUMNS = {"from": "partner_state_id", "officer": "assigned_to_id", "unit": "unit_id"}


def _columns(narrowed: Mapping[str, object]) -> dict[str, object]:
    return {COLUMNS.get(name, name): value for name, value in _known(narrowed)}


def _clock_key(after: str) -> tuple[datetime, int]:
    at, _, pk = after.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as malformed:
        raise BadKey from malformed
    # The ends of the calendar cannot be turned to UTC.
    if moment.tzinfo is None or not 1900 <= moment.year < 2200:
        raise BadKey
    return moment, _row_key(pk)


def _row_key(key: str) -> int:
    # ASCII digits alone: `int` would take «1_0» and the digits of every script; and 64 bits, or no database takes it.
    if not _DIGITS.fullmatch(key) or int(key) > 2**63 - 1:
        raise BadKey
    return int(key)


def _page(rows: list[AssistanceRequest], limit: int, key: Callable[[AssistanceRequest], str]) -> Page:
    shown = rows[:limit]
    return Page(shown, key(shown[-1]) if len(rows) > limit else None)


def words_of(request: AssistanceRequest) -> str:
    """What a request can be found by: its references, its title and facts, whom and what it is about."""
    return "\n".join(
        [
            request.reference,
            request.title,
            request.partner_references,
            request.partner_agency,
            request.facts,
            request.outcome,
            *(str(value) for value in request.block.values() if isinstance(value, str)),
            *(f"{s.name} {' '.join(map(str, s.particulars.values()))}" for s in request.subjects.all()),
            *(f"{offence.title} {offence.article}" for offence in request.offences.all()),
            *(f"{measure.description} {measure.custodian}" for measure in request.measures.all()),
            *(f"{a.organisation} {a.person}" for a in request.authorities.all()),
        ]
    )


def reviewers_of(case: Case, *, but: int | None) -> list[Person]:
    """Who belongs to a case and may read and approve what another has written."""
    people = [one.person for one in members_of(case).prefetch_related("person__role_grants")]
    return [one for one in people if one.is_active and one.pk != but and policy.may_review(one)]
