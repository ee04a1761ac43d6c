"""Ready a node for the killing: tables, a bureau, two caseworkers with tokens. Prints what the callers need, as JSON.

Run as a process of its own, with ENTRAIDE_HOME and DATABASE_URL of that node.
"""

import json
import os
import sys

import django

from entraide.config.home import Agency, home
from entraide.config.installing import migrate, node_file, write_node_file


def prepare() -> dict[str, dict[str, str]]:
    """Make the node; gives the uuid and the token of the caseworker and of the second person."""
    text = node_file(Agency(name_en="Valmont", name_fr="Valmont"), hosts=("127.0.0.1",), https=False)
    write_node_file(home(), text)
    django.setup()
    migrate()
    from entraide.accounts import demo, queries, services
    from entraide.accounts.domain.people import PersonFacts
    from entraide.accounts.domain.roles import CASEWORK, scopes_open_to
    from entraide.kernel.clock import now

    sign_ins = demo.fill(now(), "correct horse battery staple")
    administrator = queries.person_by_email(sign_ins[0].email)
    made = {}
    for name in ("caseworker", "second"):
        email = f"{name}@demo.example"
        services.add_person(
            PersonFacts(email, name.title(), "Officer", "+1 555 0199"),
            roles=sorted(CASEWORK),
            password="correct horse battery staple",
            acting=administrator,
            at=now(),
        )
        person = queries.person_by_email(email)
        issued = services.issue_token(
            person, name="acts", scopes=scopes_open_to(person.roles), days=30, acting=person, at=now()
        )
        made[name] = {"uuid": str(person.uuid), "token": issued.secret}
    return made


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
    json.dump(prepare(), sys.stdout)
