"""Who may do what with instruments: everybody of the bureau reads them, jurists and administrators keep them."""

from entraide.accounts.domain.roles import Role
from entraide.kernel.errors import NotAllowed
from entraide.kernel.people import Actor, holds_any

KEEPERS = frozenset({Role.ADMINISTRATOR.value, Role.LEGAL_COUNSEL.value})


def may_read(actor: Actor) -> bool:
    """Everybody of the bureau: the library holds no case."""
    return actor.is_active


def may_keep(actor: Actor) -> bool:
    return holds_any(actor, KEEPERS)


def require_keeper(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor keeps the library."""
    if not may_keep(actor):
        raise NotAllowed
