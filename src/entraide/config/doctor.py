"""What is wrong with an installation, and how to mend it. Every check looks and changes nothing."""

import os
import platform
import shutil
import socket
import sqlite3
import stat
import sys
import tomllib
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from entraide.config.home import NodeFile, mail_folder, read_node_file, seal_file
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Language, Text

LEAST_FREE = 200 * 1024**2
LITTLE_FREE = 2 * 1024**3
# Keys of the exchange are made anew once a year.
OLDEST_KEYS = timedelta(days=400)
OLDEST_SQLITE = (3, 37, 0)


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


WORDS: dict[Level, Text] = {
    Level.OK: Text(en="ok  ", fr="bon "),
    Level.WARN: Text(en="warn", fr="avis"),
    Level.FAIL: Text(en="FAIL", fr="MAL "),
}
# French puts a space before its colon.
COLON = Text(en=": ", fr=" : ")


@dataclass(frozen=True)
class Finding:
    """What one check found, and how to mend it where it is not well."""

    level: Level
    check: Text
    found: str = ""
    mend: Text | None = None


def line(finding: Finding, language: Language) -> str:
    """One finding as it is printed, the remedy on a line of its own."""
    said = f"{WORDS[finding.level].in_language(language)}  {finding.check.in_language(language)}"
    if finding.found:
        said += f"{COLON.in_language(language)}{finding.found}"
    return said if finding.mend is None else f"{said}\n      → {finding.mend.in_language(language)}"


def judge(well: bool, check: Text, found: str, mend: Text, *, otherwise: Level = Level.FAIL) -> Finding:
    """`ok` without a remedy, or what it is otherwise with one."""
    return Finding(Level.OK, check, found) if well else Finding(otherwise, check, found, mend)


def examine(folder: Path) -> list[Finding]:
    """Every check; those that need a readable node.toml are left out where there is none."""
    findings = [python(), sqlite(), time_zones()]
    node_file, node = settings_file(folder)
    findings += [node_file, letter_fonts(), french()]
    if node is None:
        return findings
    findings += [*private(folder), disk(folder), time_zone(node), mail(node), addresses(node), seal(folder)]
    findings.append(card(folder))
    findings += [mail_key(folder), mailbox(node)]
    return findings + list(tables())


def python() -> Finding:
    return judge(
        sys.version_info >= (3, 11),
        Text(en="Python", fr="Python"),
        platform.python_version(),
        Text(en="Install Python 3.11 or newer.", fr="Installez Python 3.11 ou plus récent."),
    )


def sqlite() -> Finding:
    """SQLite is needed with full-text search even where PostgreSQL keeps the tables: `demo` and the tests use it."""
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    whole = "ENABLE_FTS5" in options and sqlite3.sqlite_version_info >= OLDEST_SQLITE
    return judge(
        whole,
        Text(en="SQLite with full-text search (FTS5)", fr="SQLite avec recherche plein texte (FTS5)"),
        sqlite3.sqlite_version,
        Text(
            en="Use a Python whose SQLite is 3.37 or newer and has FTS5, or keep the tables in PostgreSQL.",
            fr="Prenez un Python à SQLite 3.37 ou plus récent avec FTS5, ou gardez les tables dans PostgreSQL.",
        ),
        otherwise=Level.WARN if os.environ.get("DATABASE_URL", "").startswith("postgres") else Level.FAIL,
    )


def time_zones() -> Finding:
    known = len(zoneinfo.available_timezones())
    return judge(
        known > 300,
        Text(en="Time zone data", fr="Données des fuseaux horaires"),
        str(known),
        Text(en="Install tzdata again: make run does.", fr="Réinstallez tzdata : make run le fait."),
    )


def settings_file(folder: Path) -> tuple[Finding, NodeFile | None]:
    """Whether node.toml is there and can be read."""
    check, path = Text(en="Settings of the node", fr="Réglages du nœud"), folder / "node.toml"
    if not path.exists():
        mend = Text(
            en="Make a node with: entraide init. Or say where it is: ENTRAIDE_HOME.",
            fr="Créez un nœud avec : entraide init. Ou dites où il est : ENTRAIDE_HOME.",
        )
        return Finding(Level.FAIL, check, str(path), mend), None
    try:
        node = read_node_file(folder)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, AttributeError) as broken:
        mend = Text(en="Mend this line of node.toml.", fr="Corrigez cette ligne de node.toml.")
        return Finding(Level.FAIL, check, f"{path}: {broken}", mend), None
    return Finding(Level.OK, check, str(path)), node


def letter_fonts() -> Finding:
    fonts = Path(__file__).resolve().parent.parent / "paper" / "fonts"
    found = len(list(fonts.glob("*.ttf")))
    return judge(
        found >= 20,
        Text(en="Fonts of the letters", fr="Polices des lettres"),
        str(found),
        Text(
            en="Install the package again: its files are not whole.",
            fr="Réinstallez le paquet : il est incomplet.",
        ),
    )


def french() -> Finding:
    packages = Path(__file__).resolve().parent.parent
    written = list(packages.glob("*/locale/fr/LC_MESSAGES/django.po"))
    missing = [path for path in written if not path.with_suffix(".mo").exists()]
    return judge(
        bool(written) and not missing,
        Text(en="French", fr="Français"),
        f"{len(written) - len(missing)}/{len(written)}",
        Text(en="Run: python tools/messages.py compile", fr="Lancez : python tools/messages.py compile"),
    )


def private(folder: Path) -> Iterator[Finding]:
    """Whether others on this machine are kept out."""
    for path, check in (
        (folder, Text(en="Folder closed to others", fr="Dossier fermé aux autres")),
        (folder / "node.toml", Text(en="node.toml closed to others", fr="node.toml fermé aux autres")),
        (folder / "secret_key", Text(en="Secret key closed to others", fr="Clé secrète fermée aux autres")),
        (seal_file(folder), Text(en="Seal closed to others", fr="Sceau fermé aux autres")),
        (
            mail_folder(folder),
            Text(en="Keys for mail closed to others", fr="Clés du courriel fermées aux autres"),
        ),
        *(
            (path, Text(en="Key for mail closed to others", fr="Clé du courriel fermée aux autres"))
            for path in sorted(mail_folder(folder).glob("*"))
        ),
    ):
        if not path.exists():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        mend = Text(en=f"chmod go-rwx {path}", fr=f"chmod go-rwx {path}")
        yield judge(mode & 0o077 == 0, check, f"{mode:o}", mend)
    yield judge(
        os.access(folder, os.W_OK | os.X_OK),
        Text(en="Folder can be written", fr="Dossier accessible en écriture"),
        str(folder),
        Text(
            en="Give the folder to the user who runs the node.",
            fr="Donnez le dossier au compte qui lance le nœud.",
        ),
    )


def disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    check, found = Text(en="Free disk space", fr="Espace disque libre"), f"{free // 1024**2} MB"
    mend = Text(
        en="Make room: originals and the database grow.",
        fr="Faites de la place : originaux et base grandissent.",
    )
    return judge(
        free >= LITTLE_FREE, check, found, mend, otherwise=Level.WARN if free >= LEAST_FREE else Level.FAIL
    )


def time_zone(node: NodeFile) -> Finding:
    return judge(
        node.agency.time_zone in zoneinfo.available_timezones(),
        Text(en="Time zone of the agency", fr="Fuseau horaire du service"),
        node.agency.time_zone,
        Text(en="Use a name such as America/Toronto.", fr="Donnez un nom comme America/Toronto."),
    )


def mail(node: NodeFile) -> Finding:
    """Whether the mail server can be reached; nothing is sent."""
    check = Text(en="Mail server", fr="Serveur de courriel")
    if not node.mail.host:
        mend = Text(
            en="Nothing leaves by mail until node.toml has [mail] host.",
            fr="Rien ne part par courriel tant que node.toml n’a pas de [mail] host.",
        )
        return Finding(Level.OK if node.demo else Level.WARN, check, "-", None if node.demo else mend)
    found = f"{node.mail.host}:{node.mail.port}"
    try:
        socket.create_connection((node.mail.host, node.mail.port), timeout=5).close()
    except OSError as unreachable:
        mend = Text(
            en="Check [mail] in node.toml, and that this machine may reach it.",
            fr="Vérifiez [mail] dans node.toml, et que cette machine peut le joindre.",
        )
        return Finding(Level.FAIL, check, f"{found} ({unreachable})", mend)
    return Finding(Level.OK, check, found)


def seal(folder: Path) -> Finding:
    """Whether the agency's seal, where it has one, can seal today and next month."""
    from entraide.assistance.domain.letters.seal.keeping import kept
    from entraide.assistance.domain.letters.seal.keys import require_valid

    check = Text(en="Seal of the agency", fr="Sceau du service")
    try:
        found = kept(seal_file(folder))
        if found is None:
            return Finding(Level.OK, check, "-")
        require_valid(found.face, at=now())
    except Refusal as refusal:
        return _refused(check, refusal)
    return judge(
        not found.face.expires_soon(now()),
        check,
        f"{found.face.name} (→ {found.face.valid_until:%Y-%m-%d})",
        Text(
            en="Its certificate expires soon, and then nothing leaves: set the next one with entraide seal set.",
            fr="Son certificat expire bientôt, et rien ne partira plus : mettez le prochain avec entraide seal set.",
        ),
        otherwise=Level.WARN,
    )


def card(folder: Path) -> Finding:
    """Whether the keys of this node can be used, and are not old. A node that exchanges with none needs none."""
    from entraide.exchange.domain.keeping import kept

    check = Text(en="Card and keys of the node", fr="Carte et clés du nœud")
    try:
        identity = kept(folder / "exchange" / "identity.json")
    except Refusal as damaged:
        mend = Text(en=damaged.in_language("en"), fr=damaged.in_language("fr"))
        return Finding(Level.FAIL, check, damaged.code, mend)
    if identity is None:
        return Finding(Level.OK, check, "–")
    since = max(key.term.since for key in identity.signing)
    return judge(
        now() - since < OLDEST_KEYS,
        check,
        f"{since:%Y-%m-%d}",
        Text(en="Make new keys: entraide card rotate.", fr="Créez de nouvelles clés : entraide card rotate."),
        otherwise=Level.WARN,
    )


def mail_key(folder: Path) -> Finding:
    """Whether the agency's key for mail, where it has one, can sign today and next month."""
    from entraide.config.mail import expires_soon
    from entraide.exchange.domain.mail.keeping import kept_key
    from entraide.exchange.domain.mail.keys import name_of, require_in_force

    check = Text(en="Key for mail", fr="Clé du courriel")
    try:
        ours = kept_key(mail_folder(folder))
        if ours is None:
            return Finding(Level.OK, check, "-")
        require_in_force(ours.certificate, at=now())
    except Refusal as refusal:
        return _refused(check, refusal)
    until = ours.certificate.not_valid_after_utc
    return judge(
        not expires_soon(until, now()),
        check,
        f"{name_of(ours.certificate)} (→ {until:%Y-%m-%d})",
        Text(
            en="Its certificate expires soon, and then nothing leaves by mail: set the next one with "
            "entraide mail set.",
            fr="Son certificat expire bientôt, et rien ne partira plus par courriel : mettez le prochain avec "
            "entraide mail set.",
        ),
        otherwise=Level.WARN,
    )


def mailbox(node: NodeFile) -> Finding:
    """Whether the duty mailbox can be reached, opened and set in order; nothing in it is touched."""
    from entraide.exchange.domain.mail.errors import MailboxUnsound
    from entraide.exchange.domain.mail.mailbox import Mailbox, Security, look_in

    check = Text(en="Duty mailbox", fr="Boîte aux lettres de permanence")
    said = node.mailbox
    if not said.host:
        return Finding(Level.OK, check, "-")
    try:
        try:
            opened = Mailbox(
                said.host, said.port, said.user, said.password, security=Security(said.security),
                folder=said.folder, processed=said.processed, timeout=10,
            )  # fmt: skip
        except ValueError as malformed:
            raise MailboxUnsound(folder=said.folder, host=said.host, reason="node.toml") from malformed
        waiting = look_in(opened)
    except Refusal as refusal:
        return _refused(check, refusal)
    return Finding(Level.OK, check, f"{said.host}:{said.port} ({waiting})")


def _refused(check: Text, refusal: Refusal) -> Finding:
    words = Text(en=refusal.in_language("en"), fr=refusal.in_language("fr"))
    return Finding(Level.FAIL, check, refusal.code, words)


def addresses(node: NodeFile) -> Finding:
    """Whether the node is protected on its way to the browser."""
    local = {"127.0.0.1", "localhost", "[::1]"}
    return judge(
        node.https or set(node.hosts) <= local,
        Text(en="Addresses", fr="Adresses"),
        ", ".join(node.hosts),
        Text(
            en="Others can reach it without TLS: put a proxy in front and set https = true.",
            fr="D’autres peuvent le joindre sans TLS : mettez un serveur mandataire devant et https = true.",
        ),
        otherwise=Level.WARN,
    )


def tables() -> Iterator[Finding]:
    """What only the database knows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
    import django
    from django.conf import settings

    django.setup()
    from entraide.config.health import database_answers, nothing_to_migrate

    engine = str(settings.DATABASES["default"]["ENGINE"]).rpartition(".")[2]
    answers = database_answers()
    yield judge(
        answers,
        Text(en="Database", fr="Base de données"),
        engine,
        Text(
            en="Check DATABASE_URL, and that the server runs; without it SQLite is used.",
            fr="Vérifiez DATABASE_URL, et que le serveur fonctionne ; sans elle, SQLite est utilisé.",
        ),
    )
    if not answers:
        return
    migrated = nothing_to_migrate()
    yield judge(
        migrated,
        Text(en="Tables of this version", fr="Tables de cette version"),
        "",
        Text(en="Make a copy, then: entraide migrate", fr="Faites une copie, puis : entraide migrate"),
    )
    if migrated:
        yield from contents()


def contents() -> Iterator[Finding]:
    """What the tables say of the node: who can mend it, and whether its clock goes forward."""
    from entraide.accounts import queries as accounts
    from entraide.accounts.domain.roles import Role
    from entraide.ledger import queries as ledger

    administrators = accounts.people().filter(role_grants__role=Role.ADMINISTRATOR.value).count()
    yield judge(
        administrators > 0,
        Text(en="Administrators", fr="Administrateurs"),
        str(administrators),
        Text(
            en="Add one: entraide user add EMAIL NAME --role administrator",
            fr="Ajoutez-en un : entraide user add COURRIEL NOM --role administrator",
        ),
    )
    yield from letter_templates()
    yield from partner_certificates()
    last = ledger.entries().first()
    yield judge(
        last is None or last.at <= now() + timedelta(minutes=1),
        Text(en="Clock", fr="Horloge"),
        f"{now():%Y-%m-%d %H:%M} UTC",
        Text(
            en="The ledger has entries from the future: set the clock of this machine (NTP).",
            fr="Le registre a des inscriptions venues du futur : réglez l’horloge de cette machine (NTP).",
        ),
    )


def letter_templates() -> Iterator[Finding]:
    """Whether every field of the bureau's own templates still resolves, each that does not by its name."""
    from entraide.assistance.services.wording import every_in_force

    check = Text(en="Letter templates", fr="Modèles de lettres")
    own = [one for one in every_in_force() if one.own]
    broken = [one for one in own if one.problems]
    if not broken:
        yield Finding(Level.OK, check, str(len(own)))
    for one in broken:
        refusals = [problem.refusal for problem in one.problems]
        mend = Text(
            en=" ".join(refusal.in_language("en") for refusal in refusals)
            + " The standard letter is drafted until an administrator mends it.",
            fr=" ".join(refusal.in_language("fr") for refusal in refusals)
            + " La lettre type sert jusqu’à ce qu’un administrateur le corrige.",
        )
        yield Finding(Level.WARN, check, f"{one.kind}, {one.language}, {one.number}", mend)


def partner_certificates() -> Iterator[Finding]:
    """The certificates of partners that expire soon, or have: to those nothing leaves by mail."""
    from entraide.assistance.services.mailing.certificates import in_force
    from entraide.config.mail import expires_soon

    check = Text(en="Certificates of partners", fr="Certificats des partenaires")
    kept, at = list(in_force()), now()
    newest = {one.address: one for one in kept}
    late = [one for one in newest.values() if expires_soon(one.valid_until, at)]
    if not late:
        yield Finding(Level.OK, check, str(len(kept)))
    mend = Text(
        en="Once it has expired nothing leaves to this address: ask for the next one, compare it, and put it on record "
        "with entraide mail partner-certificate.",
        fr="Une fois expiré, rien ne part plus vers cette adresse : demandez le prochain, comparez-le, et "
        "enregistrez-le avec entraide mail partner-certificate.",
    )
    for one in late:
        yield Finding(Level.WARN, check, f"{one.address} (→ {one.valid_until:%Y-%m-%d})", mend)
