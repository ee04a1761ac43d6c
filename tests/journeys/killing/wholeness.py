"""Is every act wholly there with its ledger entry, or not at all? Reads a whole node and names what is not.

Run as a process of its own with ENTRAIDE_HOME and DATABASE_URL of that node; what the node had promised comes in on
standard input, what is wrong goes out, both as JSON.
"""

import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import django

Entry = Any
Answered = Iterable[tuple[str, str, int]]


def findings(promised: Answered = ()) -> list[str]:
    """What is not whole; empty when all is well. In a transaction, for which every writer waits meanwhile."""
    from django.db import transaction

    with transaction.atomic():
        record = _Record()
        return [
            *record.ledger(),
            *record.promises(promised),
            *record.things(),
            *record.members(),
            *record.requests(),
            *record.parts(),
            *record.arrivals(),
            *record.series(),
            *record.search(),
            *record.originals(),
        ]


class _Record:
    """The ledger, read once, and what the tables say beside it."""

    def __init__(self) -> None:
        from entraide.ledger.models import Entry as Row

        self.entries = list(Row.objects.select_related("detail").order_by("seq"))
        self.told = [json.loads(bytes(entry.canonical)) for entry in self.entries]
        self.by_act: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in self.told:
            self.by_act[one["act"]].append(one)

    def ledger(self) -> Iterator[str]:
        """No gap; leaves are the hashes of their bytes, columns what the bytes say, details bound to their entries."""
        from entraide.kernel.canonical import canonical, leaf_hash, plain, salted_digest

        if [entry.seq for entry in self.entries] != list(range(1, len(self.entries) + 1)):
            yield "the ledger has a gap"
        for entry, told in zip(self.entries, self.told, strict=True):
            if leaf_hash(bytes(entry.canonical)) != bytes(entry.leaf_hash):
                yield f"entry {entry.seq}: the leaf is not the hash of its bytes"
            columns = {"seq": entry.seq, "act": entry.act, "actor": entry.actor, "case": entry.case,
                       "subject": entry.subject, "at": entry.at}  # fmt: skip
            if any(told[name] != plain(value) for name, value in columns.items()):
                yield f"entry {entry.seq}: its columns are not what its bytes say"
            detail = getattr(entry, "detail", None)
            digest = salted_digest(bytes(detail.salt), canonical(detail.body)).hex() if detail else None
            if digest != told.get("detail"):
                yield f"entry {entry.seq}: its detail is not the one it was bound to"

    def promises(self, promised: Answered) -> Iterator[str]:
        """What was answered with yes is there."""
        kept = Counter((entry.act, str(entry.subject)) for entry in self.entries)
        for code, subject, count in promised:
            if kept[code, subject] < count:
                yield f"answered and lost: {code} of {subject}, {kept[code, subject]} of {count}"

    def things(self) -> Iterator[str]:
        """Every row that an act makes is there as often as the act is, and no oftener."""
        from entraide.accounts.models import ApiToken, Person, Unit
        from entraide.assistance.models import AssistanceRequest, Letter, Suggestion
        from entraide.cases.models import Case, Correspondence, Note, Task

        yield from _same("cases", _of(Case, "uuid"), self._named("cases.opened", "case"))
        yield from _same("people", _of(Person, "uuid"), self._named("accounts.person_added", "subject"))
        yield from _same("units", _of(Unit, "uuid"), self._named("accounts.unit_added", "subject"))
        yield from _same("tokens", _of(ApiToken, "uuid"), self._named("accounts.token_issued", "subject"))
        gone = ApiToken.objects.exclude(revoked_at=None).values_list("uuid", flat=True)
        yield from _same("revoked tokens", map(str, gone), self._named("accounts.token_revoked", "subject"))
        entered = [
            *self._named("assistance.registered", "subject"),
            *self._named("assistance.drafted", "subject"),
        ]
        yield from _same("requests", _of(AssistanceRequest, "uuid"), entered)
        yield from _same("letters", _of(Letter, "uuid"), self._facts("assistance.letter_drafted", "letter"))
        yield from _same("tasks", _of(Task, "uuid"), self._facts("cases.task_added", "task"))
        done = Task.objects.exclude(done_at=None).values_list("uuid", flat=True)
        yield from _same("finished tasks", map(str, done), self._facts("cases.task_done", "task"))
        filed = self._facts("cases.correspondence_filed", "correspondence")
        yield from _same("correspondence", _of(Correspondence, "uuid"), filed)
        notes = [(str(note.about or note.uuid), note.text[:300]) for note in Note.objects.all()]
        written = [
            (str(entry.subject), entry.detail.body["beginning"] if hasattr(entry, "detail") else "")
            for entry in self.entries
            if entry.act == "cases.note_added"
        ]
        yield from _same("notes", notes, written)
        for accepted, code in ((True, "accepted"), (False, "dismissed")):
            settled = Suggestion.objects.filter(accepted=accepted).values_list("uuid", flat=True)
            facts = self._facts(f"assistance.suggestion_{code}", "suggestion")
            yield from _same(f"{code} suggestions", map(str, settled), facts)

    def members(self) -> Iterator[str]:
        """Who belongs to each case is who was let in and did not leave; roles are those granted and not revoked."""
        from entraide.accounts.models import RoleGrant
        from entraide.cases.models import Membership

        inside: set[tuple[str, str]] = set()
        for one in self.told:
            if one["act"] == "cases.members_added":
                inside |= {(one["case"], person) for person in one["facts"]["people"]}
            elif one["act"] == "cases.member_removed":
                inside -= {(one["case"], person) for person in one["facts"]["people"]}
        held = {(str(c), str(p)) for c, p in Membership.objects.values_list("case__uuid", "person__uuid")}
        yield from _same("members", held, inside)
        if RoleGrant.objects.count() != len(self.by_act["accounts.role_granted"]) - len(
            self.by_act["accounts.role_revoked"]
        ):
            yield "roles are not those granted"

    def requests(self) -> Iterator[str]:
        """State, dated events, decisions, results, letters and questions of each request follow from its entries."""
        from entraide.assistance.models import AssistanceRequest, Letter
        from tests.journeys.killing.replay import told

        of_request: dict[str, list[Any]] = defaultdict(list)
        for entry, one in zip(self.entries, self.told, strict=True):
            of_request[one["subject"]].append((entry.act, entry.at, one["facts"]))
        standings = dict(Letter.objects.values_list("uuid", "standing"))
        for request in AssistanceRequest.objects.prefetch_related("dated_events", "measures", "questions"):
            name, derived = request.reference, told(of_request[str(request.uuid)])
            if request.state != derived.state:
                yield f"{name} is {request.state}, its entries say {derived.state}"
            if request.changed_at != derived.changed_at:
                yield f"{name} changed at {request.changed_at}, its entries say {derived.changed_at}"
            events = Counter(event.code for event in request.dated_events.all())
            if events != derived.events:
                yield f"{name}: dated events {events - derived.events} too many, {derived.events - events} too few"
            for measure in request.measures.all():
                standing = derived.measures.get(str(measure.uuid))
                held = (measure.decision, measure.conditions_accepted, measure.result)
                if standing and held != (
                    standing.decision or "",
                    standing.conditions_accepted,
                    standing.result or "",
                ):
                    yield f"{name}: a measure stands at {held}, its entries say {standing}"
            letters = {uuid: str(standings.get(uuid)) for uuid in standings if str(uuid) in derived.letters}
            if {str(uuid): standing for uuid, standing in letters.items()} != derived.letters:
                yield f"{name}: its letters stand at {letters}, its entries say {derived.letters}"
            asked = request.questions.all()
            if (len(asked), sum(q.answered_at is not None for q in asked)) != (
                derived.questions,
                derived.answers,
            ):
                yield f"{name}: its questions are not those of its entries"

    def parts(self) -> Iterator[str]:
        """The parts of the record are those added and not removed, and those taken over from a letter."""
        from entraide.assistance.models import Authority, Measure, Offence, Subject

        taken_over = Counter(one["subject"] for one in self.by_act["assistance.suggestion_accepted"])
        for name, model in (
            ("authorities", Authority), ("offences", Offence), ("subjects", Subject), ("measures", Measure),
        ):  # fmt: skip
            added = {
                one["facts"]["uuid"]
                for one in self.by_act["assistance.part_added"]
                if one["facts"]["part"] == name
            }
            removed = {one["facts"]["uuid"] for one in self.by_act["assistance.part_removed"]}
            held = {str(u): str(r) for u, r in model._default_manager.values_list("uuid", "request__uuid")}
            for uuid in (added - removed) - held.keys():
                yield f"{name}: {uuid} is missing"
            for uuid in held.keys() & removed:
                yield f"{name}: {uuid} was removed"
            for request, count in Counter(held[uuid] for uuid in held.keys() - added).items():
                if count > taken_over[request]:
                    yield f"{name}: {request} has {count} without an entry"

    def arrivals(self) -> Iterator[str]:
        """Every arrival came in by an act, was settled by one, and holds its suggestions and its letter."""
        from entraide.assistance.models import Arrival
        from entraide.cases.models import Correspondence

        came = self._facts("assistance.arrived", "arrival") + self._named(
            "assistance.arrival_refused", "subject"
        )
        yield from _same("arrivals", _of(Arrival, "uuid"), came)
        set_aside = set(self._named("assistance.arrival_settled", "subject"))
        joined = set(self._facts("assistance.arrival_joined", "arrival"))
        for arrival in Arrival.objects.select_related("original"):
            by_hand = bool(arrival.refused_because) and arrival.request_id is not None
            if (arrival.settled_at is not None) != (str(arrival.uuid) in set_aside | joined or by_hand):
                yield f"arrival {arrival.uuid} is settled without its entry, or not with it"
            if arrival.original is None or arrival.original.sha256 != arrival.sha256:
                yield f"arrival {arrival.uuid} has not its original"
            readable = not arrival.refused_because
            if readable != Correspondence.objects.filter(original=arrival.original_id).exists():
                yield f"arrival {arrival.uuid} is not on file"
            if readable and not arrival.bands.exists():
                yield f"arrival {arrival.uuid} has no fingerprint"

    def series(self) -> Iterator[str]:
        """References have no gap and no number twice, and each counter stands at its last."""
        from entraide.assistance.models import AssistanceRequest, ReferenceCounter

        given: dict[str, list[int]] = defaultdict(list)
        for reference in AssistanceRequest.objects.values_list("reference", flat=True):
            series, _, number = reference.rpartition("-")
            given[series].append(int(number))
        for series, numbers in given.items():
            if sorted(numbers) != list(range(1, len(numbers) + 1)):
                yield f"the series {series} has a gap"
        lasts = sorted(ReferenceCounter.objects.exclude(last=0).values_list("last", flat=True))
        if lasts != sorted(map(len, given.values())):
            yield f"the counters stand at {lasts}"

    def search(self) -> Iterator[str]:
        """Requests, letters and notes are in the index with their members and no others; requests bear their marks."""
        from entraide.assistance.domain.marks import facet
        from entraide.assistance.models import AssistanceRequest
        from entraide.assistance.services.marking import MARKS
        from entraide.cases.models import Correspondence, Finding, Membership, Note
        from entraide.cases.services.indexing import WORDS, person_token

        members: dict[int, set[str]] = defaultdict(set)
        for case, person in Membership.objects.values_list("case_id", "person_id"):
            members[case].add(person_token(person))
        sources = [*_of(AssistanceRequest, "uuid"), *_of(Correspondence, "uuid"), *_of(Note, "uuid")]
        yield from _same("findable things", _of(Finding, "source"), sources)
        for finding in Finding.objects.all():
            tokens = WORDS.tokens_of(finding.pk)
            if _people(tokens) != members[finding.case_id] or not tokens - _people(tokens):
                yield f"{finding}: the index does not hold it for its members"
        for request in AssistanceRequest.objects.all():
            tokens = MARKS.tokens_of(request.pk)
            wanted = {facet("state", request.state), facet("open", int(request.is_open))}
            if not wanted <= tokens or _people(tokens) != members[request.case_id]:
                yield f"{request}: its marks are not those of its row"

    def originals(self) -> Iterator[str]:
        """Every original is on disk, byte for byte. Bytes that no row names may lie there: they were never promised."""
        from entraide.cases.models import Original
        from entraide.cases.services.originals import path_of

        for original in Original.objects.all():
            path = path_of(original.uuid)
            if not path.exists():
                yield f"original {original.uuid} is not on disk"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != original.sha256:
                yield f"original {original.uuid} is not what was kept"

    def _named(self, act: str, column: str) -> list[str]:
        return [one[column] for one in self.by_act[act]]

    def _facts(self, act: str, name: str) -> list[str]:
        return [one["facts"][name] for one in self.by_act[act]]


def _of(model: Any, name: str) -> list[str]:
    return [str(value) for value in model._default_manager.values_list(name, flat=True)]


def _same(what: str, held: Iterable[Any], told: Iterable[Any]) -> Iterator[str]:
    rows, entries = Counter(held), Counter(told)
    if rows != entries:
        yield f"{what}: {list(rows - entries)[:3]} without an entry, {list(entries - rows)[:3]} without a row"


def _people(tokens: set[str]) -> set[str]:
    return {token for token in tokens if token.startswith("_p")}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
    django.setup()
    json.dump(findings([tuple(one) for one in json.load(sys.stdin)]), sys.stdout)
