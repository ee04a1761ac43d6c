"""The other nodes of the demonstration: a foreign authority, and a partner that answers by itself, each in a folder and
at a port of its own, introduced to each other by what lies in their folders.

A real partner is introduced by its card and confirmed over the telephone; here both are the same machine.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from entraide.config import demo, installing
from entraide.config.children import Child
from entraide.config.home import Agency, NodeFile, home, made
from entraide.config.serve import Place
from entraide.kernel.jobs import Job
from entraide.kernel.languages import Text

INTRODUCTIONS = "introductions"
MAIN = "main"


@dataclass(frozen=True)
class Neighbour:
    """One other node: its folder below that of the first, its port behind that of the first, its agency."""

    key: str
    behind: int
    agency: Agency
    simulated: bool = False

    def folder(self, main: Path) -> Path:
        return main / "neighbours" / self.key


NEIGHBOURS = (
    Neighbour(
        "northmark",
        1,
        Agency(
            name_en="Northmark State Police",
            name_fr="Police d’État de Northmark",
            unit_en="International Liaison Unit",
            unit_fr="Unité de liaison internationale",
            address="Am Alten Zeughaus 7",
            city="Northmark",
            phone="+49 555 0170",
            email="liaison@northmark.example",
            country="DE",
            time_zone="Europe/Berlin",
            language="en",
        ),
    ),
    Neighbour(
        "osterhaven",
        2,
        Agency(
            name_en="Osterhaven Training Authority (answers by itself)",
            name_fr="Autorité de formation d’Osterhaven (répond d’elle-même)",
            unit_en="Simulated desk",
            unit_fr="Bureau simulé",
            address="Kade 3",
            city="Osterhaven",
            phone="+31 555 0180",
            email="desk@osterhaven.example",
            country="NL",
            time_zone="Europe/Amsterdam",
            language="en",
        ),
        simulated=True,
    ),
)
BY_KEY = {one.key: one for one in NEIGHBOURS}
ANNOUNCED = Text(
    en="Two other nodes start beside it, with the same sign-ins, and are introduced to it:",
    fr="Deux autres nœuds démarrent à côté, avec les mêmes accès, et lui sont présentés :",
)


def places(place: Place) -> dict[str, Place]:
    """Where each neighbour listens."""
    return {one.key: Place(place.host, place.port + one.behind) for one in NEIGHBOURS}


def announced(place: Place, language: str) -> str:
    """The neighbours and their addresses, for the welcome."""
    lines = [ANNOUNCED.in_language(language)]
    where = places(place)
    lines += [f"  {where[one.key].url}  {one.agency.name(language)}" for one in NEIGHBOURS]
    return "\n".join([*lines, ""])


def children(place: Place) -> list[Child]:
    """The processes of the neighbours, not started yet."""
    where = places(place)
    return [
        Child(
            one.key,
            [
                "-m",
                "entraide.config.cli",
                "neighbour",
                one.key,
                "--host",
                place.host,
                "--port",
                str(where[one.key].port),
            ],
            {"ENTRAIDE_HOME": str(one.folder(home())), "ENTRAIDE_LOG": str(one.folder(home()) / "log.jsonl")},
        )
        for one in NEIGHBOURS
    ]


def prepare(one: Neighbour, folder: Path, at: datetime) -> None:
    """Ready the tables and the people of a neighbour, with the sign-ins of the first node."""
    from entraide.accounts import demo as people
    from entraide.accounts import queries

    installing.migrate()
    known = demo.read_sign_ins(main_of(folder) / demo.SIGN_INS)
    if not queries.people(with_inactive=True).exists() and known:
        people.fill(at, known[0].password, people.ELSEWHERE)


def main_of(folder: Path) -> Path:
    """The folder of the first node, from that of a neighbour."""
    return folder.parent.parent


def show_card(place: Place, at: datetime) -> None:
    """Have a card with this address."""
    from entraide.exchange.services import identity

    address = f"{place.url}/exchange"
    if not identity.has_identity():
        identity.make_identity((address,), acting=None, at=at)
    elif identity.identity().card.card.addresses != (address,):
        identity.move((address,), acting=None, at=at)


def lay_card(folder: Path, name: str) -> None:
    """Lay the cards of this node into the folder of another."""
    from entraide.exchange.services import identity
    from entraide.kernel.canonical import canonical

    target = made(folder) / INTRODUCTIONS
    target.mkdir(exist_ok=True)
    new = target / f".{name}"
    new.write_bytes(
        b"".join(canonical(known.envelope.as_json()) + b"\n" for known in identity.identity().cards)
    )
    new.replace(target / f"{name}.cards")


def introduce(at: datetime) -> None:
    """Let in the nodes whose cards lie in the folder, and take in their newer cards."""
    from entraide.exchange.queries import card_of, partners
    from entraide.exchange.services import identity
    from entraide.exchange.services.partners import confirm, read_line, take_cards
    from entraide.exchange.services.partners import introduce as introduce_partner

    if not identity.has_identity():
        return
    known = {one.node: one for one in partners()}
    for path in sorted((home() / INTRODUCTIONS).glob("*.cards")):
        data = path.read_bytes()
        cards = read_line(data)
        partner = known.get(cards[-1].card.node)
        if partner is None:
            partner = introduce_partner(cards, acting=None, at=at)
            confirm(
                partner,
                heard=cards[-1].fingerprint,
                person="Demonstration",
                number="+1 555 0100",
                number_from="Demonstration",
                acting=None,
                at=at,
            )
        elif card_of(partner).digest != cards[-1].digest:
            take_cards(data, at=at)


def jobs_of(node: NodeFile) -> list[Job]:
    """What a node of the demonstration does on its own."""
    found = [Job("neighbours", introduce, every=timedelta(seconds=2), stays=timedelta(minutes=1))]
    if node.simulated:
        from entraide.assistance.demo.simulated import answer

        return [*found, Job("simulated", answer, every=timedelta(seconds=2), stays=timedelta(minutes=1))]
    return found if node.cookies else [*found, demo.WEEK]
