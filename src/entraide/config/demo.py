"""The demonstration node: an invented bureau, one sign-in per role, and in the background a week of its work."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from entraide.accounts.domain.roles import LABELS, Role
from entraide.config import installing
from entraide.config.errors import NotADemo
from entraide.config.home import Agency, read_node_file
from entraide.config.terminal import language_of_terminal
from entraide.kernel.jobs import Job
from entraide.kernel.languages import Language, Text

AGENCY = Agency(
    name_en="Valmont Regional Police Service",
    name_fr="Sûreté régionale de Valmont",
    unit_en="International Co-operation Bureau",
    unit_fr="Bureau de la coopération internationale",
    address="100, rue des Érables",
    city="Valmont",
    phone="+1 555 0100",
    email="bureau@valmont.example",
    country="CA",
    time_zone="America/Toronto",
    language="en",
)
WELCOME = Text(
    en="Entraide, a demonstration. The bureau, its people and its requests are all invented.",
    fr="Entraide, une démonstration. Le bureau, ses gens et ses demandes sont inventés.",
)
COLUMNS = (
    Text(en="Role", fr="Rôle"),
    Text(en="E-mail", fr="Courriel"),
    Text(en="Password", fr="Mot de passe"),
)
FAREWELL = Text(
    en="Stop with Ctrl-C. The next run keeps the data and these sign-ins; they are also in {path}.",
    fr="Arrêtez avec Ctrl-C. La prochaine fois, données et accès resteront ; les accès sont aussi dans {path}.",
)
FILLING = Text(
    en="The week of requests is being filled in; the pages can be used meanwhile.",
    fr="La semaine de demandes se remplit ; les pages sont déjà utilisables.",
)
FILLED = Text(en="The week is there: {count} requests.", fr="La semaine est là : {count} demandes.")
TOLD_EVERY = 10
SIGN_INS = "demo-signins.txt"


@dataclass(frozen=True)
class SignIn:
    """One way into the demonstration."""

    role: str
    email: str
    password: str


def require_demo_folder(folder: Path) -> None:
    """Raises `NotADemo` when the folder holds a real node."""
    if (folder / "node.toml").exists() and not read_node_file(folder).demo:
        raise NotADemo(folder=folder)


def write_settings(folder: Path, agency: Agency = AGENCY, **more: object) -> None:
    """Write the node.toml of a demonstration, unless it is there."""
    if not (folder / "node.toml").exists():
        hosts = ("127.0.0.1", "localhost", "[::1]")
        text = installing.node_file(agency, hosts=hosts, https=False, demo=True, more=more)
        installing.write_node_file(folder, text)


def prepare(folder: Path, at: datetime) -> list[SignIn]:
    """Ready the tables and the people; returns one sign-in per role, the same at every run."""
    from entraide.accounts import demo as people
    from entraide.accounts import queries

    installing.migrate()
    path = folder / SIGN_INS
    if not queries.people(with_inactive=True).exists():
        # Random, because somebody will open this node to a network.
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        made = people.fill(at, password)
        write_sign_ins(path, [SignIn(known.role.value, known.email, known.password) for known in made])
    return read_sign_ins(path)


def write_sign_ins(path: Path, sign_ins: list[SignIn]) -> None:
    """Keep the sign-ins where their owner alone can read them."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{known.role}\t{known.email}\t{known.password}\n" for known in sign_ins)


def read_sign_ins(path: Path) -> list[SignIn]:
    """The sign-ins as they were written; none where the file was removed."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()
    return [SignIn(*line.split("\t")) for line in lines if line.count("\t") == 2]


def welcome(url: str, sign_ins: list[SignIn], folder: Path, language: Language) -> str:
    """What is printed at the start: the address, and a table of the sign-ins."""
    rows = [tuple(column.in_language(language) for column in COLUMNS)]
    rows += [
        (LABELS[Role(known.role)].in_language(language), known.email, known.password) for known in sign_ins
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    rows.insert(1, tuple("─" * width for width in widths))
    table = [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    parts = ["", WELCOME.in_language(language), "", f"  {url}", "", *table, ""]
    return "\n".join([*parts, FAREWELL.in_language(language, path=folder / SIGN_INS), ""])


def fill(at: datetime) -> None:
    """Fill the demonstration with its week of requests, where there are none. Tells the terminal how it goes."""
    from entraide.assistance.demo.week import fill as fill_week
    from entraide.assistance.models import AssistanceRequest

    if AssistanceRequest.objects.exists():
        return
    language = language_of_terminal(os.environ)
    click.echo(FILLING.in_language(language))

    def tell(told: int, of: int) -> None:
        if told % TOLD_EVERY == 0 and told < of:
            click.echo(f"  {told}/{of}")

    fill_week(at=at, progress=tell)
    click.echo(FILLED.in_language(language, count=AssistanceRequest.objects.count()))


WEEK = Job("demo", fill, every=None, limit=timedelta(minutes=30))
