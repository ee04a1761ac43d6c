"""`entraide seal`: the agency's seal, set on the node's own machine; and examining a sealed file anywhere."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from entraide.config.home import home, seal_file
from entraide.kernel.clock import now
from entraide.kernel.languages import Language, Text

if TYPE_CHECKING:
    from entraide.assistance.domain.letters.seal.keys import Face

FACE = Text(
    en="Name:         {name}\nIssued by:    {issuer}\nValid:        {since} to {until}\nSHA-256:      {sha256}",
    fr="Nom :         {name}\nÉmis par :    {issuer}\nValable :     du {since} au {until}\nSHA-256 :     {sha256}",
)
OWN = Text(
    en="The certificate is signed by itself: it proves to a stranger only that letters come from one and the same "
    "node. Give the SHA-256 above to your partners by another way.",
    fr="Le certificat est signé par lui-même : il prouve seulement à un tiers que des lettres viennent d’un même nœud. "
    "Donnez le SHA-256 ci-dessus à vos partenaires par une autre voie.",
)
SOON = Text(
    en="Warning: it expires in less than 30 days, and then nothing leaves: set the next one.",
    fr="Attention : il expire dans moins de 30 jours, et rien ne partira plus : mettez le prochain.",
)
SET = Text(
    en="From now on every letter is sealed when it is approved.",
    fr="Désormais, chaque lettre est scellée quand elle est approuvée.",
)
REMOVED = Text(
    en="Letters leave without a seal from now on. What was sealed stays sealed.",
    fr="Désormais, les lettres partent sans sceau. Ce qui a été scellé le reste.",
)
FOUND = Text(en="Seal «{field}»: {verdict}", fr="Sceau « {field} » : {verdict}")
VERDICTS = {
    "intact": Text(en="intact", fr="intact"),
    "changed_after": Text(
        en="whole for what was sealed, but {added} bytes were added after it",
        fr="entier pour ce qui a été scellé, mais {added} octets ont été ajoutés après",
    ),
    "broken": Text(en="BROKEN", fr="ROMPU"),
}
STATED = Text(
    en="Sealed at:    {at:%Y-%m-%d %H:%M} UTC, by the sealer’s own clock",
    fr="Scellé le :   {at:%Y-%m-%d %H:%M} UTC, selon l’horloge de qui a scellé",
)
TRUST = Text(
    en="Trust is not judged here: compare the SHA-256 with the one that the agency gave you by another way.",
    fr="La confiance n’est pas jugée ici : comparez le SHA-256 avec celui que le service vous a donné "
    "par une autre voie.",
)


def seal_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The group `seal`, its help in one language; `set_up` readies Django."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group(help=say("The agency’s electronic seal.", "Le sceau électronique du service."))
    def seal() -> None:
        pass

    @seal.command(
        "set", help=say("Seal letters with the key of a file.", "Sceller avec la clé d’un fichier.")
    )
    @click.argument("file", metavar=say("FILE.p12", "FICHIER.p12"), type=click.File("rb"))
    @click.option(
        "--passphrase-file",
        type=click.File("r"),
        help=say(
            "File with the pass phrase («-»: standard input); otherwise it is asked for.",
            "Fichier de la phrase de passe (« - » : entrée standard) ; sinon elle est demandée.",
        ),
    )
    def set_(file: IO[bytes], passphrase_file: IO[str] | None) -> None:
        from entraide.assistance.domain.letters.seal.keys import LARGEST, from_p12

        set_up()
        from entraide.assistance.services import sealing

        data = file.read(LARGEST + 1)
        asked = say("Pass phrase", "Phrase de passe")
        pass_phrase = (
            passphrase_file.read(LARGEST).rstrip("\r\n")
            if passphrase_file
            else click.prompt(asked, hide_input=True, default="", show_default=False)
        )
        sealing.set_seal(from_p12(data, pass_phrase), acting=None, at=now())
        click.echo(SET.in_language(language))
        _show(language)

    @seal.command(
        help=say(
            "For trying out: seal with a key made here, whose certificate nobody vouches for.",
            "Pour essayer : sceller avec une clé créée ici, dont personne ne garantit le certificat.",
        )
    )
    @click.option("--name", required=True, help=say("Name on the certificate.", "Nom sur le certificat."))
    def make(name: str) -> None:
        from entraide.assistance.domain.letters.seal import errors, keys

        set_up()
        from entraide.assistance.services import sealing

        if seal_file(home()).exists():
            raise errors.SealThere
        at = now()
        sealing.set_seal(keys.made(name, at=at), acting=None, at=at)
        click.echo(SET.in_language(language))
        _show(language)

    @seal.command(
        help=say(
            "Whose seal letters bear, and until when.", "Quel sceau portent les lettres, et jusqu’à quand."
        )
    )
    def show() -> None:
        _show(language)

    @seal.command(help=say("Seal no more.", "Ne plus sceller."))
    def remove() -> None:
        set_up()
        from entraide.assistance.services import sealing

        sealing.remove_seal(acting=None, at=now())
        click.echo(REMOVED.in_language(language))

    @seal.command(
        help=say(
            "Whether the seal of a file is intact, and whose it is. Needs no node and no network.",
            "Si le sceau d’un fichier est intact, et de qui il est. Ne demande ni nœud ni réseau.",
        )
    )
    @click.argument(
        "file", metavar=say("FILE.pdf", "FICHIER.pdf"), type=click.Path(exists=True, dir_okay=False)
    )
    def verify(file: str) -> None:
        from entraide.assistance.domain.letters.seal import examining

        with Path(file).open("rb") as opened:
            found = examining.seals_in(opened.read(examining.LARGEST + 1), at=now())
        for one in found:
            verdict = VERDICTS[one.verdict].in_language(language, added=one.added)
            click.echo(FOUND.in_language(language, field=one.field, verdict=verdict))
            if one.face:
                _tell(one.face, language)
            if one.stated_at:
                click.echo(STATED.in_language(language, at=one.stated_at.astimezone(UTC)))
        click.echo(TRUST.in_language(language))
        examining.require_intact(found)

    return seal


def _show(language: Language) -> None:
    """Print the seal of the node. Raises `NoSealSet`, and what keeps it from sealing."""
    from entraide.assistance.domain.letters.seal.errors import NoSealSet
    from entraide.assistance.domain.letters.seal.keeping import kept
    from entraide.assistance.domain.letters.seal.keys import require_valid

    found = kept(seal_file(home()))
    if found is None:
        raise NoSealSet
    _tell(found.face, language)
    at = now()
    require_valid(found.face, at=at)
    if found.face.expires_soon(at):
        click.echo(SOON.in_language(language), err=True)


def _tell(face: "Face", language: Language) -> None:
    told = FACE.in_language(
        language,
        name=face.name,
        issuer=face.issuer,
        since=f"{face.valid_from:%Y-%m-%d}",
        until=f"{face.valid_until:%Y-%m-%d}",
        sha256=face.sha256,
    )
    click.echo(told)
    if face.self_signed:
        click.echo(OWN.in_language(language))
