"""`entraide exhibits`, at the node: take a collection made in the field into a case, change the master key."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click

from entraide.kernel.clock import now
from entraide.kernel.languages import Language, Text

TAKEN = Text(en="Taken in as exhibit {number}.", fr="Versé comme pièce {number}.")
CHANGED = Text(
    en="Keys that lie under the new master key: {count}. Copy {path} anew and keep it apart. Keep the copy of the "
    "former one as long as you keep copies of the database from before.",
    fr="Clés qui reposent sous la nouvelle clé maîtresse : {count}. Copiez à nouveau {path} et gardez la copie à part. "
    "Gardez celle de l’ancienne aussi longtemps que des copies de la base d’avant.",
)
WRAPPING = Text(en="Keys", fr="Clés")
CHECKING = Text(en="Checking", fr="Vérification")


def commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The commands of `entraide exhibits`, their help in one language; `set_up` readies Django."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group("exhibits", help=say("Exhibits of this node.", "Les pièces à conviction de ce nœud."))
    def exhibits() -> None:
        pass

    @exhibits.command(
        "take-in",
        help=say(
            "Take a collection made in the field into a case: checked whole, custody from its collector.",
            "Verser à un dossier une collecte faite sur le terrain : vérifiée en entier, garde depuis son auteur.",
        ),
    )
    @click.argument("collection", type=click.Path(exists=True, path_type=Path))
    @click.option("--case", "case_id", type=click.UUID, required=True, help=say("The case.", "Le dossier."))
    @click.option(
        "--fingerprint",
        required=True,
        help=say(
            "Of the seal, as it stands on the collector's paper.",
            "Du scellé, telle qu’elle est sur le papier.",
        ),
    )
    @click.option(
        "--received-by",
        "email",
        required=True,
        help=say("E-mail address of the person who received it.", "Adresse électronique de qui l’a reçue."),
    )
    @click.option("--place", required=True, help=say("Where it is kept.", "Où elle est conservée."))
    def take_in(collection: Path, case_id: UUID, fingerprint: str, email: str, place: str) -> None:
        set_up()
        from entraide.accounts.queries import person_by_email
        from entraide.cases.queries import case_of
        from entraide.evidence.services import collections

        with click.progressbar(length=1, label=CHECKING.in_language(language), file=sys.stderr) as bar:

            def progress(_done: int, _files: int, bytes_done: int, whole: int) -> None:
                bar.length = max(whole, 1)
                bar.update(bytes_done - bar.pos)

            exhibit = collections.take_in(
                case_of(case_id),
                collection,
                fingerprint=fingerprint,
                receiver=person_by_email(email),
                place=place,
                acting=None,
                at=now(),
                progress=progress,
            )
        click.echo(TAKEN.in_language(language, number=exhibit.number))

    @exhibits.command(
        "change-key",
        help=say(
            "Make another master key and wrap the keys of all files under it. The node may go on working; what is "
            "broken off goes on when the command is given again.",
            "Créer une autre clé maîtresse et envelopper sous elle les clés de tous les fichiers. Le nœud peut "
            "continuer de travailler ; ce qui est interrompu reprend quand la commande est donnée de nouveau.",
        ),
    )
    def change_key() -> None:
        set_up()
        from django.conf import settings

        from entraide.evidence.services.rekeying import change_master_key

        with click.progressbar(length=1, label=WRAPPING.in_language(language), file=sys.stderr) as bar:

            def progress(done: int, of: int) -> None:
                bar.length = max(of, done, 1)
                bar.update(done - bar.pos)

            count = change_master_key(acting=None, at=now(), progress=progress)
        click.echo(CHANGED.in_language(language, count=count, path=settings.ENTRAIDE_EVIDENCE_KEY))

    return exhibits
