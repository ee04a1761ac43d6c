"""The people of the demo bureau. All invented; addresses end in `.example`, telephones are 555-01xx."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person, Unit
from entraide.accounts.services import add_person, add_unit

UNITS: dict[str, tuple[str, str, bool]] = {
    "duty": ("Duty desk", "Permanence", True),
    "fraud": ("Fraud and cyber", "Fraude et cybercriminalité", False),
    "major": ("Major crimes", "Crimes majeurs", False),
    "legal": ("Legal desk", "Bureau juridique", False),
}

People: TypeAlias = tuple[tuple[str, str, str, str, str | None, Role], ...]
# address, name, title, language, unit, role. The first of each role is the one whose sign-in is printed.
PEOPLE: People = (
    ("admin", "Odile Vantour", "Administratrice du nœud", "fr", None, Role.ADMINISTRATOR),
    ("duty", "Maëlle Tessandier", "Agente de permanence", "fr", "duty", Role.DUTY_OFFICER),
    ("officer", "Rowan Ashdown", "Detective Sergeant", "en", "fraud", Role.CASE_OFFICER),
    ("supervisor", "Ingrid Castelain", "Lieutenante", "fr", "major", Role.SUPERVISOR),
    ("counsel", "Thaddeus Merrow", "Counsel", "en", "legal", Role.LEGAL_COUNSEL),
    ("liaison", "Solène Abraković", "Agente de liaison", "fr", "duty", Role.LIAISON_OFFICER),
    ("auditor", "Philippa Drayne", "Internal auditor", "en", None, Role.AUDITOR),
    ("duty.night", "Caspian Okafor-Lund", "Constable", "en", "duty", Role.DUTY_OFFICER),
    ("officer.major", "Bérénice Falardeau", "Sergente-détective", "fr", "major", Role.CASE_OFFICER),
    ("officer.fraud", "Ludovic Sarrasin", "Enquêteur", "fr", "fraud", Role.CASE_OFFICER),
    ("officer.legal", "Wren Hollingsworth", "Paralegal", "en", "legal", Role.CASE_OFFICER),
    ("supervisor.fraud", "Emrys Tolliver", "Staff Sergeant", "en", "fraud", Role.SUPERVISOR),
)

# Those of the other nodes of the demonstration, in the parts of the first.
ELSEWHERE: People = (
    ("admin", "Greta Hallström", "Node administrator", "en", None, Role.ADMINISTRATOR),
    ("duty", "Jorun Vessing", "Duty officer", "en", "duty", Role.DUTY_OFFICER),
    ("officer", "Matthis Oderwald", "Kriminaloberkommissar", "en", "fraud", Role.CASE_OFFICER),
    ("supervisor", "Leontine Brack", "Erste Kriminalhauptkommissarin", "en", "major", Role.SUPERVISOR),
    ("counsel", "Anselm Torwald", "Counsel", "en", "legal", Role.LEGAL_COUNSEL),
)


@dataclass(frozen=True)
class SignIn:
    """One way into the demo node, to be printed at its start."""

    role: Role
    email: str
    password: str
    name: str


def fill(at: datetime, password: str, people: People = PEOPLE) -> list[SignIn]:
    """Make the units and the people, all with this password; one sign-in per role, in their order."""
    units: dict[str, Unit] = {}
    administrator: Person | None = None
    sign_ins: dict[Role, SignIn] = {}
    for number, (address, name, title, language, unit, role) in enumerate(people):
        email = f"{address}@demo.example"
        person = add_person(
            PersonFacts(email, name, title, f"+1 555 01{number + 10:02}", language),
            unit=units[unit] if unit else None,
            roles=[role],
            password=password,
            acting=administrator,
            at=at,
        )
        if administrator is None:
            # The first person is the administrator, added by the console; everything after is their act.
            administrator = person
            for key, (name_en, name_fr, intake) in UNITS.items():
                units[key] = add_unit(name_en, name_fr, intake=intake, acting=administrator, at=at)
        sign_ins.setdefault(role, SignIn(role, email, password, name))
    return list(sign_ins.values())
