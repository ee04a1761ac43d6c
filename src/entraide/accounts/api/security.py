"""Who calls the API: the person whose token came with the call."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from entraide.accounts.domain.roles import Scope
from entraide.accounts.models import ApiToken, Person
from entraide.accounts.services import use_token
from entraide.kernel.clock import now
from entraide.ui.api import scopes as granted


class Bearer(HttpBearer):
    """`Authorization: Bearer ent_…`. Sets `request.auth` to the person and `request.scopes` to the token's scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person of a good token; None, and so 401, for every other."""
        found = use_token(token, at=now())
        # A token of a calendar stands in an address, and so opens the calendar alone.
        if found is None or found.scopes == [Scope.CALENDAR.value]:
            return None
        request.scopes = frozenset(found.scopes)  # type: ignore[attr-defined]
        request.token = found  # type: ignore[attr-defined]
        return found.person


def person_of(request: HttpRequest) -> Person:
    """The person an API call acts for."""
    person: Person = request.auth  # type: ignore[attr-defined]
    return person


def token_of(request: HttpRequest) -> ApiToken:
    """The token that came with an API call."""
    token: ApiToken = request.token  # type: ignore[attr-defined]
    return token


def require_scope(request: HttpRequest, scope: Scope) -> None:
    """Raises `ScopeMissing` (403) unless the token of this call has the scope."""
    granted.require_scope(request, scope)
