"""`entraide` on the command line. It speaks the language of LANG, or of `--language`.

It speaks before Django is set up (there may be no node yet), so its sentences are `Text`, not gettext's.
"""

import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from typing import IO, Any
from zoneinfo import available_timezones

import click

from entraide import __version__
from entraide.accounts.domain.people import PersonFacts
from entraide.config import installing
from entraide.config.errors import NodeExists, NodeFileBroken, NoNodeHere, NotATimeZone, NotMigrated
from entraide.config.home import Agency, home
from entraide.config.serve import PATIENCE_SECONDS, Node, Place, alone_in, log_to, port_from, require_free
from entraide.config.terminal import language_of_terminal
from entraide.kernel.clock import now
from entraide.kernel.errors import Incomplete, Refusal
from entraide.kernel.languages import Language, Text

READY = Text(en="Ready: {url}", fr="Prêt : {url}")
STOPPED = Text(en="Stopped.", fr="Arrêté.")
MADE = Text(
    en="The node is in {folder}. Start it with: entraide serve",
    fr="Le nœud est dans {folder}. Démarrez-le avec : entraide serve",
)
UP_TO_DATE = Text(en="The database is up to date.", fr="La base de données est à jour.")
FIRST = Text(
    en="First administrator: {email}    password: {password}    (change it after signing in)",
    fr="Premier administrateur : {email}    mot de passe : {password}    (à changer après l’ouverture de session)",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of a node."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    commands(language_of(given, os.environ)).main(args=given, prog_name="entraide")


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for, by `--language` or else by the locale of the terminal; English otherwise."""
    for position, argument in enumerate(arguments):
        if argument == "--language" and position + 1 < len(arguments):
            return "fr" if arguments[position + 1].startswith("fr") else "en"
        if argument.startswith("--language="):
            return "fr" if argument.partition("=")[2].startswith("fr") else "en"
    return language_of_terminal(environment)


class Refused(click.ClickException):
    """A refusal on its way to the terminal: its sentence, and its code for programs."""

    def __init__(self, refusal: Refusal, language: str) -> None:
        super().__init__(refusal.in_language(language))
        self.code = refusal.code

    def show(self, file: IO[Any] | None = None) -> None:
        # Facts can come from a stranger's file: what a terminal would obey is written out.
        said = "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in self.message)
        click.echo(f"entraide: {said} [{self.code}]", err=True, file=file)


class Speaking(click.Group):
    """A group of commands whose refusals are told as sentences; the exit code is then 1."""

    language: Language = "en"

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Refused(refusal, self.language) from refusal


def set_up(*, must_exist: bool = True) -> None:
    """Have Django read the node's settings. Raises `NoNodeHere`, `NodeFileBroken`."""
    folder = home()
    path = folder / "node.toml"
    if must_exist and not path.exists():
        raise NoNodeHere(folder=folder)
    try:
        tomllib.loads(path.read_text("utf-8") if path.exists() else "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise NodeFileBroken(path=path, reason=broken) from broken
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
    import django

    from entraide.config import logs

    logs.configure()
    django.setup()


def run_node(place: Place, language: Language, *, quiet: bool = False) -> None:
    """Serve until stopped, and say so unless `quiet`; Django is set up and the folder is held by the caller."""
    from django.db import connection, connections

    database = connection.vendor
    installing.collect_static()
    # The node's own processes open their own connections.
    connections.close_all()
    said = (lambda: None) if quiet else (lambda: click.echo(READY.in_language(language, url=place.url)))
    node = Node(place, home(), database, said)
    node.run()
    if not quiet:
        click.echo(STOPPED.in_language(language))


def commands(language: Language) -> click.Group:
    """Every command, its help in one language."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    host_option = click.option(
        "--host",
        default="127.0.0.1",
        show_default=True,
        help=say("Address to listen on.", "Adresse d’écoute."),
    )
    port_option = click.option(
        "--port",
        envvar="ENTRAIDE_PORT",
        default="8000",
        show_default=True,
        help=say("Port to listen on (ENTRAIDE_PORT).", "Port d’écoute (ENTRAIDE_PORT)."),
    )

    @click.group(
        cls=Speaking,
        help=say(
            "A node for international co-operation. Its folder is ENTRAIDE_HOME (var/node by default).",
            "Un nœud d’entraide internationale. Son dossier est ENTRAIDE_HOME (par défaut var/node).",
        ),
    )
    @click.option(
        "--language",
        "_chosen",
        type=click.Choice(("en", "fr")),
        help=say("Language of what is printed.", "Langue de ce qui est affiché."),
        expose_value=False,
    )
    def entraide() -> None:
        pass

    assert isinstance(entraide, Speaking)
    entraide.language = language

    @entraide.command(help=say("Make a node in ENTRAIDE_HOME.", "Créer un nœud dans ENTRAIDE_HOME."))
    @click.option("--name-en", prompt=say("Name of the agency in English", "Nom du service en anglais"))
    @click.option("--name-fr", prompt=say("Name of the agency in French", "Nom du service en français"))
    @click.option("--country", default="CA", show_default=True, help=say("ISO 3166 code.", "Code ISO 3166."))
    @click.option("--time-zone", default="America/Toronto", show_default=True)
    @click.option("--agency-language", type=click.Choice(("en", "fr")), default=language, show_default=True)
    @click.option("--agency-email", default="", help=say("Sender of letters.", "Expéditeur des lettres."))
    @click.option(
        "--host",
        "hosts",
        multiple=True,
        help=say(
            "Name under which browsers reach the node.", "Nom sous lequel les navigateurs joignent le nœud."
        ),
    )
    @click.option(
        "--https/--no-https",
        default=True,
        help=say("Whether a proxy in front speaks TLS.", "Si un serveur mandataire devant parle TLS."),
    )
    @click.option(
        "--admin-email", prompt=say("E-mail of the first administrator", "Courriel du premier administrateur")
    )
    @click.option("--admin-name", prompt=say("Their name", "Son nom"))
    @click.option(
        "--password-file",
        type=click.File("r"),
        help=say(
            "File with the password («-»: standard input); otherwise one is made and printed.",
            "Fichier du mot de passe (« - » : entrée standard) ; sinon il en est créé un, affiché une fois.",
        ),
    )
    def init(
        name_en: str,
        name_fr: str,
        country: str,
        time_zone: str,
        agency_language: str,
        agency_email: str,
        hosts: tuple[str, ...],
        https: bool,
        admin_email: str,
        admin_name: str,
        password_file: IO[str] | None,
    ) -> None:
        folder = home()
        if (folder / "node.toml").exists():
            raise NodeExists(folder=folder)
        if time_zone not in available_timezones():
            raise NotATimeZone(name=time_zone)
        if problems := PersonFacts(admin_email, admin_name).problems():
            raise Incomplete(problems)
        agency = Agency(
            name_en=name_en,
            name_fr=name_fr,
            country=country.upper(),
            time_zone=time_zone,
            language=agency_language,
            email=agency_email,
        )
        local = ("127.0.0.1", "localhost", "[::1]")
        text = installing.node_file(agency, hosts=(*hosts, *local), https=https)
        installing.write_node_file(folder, text)
        set_up()
        installing.migrate()
        from entraide.config import people

        at = now()
        given = password_file.read().strip() if password_file else None
        password = people.add_administrator(admin_email, admin_name, agency_language, given, at)
        if given is None:
            click.echo(FIRST.in_language(language, email=admin_email, password=password))
        click.echo(MADE.in_language(language, folder=folder))

    @entraide.command(help=say("Run the node until Ctrl-C.", "Faire fonctionner le nœud jusqu’à Ctrl-C."))
    @host_option
    @port_option
    def serve(host: str, port: str) -> None:
        place = Place(host, port_from(port))
        require_free(place)
        set_up()
        from entraide.config.health import nothing_to_migrate

        if not nothing_to_migrate():
            raise NotMigrated
        with alone_in(home()):
            run_node(place, language)

    @entraide.command(
        help=say(
            "Run a demonstration: an invented bureau with an invented week of work.",
            "Faire fonctionner une démonstration : un bureau inventé et sa semaine inventée.",
        )
    )
    @host_option
    @port_option
    @click.option(
        "--alone", is_flag=True, help=say("Without the two other nodes.", "Sans les deux autres nœuds.")
    )
    def demo(host: str, port: str, alone: bool) -> None:
        from entraide.config import demo as demonstration
        from entraide.config import neighbours

        place = Place(host, port_from(port))
        require_free(place)
        others = {} if alone else neighbours.places(place)
        for other in others.values():
            require_free(other)
        demonstration.require_demo_folder(home())
        with alone_in(home()):
            demonstration.write_settings(home())
            log_to(home() / "log.jsonl")
            set_up()
            sign_ins = demonstration.prepare(home(), now())
            folders = {key: neighbours.BY_KEY[key].folder(home()) for key in others}
            neighbours.show_card(place, now())
            for folder in folders.values():
                neighbours.lay_card(folder, neighbours.MAIN)
            click.echo(demonstration.welcome(place.url, sign_ins, home(), language))
            beside = [] if alone else neighbours.children(place)
            if beside:
                click.echo(neighbours.announced(place, language))
            try:
                for child in beside:
                    child.start()
                run_node(place, language)
            finally:
                # All are asked before any is waited for.
                for child in beside:
                    child.ask_to_end()
                for child in beside:
                    child.stop(PATIENCE_SECONDS)

    @entraide.command(hidden=True)
    @click.argument("key")
    @host_option
    @port_option
    def neighbour(key: str, host: str, port: str) -> None:
        from entraide.config import demo as demonstration
        from entraide.config import neighbours

        one, place = neighbours.BY_KEY[key], Place(host, port_from(port))
        with alone_in(home()):
            demonstration.write_settings(home(), one.agency, cookies=key, simulated=one.simulated)
            set_up()
            neighbours.prepare(one, home(), now())
            neighbours.show_card(place, now())
            neighbours.lay_card(neighbours.main_of(home()), key)
            run_node(place, language, quiet=True)

    @entraide.command(
        help=say(
            "Say what is wrong with this installation and how to mend it.",
            "Dire ce qui ne va pas dans cette installation et comment y remédier.",
        )
    )
    def doctor() -> None:
        from entraide.config import doctor as examination

        findings = examination.examine(home())
        for finding in findings:
            click.echo(examination.line(finding, language))
        sys.exit(1 if any(finding.level is examination.Level.FAIL for finding in findings) else 0)

    @entraide.command(help=say("Bring the database to this version.", "Mettre la base de données à jour."))
    def migrate() -> None:
        set_up()
        installing.migrate()
        click.echo(UP_TO_DATE.in_language(language))

    @entraide.command(help=say("Print the version.", "Afficher la version."))
    def version() -> None:
        click.echo(f"entraide {__version__}")

    @entraide.command(
        help=say(
            "Take in letters: entraide letters import PATH…",
            "Prendre des lettres : entraide letters import CHEMIN…",
        ),
        add_help_option=False,
        context_settings={"ignore_unknown_options": True},
    )
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def letters(rest: tuple[str, ...]) -> None:
        set_up()
        from django.utils import translation

        translation.activate(language)
        from entraide.assistance.cli import letters as of_assistance

        of_assistance.main(args=list(rest), prog_name="entraide letters", standalone_mode=False)

    @entraide.command(
        help=say(
            "Write the figures of the whole bureau: entraide figures --from DAY --to DAY --out FOLDER",
            "Écrire les chiffres de tout le bureau : entraide figures --from JOUR --to JOUR --out DOSSIER",
        ),
        add_help_option=False,
        context_settings={"ignore_unknown_options": True},
    )
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def figures(rest: tuple[str, ...]) -> None:
        set_up()
        from django.utils import translation

        translation.activate(language)
        from entraide.assistance.cli import figures as of_assistance

        of_assistance.main(args=list(rest), prog_name="entraide figures", standalone_mode=False)

    @entraide.command(
        help=say(
            "Take in tables of parties: entraide instruments import FOLDER [--dry-run]",
            "Prendre des tableaux des parties : entraide instruments import DOSSIER [--dry-run]",
        ),
        add_help_option=False,
        context_settings={"ignore_unknown_options": True},
    )
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def instruments(rest: tuple[str, ...]) -> None:
        set_up()
        from django.utils import translation

        translation.activate(language)
        from entraide.instruments.cli import instruments as of_instruments

        of_instruments.main(args=list(rest), prog_name="entraide instruments", standalone_mode=False)

    from entraide.config.mail import mail_commands
    from entraide.config.seal import seal_commands
    from entraide.config.users import user_commands
    from entraide.evidence.cli import collecting, taking, verifying
    from entraide.exchange.cli import card_commands, conversation_commands, partner_commands
    from entraide.instruments.cli import advise_command
    from entraide.ledger.cli import ledger_commands, verify_node

    entraide.add_command(user_commands(language, set_up))
    entraide.add_command(seal_commands(language, set_up))
    entraide.add_command(mail_commands(language, set_up))
    entraide.add_command(advise_command(language))
    entraide.add_command(conversation_commands(language))
    entraide.add_command(card_commands(language, set_up))
    entraide.add_command(partner_commands(language, set_up))

    def verify() -> None:
        set_up()
        sys.exit(verify_node(language))

    entraide.add_command(verifying.command(language, verify))
    entraide.add_command(collecting.command(language))
    entraide.add_command(taking.commands(language, set_up))
    entraide.add_command(ledger_commands(language, set_up))
    return entraide


if __name__ == "__main__":
    main()
