"""The whole ledger of a node looked at again; `entraide ledger proof` proves one entry to anybody."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from entraide.kernel.clock import now
from entraide.kernel.languages import Language, Text
from entraide.ledger.domain.erasing import GROUNDS, Ground
from entraide.ledger.domain.keys import read_keys
from entraide.ledger.domain.notes import NOTE_BYTES
from entraide.ledger.domain.proofs import read_proof, verify_proof

WALK = Text(en="Entries", fr="Inscriptions")
WHOLE = Text(
    en="Whole: {entries} entries, {checkpoints} checkpoints, {vouched} of them vouched for by partners.",
    fr="Intact : {entries} inscriptions, {checkpoints} points de contrôle, {vouched} garantis par des partenaires.",
)
NEVER_SIGNED = Text(
    en="Nothing of it is signed yet: what was cut off its end would not be missed.",
    fr="Rien n’en est encore signé : ce qui en serait coupé à la fin ne manquerait à personne.",
)
AFTER = Text(
    en="Signed up to entry {size}, on {at}; {later} came after.",
    fr="Signé jusqu’à l’inscription {size}, le {at} ; {later} sont venues après.",
)
BROKEN = Text(en="NOT WHOLE: {count} faults.", fr="PAS INTACT : {count} défauts.")
MORE = Text(en="Further faults are not listed.", fr="Les autres défauts ne sont pas énumérés.")
HOLDS = Text(
    en="Holds: entry {number} of the ledger {log} at {size} entries.",
    fr="Prouvé : inscription {number} du registre {log} à {size} inscriptions.",
)
BEGUN = Text(en="Signed from now on as {name}.", fr="Signé désormais comme {name}.")
ERASED = Text(en="Erased beside {count} entries.", fr="Effacé à côté de {count} inscriptions.")
ERASED_BEFORE = Text(
    en="Erased on a recorded ground, beside so many entries: {count}.",
    fr="Effacé pour un motif inscrit, à côté d’autant d’inscriptions : {count}.",
)
LISTED = 1000
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def verify_node(language: Language) -> int:
    """`entraide verify` at a node that is set up; the exit code is 1 where something is not as it should be."""
    from entraide.ledger.queries.checkpoints import standing_of
    from entraide.ledger.queries.verifying import verify
    from entraide.ledger.services.checkpoints import known_keys

    found = 0
    standing = standing_of()
    with click.progressbar(length=standing.entries, label=WALK.in_language(language), file=sys.stderr) as bar:
        for fault in verify(known_keys(), lambda done, _all: bar.update(done - bar.pos)):
            found += 1
            if found <= LISTED:
                click.echo(fault.in_language(language))
    if found > LISTED:
        click.echo(MORE.in_language(language))
    if found:
        click.echo(BROKEN.in_language(language, count=found))
        return 1
    click.echo(
        WHOLE.in_language(
            language, entries=standing.entries, checkpoints=standing.checkpoints, vouched=standing.vouched
        )
    )
    if standing.erased:
        click.echo(ERASED_BEFORE.in_language(language, count=standing.erased))
    if standing.size is None or standing.at is None:
        click.echo(NEVER_SIGNED.in_language(language))
    else:
        later = standing.entries - standing.size
        at = standing.at.isoformat(timespec="seconds")
        click.echo(AFTER.in_language(language, size=standing.size, at=at, later=later))
    return 0


def ledger_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The commands of `entraide ledger`, their help in one language."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group(help=say("The ledger of this node.", "Le registre de ce nœud."))
    def ledger() -> None:
        pass

    @ledger.command(
        "begin-again",
        help=say(
            "Sign the ledger under another name from now on: after a restored backup. What was signed stays.",
            "Signer désormais le registre sous un autre nom : après une restauration. Ce qui a été signé demeure.",
        ),
    )
    @click.option(
        "--reason", required=True, help=say("Why; it stays on record.", "Pourquoi ; reste inscrit.")
    )
    def again(reason: str) -> None:
        set_up()
        from entraide.ledger.services.checkpoints import begin_again

        click.echo(BEGUN.in_language(language, name=begin_again(reason, acting=None, at=now()).name))

    @ledger.command(
        help=say(
            "Erase the personal data held beside entries, on a ground; the entries and the tree stay.",
            "Effacer les données personnelles conservées à côté d’inscriptions ; inscriptions et arbre demeurent.",
        )
    )
    @click.argument("entries", nargs=-1, required=True, type=click.IntRange(1))
    @click.option(
        "--ground",
        required=True,
        type=click.Choice([one.value for one in Ground]),
        help="; ".join(f"{one.value}: {words.in_language(language)}" for one, words in GROUNDS.items()),
    )
    @click.option("--why", required=True, help=say("In words.", "En toutes lettres."))
    @click.option("--who", required=True, help=say("Who answers for it.", "Qui en répond."))
    def erase(entries: tuple[int, ...], ground: str, why: str, who: str) -> None:
        set_up()
        from entraide.ledger.services.erasing import erase_details

        count = erase_details(set(entries), Ground(ground), why=why, who=who, acting=None, at=now())
        click.echo(ERASED.in_language(language, count=count))

    ledger.add_command(proof_commands(language, set_up))
    return ledger


def proof_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The commands of `entraide proof`: make one at a node, check one anywhere."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group(help=say("Proofs of single entries.", "Les preuves d’inscriptions isolées."))
    def proof() -> None:
        pass

    @proof.command(
        help=say(
            "Write what proves entry NUMBER into FOLDER: .entry, .tlog-proof, and the node’s keys, .vkeys.",
            "Écrire dans DOSSIER ce qui prouve l’inscription : .entry, .tlog-proof, et les clés du nœud, .vkeys.",
        )
    )
    @click.argument("number", type=click.IntRange(1))
    @click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
    def make(number: int, folder: Path) -> None:
        set_up()
        from entraide.ledger.queries.checkpoints import proof_of
        from entraide.ledger.services.checkpoints import key

        found = proof_of(number)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.entry").write_bytes(bytes(found.entry.canonical))
        (folder / f"{number}.tlog-proof").write_text(found.proof.written(), "utf-8")
        (folder / f"{number}.vkeys").write_text("\n".join(key().public.written()) + "\n", "ascii")

    @proof.command(
        help=say(
            "Check that ENTRY is in the ledger of the node with these KEYS; needs no node.",
            "Vérifier qu’ENTRY est au registre du nœud qui a ces CLÉS ; aucun nœud n’est nécessaire.",
        )
    )
    @click.argument("entry", type=FILE)
    @click.argument("proof_file", metavar="PROOF", type=FILE)
    @click.argument("keys", type=FILE)
    def check(entry: Path, proof_file: Path, keys: Path) -> None:
        log = read_keys(*_lines(keys))
        found = read_proof(_bytes(proof_file))
        verify_proof(_bytes(entry), found, log)
        size = found.note.text.split("\n")[1]
        click.echo(HOLDS.in_language(language, number=found.index + 1, log=log.name, size=size))

    return proof


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2 * NOTE_BYTES + 1)


def _lines(path: Path) -> tuple[str, str]:
    first, _, second = _bytes(path).decode("ascii", "replace").strip().partition("\n")
    return first.strip(), second.strip()
