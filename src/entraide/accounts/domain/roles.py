"""The roles of the bureau, which of them exclude each other, and what a token may be limited to."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from entraide.kernel.languages import Text


class Role(StrEnum):
    DUTY_OFFICER = "duty_officer"
    CASE_OFFICER = "case_officer"
    SUPERVISOR = "supervisor"
    LEGAL_COUNSEL = "legal_counsel"
    LIAISON_OFFICER = "liaison_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


LABELS: dict[Role, Text] = {
    Role.DUTY_OFFICER: Text(en="Duty officer", fr="Agent de permanence"),
    Role.CASE_OFFICER: Text(en="Case officer", fr="Responsable de dossier"),
    Role.SUPERVISOR: Text(en="Supervisor", fr="Superviseur"),
    Role.LEGAL_COUNSEL: Text(en="Legal counsel", fr="Conseiller juridique"),
    Role.LIAISON_OFFICER: Text(en="Liaison officer", fr="Agent de liaison"),
    Role.ADMINISTRATOR: Text(en="Administrator", fr="Administrateur"),
    Role.AUDITOR: Text(en="Auditor", fr="Vérificateur"),
}

# Those who work on cases. An administrator or an auditor who holds none of these can be a member of no case.
CASEWORK = frozenset(
    {Role.DUTY_OFFICER, Role.CASE_OFFICER, Role.SUPERVISOR, Role.LEGAL_COUNSEL, Role.LIAISON_OFFICER}
)


def exclude_each_other(roles: AbstractSet[Role]) -> bool:
    """Whether one person may not hold all of these: an auditor holds no other role (separation of duties)."""
    return Role.AUDITOR in roles and len(roles) > 1


class Scope(StrEnum):
    """What a token may do; never more than its person may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"
    AUDIT = "audit"
    CALENDAR = "calendar"


SCOPE_LABELS: dict[Scope, Text] = {
    Scope.READ: Text(en="Read what I may see", fr="Lire ce que je peux voir"),
    Scope.WRITE: Text(en="Act in my name", fr="Agir en mon nom"),
    Scope.ADMIN: Text(en="Manage people and units", fr="Gérer les personnes et les unités"),
    Scope.AUDIT: Text(
        en="Read the ledger and the access log", fr="Lire le registre et le journal des consultations"
    ),
    Scope.CALENDAR: Text(
        en="My due dates in a calendar (alone, it opens the calendar and nothing else)",
        fr="Mes échéances dans un calendrier (seule, elle n’ouvre que le calendrier)",
    ),
}

# The role without which a scope is never given out; the others are open to every active person.
SCOPE_NEEDS: dict[Scope, Role] = {Scope.ADMIN: Role.ADMINISTRATOR, Scope.AUDIT: Role.AUDITOR}


def scopes_open_to(roles: AbstractSet[Role]) -> tuple[Scope, ...]:
    """The scopes a person of these roles may give to a token, in the order they are shown."""
    return tuple(scope for scope in Scope if scope not in SCOPE_NEEDS or SCOPE_NEEDS[scope] in roles)
