"""The people of a filled node, added through the services that any node adds them with."""

from benchmarks.filling.population import OFFICERS, Bureau, Colleague
from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person, Unit
from entraide.accounts.services import add_person, add_unit
from entraide.kernel.clock import now

ADDRESS = "{}@bureau.example"


def bureau_of() -> Bureau:
    """Add everybody, and give them as the rows name them."""
    at = now()
    intake = add_unit("Intake", "Accueil", intake=True, acting=None, at=at)
    work = add_unit("Requests", "Demandes", acting=None, at=at)
    officers = [_add(f"officer{n}", Role.CASE_OFFICER, work) for n in range(OFFICERS)]
    _add("administrator", Role.ADMINISTRATOR, None)
    _add("auditor", Role.AUDITOR, None)
    return Bureau(
        duty=_add("duty", Role.DUTY_OFFICER, intake),
        second_duty=_add("duty2", Role.DUTY_OFFICER, intake),
        supervisor=_add("supervisor", Role.SUPERVISOR, intake),
        officers=tuple(officers),
        liaison=_add("liaison", Role.LIAISON_OFFICER, work),
        counsel=_add("counsel", Role.LEGAL_COUNSEL, work),
        intake_unit=intake.pk,
        work_unit=work.pk,
    )


def _add(name: str, role: Role, unit: Unit | None) -> Colleague:
    facts = PersonFacts(ADDRESS.format(name), name.capitalize())
    person = add_person(facts, unit=unit, roles=[role], acting=None, at=now())
    return Colleague(person.pk, person.uuid.hex, person.name)


def person_called(name: str) -> Person:
    """One of them, read anew."""
    return Person.objects.get(email=ADDRESS.format(name))
