"""What the API is called about: the things of the demonstration's week, and a token for each of its people."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import schemathesis
from django.db.models import Count

from entraide.accounts.domain.roles import scopes_open_to
from entraide.accounts.models import ApiToken, Person, Unit
from entraide.accounts.services import issue_token
from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.states import State
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    Assurance,
    Authority,
    BreakGlass,
    Letter,
    Measure,
    Offence,
    Subject,
    Suggestion,
)
from entraide.cases.models import Case, Membership, Original, Task
from entraide.cases.services.members import add_members
from entraide.directory.models import Agency, ContactPoint, Office
from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import Kind as KindOfExhibit
from entraide.evidence.models import Arrived, Content, CustodyEvent, Exhibit, Package, Upload
from entraide.evidence.policy import may_judge, may_keep
from entraide.evidence.services import handing, judging, keeping, packaging, registering, uploading
from entraide.kernel.clock import now
from entraide.ledger.models import Entry
from tests.factories.evidence import ArrivedFactory, PackageFactory

T = TypeVar("T")
PARTS = {
    "authorities": Authority,
    "offences": Offence,
    "subjects": Subject,
    "measures": Measure,
    "assurances": Assurance,
}
# What an address names, by its first word.
THINGS: dict[str, Any] = {
    "requests": AssistanceRequest,
    "letters": Letter,
    "arrivals": Arrival,
    "suggestions": Suggestion,
    "break-glass": BreakGlass,
    "cases": Case,
    "tasks": Task,
    "originals": Original,
    "people": Person,
    "units": Unit,
    "tokens": ApiToken,
    "exhibits": Exhibit,
    "files": Content,
    "uploads": Upload,
    "packages": Package,
    "arrived": Arrived,
    "agencies": Agency,
    "offices": Office,
    "contacts": ContactPoint,
}
# What a field names, wherever it stands.
FIELDS: dict[str, Any] = {
    "case": Case,
    "related_to": AssistanceRequest,
    "other": AssistanceRequest,
    "request": AssistanceRequest,
    "about": AssistanceRequest,
    "officer": Person,
    "person": Person,
    "people": Person,
    "assigned_to": Person,
    "actor": Person,
    "receiver": Person,
    "asked": CustodyEvent,
    "exhibits": Exhibit,
    "letter": Letter,
    "contact": ContactPoint,
    "unit": Unit,
    "agency": Agency,
}
# Acts of measures and letters are done to what is open for them, too.
ACT_OF_MEASURE = {
    "decide": "decide",
    "settle-conditions": "settle_conditions",
    "record-result": "record_result",
}
STANDING = {
    "submit": ("draft",),
    "approve": ("in_review",),
    "send-back": ("in_review", "approved"),
    "discard": ("draft",),
    "send": ("approved",),
    "record-sent": ("approved", "leaving"),
}

OFFERED, ASKED = {"standing__where": "offered"}, {"standing__asked": True}
OF_EXHIBITS: dict[str, dict[str, Any]] = {
    "accept": OFFERED,
    "refuse": OFFERED,
    "take-back": OFFERED,
    "hand-over": OFFERED,
    "agree": ASKED,
    "deny": ASKED,
    "lift-hold": {"standing__held": True},
}


@dataclass
class Bureau:
    """The things one can call about, and the tokens to call with."""

    tokens: dict[int, str]

    def make_it_go_deep(self, case: schemathesis.Case) -> str:
        """Let four calls of five name what exists, is open for what is asked, and can be seen by the one who asks.

        Gives the token to call with: the same for the same call, so that a failure can be repeated.
        """
        anybody = _pick(case, list(self.tokens.values()))
        if _dice(case, "deep") % 5 == 0:
            return anybody
        for holder in (case.query, case.body):
            if isinstance(holder, dict):
                _name_things(case, holder)
        named = _address(case)
        members = _members(named) if named is not None else []
        if members and _dice(case, "member") % 5:
            return self.tokens[_pick(case, members)]
        return anybody


def bureau_at_work() -> Bureau:
    """A token of every scope open to them for each person of the bureau, and exhibits in one of its cases."""
    _seized()
    return Bureau(
        {
            person.pk: issue_token(
                person,
                name="schemathesis",
                scopes=scopes_open_to(person.roles),
                days=30,
                acting=person,
                at=now(),
            ).secret
            for person in Person.objects.order_by("pk")
        }
    )


def _seized() -> None:
    """Exhibits in the case that most people belong to: one here, with a file and a seal; one offered; one to be
    destroyed; one held, with a file on its way; and sealed packages."""
    case = Case.objects.annotate(people=Count("memberships")).order_by("-people", "pk")[0]
    members = list(Person.objects.filter(memberships__case=case).order_by("pk"))
    keeper = next(one for one in members if may_keep(one))
    judge = next((one for one in members if may_judge(one) and one != keeper), None)
    if judge is None:
        judge = next(one for one in Person.objects.order_by("pk") if may_judge(one) and one not in members)
        add_members(case, [judge], acting=keeper, at=now())
    began = (registering.Beginning(act=Act.RECEIVED, happened=now(), place="Depot of Valmont"),)
    said = registering.Registration(kind=KindOfExhibit.OBJECT, title="A grey telephone", began=began)
    here, offered, asked, held = (registering.register(case, said, acting=keeper, at=now()) for _ in range(4))
    registering.add_file(here, [b"0123456789"], name="extract.bin", media_type="", acting=keeper, at=now())
    keeping.seal(here, ["A1"], condition="Whole.", acting=keeper, at=now())
    handing.offer(offered, judge, reason="Goes to safe 2", acting=keeper, at=now())
    judging.ask_destruction(asked, reason="Ordered", acting=keeper, at=now())
    judging.lay_hold(held, reason="Appeal", acting=judge, at=now())
    uploading.begin(held, name="disk.dd", media_type="", size=10, acting=keeper, at=now())
    # Laid down, and neither made nor checked: one is asked for, one lies ready, and one has arrived.
    PackageFactory(case=case, wanted_by=keeper, wanted_at=now())
    ready = PackageFactory(case=case, wanted_by=keeper, wanted_at=now(), state="ready", size=10)
    packaging.path_of(ready).parent.mkdir(parents=True, exist_ok=True)
    packaging.path_of(ready).write_bytes(b"0123456789")
    ArrivedFactory(case=case)


def _address(case: schemathesis.Case) -> Any:
    """Let the address name something; gives what it names."""
    names = case.path_parameters
    if not names:
        return None
    words = case.operation.path.removeprefix("/api/v1/").split("/")
    within = words[0] in {"directory", "ledger"} or words[:2] in (
        ["exhibits", "files"],
        ["exhibits", "uploads"],
        ["packages", "arrived"],
    )
    first = words[1] if within else words[0]
    if "seq" in names:
        names["seq"] = Entry.objects.order_by("seq")[_dice(case, "seq") % 50].seq
        return None
    if "part" in names or "measure" in names:
        part = _pick(case, list(_parts(words)))
        names["uuid"], names["part" if "part" in names else "measure"] = (
            str(part.request.uuid),
            str(part.uuid),
        )
        return part.request
    if "person" in names:
        names["person"] = str(_pick(case, list(Person.objects.order_by("pk"))).uuid)
    if first not in THINGS:
        return None
    there = list(_open_for(first, words[-1]))
    if not there:
        # A call before this one took the last of them away.
        return None
    found = _pick(case, there)
    names["uuid"] = str(found.uuid)
    return found


def _parts(words: Sequence[str]) -> Any:
    parts = PARTS[words[2]].objects.select_related("request").order_by("pk")
    code = ACT_OF_MEASURE.get(words[-1])
    if code is None:
        return parts
    act = lifecycle.BY_CODE[code]
    return parts.filter(request__state__in=act.from_states) or parts


def _open_for(first: str, last: str) -> Any:
    """Things of that sort, those for which the act at the end of the address is open where there are any."""
    every = THINGS[first].objects.order_by("pk")
    if first == "letters" and last in STANDING:
        return every.filter(standing__in=STANDING[last]) or every
    if first == "exhibits":
        return every.filter(**OF_EXHIBITS.get(last, {})) or every
    act = lifecycle.BY_CODE.get(last.replace("-", "_")) if first == "requests" else None
    if act is None:
        return every
    return [
        request
        for request in every
        if lifecycle.is_open(
            act,
            State(request.state),
            Direction(request.direction),
            Kind(request.kind) if request.kind else None,
        )
    ] or every


def _members(thing: Any) -> list[int]:
    """Who can see a thing, where only members of its case can."""
    if isinstance(thing, Case):
        case_id = thing.pk
    elif isinstance(thing, Suggestion):
        case_id = thing.arrival.case_id
    elif isinstance(thing, Upload):
        return [thing.person.pk]
    elif isinstance(thing, Content):
        case_id = thing.exhibit.case_id
    elif isinstance(thing, Letter | BreakGlass):
        case_id = thing.request.case_id
    else:
        case_id = getattr(thing, "case_id", None)
    return list(Membership.objects.filter(case_id=case_id).order_by("pk").values_list("person_id", flat=True))


def _name_things(case: schemathesis.Case, holder: dict[str, Any]) -> None:
    for name, value in holder.items():
        if name in FIELDS and isinstance(value, str | list):
            one = str(_pick(case, list(FIELDS[name].objects.order_by("pk"))).uuid)
            holder[name] = [one] if isinstance(value, list) else one


def _pick(case: schemathesis.Case, things: Sequence[T]) -> T:
    return things[_dice(case, "which") % len(things)]


def _dice(case: schemathesis.Case, what: str) -> int:
    said = json.dumps([case.query, case.body], default=repr, sort_keys=True)
    return zlib.crc32(f"{what}{case.operation.label}{said}{case.path_parameters}".encode())
