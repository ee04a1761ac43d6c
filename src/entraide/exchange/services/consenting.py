"""Leave to pass on what its handling keeps here: asked of the originator with one act, and answered with one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.exchange.domain.encoding import Fields
from entraide.exchange.domain.onward import stays, words_of
from entraide.exchange.domain.spoken import CONSENT_ASKED, CONSENT_GIVEN
from entraide.exchange.errors import MayNotGoOn, NotSaid, NotYours, Recalled
from entraide.exchange.events import ConsentAnswered, ConsentAsked
from entraide.exchange.models import Consent, Message
from entraide.exchange.queries import handling_of, has_consent
from entraide.exchange.services.recalling import about_theirs
from entraide.exchange.services.sending import send
from entraide.kernel.errors import Conflict
from entraide.kernel.identifiers import new_id
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.exchange.services.hooks import Arrived

LONGEST = 2000
ANSWERS = {True: {"en": "given", "fr": "donné"}, False: {"en": "refused", "fr": "refusé"}}


def require_may_go_on(message: Message, what: str) -> None:
    """Raises `Recalled` for what its originator took back, and `MayNotGoOn` for what its handling keeps here, unless it
    has agreed. `what` names it to the reader."""
    if message.recalled_at is not None:
        raise Recalled(reason=message.recall_reason)
    handling = handling_of(message)
    if stays(handling) and not has_consent(message):
        raise MayNotGoOn(what=what, handling=words_of(handling))


@transaction.atomic
def ask(message: Message, purpose: str, *, acting: Person, at: datetime) -> Consent:
    """Ask the originator of a message for leave. Who may is for the caller to have asked.

    Raises `NotYours` for a message of our own, `NotSaid` without a purpose.
    """
    if message.outgoing:
        raise NotYours
    if not purpose.strip():
        raise NotSaid
    made = Consent.objects.create(
        uuid=new_id(), message=message, asked_at=at, asked_by=acting.uuid, purpose=purpose.strip()[:LONGEST]
    )
    body: dict[str, object] = {
        "message": str(message.uuid),
        "digest": message.digest,
        "consent": str(made.uuid),
        "purpose": made.purpose,
    }
    send(message.conversation, CONSENT_ASKED, body, handling=handling_of(message), acting=acting, at=at)
    _record_asked(made, acting=acting, at=at)
    return made


@transaction.atomic
def answer(consent: Consent, *, granted: bool, text: str, acting: Person, at: datetime) -> Consent:
    """Answer a partner that asked for leave. Raises `NotYours` for what we asked ourselves, `Conflict` where it is
    answered already, `NotSaid` for a refusal without its reason."""
    held = (
        Consent.objects.select_for_update(of=("self",))
        .select_related("message__conversation", "message__partner")
        .get(pk=consent.pk)
    )
    if not held.message.outgoing:
        raise NotYours
    if held.answered_at is not None:
        raise Conflict
    if not granted and not text.strip():
        raise NotSaid
    held.answered_at, held.answered_by, held.granted = at, acting.uuid, granted
    held.answer = text.strip()[:LONGEST]
    held.save()
    body: dict[str, object] = {
        "message": str(held.message.uuid),
        "digest": held.message.digest,
        "consent": str(held.uuid),
        "granted": granted,
        "text": held.answer,
    }
    message = held.message
    send(message.conversation, CONSENT_GIVEN, body, handling=handling_of(message), acting=acting, at=at)
    _record_answered(held, acting=acting, at=at)
    return held


def take_asked(arrived: Arrived) -> None:
    """A partner asks for leave to pass on what we said."""
    fields = Fields(arrived.body, "body")
    message = about_theirs(fields, arrived, outgoing=True)
    uuid = fields.uuid("consent")
    if Consent.objects.filter(uuid=uuid).exists():
        raise NotYours
    purpose = fields.text("purpose", most=LONGEST, lines=True)
    made = Consent.objects.create(uuid=uuid, message=message, asked_at=arrived.at, purpose=purpose)
    _record_asked(made, acting=None, at=arrived.at)


def take_given(arrived: Arrived) -> None:
    """The originator answers what we asked. Raises `NotYours`."""
    fields = Fields(arrived.body, "body")
    message = about_theirs(fields, arrived, outgoing=False)
    held = Consent.objects.select_for_update().filter(uuid=fields.uuid("consent"), message=message).first()
    if held is None or held.answered_at is not None:
        raise NotYours
    held.answered_at, held.granted = arrived.at, fields.flag("granted")
    held.answer = fields.text("text", least=0, most=LONGEST, lines=True)
    held.save()
    held.message = message
    _record_answered(held, acting=None, at=arrived.at)


def _record_asked(consent: Consent, *, acting: Person | None, at: datetime) -> None:
    message = consent.message
    record(
        ConsentAsked(
            case=message.conversation.case,
            subject=message.conversation.subject,
            facts={"consent": consent.uuid, "message": message.uuid},
            detail={"purpose": consent.purpose},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )


def _record_answered(consent: Consent, *, acting: Person | None, at: datetime) -> None:
    message = consent.message
    record(
        ConsentAnswered(
            case=message.conversation.case,
            subject=message.conversation.subject,
            facts={"consent": consent.uuid, "message": message.uuid, "granted": consent.granted},
            detail={"answer": ANSWERS[bool(consent.granted)], "text": consent.answer},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
