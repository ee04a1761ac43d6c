"""Who may do what in the directory: everybody of the bureau reads it, some keep it."""

from entraide.kernel.errors import NotAllowed
from entraide.kernel.people import Actor, holds_any

# The codes of `accounts`, which the directory may not import; a test holds the two together.
EDITORS = frozenset({"administrator", "liaison_officer"})


def may_edit(actor: Actor) -> bool:
    return holds_any(actor, EDITORS)


def require_editor(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor keeps the directory."""
    if not may_edit(actor):
        raise NotAllowed


def may_read(actor: Actor) -> bool:
    """Everybody of the bureau: the directory holds no case."""
    return actor.is_active
