"""`entraide collect` makes a sealed package of a folder of files, on a machine with no node and no network."""

import shlex
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click
from tqdm import tqdm

from entraide.evidence.domain.bags import pack
from entraide.evidence.domain.collected import Collector, Coordinates, Entry, Kind, Told
from entraide.evidence.domain.collecting import PACKAGE, Collecting, begin, resume
from entraide.evidence.domain.seals import key_at
from entraide.evidence.errors.bags import NothingTold
from entraide.kernel.clock import now
from entraide.kernel.languages import Language, Text

COPYING = Text(en="Copying", fr="Copie")
PACKING = Text(en="Packing", fr="Assemblage")
COPIED = Text(
    en="Copied: {files} files, {bytes} bytes. Links noted: {links}.",
    fr="Copié : {files} fichiers, {bytes} octets. Liens notés : {links}.",
)
NOT_READ = Text(en="NOT READ: {count}", fr="NON LUS : {count}")
MORE = Text(
    en="  … and {count} more: see files.jsonl in the package.",
    fr="  … et {count} autres : voir files.jsonl dans le paquet scellé.",
)
NOTED = Text(
    en="Changed while they were read, or between two runs: {count}",
    fr="Modifiés pendant la lecture, ou entre deux reprises : {count}",
)
SEALED = Text(
    en="Sealed: {package}\nWrite this on paper, with the date, and sign it:\n\n    {fingerprint}\n",
    fr="Scellé : {package}\nÉcrivez ceci sur papier, avec la date, et signez :\n\n    {fingerprint}\n",
)
INTERRUPTED = Text(
    en="Interrupted. What was copied stays. Go on with: entraide collect {source} --to {to} --resume",
    fr="Interrompu. Ce qui est copié reste. Reprenez avec : entraide collect {source} --to {to} --resume",
)
REASONS = {
    "EACCES": Text(en="no right to read it", fr="aucun droit de lecture"),
    "EPERM": Text(en="no right to read it", fr="aucun droit de lecture"),
    "EIO": Text(en="the disk gives an error", fr="le disque donne une erreur"),
    "ENOENT": Text(en="it was gone", fr="il n’était plus là"),
    "fifo": Text(en="a pipe", fr="un tube"),
    "socket": Text(en="a socket", fr="une interface de connexion"),
    "character device": Text(en="a device", fr="un périphérique"),
    "block device": Text(en="a device", fr="un périphérique"),
}
ASKED = {
    "by": Text(en="--by (your name)", fr="--by (votre nom)"),
    "agency": Text(en="--agency", fr="--agency (service)"),
    "place": Text(en="--place", fr="--place (lieu)"),
    "reason": Text(en="--reason", fr="--reason (motif)"),
}
LISTED = 50
STOPPED_BY_HAND = 130
FOLDER = click.Path(file_okay=False, path_type=Path)


def command(language: Language) -> click.Command:
    """`entraide collect`, its help in one language."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.command(
        "collect",
        help=say(
            "Copy the files of a folder into a sealed package. Needs no node and no network.",
            "Copier les fichiers d’un dossier dans un paquet scellé. Ne demande ni nœud ni réseau.",
        ),
    )
    @click.argument("source", metavar=say("FOLDER", "DOSSIER"), type=FOLDER)
    @click.option(
        "--to",
        required=True,
        type=FOLDER,
        help=say("New folder for the package.", "Nouveau dossier, où va le paquet scellé."),
    )
    @click.option("--by", "name", default="", help=say("Your name.", "Votre nom."))
    @click.option("--agency", default="", help=say("Your agency.", "Votre service."))
    @click.option("--function", default="", help=say("Your function.", "Votre fonction."))
    @click.option("--place", default="", help=say("Where, in words.", "Où, en mots."))
    @click.option("--coordinates", help=say("Where: latitude, longitude.", "Où : latitude, longitude."))
    @click.option("--device", default="", help=say("Notes on the device.", "Notes sur l’appareil."))
    @click.option("--reason", default="", help=say("Why; it stays on record.", "Pourquoi ; reste inscrit."))
    @click.option(
        "--time-zone",
        help=say("Such as America/Toronto; otherwise the machine’s.", "Par exemple America/Toronto."),
    )
    @click.option(
        "--key",
        "key_file",
        type=click.Path(dir_okay=False, path_type=Path),
        default=lambda: Path(click.get_app_dir("entraide")) / "collector.pem",
        help=say("Your key; made when there is none.", "Votre clé ; créée s’il n’y en a pas."),
    )
    @click.option("--zip", "zipped", is_flag=True, help=say("Also as one file.", "Aussi en un seul fichier."))
    @click.option("--resume", "again", is_flag=True, help=say("Go on after an interruption.", "Reprendre."))
    def collect(
        source: Path,
        to: Path,
        name: str,
        agency: str,
        function: str,
        place: str,
        coordinates: str | None,
        device: str,
        reason: str,
        time_zone: str | None,
        key_file: Path,
        zipped: bool,
        again: bool,
    ) -> None:
        at = now()
        # Asked for before anything is copied: what cannot be sealed at the end is not begun.
        key = key_at(key_file)
        if again:
            under_way = resume(source, to, at=at)
        else:
            _require_told({"by": name, "agency": agency, "place": place, "reason": reason}, language)
            told = Told(
                Collector(name, agency, function),
                place,
                reason,
                Coordinates.read(coordinates) if coordinates else None,
                device,
                time_zone or _offset(at),
            )
            under_way = begin(source, to, told, at=at)
        try:
            entries = _copied(under_way, language)
            fingerprint = under_way.seal(key, at=now())
        except KeyboardInterrupt:
            again_with = {"source": shlex.quote(str(source)), "to": shlex.quote(str(to))}
            click.echo(INTERRUPTED.in_language(language, **again_with), err=True)
            sys.exit(STOPPED_BY_HAND)
        finally:
            under_way.close()
        _tell(entries, language)
        package = to / PACKAGE
        if zipped:
            package = _packed(package, language)
        click.echo(SEALED.in_language(language, package=package, fingerprint=fingerprint))

    return collect


def _copied(under_way: Collecting, language: Language) -> tuple[Entry, ...]:
    with tqdm(total=0, unit="B", unit_scale=True, desc=COPYING.in_language(language), leave=True) as bar:

        def step(files: int, all_files: int, size: int, all_bytes: int) -> None:
            bar.total = max(all_bytes, size)
            bar.set_postfix_str(f"{files}/{all_files}", refresh=False)
            bar.update(size - bar.n)

        return under_way.copy(step)


def _packed(package: Path, language: Language) -> Path:
    file = package.with_name(f"{package.name}.zip")
    with tqdm(total=0, unit="", desc=PACKING.in_language(language), leave=True) as bar:

        def step(done: int, all_: int) -> None:
            bar.total = all_
            bar.update(done - bar.n)

        pack(package, file, step)
    return file


def _tell(entries: Iterable[Entry], language: Language) -> None:
    found = list(entries)
    files = [entry for entry in found if entry.kind is Kind.FILE]
    links = sum(entry.kind is Kind.LINK for entry in found)
    size = sum(entry.size for entry in files)
    click.echo(COPIED.in_language(language, files=len(files), bytes=size, links=links))
    unread = [entry for entry in found if entry.kind in {Kind.UNREAD, Kind.SPECIAL}]
    _list(unread, NOT_READ, language, lambda entry: _why(entry.reason, language))
    noted = [entry for entry in files if entry.notes]
    _list(noted, NOTED, language, lambda entry: "; ".join(entry.notes))


def _list(entries: list[Entry], title: Text, language: Language, why: Callable[[Entry], str]) -> None:
    if entries:
        click.echo(title.in_language(language, count=len(entries)))
    for entry in entries[:LISTED]:
        click.echo(f"  {_plain(entry.shown)}: {why(entry)}")
    if len(entries) > LISTED:
        click.echo(MORE.in_language(language, count=len(entries) - LISTED))


def _why(reason: str, language: Language) -> str:
    return REASONS[reason].in_language(language) if reason in REASONS else reason


def _plain(path: str) -> str:
    # A file can be called what a terminal would obey.
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)


def _require_told(said: dict[str, str], language: Language) -> None:
    missing = [ASKED[name].in_language(language) for name, value in said.items() if not value.strip()]
    if missing:
        raise NothingTold(names=", ".join(missing))


def _offset(at: datetime) -> str:
    """The machine's own distance from UTC: +01:00."""
    return f"{at.astimezone():%z}"[:3] + ":" + f"{at.astimezone():%z}"[3:5]
