"""Who reads the two records as a whole: auditors, and nobody else."""

from entraide.kernel.errors import NotAllowed
from entraide.kernel.people import Actor, holds_any

# The code of `accounts`, which the ledger may not import; a test holds the two together.
AUDITORS = frozenset({"auditor"})


def may_audit(actor: Actor) -> bool:
    return holds_any(actor, AUDITORS)


def require_auditor(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor is an auditor."""
    if not may_audit(actor):
        raise NotAllowed
