"""What is refused about people, roles, units and tokens."""

from entraide.kernel.errors import Conflict, NotAllowed, Refusal
from entraide.kernel.languages import Text


class AddressTaken(Conflict):
    """Two people cannot sign in with one address."""

    code = "accounts.address_taken"
    sentence = Text(
        en="Somebody already signs in with this e-mail address.",
        fr="Cette adresse de courriel sert déjà à quelqu’un pour ouvrir une session.",
    )


class UnitNameTaken(Conflict):
    """Two units of one name could not be told apart."""

    code = "accounts.unit_name_taken"
    sentence = Text(en="There is already a unit of this name.", fr="Il existe déjà une unité de ce nom.")


class RolesExcludeEachOther(Refusal):
    """Who watches the work does not do it (separation of duties)."""

    code = "accounts.roles_exclude_each_other"
    sentence = Text(
        en="An auditor can hold no other role: who checks the work does not do it.",
        fr="Un vérificateur ne peut avoir aucun autre rôle : qui contrôle le travail ne le fait pas.",
    )


class LastAdministrator(Refusal):
    """A node without an administrator could not be mended from its pages."""

    code = "accounts.last_administrator"
    sentence = Text(
        en="This is the last administrator. Give somebody else the role first.",
        fr="C’est le dernier administrateur. Donnez d’abord ce rôle à quelqu’un d’autre.",
    )


class PasswordRefused(Refusal):
    """The password is too easy to guess; `reasons` says in what way."""

    code = "accounts.password_refused"
    sentence = Text(en="This password is refused: {reasons}", fr="Ce mot de passe est refusé : {reasons}")


class ScopeExceedsRole(NotAllowed):
    """A token never does more than its person may."""

    code = "accounts.scope_exceeds_role"
    sentence = Text(
        en="Your roles do not cover the scope «{scope}».",
        fr="Vos rôles ne couvrent pas la portée « {scope} ».",
    )


class PersonInactive(Refusal):
    """Who may not sign in is given neither roles nor tokens."""

    code = "accounts.person_inactive"
    sentence = Text(
        en="This person is inactive. Make them active again first.",
        fr="Cette personne est inactive. Réactivez-la d’abord.",
    )


class ScopeExceedsToken(NotAllowed):
    """A token makes no token that may do more than itself."""

    code = "accounts.scope_exceeds_token"
    sentence = Text(
        en="A token cannot make one with the scope «{scope}», which it lacks.",
        fr="Un jeton ne peut pas en créer un avec la portée « {scope} », qu’il n’a pas.",
    )
