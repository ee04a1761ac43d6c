"""A hand in one node: sends through the services, and tells what the node holds.

Run as a process of its own in the node's environment; commands come in and answers go out, each a line of JSON.
"""

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django


def make(name: str) -> dict[str, Any]:
    """A node without a card, with an administrator."""
    from django.conf import settings
    from django.db import connection

    from entraide.config import installing, people
    from entraide.config.home import Agency
    from entraide.kernel.clock import now
    from tests.exchange.soaking.models import Applied

    text = installing.node_file(Agency(name_en=name, name_fr=name), hosts=("127.0.0.1",), https=False)
    installing.write_node_file(settings.HOME, text)
    installing.migrate()
    installing.collect_static()
    with connection.schema_editor() as editor:
        editor.create_model(Applied)
    people.add_administrator("admin@demo.example", "Admin", "en", "correct horse battery", now())
    return {}


def card(address: str) -> dict[str, Any]:
    """The keys and the card of this node."""
    from entraide.exchange.services.identity import make_identity
    from entraide.kernel.canonical import canonical
    from entraide.kernel.clock import now

    made = make_identity((address,), acting=None, at=now())
    return {"node": str(made.card.node), "card": canonical(made.envelope.as_json()).decode()}


def partners(cards: list[str]) -> dict[str, Any]:
    """Introduce and confirm other nodes."""
    from entraide.exchange.services.partners import confirm, introduce, read_line
    from entraide.kernel.clock import now

    for text in cards:
        line = read_line(text.encode())
        partner = introduce(line, acting=None, at=now())
        heard = line[-1].fingerprint
        facts = {"person": "Sgt Roy", "number": "+1 555 0100", "number_from": "the directory"}
        confirm(partner, heard=heard, **facts, acting=None, at=now())
    return {}


def send(to: str, type_: str, size: int | None, fresh: bool, which: float) -> dict[str, Any]:
    """Say something to a partner, in a new conversation or in one that is; with a file of so many bytes."""
    from django.db import transaction

    from entraide.exchange.domain.statement import Handling
    from entraide.exchange.models import Conversation, Partner
    from entraide.exchange.services.sending import open_conversation
    from entraide.exchange.services.sending import send as say
    from entraide.kernel.clock import now

    handling = Handling("amber", "The soak alone")
    enclosures = [] if size is None else [_enclosure(size)]
    with transaction.atomic():
        partner = Partner.objects.get(node=UUID(to))
        there = list(Conversation.objects.filter(partner=partner).order_by("pk"))
        at = now()
        conversation = (
            open_conversation(partner, at=at) if fresh or not there else there[int(which * len(there))]
        )
        body: dict[str, object] = {"which": str(which), "text": "x" * int(which * 2000)}
        message = say(conversation, type_, body, handling=handling, acting=None, at=at, enclosures=enclosures)
    return {"message": str(message.uuid)}


def send_to_all(type_: str) -> dict[str, Any]:
    """Say the same to every partner at once."""
    from django.db import transaction

    from entraide.exchange.domain.statement import Handling
    from entraide.exchange.models import Partner
    from entraide.exchange.services.sending import open_conversation
    from entraide.exchange.services.sending import send as say
    from entraide.kernel.clock import now
    from entraide.kernel.identifiers import new_id

    group, at, handling = new_id(), now(), Handling("amber", "The recall alone")
    with transaction.atomic():
        said = [
            say(open_conversation(one, at=at), type_, {}, handling=handling, acting=None, at=at, group=group)
            for one in Partner.objects.order_by("pk")
        ]
    return {"messages": [str(one.uuid) for one in said]}


def recall(message: str, reason: str) -> dict[str, Any]:
    """Take a message back everywhere."""
    from entraide.accounts.models import Person
    from entraide.exchange.queries import message as found
    from entraide.exchange.services import recalling
    from entraide.kernel.clock import now

    sent = recalling.recall(found(UUID(message)), reason, acting=Person.objects.first(), at=now())  # type: ignore[arg-type]
    return {"messages": [str(one.uuid) for one in sent]}


def export(message: str) -> dict[str, Any]:
    """Export the conversation of a message, as somebody at the desk does."""
    from entraide.accounts.models import Person
    from entraide.exchange.queries import message as found
    from entraide.exchange.services.exporting import export_conversation
    from entraide.kernel.clock import now

    export_conversation(found(UUID(message)).conversation, acting=Person.objects.first(), at=now())  # type: ignore[arg-type]
    return {}


def attested(message: str) -> dict[str, Any]:
    """How a message stands, whether it is recalled, what is attested of it and whether an export holds it."""
    from entraide.exchange.models import Export
    from entraide.exchange.queries import message as found
    from entraide.exchange.queries import spoilt

    row = found(UUID(message))
    exports = Export.objects.filter(conversation=row.conversation)
    return {
        "standing": row.standing,
        "recalled": row.recall_reason if row.recalled_at else "",
        "attested": sorted(
            f"{one.kind} {'ours' if one.ours else 'theirs'}" for one in row.attestations.all()
        ),
        "spoilt": [spoilt(one) for one in exports.order_by("pk")],
    }


def _enclosure(size: int) -> Any:
    from django.conf import settings

    from entraide.exchange.services.sending import Enclosure

    path: Path = settings.HOME / f"of-{size}-bytes"
    if not path.exists() or path.stat().st_size != size:
        path.write_bytes(random.Random(size).randbytes(size))
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    return Enclosure(path, "extract.bin", "application/octet-stream", size, digest)


def carry() -> dict[str, Any]:
    """What the background process does each second."""
    from entraide.exchange.services.carrying import carry_due
    from entraide.kernel.clock import now

    return {"settled": carry_due(at=now())}


# How many attestations are there: those do not wait for anything.
HELD = "attestations held"


def standing(message: str = "") -> dict[str, Any]:
    """How much waits here, and how one message stands."""
    from entraide.exchange.domain.standing import MessageStanding
    from entraide.exchange.models import Attestation, Message

    queued = Message.objects.filter(outgoing=True, standing=MessageStanding.QUEUED)
    found = {
        "queued": queued.count(),
        "arriving": Message.objects.filter(standing=MessageStanding.ARRIVING).count(),
        "to carry": Attestation.objects.filter(ours=True, carried_at=None).count(),
        HELD: Attestation.objects.count(),
    }
    if message:
        row = Message.objects.filter(uuid=UUID(message)).first()
        return found | {"standing": row.standing if row else ""}
    return found


def report(folder: str) -> dict[str, Any]:
    """All that the invariants are about; exported conversations are laid into a folder."""
    from tests.exchange.soaking.telling import told

    return told(Path(folder))


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "make": make,
    "card": card,
    "partners": partners,
    "send": send,
    "send_to_all": send_to_all,
    "recall": recall,
    "export": export,
    "attested": attested,
    "carry": carry,
    "standing": standing,
    "report": report,
}


def main() -> None:
    """Do what comes in until nothing does. What the node refuses, or its disk, is an answer like any other."""
    from django.db import DatabaseError

    from entraide.kernel.errors import Refusal

    # What anybody prints must not stand between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = COMMANDS[asked.pop("do")](**asked)
        except (DatabaseError, OSError, Refusal) as refusal:
            answer = {"refused": f"{type(refusal).__name__}: {refusal}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.exchange.soaking.settings")
    django.setup()
    main()
