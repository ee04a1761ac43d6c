"""What the background process does for the exchange: it carries what waits, and attests what did not come in time."""

from datetime import datetime, timedelta

from entraide.exchange.queries import waiting
from entraide.exchange.services.carrying import carry_side_by_side
from entraide.exchange.services.identity import has_identity
from entraide.exchange.services.timing_out import time_out
from entraide.exchange.services.witnessing import ask_witnesses, sign_ledger
from entraide.kernel.jobs import Job, Queue

# A checkpoint is kept for ever, with all that vouch for it: some thousand bytes each.
SIGNED_EVERY = timedelta(hours=1)


def carry(at: datetime) -> None:
    """Carry what waits, where this node has a card."""
    if has_identity():
        carry_side_by_side(at=at)


def miss(at: datetime) -> None:
    """Attest what did not come in time."""
    if has_identity():
        time_out(at=at)


def vouch(at: datetime) -> None:
    """Sign what the ledger holds, and have the partners vouch for it where this node has a card to show them."""
    if has_identity():
        ask_witnesses(at=at, unless_within=SIGNED_EVERY)
    else:
        sign_ledger(at=at, unless_within=SIGNED_EVERY)


CARRY = Job(
    "exchange", carry, every=timedelta(seconds=0.5), stays=timedelta(minutes=1), limit=timedelta(minutes=30)
)
TIME_OUTS = Job("exchange_time_outs", miss, every=timedelta(minutes=1))
VOUCH = Job("ledger_vouched", vouch, every=timedelta(minutes=10))
QUEUE = Queue("exchange", waiting)
