"""The invented bureau at work: its people by the name of their part, its partners, and the clock of the story."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from entraide.accounts.queries import people, units
from entraide.assistance.domain.kinds import AuthorityRole, Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.services import describing, intake, registering, writing
from entraide.cases.services import members
from entraide.directory.queries import agencies, contacts

if TYPE_CHECKING:
    from entraide.accounts.models import Person, Unit
    from entraide.assistance.models import AssistanceRequest, Letter
    from entraide.assistance.services.describing import Part
    from entraide.cases.models import Case

T = TypeVar("T")
Thing = TypeVar("Thing")
How = ParamSpec("How")
# A story says at each `yield` when it goes on.
Story = Generator[datetime, None, None]
Told = Generator[datetime, None, T]

UNITS = {
    "duty": "Duty desk",
    "fraud": "Fraud and cyber",
    "major": "Major crimes",
    "legal": "Legal desk",
}
# Who works, who reviews, in each unit.
OFFICERS = {"fraud": "officer", "major": "officer.major", "legal": "officer.legal", "duty": "liaison"}
REVIEWERS = {"fraud": "supervisor.fraud", "major": "supervisor", "legal": "counsel", "duty": "supervisor"}


class Bureau:
    """Does acts in somebody's name, at the hour of the story."""

    def __init__(self, at: datetime) -> None:
        self.at = self.now = at
        self.people: dict[str, Person] = {
            person.email.removesuffix("@demo.example"): person for person in people()
        }
        self.units: dict[str, Unit] = {
            key: unit for unit in units() for key, name in UNITS.items() if unit.name_en == name
        }

    def ago(self, **how_long: float) -> datetime:
        """A moment before the end of the week."""
        return self.at - timedelta(**how_long)

    def after(self, **how_long: float) -> datetime:
        """A moment after the one the story is at, but never after the end of the week."""
        return min(self.now + timedelta(**how_long), self.at)

    def do(
        self, act: Callable[Concatenate[Thing, ...], T], thing: Thing, *, by: str = "duty", **how: object
    ) -> T:
        """Let somebody do an act of the services now."""
        return act(thing, acting=self.people[by], at=self.now, **how)

    def register(self, fields: Mapping[str, object], *, by: str = "duty", case: Case | None = None,
                 received_at: datetime | None = None) -> AssistanceRequest:  # fmt: skip
        """A request comes in by form, from the agency of the directory that its state has."""
        request = registering.register(
            {**self.partner(fields), **fields},
            acting=self.people[by],
            at=self.now,
            received_at=received_at,
            case=case,
        )
        self.authority(request, AuthorityRole.REQUESTING, by=by)
        return request

    def draft(
        self, fields: Mapping[str, object], *, by: str = "officer", case: Case | None = None
    ) -> AssistanceRequest:
        """A request of our own is begun, to the agency of the directory that its state has."""
        request = registering.draft(
            {**self.partner(fields), **fields}, acting=self.people[by], at=self.now, case=case
        )
        self.authority(request, AuthorityRole.REQUESTED, by=by)
        return request

    def partner(self, fields: Mapping[str, object]) -> dict[str, object]:
        """The agency of the directory for the state of a request."""
        agency = agencies(state=str(fields["partner_state"])).first()
        language = str(fields.get("language", "en"))
        return {"partner_agency": agency.name(language)} if agency else {}

    def authority(self, request: AssistanceRequest, role: AuthorityRole, *, by: str) -> None:
        """The authority of the other side, as the directory has it."""
        for contact in contacts(state=request.partner_state_id or ""):
            if contact.office.agency.name(request.language) != request.partner_agency:
                continue
            describing.add_part(
                request,
                "authorities",
                {
                    "role": role.value,
                    "organisation": request.partner_agency,
                    "person": contact.person,
                    "phone": contact.phone,
                    "email": contact.email,
                    "address": f"{contact.office.address}\n{contact.office.city}",
                    "time_zone": contact.office.time_zone,
                    "contact": contact.uuid,
                },
                acting=self.people[by],
                at=self.now,
            )
            return

    def part(self, request: AssistanceRequest, part: str, *, by: str = "duty", **fields: object) -> Part:
        """One part of the record: a measure, a subject, an offence."""
        return describing.add_part(request, part, fields, acting=self.people[by], at=self.now)

    def route(self, request: AssistanceRequest, unit: str, officer: str, *, by: str = "duty") -> None:
        """To a unit and an officer of it; who reviews there is one of its people."""
        intake.route(
            request,
            unit=self.units[unit],
            officer=self.people[officer],
            acting=self.people[by],
            at=self.now,
        )

    def let_in(self, request: AssistanceRequest, *names: str, by: str) -> None:
        """Let people into the case of a request, by one who may choose its members."""
        joining = [self.people[name] for name in names]
        members.add_members(request.case, joining, acting=self.people[by], at=self.now)

    def letter(
        self,
        request: AssistanceRequest,
        kind: LetterKind,
        *,
        by: str,
        reviewer: str,
        channel: Channel = Channel.INTERPOL,
        text: str = "",
        minutes: float = 20,
    ) -> Told[Letter]:
        """A letter from its draft to its departure, each step some minutes after the one before."""
        letter = self.do(writing.draft_letter, request, by=by, kind=kind, text=text)
        yield self.after(minutes=minutes)
        self.do(writing.submit_letter, letter, by=by)
        yield self.after(minutes=minutes)
        self.do(writing.approve_letter, letter, by=reviewer)
        yield self.after(minutes=minutes / 2)
        return self.do(writing.record_sent, letter, by=by, channel=channel)
