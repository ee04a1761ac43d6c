"""Make a node and fill its ledger:  ENTRAIDE_HOME=… python -m tests.ledger.filled N

People, roles, members, looks and exhibits come about through the services; between them entries are written straight
into the tables, as the services would write them.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from benchmarks.filling.node import set_up

# Told after what was signed: a ledger is never signed to its last entry.
AFTER = 3
BYTES = bytes(range(256)) * 16


def filled(total: int) -> None:
    """A node with `total` entries, three signed checkpoints below them."""
    from entraide.config import installing
    from entraide.config.home import Agency, home

    agency = Agency(name_en="Valmont Regional Police Service", name_fr="Sûreté régionale de Valmont")
    installing.write_node_file(home(), installing.node_file(agency, hosts=("localhost",), https=False))
    set_up()
    installing.migrate()
    _fill(total)


def _fill(total: int) -> None:
    from benchmarks.filling.entries import fill
    from entraide.accounts.domain.people import PersonFacts
    from entraide.accounts.domain.roles import Role
    from entraide.accounts.models import Person
    from entraide.accounts.services import add_person
    from entraide.accounts.services.roles import grant_role, revoke_role
    from entraide.cases.models import Case
    from entraide.cases.services.members import add_members, open_case, remove_member
    from entraide.cases.services.work import add_note
    from entraide.evidence.domain.custody import Act
    from entraide.evidence.domain.exhibits import Kind
    from entraide.evidence.services.keeping import examine, open_seal, seal
    from entraide.evidence.services.registering import Beginning, Registration, add_file, register
    from entraide.kernel.clock import now
    from entraide.ledger.models import Entry
    from entraide.ledger.services import look
    from entraide.ledger.services.checkpoints import make_checkpoint
    from entraide.ledger.services.looks import count_looks

    def person(name: str, role: Role) -> Person:
        facts = PersonFacts(f"{name}@bureau.example", name.capitalize())
        return add_person(facts, unit=None, roles=[role], acting=None, at=now())

    officer, second = person("officer", Role.CASE_OFFICER), person("second", Role.CASE_OFFICER)
    supervisor = person("supervisor", Role.SUPERVISOR)
    grant_role(second, Role.SUPERVISOR, acting=None, at=now())
    revoke_role(second, Role.SUPERVISOR, acting=None, at=now())

    def worked_on(case: Case, number: int) -> None:
        add_members(case, [second], acting=supervisor, at=now())
        seized = Beginning(act=Act.COLLECTED, happened=now(), place="Depot of Valmont, shelf 4")
        said = Registration(kind=Kind.OBJECT, title=f"A grey telephone, {number}", began=(seized,))
        exhibit = register(case, said, acting=officer, at=now())
        add_file(
            exhibit,
            [BYTES, b"%d" % number],
            name="dump.bin",
            media_type="",
            acting=officer,
            at=now(),
        )
        seal(exhibit, [f"V-{number}"], condition="whole", acting=officer, at=now())
        open_seal(exhibit, [f"V-{number}"], reason="To be read", condition="whole", acting=officer, at=now())
        examine(exhibit, reason="Read out", acting=officer, at=now())
        for what in ("case", "request", "exhibit"):
            look(by=officer.uuid, at=now(), case=case.uuid, what=what)
        if number % 2:
            remove_member(case, second, acting=supervisor, at=now(), reason="moved")

    for part in range(3):
        for number in range(4):
            case = open_case(members=[officer, supervisor], acting=None, at=now())
            worked_on(case, part * 4 + number)
        count_looks(at=now() + timedelta(minutes=11))
        fill(total * (part + 1) // 3 - AFTER, seed=part)
        # The tree is grown by the service that signs it.
        make_checkpoint(at=now())
    for number in range(total - Entry.objects.count()):
        add_note(case, f"Told after it was signed: {number}", acting=officer, at=now())


if __name__ == "__main__":
    filled(int(sys.argv[1]))
