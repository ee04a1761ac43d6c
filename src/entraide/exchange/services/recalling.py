"""Recall, correction and narrowing: what was said is taken back, put right or held closer, at everybody who has it.

The messages that say so are themselves delivered and attested like any other. Nothing is erased: what was recalled is
marked wherever it is shown, and exports made before are flagged.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from entraide.exchange.domain.encoding import Fields
from entraide.exchange.domain.onward import is_narrower, words_of
from entraide.exchange.domain.spoken import CORRECTION, NARROWING, RECALL
from entraide.exchange.domain.statement import HANDLING_CODES, TLP, Handling
from entraide.exchange.errors import Malformed, NothingNarrower, NotNarrower, NotSaid, NotYours
from entraide.exchange.events import Corrected, Narrowed, Recalled
from entraide.exchange.models import Message
from entraide.exchange.queries import handling_of
from entraide.exchange.services.sending import send
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.exchange.services.hooks import Arrived

LONGEST = 1000


@transaction.atomic
def recall(message: Message, reason: str, *, acting: Person, at: datetime) -> list[Message]:
    """Take back a message of ours at every partner to whom it went; gives back what tells them so.

    Who may is for the caller to have asked. Raises `NotYours`, `NotSaid` without a reason.
    """
    sent = []
    for one in _everywhere(message, reason):
        one.recalled_at, one.recall_reason = at, _kept(reason)
        one.save(update_fields=["recalled_at", "recall_reason"])
        sent.append(_say(RECALL, one, {"reason": _kept(reason)}, acting=acting, at=at))
        _record(Recalled, one, acting=acting, at=at, reason=_kept(reason))
    return sent


@transaction.atomic
def correct(message: Message, text: str, *, acting: Person, at: datetime) -> list[Message]:
    """Put right a message of ours at every partner to whom it went. Raises as `recall`."""
    sent = []
    for one in _everywhere(message, text):
        said = _say(CORRECTION, one, {"text": text.strip()[:20_000]}, acting=acting, at=at)
        one.corrected_by = said.uuid
        one.save(update_fields=["corrected_by"])
        sent.append(said)
        _record(Corrected, one, acting=acting, at=at, reason=_kept(text))
    return sent


@transaction.atomic
def narrow(
    message: Message, handling: Handling, reason: str, *, acting: Person, at: datetime
) -> list[Message]:
    """Let less be done with a message of ours than was said when it was sent. Raises as `recall`, `NotNarrower`,
    and `NothingNarrower` for the same handling."""
    sent = []
    for one in _everywhere(message, reason):
        _require_narrower(handling_of(one), handling)
        one.narrowed = _as_kept(handling)
        one.narrowed_at = at
        one.save(update_fields=["narrowed", "narrowed_at"])
        sent.append(_say(NARROWING, one, {**one.narrowed, "reason": _kept(reason)}, acting=acting, at=at))
        _record(Narrowed, one, acting=acting, at=at, reason=_kept(reason), handling=words_of(handling))
    return sent


def take_recall(arrived: Arrived) -> None:
    """A partner takes back what it said to us."""
    fields, message = _about(arrived)
    reason = fields.text("reason", most=LONGEST, lines=True)
    message.recalled_at, message.recall_reason = arrived.at, reason
    message.save(update_fields=["recalled_at", "recall_reason"])
    _record(Recalled, message, acting=None, at=arrived.at, reason=reason)


def take_correction(arrived: Arrived) -> None:
    """A partner puts right what it said to us; its words are those of the correction."""
    fields, message = _about(arrived)
    text = fields.text("text", most=20_000, lines=True)
    message.corrected_by = arrived.message.uuid
    message.save(update_fields=["corrected_by"])
    _record(Corrected, message, acting=None, at=arrived.at, reason=text[:LONGEST])


def take_narrowing(arrived: Arrived) -> None:
    """A partner lets less be done with what it said to us. Raises as `_require_narrower`."""
    fields, message = _about(arrived)
    handling = Handling(
        tlp=fields.one_of("tlp", TLP),
        purpose="-",
        code=fields.one_of("code", HANDLING_CODES),
        limits=fields.text("limits", least=0, most=4000, lines=True),
    )
    _require_narrower(handling_of(message), handling)
    message.narrowed, message.narrowed_at = _as_kept(handling), arrived.at
    message.save(update_fields=["narrowed", "narrowed_at"])
    reason = fields.text("reason", most=LONGEST, lines=True)
    _record(Narrowed, message, acting=None, at=arrived.at, reason=reason, handling=words_of(handling))


def about_theirs(fields: Fields, arrived: Arrived, *, outgoing: bool) -> Message:
    """The message of the same conversation that a partner speaks of. Raises `NotYours`."""
    found = Message.objects.select_for_update(of=("self",)).filter(
        uuid=fields.uuid("message"), conversation=arrived.message.conversation_id, outgoing=outgoing
    )
    message = found.select_related("conversation", "partner").first()
    if message is None or message.digest != fields.digest("digest"):
        raise NotYours
    return message


def _about(arrived: Arrived) -> tuple[Fields, Message]:
    fields = Fields(arrived.body, "body")
    return fields, about_theirs(fields, arrived, outgoing=False)


def _everywhere(message: Message, said: str) -> list[Message]:
    """The message as it went to each partner, held."""
    if not said.strip():
        raise NotSaid
    if not message.outgoing:
        raise NotYours
    held = Message.objects.select_for_update(of=("self",)).select_related("conversation", "partner")
    wanted: dict[str, UUID | int] = {"group": message.group} if message.group else {"pk": message.pk}
    return list(held.filter(outgoing=True, **wanted).order_by("pk"))


def _require_narrower(old: Handling, new: Handling) -> None:
    if _as_kept(old) == _as_kept(new):
        raise NothingNarrower
    if not is_narrower(old, new):
        raise NotNarrower


def _say(type_: str, about: Message, body: dict[str, Any], *, acting: Person, at: datetime) -> Message:
    said = {"message": str(about.uuid), "digest": about.digest, **body}
    return send(about.conversation, type_, said, handling=handling_of(about), acting=acting, at=at)


def _as_kept(handling: Handling) -> dict[str, str]:
    return {"tlp": handling.tlp, "code": handling.code, "limits": handling.limits}


def _kept(text: str) -> str:
    kept = text.strip().replace("\r\n", "\n")[:LONGEST]
    if not kept:
        raise Malformed(where="reason")
    return kept


def _record(
    event: type[Recalled | Corrected | Narrowed],
    message: Message,
    *,
    acting: Person | None,
    at: datetime,
    **detail: object,
) -> None:
    record(
        event(
            case=message.conversation.case,
            subject=message.conversation.subject,
            facts={"message": message.uuid, "digest": message.digest, "partner": message.partner.node},
            detail=detail,
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
