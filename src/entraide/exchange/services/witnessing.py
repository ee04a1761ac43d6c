"""Partners as witnesses: each is asked to vouch that this node's ledger goes on from all it has shown before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from entraide.exchange.errors import LinkDown, WrongSender
from entraide.exchange.models import Partner
from entraide.exchange.queries import card_of, confirmed
from entraide.exchange.services.carrying import show_card
from entraide.exchange.services.identity import show_ledger
from entraide.exchange.services.link import Link
from entraide.kernel.errors import Refusal
from entraide.ledger.domain.keys import VerifyKey
from entraide.ledger.domain.witnessing import ANSWER_BYTES, read_answer, read_ask
from entraide.ledger.queries.checkpoints import last_checkpoint, last_vouched
from entraide.ledger.services import witnessing
from entraide.ledger.services.checkpoints import asked_of, key, make_checkpoint, take_held, take_vouched
from entraide.ledger.services.looks import count_looks

if TYPE_CHECKING:
    from entraide.ledger.models import Checkpoint

log = structlog.get_logger(__name__)

# Shown, led on from where the witness is, and once more with what stands there now.
TURNS = 3
NOW = timedelta()


def ask_witnesses(*, at: datetime, unless_within: timedelta = NOW) -> int:
    """Sign what the ledger holds, and have every partner vouch for it that keeps one; gives back how many did now. What
    was signed within the time given is not signed anew: those who were away are asked to vouch for that.

    Raises `HistoryRewritten` where the ledger does not go on from what was signed.
    """
    show_ledger(at=at)
    checkpoint = sign_ledger(at=at, unless_within=unless_within)
    if checkpoint is None:
        return 0
    vouched = 0
    for partner in confirmed():
        witness = card_of(partner).card.ledger
        if witness is None or _vouched(witness, checkpoint):
            continue
        try:
            vouched += _ask(partner, witness, checkpoint, at=at)
        except Refusal as down:
            # It is asked again with the next checkpoint; the carrying of messages tells who is down.
            log.warning("not_vouched", partner=str(partner.node), reason=down.code)
    return vouched


def sign_ledger(*, at: datetime, unless_within: timedelta = NOW) -> Checkpoint | None:
    """Bind the access log, and sign what the ledger holds then; None where it is empty. Raises `HistoryRewritten`."""
    last = last_checkpoint(key().name)
    if last is not None and last.at <= at < last.at + unless_within:
        return last
    count_looks(at=at)
    return make_checkpoint(at=at)


def vouch_for(data: bytes, *, at: datetime) -> bytes:
    """What this node answers to a partner who asks it to vouch. Raises `NoteUnreadable`, `WrongSender`,
    `CosignatureWrong`."""
    ask = read_ask(data)
    origin = ask.note.text.partition("\n")[0]
    for partner in confirmed():
        ledger = card_of(partner).card.ledger
        if ledger is not None and ledger.name == origin:
            return witnessing.vouch(ask, ledger, at=at).written()
    raise WrongSender(where="checkpoint")


def _ask(partner: Partner, witness: VerifyKey, checkpoint: Checkpoint, *, at: datetime) -> bool:
    ask = asked_of(witness.name, checkpoint)
    with Link(card_of(partner).card.addresses[0]) as link:
        # It knows our ledger by the card that we show.
        show_card(partner, link)
        for _ in range(TURNS):
            reply = link.post("/checkpoints", ask.written(), most=ANSWER_BYTES)
            if reply.status != 200:
                raise LinkDown(reason=f"HTTP {reply.status}")
            answer = read_answer(reply.body)
            if answer.held is None:
                take_vouched(checkpoint, answer.signatures, witness, at=at)
                return True
            following = take_held(answer.held, at=at)
            if following is None:
                return False
            ask = following
    return False


def _vouched(witness: VerifyKey, checkpoint: Checkpoint) -> bool:
    last = last_vouched(witness.name, checkpoint.origin)
    return last is not None and last.checkpoint_id == checkpoint.pk
