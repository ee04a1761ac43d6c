"""The life of one request after another, as rows: arrival, triage, routing, work, reply, closing."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from benchmarks.filling.acts import dashed
from benchmarks.filling.batch import Batch
from benchmarks.filling.moments import DAY, aware, moment
from benchmarks.filling.population import Bureau, Caseload, Colleague
from benchmarks.filling.references import References
from benchmarks.filling.tables import maker
from benchmarks.filling.vocabulary import FILE_NUMBER, Vocabulary, Writing
from entraide.assistance import models as assistance
from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency
from entraide.cases import models as cases
from entraide.instruments.domain.clocks.deriving import due_dates, next_due
from entraide.instruments.domain.clocks.due import DueDate
from entraide.instruments.domain.clocks.rules import Event, Facts

CASE, TASK, NOTE = maker(cases.Case), maker(cases.Task), maker(cases.Note)
SHEET, REQUEST = maker(cases.Correspondence), maker(assistance.AssistanceRequest)
AUTHORITY, OFFENCE = maker(assistance.Authority), maker(assistance.Offence)
SUBJECT, MEASURE, LETTER = maker(assistance.Subject), maker(assistance.Measure), maker(assistance.Letter)

KINDS = {
    Kind.POLICE_INFORMATION: 45,
    Kind.MUTUAL_LEGAL_ASSISTANCE: 20,
    Kind.PRESERVATION: 12,
    Kind.EMERGENCY_DISCLOSURE: 6,
    Kind.FIREARM_TRACE: 5,
    Kind.EXTRADITION: 4,
    Kind.TRAVEL_NOTICE: 4,
    Kind.MISSING_PERSON: 3,
    Kind.SPONTANEOUS_INFORMATION: 1,
}
KIND_LIST, KIND_WEIGHTS = list(KINDS), list(KINDS.values())
STATES = "FR US GB DE BE CH NL ES IT JP AU BR MX IN SE NO PL PT IE NZ KR MA TN SN CM ZA AR CL CO PE".split()
STATE_WEIGHTS = [1 / (rank + 1.5) for rank in range(len(STATES))]
MEASURES = "subscriber traffic content preservation identification checks interview bank_records".split()
OPEN_STATES = (
    "routed acknowledged accepted in_execution in_execution partial_results information_requested".split()
)

URGENCIES = list(Urgency)


@dataclass(frozen=True)
class Fixed:
    """What is the same for every request of the node."""

    bureau: Bureau
    caseload: Caseload
    vocabulary: Vocabulary
    began: int
    until: int

    def received(self, position: int) -> int:
        return self.began + (self.until - self.began) * position // self.caseload.total


@dataclass
class Life:
    """One request on its way through `told`."""

    batch: Batch
    fixed: Fixed
    made: Random
    position: int
    references: References

    def tell(self) -> None:
        """Add every row of this request to the batch."""
        self._who()
        self._arrive()
        if not self.waits:
            self._work()
        if not self.open:
            self._end()
        self._request()

    def _who(self) -> None:
        made, load, bureau = self.made, self.fixed.caseload, self.fixed.bureau
        self.id = self.position + 1
        self.case, self.uuid = self.batch.key(), self.batch.key()
        self.outgoing = self.position not in load.triage and made.random() < 0.15
        self.open, self.waits = self.position in load.open, self.position in load.triage
        self.in_review = self.position in load.review
        at = self.fixed.received(self.position) + made.randrange(3600)
        self.received = min(at, self.fixed.until - 3600)
        longest = self.fixed.until - self.received
        self.direction = Direction.OUTGOING if self.outgoing else Direction.INCOMING
        self.reference = self.references.next(aware(self.received).year, self.direction)
        self.ended = self.received + min(longest, made.randrange(DAY, 40 * DAY))
        others = bureau.officers[1:] if self.open else bureau.officers
        mine = self.position in load.own_desk
        self.officer: Colleague = bureau.officers[0] if mine else made.choice(others)
        self.members = list(bureau.intake)
        if not self.waits:
            self.members.append(self.officer)
        if self.position in load.liaison:
            self.members.append(bureau.liaison)
        if made.random() < 0.02:
            self.members.append(bureau.counsel)
        self.people = " ".join(f"_p{member.id}" for member in self.members)
        self.language = "fr" if made.random() < 0.4 else "en"
        self.kind = made.choices(KIND_LIST, weights=KIND_WEIGHTS)[0]
        self.track = Track.JUDICIAL if self.kind == Kind.MUTUAL_LEGAL_ASSISTANCE else Track.POLICE
        self.partner = made.choices(STATES, weights=STATE_WEIGHTS)[0]
        self.urgency = made.choices(URGENCIES, weights=(80, 15, 5))[0]
        self.file = made.randrange(max(40, load.total // 10))
        self.title = self._write("line").text[:120]
        self.events: list[tuple[str, int]] = []
        self.state = "received"

    def _write(self, sort: str, number: int | None = None) -> Writing:
        return self.fixed.vocabulary.write(self.made, self.language, sort, number)

    def _share(self, share: float) -> int:
        """The moment when so much of the request's life was over."""
        return self.received + int((self.ended - self.received) * share)

    def _event(self, code: str, at: int) -> None:
        self.events.append((code, at))
        self.batch.add_at(at, assistance.DatedEvent, (None, self.id, code, moment(at), "{}"))

    def _arrive(self) -> None:
        batch, at, duty = self.batch, self.received, self.fixed.bureau.duty
        opened = moment(at)
        batch.add(cases.Case, CASE(uuid=self.case, opened_at=opened, opened_by_id=duty.id))
        for member in self.members:
            row = (None, self.id, member.id, opened, duty.id, "")
            batch.add_at(at, cases.Membership, row)
        batch.act(at, "cases.opened", duty, self.case)
        names = ", ".join(member.name for member in self.members)
        batch.act(at, "cases.members_added", duty, self.case, names=names, reason="")
        if self.outgoing:
            batch.act(at, "assistance.drafted", duty, self.case, self.uuid, reference=self.reference)
        else:
            self._event("received", at)
            batch.act(at, "assistance.registered", duty, self.case, self.uuid, reference=self.reference)
            self._file(at, incoming=True)

    def _file(self, at: int, *, incoming: bool) -> str:
        """Put a letter of 60 to 120 words on file; gives its text."""
        letter = self._write("letter", self.file)
        source, by = self.batch.key(), self.fixed.bureau.duty if incoming else self.officer
        row = SHEET(
            uuid=source,
            case_id=self.id,
            about=self.uuid,
            incoming=int(incoming),
            channel="email",
            at=moment(at),
            counterpart=f"bureau@{self.partner.lower()}.example",
            subject=self.title[:80],
            language=self.language,
            text=letter.text,
            filed_by_id=by.id,
        )
        self.batch.add_at(at, cases.Correspondence, row)
        self.batch.find(at, self.id, self.uuid, "letter", source, letter.tokens, self.people)
        way = {"en": "Received", "fr": "Reçu"} if incoming else {"en": "Sent", "fr": "Envoyé"}
        facts = {"correspondence": dashed(source), "sha256": ""}
        self.batch.act(
            at,
            "cases.correspondence_filed",
            by,
            self.case,
            self.uuid,
            facts,
            way=way,
            subject=self.title[:80],
        )
        return letter.text

    def _work(self) -> None:
        batch, made, duty = self.batch, self.made, self.fixed.bureau.duty
        triaged, routed = self._share(0.05), self._share(0.1)
        if self.outgoing:
            self._event("sent", routed)
            batch.act(routed, "assistance.submitted", self.officer, self.case, self.uuid)
        else:
            self._event("triaged", triaged)
            facts = {"kind": self.kind.value, "track": self.track.value, "urgency": self.urgency.value}
            label = {"en": self.kind.value, "fr": self.kind.value}
            batch.act(
                triaged,
                "assistance.triaged",
                duty,
                self.case,
                self.uuid,
                facts,
                kind=label,
                urgency="routine",
            )
            self._event("routed", routed)
        to = {"en": self.officer.name, "fr": self.officer.name}
        batch.act(routed, "assistance.routed", duty, self.case, self.uuid, to=to)
        self.state = made.choice(OPEN_STATES)
        if made.random() < 0.6:
            self._task(self._share(0.2))
        if made.random() < 0.5:
            self._note(self._share(made.uniform(0.2, 0.8)))
        for _ in range(made.randint(1, 4)):
            looked = self._share(made.random())
            batch.look(looked, made.choice(self.members), self.case, "request")
        if self.in_review:
            self._letter(self._share(0.9), sent=False)
            self.state = "in_review" if self.outgoing else "in_execution"

    def _task(self, at: int) -> None:
        title, due = self._write("line").text[:80], at + self.made.randrange(1, 20) * DAY
        done = not self.open
        row = TASK(
            uuid=self.batch.key(),
            case_id=self.id,
            about=self.uuid,
            title=title,
            assigned_to_id=self.officer.id,
            due_at=moment(due),
            added_at=moment(at),
            added_by_id=self.fixed.bureau.duty.id,
            done_at=moment(self._share(0.9)) if done else None,
            done_by_id=self.officer.id if done else None,
        )
        self.batch.add_at(at, cases.Task, row)
        self.batch.act(
            at,
            "cases.task_added",
            self.fixed.bureau.duty,
            self.case,
            self.uuid,
            title=title,
            name=self.officer.name,
        )

    def _note(self, at: int) -> None:
        note, source = self._write("note"), self.batch.key()
        row = NOTE(
            uuid=source,
            case_id=self.id,
            about=self.uuid,
            text=note.text,
            at=moment(at),
            by_id=self.officer.id,
        )
        self.batch.add_at(at, cases.Note, row)
        self.batch.find(at, self.id, self.uuid, "note", source, note.tokens, self.people)
        self.batch.act(at, "cases.note_added", self.officer, self.case, self.uuid, beginning=note.text[:300])

    def _letter(self, at: int, *, sent: bool) -> None:
        """A letter of ours: on its way to a second person, or sent and on file."""
        bureau = self.fixed.bureau
        text = self._file(at, incoming=False) if sent else self._write("letter").text
        row = LETTER(
            uuid=self.batch.key(),
            request_id=self.id,
            kind="reply",
            language=self.language,
            recipient=self.partner,
            email=f"bureau@{self.partner.lower()}.example",
            subject=self.title[:80],
            body=text,
            standing="sent" if sent else "in_review",
            drafted_by_id=self.officer.id,
            drafted_at=moment(at),
            submitted_at=moment(at),
            reviewed_by_id=bureau.supervisor.id if sent else None,
            reviewed_at=moment(at) if sent else None,
            channel="email" if sent else "",
            sent_at=moment(at) if sent else None,
            sent_by_id=self.officer.id if sent else None,
        )
        self.batch.add_at(at, assistance.Letter, row)
        code = "assistance.letter_sent" if sent else "assistance.letter_submitted"
        self.batch.act(at, code, self.officer, self.case, self.uuid, channel="email", subject=self.title[:80])

    def _end(self) -> None:
        if not self.outgoing and self.made.random() < 0.6:
            self._letter(self._share(0.95), sent=True)
            self._event("results_sent", self._share(0.95))
        if self.outgoing:
            self._file(self._share(0.9), incoming=True)
        self.state = "superseded" if self.made.random() < 0.03 else "closed"
        self._event(self.state, self.ended)
        code = f"assistance.{self.state}"
        self.batch.act(
            self.ended, code, self.officer, self.case, self.uuid, text="", reference=self.reference
        )

    def _parts(self, facts: Writing) -> str:
        """Authority, offence, subject and measures of the record; gives what they can be found by."""
        batch, named = self.batch, {"request_id": self.id}
        whom = FILE_NUMBER.format(self.file)
        agency = f"{whom} Police"
        batch.add(
            assistance.Authority,
            AUTHORITY(uuid=batch.key(), role="requesting", organisation=agency, person=whom, **named),
        )
        offence = self._write("line")
        batch.add(
            assistance.Offence, OFFENCE(uuid=batch.key(), title=offence.text[:100], article="12", **named)
        )
        batch.add(assistance.Subject, SUBJECT(uuid=batch.key(), sort="person", name=whom, **named))
        ended = (
            {"decision": "execute", "result": "executed", "result_at": moment(self.ended)}
            if not self.open
            else {}
        )
        for code in self.made.choices(MEASURES, k=self.made.choice((1, 1, 2))):
            batch.add(assistance.Measure, MEASURE(uuid=batch.key(), code=code, **named, **ended))
        return f"{facts.tokens} {offence.tokens} {whom}"

    def _request(self) -> None:
        facts = self._write("facts")
        words = self._parts(facts)
        number = self.reference.lower().replace("-", " ")
        self.batch.find(
            self.received, self.id, self.uuid, "request", self.uuid, f"{words} {number}", self.people
        )
        due = self._next_due() if self.open else None
        kind = "" if self.waits else self.kind.value
        assigned = None if self.waits else self.officer.id
        bureau = self.fixed.bureau
        unit = bureau.intake_unit if self.waits else bureau.work_unit
        received = moment(self.received)
        row = REQUEST(
            uuid=self.uuid,
            case_id=self.id,
            reference=self.reference,
            direction=self.direction.value,
            state=self.state,
            is_open=int(self.open),
            recorded_at=received,
            changed_at=moment(self.ended),
            title=self.title,
            track=self.track.value if kind else "",
            kind=kind,
            partner_state_id=self.partner,
            partner_agency=f"Police {self.partner}",
            partner_references=f"{self.partner}/{self.made.randrange(10**6)}",
            received_at=None if self.outgoing else received,
            sent_at=received if self.outgoing else None,
            time_zone="America/Toronto",
            channel="email",
            language=self.language,
            urgency=self.urgency.value,
            facts=facts.text,
            unit_id=unit,
            assigned_to_id=assigned,
            next_due_at=due.due.strftime("%Y-%m-%d %H:%M:%S") if due else None,
            next_due_rule=due.code if due else "",
        )
        self.batch.add(assistance.AssistanceRequest, row)
        marks = [
            f"_direction_{self.direction.value} _state_{self.state} _urgency_{self.urgency.value}",
            f"_open_{int(self.open)}",
            f"_kind_{kind} _track_{self.track.value}" if kind else "",
            f"_from_{self.partner.lower()} _unit_{unit}",
            f"_officer_{assigned}" if assigned else "",
            self.people,
        ]
        self.batch.mark(self.id, " ".join(part for part in marks if part))

    def _next_due(self) -> DueDate | None:
        facts = Facts(
            direction=self.direction,
            kind=None if self.waits else self.kind,
            track=None if self.waits else self.track,
            urgency=self.urgency,
            hard_date=aware(self.received) + timedelta(days=self.made.randrange(5, 60)),
            zone="America/Toronto",
            calendar="CA",
        )
        events = [Event(code, aware(at)) for code, at in self.events]
        return next_due(due_dates(facts, events, aware(self.fixed.until)))
