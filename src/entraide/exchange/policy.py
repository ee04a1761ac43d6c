"""Who may do what with the exchange: administrators keep the partners, those who take in and lead see the links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entraide.accounts.domain.roles import Role
from entraide.accounts.policy import holds
from entraide.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def may_keep_partners(person: Person) -> bool:
    """Who lets another node in, or shuts it out."""
    return holds(person, Role.ADMINISTRATOR)


def may_see_links(person: Person) -> bool:
    """Who sees how the links stand; nothing of a case is on those pages."""
    return holds(person, Role.ADMINISTRATOR, Role.SUPERVISOR, Role.DUTY_OFFICER, Role.AUDITOR)


def require_may_keep_partners(person: Person | None) -> None:
    """Raises `NotAllowed`; None is the node's own console."""
    if person is not None and not may_keep_partners(person):
        raise NotAllowed


def require_may_see_links(person: Person) -> None:
    """Raises `NotAllowed`."""
    if not may_see_links(person):
        raise NotAllowed
