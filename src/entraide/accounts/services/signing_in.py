"""What the ledger keeps of sign-ins. Sign-in itself is allauth's; its adapter calls these."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from entraide.accounts.domain.people import address_key
from entraide.accounts.events import SecurityChanged, SignedIn, SignedOut, SignInFailed
from entraide.accounts.models import Person
from entraide.ledger import services as ledger


@transaction.atomic
def note_sign_in(person: Person, *, acting: Person, at: datetime, methods: tuple[str, ...]) -> None:
    """A person signed in, by these methods («password», «mfa»)."""
    ledger.record(SignedIn(subject=person.uuid, facts={"methods": methods}), by=acting.uuid, at=at)


@transaction.atomic
def note_sign_out(person: Person, *, acting: Person, at: datetime) -> None:
    """A person signed out."""
    ledger.record(SignedOut(subject=person.uuid), by=acting.uuid, at=at)


@transaction.atomic
def note_failed_sign_in(address: str, *, acting: None = None, at: datetime) -> None:
    """Somebody failed to sign in with this address.

    The entry names the person the address belongs to. Any other text may be a password typed into the wrong
    field: only a keyed digest of it is kept, enough to see that the same text was tried again.
    """
    person = Person.objects.filter(email=address_key(address)).first()
    facts: dict[str, object] = {"known": person is not None}
    if person is None:
        facts["address"] = salted_hmac("entraide.accounts.sign_in", address_key(address)).hexdigest()[:16]
    ledger.record(SignInFailed(subject=person.uuid if person else None, facts=facts), by=acting, at=at)


@transaction.atomic
def note_security_change(person: Person, what: str, *, acting: Person | None, at: datetime) -> None:
    """A person changed how they sign in: password, authenticator app, recovery codes."""
    ledger.record(
        SecurityChanged(subject=person.uuid, facts={"what": what}),
        by=acting.uuid if acting else None,
        at=at,
    )
