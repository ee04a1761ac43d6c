"""`entraide mail`: the agency's key for mail, and the certificates of partners, set on the node's own machine."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import IO, TYPE_CHECKING

import click

from entraide.kernel.clock import now
from entraide.kernel.languages import Language, Text

if TYPE_CHECKING:
    from cryptography import x509

LARGEST = 1024 * 1024
SOON_BEFORE = timedelta(days=30)
FACE = Text(
    en="Name:         {name}\nAddresses:    {addresses}\nValid:        {since} to {until}\nSHA-256:      {sha256}",
    fr="Nom :         {name}\nAdresses :    {addresses}\nValable :     du {since} au {until}\nSHA-256 :     {sha256}",
)
SOON = Text(
    en="Warning: it expires in less than 30 days, and then nothing leaves by mail: set the next one.",
    fr="Attention : il expire dans moins de 30 jours, et rien ne partira plus par courriel : mettez le prochain.",
)
SET = Text(
    en="From now on letters that leave by mail are signed. Give the SHA-256 to your partners by another way.",
    fr="Désormais, les lettres qui partent par courriel sont signées. Donnez le SHA-256 à vos partenaires par une "
    "autre voie.",
)
REMOVED = Text(
    en="Letters leave in the clear from now on, and none to a partner whose certificate is on record. The key stays "
    "in the folder to open what is still encrypted to it.",
    fr="Désormais, les lettres partent en clair, et aucune vers un partenaire dont le certificat est enregistré. "
    "La clé reste dans le dossier pour ouvrir ce qui lui est encore chiffré.",
)
KEPT = Text(
    en="It counts for {address} from now on: mail there is encrypted to it, and mail from there is known by it.",
    fr="Il vaut désormais pour {address} : le courrier y est chiffré avec lui, et celui qui en vient est reconnu "
    "par lui.",
)
FORGOTTEN = Text(
    en="It no longer counts for {address}. What it proved stays proved.",
    fr="Il ne vaut plus pour {address}. Ce qu’il a prouvé reste prouvé.",
)
LISTED = Text(
    en="{address}  {since} to {until}  {sha256}  {name}, compared with: {compared_with}",
    fr="{address}  du {since} au {until}  {sha256}  {name}, comparé avec : {compared_with}",
)
NONE_KEPT = Text(en="No certificate is on record.", fr="Aucun certificat n’est enregistré.")


def mail_commands(language: Language, set_up: Callable[[], None]) -> click.Group:
    """The group `mail`, its help in one language; `set_up` readies Django."""

    def say(en: str, fr: str) -> str:
        return Text(en=en, fr=fr).in_language(language)

    @click.group(
        help=say(
            "Mail with partners that have no node.", "Le courriel avec les partenaires qui n’ont pas de nœud."
        )
    )
    def mail() -> None:
        set_up()

    @mail.command(
        "set", help=say("Sign mail with the key of a file.", "Signer le courriel avec la clé d’un fichier.")
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
        from entraide.assistance.services.mailing import keys
        from entraide.exchange.domain.mail.keys import read_key

        data = file.read(LARGEST + 1)
        asked = say("Pass phrase", "Phrase de passe")
        pass_phrase = (
            passphrase_file.read(LARGEST).rstrip("\r\n")
            if passphrase_file
            else click.prompt(asked, hide_input=True, default="", show_default=False)
        )
        ours = read_key(data, pass_phrase)
        keys.set_key(ours, acting=None, at=now())
        click.echo(SET.in_language(language))
        tell(ours.certificate, language)

    @mail.command(
        help=say(
            "With what letters are signed, and until when.",
            "Avec quoi les lettres sont signées, et jusqu’à quand.",
        )
    )
    def show() -> None:
        from entraide.assistance.errors import NoMailKey
        from entraide.assistance.services.mailing import keys
        from entraide.exchange.domain.mail.keys import require_in_force

        ours = keys.our_key()
        if ours is None:
            raise NoMailKey
        tell(ours.certificate, language)
        require_in_force(ours.certificate, at=now())

    @mail.command(help=say("Sign no more.", "Ne plus signer."))
    def remove() -> None:
        from entraide.assistance.services.mailing import keys

        keys.remove_key(acting=None, at=now())
        click.echo(REMOVED.in_language(language))

    @mail.command(
        "partner-certificate",
        help=say(
            "Let a certificate count for an address, once two people compared its SHA-256.",
            "Faire valoir un certificat pour une adresse, une fois son SHA-256 comparé par deux personnes.",
        ),
    )
    @click.argument("address", metavar=say("ADDRESS", "ADRESSE"))
    @click.argument("file", metavar=say("FILE.pem", "FICHIER.pem"), type=click.File("rb"))
    @click.option(
        "--compared-with",
        help=say(
            "Who read the SHA-256 out, and on which number; otherwise it is asked for.",
            "Qui a lu le SHA-256, et à quel numéro ; sinon cela est demandé.",
        ),
    )
    def partner_certificate(address: str, file: IO[bytes], compared_with: str | None) -> None:
        from entraide.assistance.services.mailing import certificates
        from entraide.exchange.domain.mail.keys import read_certificate

        certificate = read_certificate(file.read(LARGEST + 1))
        tell(certificate, language)
        asked = say("Compared with (name and number called)", "Comparé avec (nom et numéro appelé)")
        said = compared_with if compared_with is not None else click.prompt(asked)
        kept = certificates.keep_certificate(address, certificate, compared_with=said, acting=None, at=now())
        click.echo(KEPT.in_language(language, address=kept.address))

    @mail.command(
        "partner-certificates",
        help=say("Which certificate counts for which address.", "Quel certificat vaut pour quelle adresse."),
    )
    def partner_certificates() -> None:
        from entraide.assistance.services.mailing import certificates

        found = list(certificates.in_force())
        if not found:
            click.echo(NONE_KEPT.in_language(language))
        for one in found:
            line = LISTED.in_language(
                language,
                address=one.address,
                since=f"{one.valid_from:%Y-%m-%d}",
                until=f"{one.valid_until:%Y-%m-%d}",
                sha256=one.sha256,
                name=one.name,
                compared_with=one.compared_with,
            )
            click.echo(line)

    @mail.command(
        "forget-certificate",
        help=say("Let a certificate count no more.", "Ne plus faire valoir un certificat."),
    )
    @click.argument("address", metavar=say("ADDRESS", "ADRESSE"))
    @click.argument("sha256", metavar="SHA-256")
    def forget_certificate(address: str, sha256: str) -> None:
        from entraide.assistance.services.mailing import certificates

        gone = certificates.remove_certificate(address, sha256, acting=None, at=now())
        click.echo(FORGOTTEN.in_language(language, address=gone.address))

    return mail


def expires_soon(until: datetime, at: datetime) -> bool:
    """Whether a certificate has a month or less to count."""
    return until - at < SOON_BEFORE


def tell(certificate: "x509.Certificate", language: Language) -> None:
    """Print what a certificate says, and that it expires soon where it does."""
    from entraide.exchange.domain.mail.keys import addresses_in, fingerprint, name_of

    until = certificate.not_valid_after_utc
    click.echo(
        FACE.in_language(
            language,
            name=name_of(certificate),
            addresses=", ".join(sorted(addresses_in(certificate))) or "-",
            since=f"{certificate.not_valid_before_utc.astimezone(UTC):%Y-%m-%d}",
            until=f"{until:%Y-%m-%d}",
            sha256=fingerprint(certificate),
        )
    )
    if expires_soon(until, now()):
        click.echo(SOON.in_language(language), err=True)
