"""What can be done about people, roles, units, tokens and sign-in."""

from entraide.accounts.services.people import (
    add_person,
    change_own_account,
    change_person,
    deactivate,
    reactivate,
    set_password,
)
from entraide.accounts.services.roles import grant_role, revoke_role, set_roles
from entraide.accounts.services.signing_in import (
    note_failed_sign_in,
    note_security_change,
    note_sign_in,
    note_sign_out,
)
from entraide.accounts.services.tokens import IssuedToken, issue_token, revoke_token, use_token
from entraide.accounts.services.units import add_unit, change_unit

__all__ = [
    "IssuedToken",
    "add_person",
    "add_unit",
    "change_own_account",
    "change_person",
    "change_unit",
    "deactivate",
    "grant_role",
    "issue_token",
    "note_failed_sign_in",
    "note_security_change",
    "note_sign_in",
    "note_sign_out",
    "reactivate",
    "revoke_role",
    "revoke_token",
    "set_password",
    "set_roles",
    "use_token",
]
