"""What cannot be sealed, or sealed with; and what is wrong with a sealed file."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class KeyFileTooLarge(Refusal):
    """No key and chain of certificates are that large. Facts: `limit`, in kilobytes."""

    code = "seal.key_file_too_large"
    sentence = Text(
        en="The file is larger than {limit} kB: it is no PKCS#12 file with one key.",
        fr="Le fichier dépasse {limit} ko : ce n’est pas un fichier PKCS#12 contenant une clé.",
    )


class NotAKeyFile(Refusal):
    """The file is not PKCS#12, or is enciphered in a way that is no longer read."""

    code = "seal.not_a_key_file"
    sentence = Text(
        en="This is not a PKCS#12 file that can be read (.p12, .pfx). If it is old, write it anew with "
        "openssl pkcs12 -legacy.",
        fr="Ce n’est pas un fichier PKCS#12 lisible (.p12, .pfx). S’il est ancien, réécrivez-le avec "
        "openssl pkcs12 -legacy.",
    )


class WrongPassPhrase(Refusal):
    """The file does not open with this pass phrase. A damaged file cannot be told from a wrong pass phrase."""

    code = "seal.wrong_pass_phrase"
    sentence = Text(
        en="The file does not open with this pass phrase, or it is damaged.",
        fr="Le fichier ne s’ouvre pas avec cette phrase de passe, ou il est endommagé.",
    )


class KeyFileIncomplete(Refusal):
    """The file lacks the private key, or its certificate, or the two do not belong together."""

    code = "seal.key_file_incomplete"
    sentence = Text(
        en="The file does not hold a private key together with its certificate.",
        fr="Le fichier ne contient pas une clé privée accompagnée de son certificat.",
    )


class KeyUnsuited(Refusal):
    """A kind or a size of key that is not used for seals."""

    code = "seal.key_unsuited"
    sentence = Text(
        en="This key cannot seal: use RSA of 2048 bits or more, or an elliptic curve (P-256, P-384, P-521).",
        fr="Cette clé ne peut pas sceller : prenez RSA de 2048 bits ou plus, ou une courbe elliptique "
        "(P-256, P-384, P-521).",
    )


class CertificateUnsuited(Refusal):
    """The certificate was given for something else."""

    code = "seal.certificate_unsuited"
    sentence = Text(
        en="This certificate may not seal: it is that of an authority, or its key usage names neither digital "
        "signature nor content commitment, or its extended usage is for something else.",
        fr="Ce certificat ne peut pas sceller : c’est celui d’une autorité, ou son usage de clé ne nomme ni signature "
        "numérique ni engagement sur le contenu, ou son usage étendu est autre.",
    )


class CertificateExpired(Refusal):
    """Facts: `until`, a day."""

    code = "seal.expired"
    sentence = Text(
        en="The certificate of the seal expired on {until}: nothing is sealed with it, and nothing leaves without "
        "the seal. The administrator of the machine sets another (entraide seal set) or removes it "
        "(entraide seal remove).",
        fr="Le certificat du sceau a expiré le {until} : rien n’est scellé avec lui, et rien ne part sans le sceau. "
        "L’administrateur de la machine en met un autre (entraide seal set) ou le retire (entraide seal remove).",
    )


class CertificateNotYetValid(Refusal):
    """Facts: `since`, a day."""

    code = "seal.not_yet_valid"
    sentence = Text(
        en="The certificate of the seal is valid from {since} only: nothing is sealed with it before. "
        "Check the clock of the machine, or set another (entraide seal set).",
        fr="Le certificat du sceau n’est valable qu’à partir du {since} : rien n’est scellé avec lui avant. "
        "Vérifiez l’horloge de la machine, ou mettez-en un autre (entraide seal set).",
    )


class NameUnsuited(Refusal):
    """The name for a certificate is empty or too long."""

    code = "seal.name_unsuited"
    sentence = Text(
        en="A certificate carries a name of 1 to 64 characters.",
        fr="Un certificat porte un nom de 1 à 64 caractères.",
    )


class SealUnreadable(Refusal):
    """The seal that the node keeps cannot be read."""

    code = "seal.unreadable"
    sentence = Text(
        en="The seal of this node cannot be read, and nothing leaves without it. The administrator of the machine sets "
        "it anew (entraide seal set) or removes it (entraide seal remove).",
        fr="Le sceau de ce nœud ne peut pas être lu, et rien ne part sans lui. L’administrateur de la machine le remet "
        "(entraide seal set) ou le retire (entraide seal remove).",
    )


class NoSealSet(Refusal):
    """There is nothing to show or to remove."""

    code = "seal.not_set"
    sentence = Text(
        en="This node has no seal: letters leave without one. Set one with: entraide seal set FILE.p12.",
        fr="Ce nœud n’a pas de sceau : les lettres partent sans. Mettez-en un avec : entraide seal set FICHIER.p12.",
    )


class SealThere(Refusal):
    """A seal for trying out never takes the place of another."""

    code = "seal.already_set"
    sentence = Text(
        en="This node has a seal already. Look at it (entraide seal show), then remove it first "
        "(entraide seal remove).",
        fr="Ce nœud a déjà un sceau. Regardez-le (entraide seal show), puis retirez-le d’abord "
        "(entraide seal remove).",
    )


class LetterNotSealed(Refusal):
    """The sealing itself failed. Facts: `reason`, the type of the error."""

    code = "seal.not_sealed"
    sentence = Text(
        en="The letter could not be sealed ({reason}); it was not approved. Ask the administrator of the machine to "
        "look at the seal: entraide doctor.",
        fr="La lettre n’a pas pu être scellée ({reason}) ; elle n’a pas été approuvée. Demandez à l’administrateur de "
        "la machine de vérifier le sceau : entraide doctor.",
    )


class FileTooLarge(Refusal):
    """Facts: `limit`, in megabytes."""

    code = "seal.file_too_large"
    sentence = Text(
        en="The file is larger than {limit} MB: no letter is.",
        fr="Le fichier dépasse {limit} Mo : aucune lettre n’est si grande.",
    )


class NotAPdf(Refusal):
    """The file cannot be read as PDF."""

    code = "seal.not_a_pdf"
    sentence = Text(en="The file cannot be read as PDF.", fr="Le fichier ne peut pas être lu comme PDF.")


class NoSealInFile(Refusal):
    """The file carries no seal."""

    code = "seal.none_in_file"
    sentence = Text(en="The file carries no seal.", fr="Le fichier ne porte aucun sceau.")


class SealBroken(Refusal):
    """What was sealed is no longer what is in the file."""

    code = "seal.broken"
    sentence = Text(
        en="The seal is broken: the file is not what was sealed.",
        fr="Le sceau est rompu : le fichier n’est pas ce qui a été scellé.",
    )


class ChangedAfterSealing(Refusal):
    """The sealed bytes are whole, but others follow them, which may change what is seen."""

    code = "seal.changed_after"
    sentence = Text(
        en="Something was added to the file after it was sealed: what it shows may not be what was sealed.",
        fr="Quelque chose a été ajouté au fichier après le scellement : ce qu’il montre peut ne pas être ce qui a été "
        "scellé.",
    )
