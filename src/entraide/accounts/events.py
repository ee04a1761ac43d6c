"""What was done about people. Names and addresses are details; the entry itself carries uuids and codes."""

from dataclasses import dataclass
from typing import ClassVar

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Act):
    code: ClassVar[str] = "accounts.person_added"
    label: ClassVar[Text] = Text(en="Added a person", fr="A ajouté une personne")


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Act):
    code: ClassVar[str] = "accounts.person_changed"
    label: ClassVar[Text] = Text(en="Changed a person’s facts", fr="A modifié la fiche d’une personne")


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(Act):
    code: ClassVar[str] = "accounts.person_deactivated"
    label: ClassVar[Text] = Text(en="Made a person inactive", fr="A désactivé une personne")


@dataclass(frozen=True, kw_only=True)
class PersonReactivated(Act):
    code: ClassVar[str] = "accounts.person_reactivated"
    label: ClassVar[Text] = Text(en="Made a person active again", fr="A réactivé une personne")


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Act):
    code: ClassVar[str] = "accounts.role_granted"
    label: ClassVar[Text] = Text(en="Granted a role", fr="A attribué un rôle")


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(Act):
    code: ClassVar[str] = "accounts.role_revoked"
    label: ClassVar[Text] = Text(en="Revoked a role", fr="A retiré un rôle")


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Act):
    code: ClassVar[str] = "accounts.password_set"
    label: ClassVar[Text] = Text(en="Set a password", fr="A fixé un mot de passe")


@dataclass(frozen=True, kw_only=True)
class UnitAdded(Act):
    code: ClassVar[str] = "accounts.unit_added"
    label: ClassVar[Text] = Text(en="Added a unit", fr="A ajouté une unité")


@dataclass(frozen=True, kw_only=True)
class UnitChanged(Act):
    code: ClassVar[str] = "accounts.unit_changed"
    label: ClassVar[Text] = Text(en="Changed a unit", fr="A modifié une unité")


@dataclass(frozen=True, kw_only=True)
class TokenIssued(Act):
    code: ClassVar[str] = "accounts.token_issued"
    label: ClassVar[Text] = Text(en="Issued a token", fr="A délivré un jeton")


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Act):
    code: ClassVar[str] = "accounts.token_revoked"
    label: ClassVar[Text] = Text(en="Revoked a token", fr="A révoqué un jeton")


@dataclass(frozen=True, kw_only=True)
class SignedIn(Act):
    code: ClassVar[str] = "accounts.signed_in"
    label: ClassVar[Text] = Text(en="Signed in", fr="A ouvert une session")


@dataclass(frozen=True, kw_only=True)
class SignedOut(Act):
    code: ClassVar[str] = "accounts.signed_out"
    label: ClassVar[Text] = Text(en="Signed out", fr="A fermé sa session")


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Act):
    code: ClassVar[str] = "accounts.sign_in_failed"
    label: ClassVar[Text] = Text(en="A sign-in failed", fr="Une ouverture de session a échoué")


@dataclass(frozen=True, kw_only=True)
class SecurityChanged(Act):
    code: ClassVar[str] = "accounts.security_changed"
    label: ClassVar[Text] = Text(en="Changed how they sign in", fr="A modifié sa façon d’ouvrir une session")
