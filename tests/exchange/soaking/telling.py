"""What one node holds of messages and attestations, read from its tables, its ledger and its files."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction

from entraide.accounts.models import Person
from entraide.exchange.domain.encoding import digest
from entraide.exchange.models import Attachment, Attestation, Conversation, Message
from entraide.exchange.services import files
from entraide.exchange.services.exporting import export_conversation
from entraide.exchange.services.identity import identity
from entraide.kernel.clock import now
from entraide.ledger.models import Entry
from tests.exchange.soaking.models import Applied


def told(folder: Path) -> dict[str, Any]:
    """The node's own account, as it stands in one moment."""
    folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        return {
            "node": str(identity().node),
            "messages": [_message(row) for row in _rows()],
            "applied": [
                [str(one.message), str(one.conversation), one.sequence, one.files]
                for one in Applied.objects.order_by("pk")
            ],
            "ledger": _ledger(),
            "exports": [_exported(one, folder) for one in Conversation.objects.order_by("pk")],
        }


def _rows() -> list[Message]:
    rows = Message.objects.select_related("conversation", "partner")
    return list(rows.prefetch_related("attachments", "attestations__root").order_by("pk"))


def _message(row: Message) -> dict[str, Any]:
    return {
        "message": str(row.uuid),
        "conversation": str(row.conversation.uuid),
        "partner": str(row.partner.node),
        "outgoing": row.outgoing,
        "sequence": row.sequence,
        "type": row.type,
        "digest": row.digest,
        "content": digest(bytes(row.content)),
        "standing": row.standing,
        "files": [_file(row, one) for one in row.attachments.all()],
        "attested": sorted(_attested(one) for one in row.attestations.all()),
    }


def _file(row: Message, one: Attachment) -> dict[str, Any]:
    path = files.path_of(row.uuid, one.uuid)
    there = files.digest_of(path) if path.exists() else ""
    return {"digest": one.digest, "whole": one.whole, "there": there}


def _attested(one: Attestation) -> list[str]:
    return [one.kind, str(one.node), digest(bytes(one.content)), one.root.digest]


def _ledger() -> list[list[Any]]:
    """Acts about messages, each with the message, the kind of an attestation, and how often it stands there."""
    named: Counter[tuple[str, str, str]] = Counter()
    for act, content in Entry.objects.filter(act__startswith="exchange.").values_list("act", "canonical"):
        facts = json.loads(bytes(content))["facts"]
        if "message" in facts:
            named[act, facts["message"], facts.get("kind", "")] += 1
    return [[*name, count] for name, count in named.items()]


def _exported(conversation: Conversation, folder: Path) -> list[str]:
    path = folder / f"{conversation.uuid}.json"
    acting = Person.objects.order_by("pk")[0]
    path.write_bytes(export_conversation(conversation, acting=acting, at=now()))
    return [str(conversation.uuid), str(path)]
