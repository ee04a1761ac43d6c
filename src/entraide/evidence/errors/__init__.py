"""What the package refuses."""

from entraide.kernel.errors import Conflict, NotAllowed, Refusal
from entraide.kernel.languages import Text

_STANDS_IN_THE_WAY = {
    "begin": Text(en="its custody must begin first", fr="sa garde doit d’abord commencer"),
    "here": Text(en="not while it is here", fr="pas tant qu’elle est ici"),
    "offered": Text(en="an offer waits for its answer", fr="une offre attend sa réponse"),
    "elsewhere": Text(en="it is in the custody of others", fr="elle est sous la garde d’autrui"),
    "released": Text(en="it was released", fr="elle a été remise"),
    "destroyed": Text(en="it was destroyed", fr="elle a été détruite"),
    "held": Text(en="a legal hold is on it", fr="elle fait l’objet d’une conservation obligatoire"),
    "not_held": Text(en="no legal hold is on it", fr="aucune conservation obligatoire ne la vise"),
    "other_offer": Text(en="this offer is not open", fr="cette offre n’est pas ouverte"),
    "asked": Text(
        en="a release or a destruction waits for a second person",
        fr="une remise ou une destruction attend une deuxième personne",
    ),
    "not_asked": Text(en="nobody has asked for it", fr="personne ne l’a demandé"),
    "same_person": Text(
        en="it takes a second person, another than the one who asked",
        fr="il y faut une deuxième personne, autre que celle qui l’a demandé",
    ),
    "seal_number": Text(
        en="a seal is put on once, and only one that is on it can be opened",
        fr="un scellé n’est posé qu’une fois, et l’on n’ouvre que celui qui est en place",
    ),
}


class CustodyForbids(Conflict):
    """What the chain of custody does not allow now. `why` names what stands in the way."""

    code = "evidence.custody_forbids"
    sentence = Text(
        en="This cannot come next in the exhibit's custody: {reason}.",
        fr="La garde de la pièce ne le permet pas : {reason}.",
    )

    def in_language(self, language: str) -> str:
        reason = _STANDS_IN_THE_WAY[str(self.facts["why"])].in_language(language)
        return self.sentence.in_language(language, reason=reason)


class ExhibitDamaged(Conflict):
    """What lies on disk is not what was taken in."""

    code = "evidence.exhibit_damaged"
    sentence = Text(
        en="The file of this exhibit is not the one that was taken in. Do not use it; tell your administrator.",
        fr="Le fichier de cette pièce n’est pas celui qui a été versé. Ne l’utilisez pas ; "
        "prévenez votre administrateur.",
    )


class MasterKeyMissing(Conflict):
    """There are exhibits, and the key they lie under is not where it should be."""

    code = "evidence.master_key_missing"
    sentence = Text(
        en="The key under which exhibits are kept is missing or cannot be read: {path}. Restore it from your backup.",
        fr="La clé sous laquelle les pièces sont conservées est absente ou illisible : {path}. "
        "Restaurez-la depuis votre sauvegarde.",
    )


class ContentSealed(NotAllowed):
    """Marked material: held by its hashes and its custody alone."""

    code = "evidence.content_sealed"
    sentence = Text(
        en="This exhibit is marked: its content is never opened, shown or copied by the node.",
        fr="Cette pièce est marquée : le nœud n’en ouvre, n’en montre ni n’en copie jamais le contenu.",
    )


class ContentGone(Conflict):
    code = "evidence.content_gone"
    sentence = Text(
        en="The content was destroyed with the exhibit; what was done with it is in its custody.",
        fr="Le contenu a été détruit avec la pièce ; ce qu’on en a fait figure dans sa chaîne de possession.",
    )


class DigestDiffers(Refusal):
    """What came in is not what was announced."""

    code = "evidence.digest_differs"
    sentence = Text(
        en="«{name}» does not have the SHA-256 told with it. It was not taken in.",
        fr="« {name} » n’a pas le SHA-256 indiqué. Il n’a pas été versé.",
    )


class UploadElsewhere(Conflict):
    """A piece that does not go on from what is here: the sender asks where to go on, and does."""

    code = "evidence.upload_elsewhere"
    sentence = Text(
        en="The upload goes on at byte {at}.",
        fr="Le versement reprend à l’octet {at}.",
    )


class PieceTooLarge(Refusal):
    """More at once than is held in memory."""

    code = "evidence.piece_too_large"
    sentence = Text(
        en="Send at most {most} MiB of a file at once.",
        fr="Envoyez au plus {most} Mio d’un fichier à la fois.",
    )


class PersonNotInCase(Refusal):
    code = "evidence.person_not_in_case"
    sentence = Text(
        en="{name} does not belong to this case: let them in first.",
        fr="{name} n’appartient pas à ce dossier : ajoutez d’abord cette personne.",
    )


class SignaturesMissing(Refusal):
    code = "evidence.signatures_missing"
    sentence = Text(
        en="A transfer takes two signatures: of the one who gives and of the one who receives.",
        fr="Une remise de main en main demande deux signatures : de qui donne et de qui reçoit.",
    )


class StampsUntrusted(Refusal):
    """An authority is set, and not whom to believe of it."""

    code = "evidence.stamps_untrusted"
    sentence = Text(
        en="The certificates trusted for time-stamps cannot be read: {path}.",
        fr="Les certificats de confiance pour l’horodatage sont illisibles : {path}.",
    )


class CopyNotReleased(Refusal):
    """A package takes copies along, and nobody has agreed to that yet."""

    code = "evidence.copy_not_released"
    sentence = Text(
        en="No second person has agreed to the release of a copy of: {numbers}.",
        fr="Aucune deuxième personne n’a consenti à la remise d’une copie de : {numbers}.",
    )


class GoesToPartner(Refusal):
    """What is itself offered to a partner goes to that partner alone."""

    code = "evidence.goes_to_partner"
    sentence = Text(
        en="{number}: the original is offered to {partner}; the package must go there.",
        fr="{number} : l’original est offert à {partner} ; le paquet doit y être envoyé.",
    )


class PackageAnswered(Refusal):
    """A partner's package was taken over, or declined, already."""

    code = "evidence.package_answered"
    sentence = Text(en="This package was already answered.", fr="Une réponse a déjà été donnée à ce paquet.")


class PackageWithoutCase(Refusal):
    code = "evidence.package_without_case"
    sentence = Text(
        en="The package belongs to a conversation that is about no case here.",
        fr="Le paquet relève d’une conversation qui ne concerne aucun dossier ici.",
    )


class PackageNotBelieved(Refusal):
    """It did not hold, or was not looked at yet."""

    code = "evidence.package_not_believed"
    sentence = Text(
        en="The package cannot be taken over: it was not found whole and sealed by its sender.",
        fr="Le paquet ne peut pas être pris en charge : il n’a pas été trouvé intact et scellé par son expéditeur.",
    )


class OtherSeal(Refusal):
    """The seal is not the one that was written on paper."""

    code = "evidence.other_seal"
    sentence = Text(
        en="The seal of this collection is another than the one on paper: {fingerprint}. Nothing was taken in.",
        fr="Le scellé de cette collecte n’est pas celui du papier : {fingerprint}. Rien n’a été versé.",
    )
