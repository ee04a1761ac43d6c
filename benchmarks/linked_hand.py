"""A hand in one node: queues messages through the services, and tells what is still on its way.

A process of its own in the node's environment; commands come in and answers go out, each a line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

BODY = {"test": True, "text": "A threat was posted on a board. " * 10}
CONVERSATIONS = 20


def lift_limits() -> None:
    """More may come in a minute than a partner may send otherwise: the limit is not what is measured."""
    from entraide.exchange.models import Partner

    Partner.objects.update(per_minute=10_000_000)


def hold() -> None:
    """Have nothing carried for now, so that what is queued can be carried as one."""
    from entraide.exchange.models import Partner
    from entraide.kernel.clock import now

    Partner.objects.update(next_try_at=now() + timedelta(hours=1))


def release() -> None:
    """Have it carried from now on."""
    from entraide.exchange.models import Partner

    Partner.objects.update(next_try_at=None)


def queue(count: int, batch: int) -> float:
    """Queue so many small messages, so many in a transaction; the seconds that it took."""
    from entraide.exchange.domain.spoken import TEST
    from entraide.exchange.domain.statement import Handling
    from entraide.exchange.models import Conversation, Partner
    from entraide.exchange.services.sending import Draft, open_conversation, send_all
    from entraide.kernel.clock import now

    partner, handling = Partner.objects.get(), Handling("amber", "The bench alone")
    talks = list(Conversation.objects.filter(partner=partner, our_sequence__gt=0).order_by("pk"))
    while len(talks) < CONVERSATIONS:
        talks.append(open_conversation(partner, at=now()))
    began = time.perf_counter()
    for first in range(0, count, batch):
        several = [
            Draft(talks[number % len(talks)], TEST, dict(BODY), handling)
            for number in range(first, min(first + batch, count))
        ]
        send_all(several, acting=None, at=now())
    return time.perf_counter() - began


def attach(path: str) -> float:
    """Queue one message with a file; the seconds of processor time that AES-256-GCM there and back and one SHA-256
    of the same file take."""
    from entraide.exchange.domain.spoken import TEST
    from entraide.exchange.domain.statement import Handling
    from entraide.exchange.models import Partner
    from entraide.exchange.services.sending import Enclosure, open_conversation, send
    from entraide.kernel.clock import now

    file = Path(path)
    seconds, digest = cheapest(file)
    enclosure = Enclosure(file, "image.dd", "application/octet-stream", file.stat().st_size, digest)
    talk = open_conversation(Partner.objects.get(), at=now())
    handling = Handling("amber", "The bench alone")
    send(talk, TEST, dict(BODY), handling=handling, acting=None, at=now(), enclosures=[enclosure])
    return seconds


def cheapest(file: Path) -> tuple[float, str]:
    """AES-256-GCM there and back and SHA-256 over a file, in pieces; the seconds, and the digest."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, whole = AESGCM(AESGCM.generate_key(256)), hashlib.sha256()
    began = time.perf_counter()
    with file.open("rb") as open_file:
        for index, piece in enumerate(iter(lambda: open_file.read(2**20), b"")):
            nonce = index.to_bytes(12, "big")
            plain = cipher.decrypt(nonce, cipher.encrypt(nonce, piece, None), None)
            whole.update(plain)
    return time.perf_counter() - began, f"sha256:{whole.hexdigest()}"


def left() -> int:
    """How many messages of ours, and attestations for the partner, are still on their way; nobody has to ask again."""
    from entraide.exchange.domain.standing import MessageStanding
    from entraide.exchange.models import Attestation, Message

    ours = Message.objects.filter(outgoing=True, standing=MessageStanding.QUEUED).count()
    return ours + Attestation.objects.filter(ours=True, carried_at=None).count()


def counted() -> dict[str, int]:
    """What is on file; refused messages would spoil the measure."""
    from entraide.exchange.models import Attestation, Message, SignedRoot

    return {
        "messages": Message.objects.count(),
        "delivered": Message.objects.filter(standing="delivered").count(),
        "attestations": Attestation.objects.count(),
        "roots": SignedRoot.objects.count(),
    }


ACTS = {one.__name__: one for one in (lift_limits, hold, release, queue, attach, left, counted)}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
    django.setup()
    from entraide.config.garbage import look_less_often

    # What queues messages in a node is its server.
    look_less_often()
    for line in sys.stdin:
        what, facts = json.loads(line)
        told: Any = ACTS[what](**facts)
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
