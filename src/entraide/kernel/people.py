"""The one who acts, as every package sees them: packages below `accounts` ask no more of a person than this."""

from collections.abc import Set as AbstractSet
from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """A person of the bureau: an identifier, whether they may act at all, and the codes of their roles."""

    @property
    def uuid(self) -> UUID: ...

    @property
    def is_active(self) -> bool: ...

    @property
    def roles(self) -> AbstractSet[str]: ...


def holds_any(actor: Actor, roles: AbstractSet[str]) -> bool:
    """Whether the actor, still active, holds one of the roles."""
    return actor.is_active and not roles.isdisjoint(actor.roles)
