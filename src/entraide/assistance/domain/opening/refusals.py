"""Why a file is not opened: one class for each cause."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class NotOpened(Refusal):
    """Base of the refusals of a file."""

    code = "opening.refused"
    sentence = Text(en="The file could not be opened.", fr="Le fichier n’a pas pu être ouvert.")


class EmptyFile(NotOpened):
    """There is not one byte in it."""

    code = "opening.empty"
    sentence = Text(en="The file is empty (0 bytes).", fr="Le fichier est vide (0 octet).")


class TooLarge(NotOpened):
    """The file is over the limit on size; it was not read."""

    code = "opening.too_large"
    sentence = Text(
        en="The file is too large: {size_mb} MB, and the limit is {limit_mb} MB.",
        fr="Le fichier est trop volumineux : {size_mb} Mo, et la limite est de {limit_mb} Mo.",
    )

    def __init__(self, *, size: int, limit: int) -> None:
        super().__init__(size_mb=-(-size // 1_000_000), limit_mb=limit // 1_000_000)


class UnknownFormat(NotOpened):
    """The content is of none of the formats that are opened, whatever the name says."""

    code = "opening.unknown_format"
    sentence = Text(
        en="This format is not read here. Mail (.eml, .msg), PDF, DOCX, HTML, Markdown and plain text are.",
        fr="Ce format n’est pas lu ici. Le sont : le courriel (.eml, .msg), PDF, DOCX, HTML, Markdown "
        "et le texte brut.",
    )


class TruncatedPdf(NotOpened):
    """A PDF without its end."""

    code = "opening.truncated_pdf"
    sentence = Text(
        en="The PDF is cut short: its end is missing. Ask the sender for a whole copy.",
        fr="Le PDF est tronqué : il en manque la fin. Demandez une copie complète à l’expéditeur.",
    )


class ZipBomb(NotOpened):
    """Small on disk, huge when unpacked."""

    code = "opening.zip_bomb"
    sentence = Text(
        en="The file is a trap: it would unpack to a size out of all proportion (zip bomb).",
        fr="Le fichier est un piège : décompressé, il prendrait une taille démesurée "
        "(bombe de décompression).",
    )


class Encrypted(NotOpened):
    """A password or a key is needed."""

    code = "opening.encrypted"
    sentence = Text(
        en="The file is encrypted or protected by a password. Ask the sender for a copy that can be read.",
        fr="Le fichier est chiffré ou protégé par un mot de passe. "
        "Demandez une copie lisible à l’expéditeur.",
    )


class TookTooLong(NotOpened):
    """The child was stopped by its clock."""

    code = "opening.too_long"
    sentence = Text(
        en="Opening the file took too long and was stopped.",
        fr="L’ouverture du fichier prenait trop de temps; elle a été interrompue.",
    )


class TookTooMuchMemory(NotOpened):
    """The child ran into its limit on memory."""

    code = "opening.too_much_memory"
    sentence = Text(
        en="Opening the file took too much memory and was stopped.",
        fr="L’ouverture du fichier prenait trop de mémoire; elle a été interrompue.",
    )


class Damaged(NotOpened):
    """The format is known but the content does not hold together."""

    code = "opening.damaged"
    sentence = Text(
        en="The file is damaged: it could not be read to the end.",
        fr="Le fichier est endommagé : il n’a pas pu être lu jusqu’au bout.",
    )


class Unreadable(NotOpened):
    """The disk does not give it: not a plain file, no permission, gone."""

    code = "opening.unreadable"
    sentence = Text(
        en="The file could not be read from the disk: it is missing, not a plain file, or not allowed.",
        fr="Le fichier n’a pas pu être lu sur le disque : il est absent, n’est pas un simple fichier "
        "ou l’accès est refusé.",
    )


BY_CODE: dict[str, type[NotOpened]] = {
    refusal.code: refusal
    for refusal in (
        EmptyFile,
        UnknownFormat,
        TruncatedPdf,
        ZipBomb,
        Encrypted,
        TookTooLong,
        TookTooMuchMemory,
        Damaged,
        Unreadable,
    )
}
