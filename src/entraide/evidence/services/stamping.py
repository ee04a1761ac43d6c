"""What is taken in is time-stamped by an authority. While it is away, work goes on, marked; it is asked again later."""

from __future__ import annotations

import secrets
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from entraide.evidence.domain.stamps import NONCE_BITS, certificates_in, read_answer, request
from entraide.evidence.domain.stamps import Stamp as Given
from entraide.evidence.domain.trying_again import next_try
from entraide.evidence.errors import StampsUntrusted
from entraide.evidence.errors.stamps import AuthorityAway
from entraide.evidence.events import ExhibitStamped
from entraide.evidence.models import Stamp
from entraide.evidence.services.asking import ask
from entraide.kernel.errors import Refusal
from entraide.ledger.services import record

TIMEOUT = 20.0
# So long at a time, and so many looked up at once.
SECONDS, AT_ONCE = 120.0, 100


def stamp_due(*, at: datetime, seconds: float = SECONDS) -> int:
    """Have what is due stamped; how many were. Where the authority is away the rest waits for the next time.

    Nothing of the database is held while it is asked. Raises `StampsUntrusted`.
    """
    url: str = settings.ENTRAIDE_STAMPS_URL
    if not url:
        return 0
    trusted, until, done = _trusted(), time.monotonic() + seconds, 0
    while due := _due(at):
        for row in due:
            try:
                given = _asked(url, bytes(row.digest), trusted)
            except AuthorityAway as away:
                _wait(row, away, at=at)
                return done
            except Refusal as refusal:
                _wait(row, refusal, at=at)
                continue
            _keep(row, given, at=at)
            done += 1
            if time.monotonic() > until:
                return done
    return done


def _due(at: datetime) -> list[Stamp]:
    wanted = Stamp.objects.filter(stamped_at__isnull=True, next_try_at__lte=at)
    return list(wanted.select_related("exhibit__case", "content").order_by("next_try_at", "pk")[:AT_ONCE])


def _asked(url: str, digest: bytes, trusted: list[bytes]) -> Given:
    nonce = secrets.randbits(NONCE_BITS)
    return read_answer(ask(url, request(digest, nonce), timeout=TIMEOUT), digest, nonce, trusted)


@transaction.atomic
def _keep(row: Stamp, given: Given, *, at: datetime) -> None:
    row.token, row.stamped_at, row.last_error, row.next_try_at = given.token, given.at, "", None
    row.save(update_fields=["token", "stamped_at", "last_error", "next_try_at"])
    record(
        ExhibitStamped(
            case=row.exhibit.case.uuid,
            subject=row.exhibit.uuid,
            facts={
                "stamp": row.pk,
                "content": row.content.uuid if row.content else None,
                "digest": bytes(row.digest).hex(),
                "token": sha256(given.token).hexdigest(),
                "stamped": given.at,
                "serial": str(given.serial),
            },
        ),
        by=None,
        at=at,
    )


def _wait(row: Stamp, refusal: Refusal, *, at: datetime) -> None:
    row.tries += 1
    row.last_error = refusal.code
    row.next_try_at = next_try(row.tries, at, secrets.randbelow(1000) / 1000)
    row.save(update_fields=["tries", "last_error", "next_try_at"])


def _trusted() -> list[bytes]:
    path: Path = settings.ENTRAIDE_STAMPS_TRUSTED
    try:
        found = path.read_bytes()
    except OSError as missing:
        raise StampsUntrusted(path=str(path)) from missing
    return certificates_in(found)
