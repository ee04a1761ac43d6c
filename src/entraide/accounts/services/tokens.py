"""Tokens for the API: a person's own, shown once, kept as a digest."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from entraide.accounts.domain.roles import Scope, scopes_open_to
from entraide.accounts.domain.tokens import LONGEST_DAYS, LONGEST_NAME, SECRET_LENGTH, digest, mint
from entraide.accounts.errors import PersonInactive, ScopeExceedsRole
from entraide.accounts.events import TokenIssued, TokenRevoked
from entraide.accounts.models import ApiToken, Person
from entraide.accounts.policy import may_manage_people
from entraide.kernel.errors import Incomplete, NotAllowed
from entraide.kernel.languages import Text
from entraide.ledger import services as ledger

# Writing down every use would make every read of the API a write.
USE_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class IssuedToken:
    """A new token with its secret, which is told this once."""

    token: ApiToken
    secret: str


@transaction.atomic
def issue_token(
    person: Person, *, name: str, scopes: Collection[Scope], days: int, acting: Person | None, at: datetime
) -> IssuedToken:
    """Make a token for oneself (or for anyone, from the node's console). It ends after `days`, at most 366.

    Raises `NotAllowed`, `PersonInactive`, `Incomplete`, `ScopeExceedsRole`.
    """
    if acting is not None and acting.pk != person.pk:
        raise NotAllowed
    if not person.is_active:
        raise PersonInactive
    missing: dict[str, Text] = {}
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        missing["name"] = Text(en="What it is for", fr="Son usage")
    if not scopes:
        missing["scopes"] = Text(en="Scopes", fr="Portées")
    if not 1 <= days <= LONGEST_DAYS:
        missing["days"] = Text(en="Valid for (1 to 366 days)", fr="Valide pendant (de 1 à 366 jours)")
    if missing:
        raise Incomplete(missing)
    for scope in scopes:
        if scope not in scopes_open_to(person.roles):
            raise ScopeExceedsRole(scope=scope.value)
    secret = mint()
    token = ApiToken.objects.create(
        person=person,
        name=name.strip(),
        digest=digest(secret),
        scopes=sorted({scope.value for scope in scopes}),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    ledger.record(
        TokenIssued(
            subject=token.uuid,
            facts={"person": person.uuid, "scopes": token.scopes, "expires_at": token.expires_at},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return IssuedToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, acting: Person | None, at: datetime) -> ApiToken:
    """End a token: its owner, an administrator or the console may. Raises `NotAllowed`."""
    if acting is not None and acting.pk != token.person_id and not may_manage_people(acting):
        raise NotAllowed
    if token.revoked_at is not None:
        return token
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    ledger.record(
        TokenRevoked(subject=token.uuid, facts={"person": token.person.uuid}),
        by=acting.uuid if acting else None,
        at=at,
    )
    return token


def use_token(secret: str, *, at: datetime) -> ApiToken | None:
    """The token of this secret, with its person, when it is good now; None for any other text.

    Use is a trace, not an act: it is noted beside the token now and then, not in the ledger.
    """
    if len(secret) != SECRET_LENGTH:
        return None
    wanted = digest(secret)
    token = ApiToken.objects.select_related("person").filter(digest=wanted).first()
    if token is None or not hmac.compare_digest(token.digest, wanted):
        return None
    if token.revoked_at is not None or token.expires_at <= at or not token.person.is_active:
        return None
    if token.last_used_at is None or at - token.last_used_at >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token
