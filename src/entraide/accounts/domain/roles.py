"""The roles of the bureau, and what a token may be limited to."""

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


class Scope(StrEnum):
    """What a token may do; never more than its person may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"
    AUDIT = "audit"
