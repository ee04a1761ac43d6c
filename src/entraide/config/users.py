"""`entraide user`: accounts from the console, for the first one and for when nobody can sign in any more."""

from collections.abc import Callable
from typing import IO

import click

from entraide.accounts.domain.roles import Role
from entraide.kernel.clock import now
from entraide.kernel.languages import Language, Text

ROLES = tuple(role.value for role in Role)
PASSWORD = Text(
    en="Password of {email}: {password}    (told this once; to be changed after signing in)",
    fr="Mot de passe de {email} : {password}    (dit une seule fois ; à changer après l’ouverture de session)",
)
DONE = Text(en="Done.", fr="C’est fait.")
CLOSED = Text(en="closed", fr="fermé")


def user_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The group `user`, its help in one language; `set_up` readies Django."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    from_file = click.option(
        "--password-file",
        type=click.File("r"),
        help=say(
            "File with the password («-»: standard input); otherwise one is made and printed.",
            "Fichier du mot de passe (« - » : entrée standard) ; sinon il en est créé un, affiché une fois.",
        ),
    )

    @click.group(help=say("People who can sign in.", "Personnes qui peuvent ouvrir une session."))
    def user() -> None:
        set_up()

    @user.command(help=say("Open an account.", "Ouvrir un compte."))
    @click.argument("email")
    @click.argument("name")
    @click.option("--role", "roles", type=click.Choice(ROLES), multiple=True)
    @click.option("--user-language", type=click.Choice(("en", "fr")), default=language, show_default=True)
    @from_file
    def add(
        email: str, name: str, roles: tuple[str, ...], user_language: str, password_file: IO[str] | None
    ) -> None:
        from entraide.accounts.domain.people import PersonFacts
        from entraide.config import people

        given = password_file.read().strip() if password_file else None
        facts = PersonFacts(email, name, language=user_language)
        password = people.add(facts, [Role(role) for role in roles], given, now())
        _tell(email, given, password, language)

    @user.command("list", help=say("Everybody, with their roles.", "Tout le monde, avec les rôles."))
    def everybody() -> None:
        from entraide.config import people

        for person in people.everybody():
            closed = "" if person.is_active else f"  ({CLOSED.in_language(language)})"
            click.echo(f"{person.email}  {person.name}  {', '.join(sorted(person.roles)) or '-'}{closed}")

    @user.command(help=say("Close an account.", "Fermer un compte."))
    @click.argument("email")
    def disable(email: str) -> None:
        from entraide.accounts import services
        from entraide.config import people

        services.deactivate(people.find(email), acting=None, at=now())
        click.echo(DONE.in_language(language))

    @user.command(help=say("Open a closed account again.", "Rouvrir un compte fermé."))
    @click.argument("email")
    def enable(email: str) -> None:
        from entraide.accounts import services
        from entraide.config import people

        services.reactivate(people.find(email), acting=None, at=now())
        click.echo(DONE.in_language(language))

    @user.command(help=say("Give somebody a new password.", "Donner un nouveau mot de passe à quelqu’un."))
    @click.argument("email")
    @from_file
    def password(email: str, password_file: IO[str] | None) -> None:
        from entraide.accounts import services
        from entraide.accounts.domain.people import first_password
        from entraide.config import people

        given = password_file.read().strip() if password_file else None
        chosen = given or first_password()
        services.set_password(people.find(email), chosen, acting=None, at=now())
        _tell(email, given, chosen, language)

    @user.command(help=say("Give somebody a role, or take it.", "Donner un rôle à quelqu’un, ou le retirer."))
    @click.argument("act", type=click.Choice(("grant", "revoke")))
    @click.argument("email")
    @click.argument("role", type=click.Choice(ROLES))
    def role(act: str, email: str, role: str) -> None:
        from entraide.accounts import services
        from entraide.config import people

        change = services.grant_role if act == "grant" else services.revoke_role
        change(people.find(email), Role(role), acting=None, at=now())
        click.echo(DONE.in_language(language))

    return user


def _tell(email: str, given: str | None, password: str, language: Language) -> None:
    """Print a password that was made here; one that was given is known already."""
    made = PASSWORD.in_language(language, email=email, password=password)
    click.echo(made if given is None else DONE.in_language(language))
