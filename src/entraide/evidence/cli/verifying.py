"""`entraide verify PACKAGE` checks a sealed package with the agency's card alone: no node, no network, no database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from entraide.evidence.domain.bags import open_bag
from entraide.evidence.domain.custody import STATES
from entraide.evidence.domain.package.verifying import Verified, verify_package
from entraide.evidence.domain.stamps import certificates_in, verify_stamp
from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, read_card
from entraide.kernel.languages import Language, Text
from entraide.ledger.domain.keys import VerifyKey, read_keys

SEALED = Text(
    en="Sealed by «{name}» on {at}, node {node}. Whole, and nothing taken out, added or changed since.",
    fr="Scellé par « {name} » le {at}, nœud {node}. Intact : rien n’a été retiré, ajouté ou modifié depuis.",
)
HANDLING = Text(
    en="Handling: TLP {tlp}, {code}. Purpose: {purpose}. {limits}",
    fr="Traitement : TLP {tlp}, {code}. Finalité : {purpose}. {limits}",
)
EXHIBIT = Text(
    en="{number}  {title}: events of custody {links}, files {files}. {state}.",
    fr="{number}  {title} : événements de garde {links}, fichiers {files}. {state}.",
)
LEDGER = Text(
    en="Every event of custody is in the ledger {log} at {size} entries, signed on {at}.",
    fr="Chaque événement de garde est au registre {log} à {size} inscriptions, signé le {at}.",
)
VOUCHED = Text(en="{name} has vouched for that since {at}.", fr="{name} s’en porte garant depuis le {at}.")
STAMPED = Text(
    en="Time-stamps that hold: {count}, by the certificates {whose}.",
    fr="Horodatages valides : {count}, selon les certificats {whose}.",
)
OWN_ROOTS = Text(en="that you brought", fr="que vous avez fournis")
ITS_ROOTS = Text(
    en="IN THE PACKAGE ITSELF: compare them, or bring yours with --stamps",
    fr="DU PAQUET LUI-MÊME : comparez-les, ou fournissez les vôtres avec --stamps",
)
STAYED = Text(
    en="Files whose bytes stayed behind: {count}.", fr="Fichiers dont les octets sont restés : {count}."
)
BYTES = Text(en="Bytes", fr="Octets")
PACKAGE = click.Path(exists=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ROOT_BYTES = 1 << 20


def command(language: Language, node: Callable[[], None]) -> click.Command:
    """`entraide verify`, its help in one language; `node` looks at the ledger of this node, and ends the process."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.command(
        "verify",
        help=say(
            "Look at everything this node has on record again; or check a sealed PACKAGE, without a node.",
            "Revoir tout ce que ce nœud a inscrit ; ou vérifier un PAQUET scellé, sans nœud.",
        ),
    )
    @click.argument("package", metavar=say("[PACKAGE]", "[PAQUET]"), required=False, type=PACKAGE)
    @click.option(
        "--card",
        "cards",
        type=FILE,
        multiple=True,
        help=say(
            "Card of the agency that sealed it, which you trust; may be repeated.",
            "Carte du service qui l’a scellé, à laquelle vous vous fiez ; peut être répétée.",
        ),
    )
    @click.option(
        "--stamps",
        type=FILE,
        help=say(
            "Certificates (PEM) that you trust for time-stamps.",
            "Certificats (PEM) auxquels vous vous fiez pour l’horodatage.",
        ),
    )
    @click.option(
        "--witness",
        "witnesses",
        type=FILE,
        multiple=True,
        help=say(
            "Keys (.vkeys) of a node that you trust as a witness; may be repeated.",
            "Clés (.vkeys) d’un nœud auquel vous vous fiez comme témoin ; peut être répétée.",
        ),
    )
    def verify(
        package: Path | None, cards: tuple[Path, ...], stamps: Path | None, witnesses: tuple[Path, ...]
    ) -> None:
        if package is None:
            node()
            return
        if not cards:
            raise click.UsageError(say("A package needs --card.", "Un paquet demande --card."))
        trusted = [one for path in cards for one in read_cards(path)]
        roots = stamps.read_bytes()[:ROOT_BYTES] if stamps else None
        others = [read_keys_file(path) for path in witnesses]
        found = _verified(package, trusted, roots, others, language)
        click.echo("\n".join(_told(found, language, brought=roots is not None)))

    return verify


def read_cards(path: Path) -> list[KnownCard]:
    """The cards in a file, one to a line, as `entraide card export` writes them. Raises what `read_card` raises."""
    with path.open("rb") as file:
        lines = file.read(32 * CARD_BYTES).splitlines()
    return [read_card(line, path.name) for line in lines if line.strip()]


def read_keys_file(path: Path) -> VerifyKey:
    """The two keys in a `.vkeys` file. Raises `NoteUnreadable`."""
    with path.open("rb") as file:
        first, _, second = file.read(4096).decode("ascii", "replace").strip().partition("\n")
    return read_keys(first.strip(), second.strip())


def _verified(
    package: Path,
    trusted: list[KnownCard],
    roots: bytes | None,
    witnesses: list[VerifyKey],
    language: Language,
) -> Verified:
    def stamped(token: bytes, digest: bytes, within: bytes) -> datetime:
        return verify_stamp(token, digest, certificates_in(within if roots is None else roots)).at

    with (
        open_bag(package) as bag,
        click.progressbar(length=1, label=BYTES.in_language(language), file=sys.stderr) as bar,
    ):

        def progress(_done: int, _files: int, bytes_done: int, whole: int) -> None:
            bar.length = max(whole, 1)
            bar.update(bytes_done - bar.pos)

        return verify_package(bag, trusted, progress, witnesses=witnesses, check_stamp=stamped)


def _told(found: Verified, language: Language, *, brought: bool) -> list[str]:
    record, french = found.record, language == "fr"
    agency, handling = record.agency, record.handling
    at = found.seal.statement.made_at.isoformat(timespec="seconds")
    name = agency.name_fr if french else agency.name_en
    told = [
        SEALED.in_language(language, name=_plain(name), at=at, node=record.node),
        HANDLING.in_language(
            language,
            tlp=_plain(handling.tlp),
            code=_plain(handling.code),
            purpose=_plain(handling.purpose),
            limits=_plain(handling.limits),
        ).strip(),
    ]
    told += [
        EXHIBIT.in_language(
            language,
            number=_plain(one.described.number),
            title=_plain(one.described.title),
            links=len(one.chain),
            files=len(one.files),
            state=STATES[found.standings[one.described.id].where].in_language(language),
        )
        for one in record.exhibits
    ]
    signed = found.vouched.at.isoformat(timespec="seconds")
    told.append(
        LEDGER.in_language(language, log=_plain(record.ledger.name), size=record.ledger.size, at=signed)
    )
    told += [
        VOUCHED.in_language(language, name=name, at=since.isoformat(timespec="seconds"))
        for name, since in sorted(found.vouched.witnesses.items())
    ]
    if found.stamped:
        whose = (OWN_ROOTS if brought else ITS_ROOTS).in_language(language)
        told.append(STAMPED.in_language(language, count=len(found.stamped), whose=whose))
    if found.absent:
        told.append(STAYED.in_language(language, count=len(found.absent)))
    return told


def _plain(text: str) -> str:
    """A stranger's words on one line of a terminal."""
    return "".join(one if one.isprintable() else "�" for one in text)[:200]
