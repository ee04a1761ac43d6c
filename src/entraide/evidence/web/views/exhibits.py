"""The page of an exhibit, its labels, and the acts on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from entraide.evidence import policy
from entraide.evidence.domain.custody import is_of_copy, standing
from entraide.evidence.domain.exhibits import FIELDS, Kind, Marking
from entraide.evidence.queries import chain_before, chain_of, contents_of, standing_of
from entraide.evidence.queries.naming import measures_of, names_of
from entraide.evidence.queries.possible import Deed, possible, require_possible
from entraide.evidence.queries.waiting import second_people
from entraide.evidence.services import reviewing
from entraide.evidence.web.chain import links_of
from entraide.evidence.web.doors import DOORS, Door, form_of
from entraide.evidence.web.drawn import code_of
from entraide.evidence.web.forms.registering import FilesForm
from entraide.evidence.web.forms.reviewing import ReviewForm
from entraide.evidence.web.labels import words
from entraide.evidence.web.views.asking import held, looked_at, tell
from entraide.kernel.clock import now
from entraide.kernel.errors import NotAllowed, NotFound, Refusal

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.domain.custody import Standing
    from entraide.evidence.models import Content, Exhibit

MOST_LABELS = 24
# Acts whose form is more than its fields, one after the other.
TEMPLATES = {Deed.HAND_OVER: "evidence/hand_over.html", Deed.OFFER: "evidence/offer.html"}
# What a second person must agree to.
ASKING = frozenset({Deed.RELEASE, Deed.RELEASE_COPY, Deed.TO_PARTNER, Deed.DESTROY})


@dataclass(frozen=True)
class Face:
    """An act as the page offers it."""

    label: Any
    consequence: Any
    url: str
    tone: str


@require_GET
def exhibit(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """An exhibit: what it is, where it is, its chain of custody, its files, and what may be done next."""
    person, found = held(http, uuid)
    looked_at(http, found, "exhibit")
    return render(http, "evidence/exhibit.html", shown(person, found))


def shown(person: Person, found: Exhibit, files_form: FilesForm | None = None) -> dict[str, Any]:
    """What the page of an exhibit shows."""
    events = chain_of(found)
    stands = standing(events)
    deeds = possible(person, stands, found)
    before = chain_before(found)
    return {
        "exhibit": found,
        "case_name": names_of(person, [found.case])[found.case_id],
        "measure": measure_name(found),
        "stands": stands,
        "marked": found.marking != Marking.NONE,
        "particulars": _particulars(found),
        "links": links_of(events),
        "came_with": before[0] if before else None,
        "links_before": links_of([one.event for one in before[1].chain]) if before else [],
        "events": events,
        "asked_is_copy": stands.asked is not None and is_of_copy(stands.asked),
        "second_people": second_people(found, None, stands) if stands.asked else [],
        "files": [_file(one) for one in contents_of(found)],
        "files_form": files_form or FilesForm(kind=Kind(found.kind)),
        "may_keep": policy.may_keep(person),
        "onward": [_face(found, one) for one in deeds if DOORS[one].tone == "primary" or one is Deed.AGREE],
        "others": [_face(found, one) for one in deeds if DOORS[one].tone == "secondary"],
        "ending": [_face(found, one) for one in deeds if one is Deed.DESTROY],
    }


def measure_name(found: Exhibit) -> str:
    """The measure that it comes of, in the reader's language; empty for none."""
    named = (one.name for one in measures_of(found.about) if one.id == found.measure)
    return next((name.in_language(get_language() or "en") for name in named), "")


@require_http_methods(["GET", "POST"])
def act(http: HttpRequest, uuid: UUID, deed: str) -> HttpResponse:
    """One act: its form, and POST to do it."""
    person, found = held(http, uuid)
    if deed not in Deed.__members__.values():
        raise NotFound
    chosen, sent = Deed(deed), http.method == "POST"
    door, stands = DOORS[chosen], standing_of(found)
    if not sent:
        require_possible(person, stands, found, chosen)
    data, files = (http.POST, http.FILES) if sent else (None, None)
    form = form_of(door, data, files, exhibit=found, person=person, now=stands)
    if sent and form.is_valid():
        try:
            door.do(found, form, acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, str(door.done))
            return redirect("evidence:exhibit", uuid=uuid)
    looked_at(http, found, "form")
    template = TEMPLATES.get(chosen, "evidence/act.html")
    return render(
        http, template, _act_context(person, found, chosen, door, form, stands), status=422 if sent else 200
    )


@require_http_methods(["GET", "POST"])
def review(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Have it reviewed by a day: a task of the case."""
    person, found = held(http, uuid)
    if not policy.may_keep(person):
        raise NotAllowed
    sent = http.method == "POST"
    form = ReviewForm(http.POST if sent else None, exhibit=found, person=person)
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            reviewing.schedule(
                found,
                assigned_to=form.people[said["who"]],
                due_at=form.due_at(),
                words=said["words"],
                acting=person,
                at=now(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(
                http, _("The review is on the desk of %(name)s.") % {"name": form.people[said["who"]].name}
            )
            return redirect("evidence:exhibit", uuid=uuid)
    looked_at(http, found, "form")
    return render(http, "evidence/review.html", {"exhibit": found, "form": form}, status=422 if sent else 200)


@require_GET
def label(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Labels to print and stick on: number, kind and a code that leads to this exhibit; nothing of what it is."""
    _someone, found = held(http, uuid)
    looked_at(http, found, "label")
    asked = http.GET.get("copies", "")
    copies = min(max(int(asked), 1), MOST_LABELS) if asked.isdecimal() and len(asked) < 4 else 1
    address = http.build_absolute_uri(reverse("evidence:exhibit", args=[found.uuid]))
    side, path = code_of(f"{address}#{found.number}")
    context = {
        "exhibit": found,
        "address": address,
        "side": side,
        "path": path,
        "copies": range(copies),
        "count": copies,
        "seals": standing_of(found).seals,
        "most": MOST_LABELS,
    }
    return render(http, "evidence/label.html", context)


def _act_context(
    person: Person, found: Exhibit, chosen: Deed, door: Door, form: Any, stands: Standing
) -> dict[str, Any]:
    return {
        "exhibit": found,
        "door": door,
        "deed": chosen.value,
        "form": form,
        "stands": stands,
        "asked_is_copy": stands.asked is not None and is_of_copy(stands.asked),
        "shows_asked": chosen in (Deed.AGREE, Deed.DENY) and stands.asked is not None,
        "shows_offer": chosen in (Deed.ACCEPT, Deed.REFUSE, Deed.TAKE_BACK) and stands.offer is not None,
        "asks": chosen in ASKING,
        "second_people": second_people(found, person, stands) if chosen in ASKING else [],
        "is_multipart": form.is_multipart(),
    }


def _face(found: Exhibit, deed: Deed) -> Face:
    door = DOORS[deed]
    return Face(
        door.label, door.consequence, reverse("evidence:act", args=[found.uuid, deed.value]), door.tone
    )


def _particulars(found: Exhibit) -> list[tuple[str, str]]:
    labels = {one.name: words(one.label) for one in FIELDS[Kind(found.kind)]}
    return [(label, found.details[name]) for name, label in labels.items() if found.details.get(name)]


def _file(content: Content) -> dict[str, Any]:
    stamp, watch = getattr(content, "stamp", None), getattr(content, "watch", None)
    return {
        "content": content,
        "stamped_at": stamp.stamped_at if stamp else None,
        "stamp_tried": stamp.tries if stamp else 0,
        "looked_at": watch.looked_at if watch else None,
        "damaged_at": watch.damaged_at if watch else None,
        "is_gone": getattr(content, "key", None) is None,
    }
