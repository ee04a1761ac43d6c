"""The pages of one request: what it is about, its record, its letters, its work, its people, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from entraide.assistance.domain.blocks import BLOCKS, SUBJECT_FIELDS, SubjectSort
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.states import UNCHANGEABLE, State
from entraide.assistance.policy import visible_requests
from entraide.assistance.queries import check_is_due, glass_of_request
from entraide.assistance.services.signs import examine
from entraide.assistance.web.measure_faces import measure_faces
from entraide.assistance.web.originals import reading_of
from entraide.assistance.web.record_rows import block_rows, record_groups
from entraide.assistance.web.timelines import KINDS, codes_of, lines
from entraide.assistance.web.views.frame import held, page_of
from entraide.cases.queries import timeline as timeline_of
from entraide.evidence import policy as evidence_policy
from entraide.evidence.queries import exhibits_about
from entraide.instruments.domain.offences.classification import CONTROLLED_DRUGS, falls_under
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.models import AssistanceRequest

LINES = 50


@require_GET
def overview(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the request is about, where it stands, what may be done next."""
    person, request = held(http, uuid, "request")
    return page_of(http, "assistance/overview.html", request, "overview", **matter_of(person, request))


@require_GET
def beside(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """The original and the request, side by side. Raises `NotFound` where nothing arrived as a file."""
    person, request = held(http, uuid, "original")
    arrival = request.arrivals.select_related("original").order_by("pk").first()
    if arrival is None:
        raise NotFound
    more = {"arrival": arrival, "reading": reading_of(arrival), **matter_of(person, request)}
    return page_of(http, "assistance/beside.html", request, "original", **more)


@require_GET
def record(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every field of the record."""
    person, request = held(http, uuid, "record")
    more = {"groups": record_groups(request, person), "is_fixed": State(request.state) in UNCHANGEABLE}
    return page_of(http, "assistance/record.html", request, "record", **more)


@require_GET
def letters(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Letters of ours in every standing, and all that was put on file."""
    _person, request = held(http, uuid, "letters")
    ours = request.letters.select_related("drafted_by", "reviewed_by").order_by("-drafted_at")
    return page_of(http, "assistance/letters.html", request, "letters", letters=ours)


@require_GET
def exhibits(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was collected or received for it."""
    person, request = held(http, uuid, "exhibits")
    asked = urlencode({"case": str(request.case.uuid), "about": str(request.uuid)})
    more = {
        "exhibits": exhibits_about(person, request.uuid),
        "may_register": evidence_policy.may_keep(person),
        "register_url": f"{reverse('evidence:new')}?{asked}",
    }
    return page_of(http, "assistance/exhibits.html", request, "exhibits", **more)


@require_GET
def work(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Tasks and notes."""
    _person, request = held(http, uuid, "work")
    return page_of(http, "assistance/work.html", request, "work")


@require_GET
def people(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who can see the request, and since when."""
    _person, request = held(http, uuid, "people")
    return page_of(http, "assistance/people.html", request, "people")


@require_GET
def timeline(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """All that was done, newest first."""
    person, request = held(http, uuid, "timeline")
    kind, before = http.GET.get("kind", ""), http.GET.get("before", "")
    moments = timeline_of(
        request.case,
        person,
        language=get_language() or "en",
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        limit=LINES + 1,
        codes=codes_of(kind),
    )
    shown = moments[:LINES]
    following = {"kind": kind, "before": shown[-1].seq} if len(moments) > LINES else {}
    more = {
        "entries": lines(shown),
        "kinds": [(code, label) for code, (label, _pictures) in KINDS.items()],
        "kind": kind,
        "is_first": not before,
        "next": f"?{urlencode(following)}" if following else "",
    }
    return page_of(http, "assistance/timeline.html", request, "timeline", **more)


def matter_of(person: Person, request: AssistanceRequest) -> dict[str, object]:
    """What a request is about, part by part."""
    subjects = [
        (
            subject,
            [
                row
                for row in block_rows(SUBJECT_FIELDS[SubjectSort(subject.sort)], subject.particulars)
                if row.filled
            ],
        )
        for subject in request.subjects.order_by("pk")
    ]
    offences = list(request.offences.order_by("pk"))
    shape = BLOCKS[Kind(request.kind)] if request.kind else ()
    seen = visible_requests(person)
    return {
        "measures": measure_faces(person, request),
        "may_register_exhibits": evidence_policy.may_keep(person),
        "authorities": request.authorities.order_by("pk"),
        "offences": offences,
        "assurances": request.assurances.order_by("pk"),
        "concerns_drugs": any(falls_under(one.iccs, CONTROLLED_DRUGS) for one in offences),
        "subjects": subjects,
        "questions": request.questions.order_by("asked_at"),
        "kind_rows": [row for row in block_rows(shape, request.block) if row.filled],
        "kind_is_empty": bool(shape) and not request.block,
        "is_fixed": State(request.state) in UNCHANGEABLE,
        # A link to another request is shown only to those who may know of it.
        "related": seen.filter(pk=request.related_to_id).first() if request.related_to_id else None,
        "superseded_by": seen.filter(pk=request.superseded_by_id).first()
        if request.superseded_by_id
        else None,
        "look_alike": _look_alike(person, request),
        "broken_glass": list(glass_of_request(request)),
        **examined_by(person, request),
    }


def examined_by(person: Person, request: AssistanceRequest) -> dict[str, object]:
    """What a person is told of who sends a request, while nobody has confirmed it."""
    unknown = request.direction == Direction.INCOMING and request.verified_result != "confirmed"
    return {
        "check_due": check_is_due(request),
        "examined": examine(request, person)
        if unknown and State(request.state) not in UNCHANGEABLE
        else None,
    }


def _look_alike(person: Person, request: AssistanceRequest) -> object:
    arrival = request.arrivals.filter(settled_at=None, looks_like__isnull=False).first()
    if arrival is None or arrival.looks_like_id is None:
        return None
    if not visible_requests(person).filter(pk=arrival.looks_like_id).exists():
        return None
    return arrival
