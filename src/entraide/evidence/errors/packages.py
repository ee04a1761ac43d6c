"""Why a sealed package is refused: one code for each kind of fault, and where in it the fault stands."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class PackageMalformed(Refusal):
    """A part of a package that is not written as packages are written."""

    code = "evidence.package_malformed"
    sentence = Text(
        en="{where} is not written as a sealed package writes it.",
        fr="{where} n’est pas écrit comme un paquet scellé l’écrit.",
    )


class PackageVersionUnknown(Refusal):
    """A package of another kind, or of a version that is not known here."""

    code = "evidence.package_version_unknown"
    sentence = Text(
        en="{where} is of the format «{format}», which is not read here.",
        fr="{where} est au format « {format} », qui n’est pas lu ici.",
    )


class SealUnknown(Refusal):
    """Sealed by somebody, but not by the agency whose key was brought to check it."""

    code = "evidence.package_seal_unknown"
    sentence = Text(
        en="{where}: not sealed by the agency whose card or key you brought.",
        fr="{where} : le scellé n’est pas de l’agence dont vous avez apporté la carte ou la clé.",
    )


class SealNotInForce(Refusal):
    """Sealed at a time at which the key was not in force."""

    code = "evidence.package_seal_not_in_force"
    sentence = Text(
        en="{where}: the key was not in force when the package is said to have been sealed.",
        fr="{where} : la clé n’était pas en vigueur au moment indiqué pour le scellé.",
    )


class SealWrong(Refusal):
    """One of the two signatures does not fit what was sealed."""

    code = "evidence.package_seal_wrong"
    sentence = Text(
        en="{where}: this signature does not fit what was sealed.",
        fr="{where} : cette signature ne correspond pas à ce qui a été scellé.",
    )


class NotAsSealed(Refusal):
    """A file is not the one that the seal covers."""

    code = "evidence.package_not_as_sealed"
    sentence = Text(
        en="{where} is not what was sealed: it was changed, added or taken out afterwards.",
        fr="{where} n’est pas ce qui a été scellé : modifié, ajouté ou retiré après coup.",
    )


class NotAsRecorded(Refusal):
    """Two parts of a package say different things; `where` is the one that is not as the record says."""

    code = "evidence.package_not_as_recorded"
    sentence = Text(
        en="{where} is not as the package's record says.",
        fr="{where} n’est pas comme le dit le relevé du paquet scellé.",
    )


class NotOnRecord(Refusal):
    """A file of which the record of the package says nothing."""

    code = "evidence.package_not_on_record"
    sentence = Text(
        en="{where} is in the package, and its record says nothing of it.",
        fr="{where} est dans le paquet scellé, et son relevé n’en dit rien.",
    )


class PartMissing(Refusal):
    """The record speaks of a file that is not there."""

    code = "evidence.package_part_missing"
    sentence = Text(en="{where} is missing from the package.", fr="{where} manque dans le paquet scellé.")


class ChainBroken(Refusal):
    """The custody of an exhibit has a link missing, doubled or moved, or one that could not come next."""

    code = "evidence.package_chain_broken"
    sentence = Text(
        en="{where}: the chain of custody does not hold together here ({why}).",
        fr="{where} : la chaîne de possession ne tient pas à cet endroit ({why}).",
    )


class NotInLedger(Refusal):
    """A custody event is not the one that the entry of the ledger binds."""

    code = "evidence.package_not_in_ledger"
    sentence = Text(
        en="{where}: the ledger entry binds something else than this custody event.",
        fr="{where} : l’inscription au registre vise autre chose que cet événement de garde.",
    )


class NotProved(Refusal):
    """The proof of an entry does not lead to a checkpoint that the agency signed."""

    code = "evidence.package_not_proved"
    sentence = Text(
        en="{where}: this does not prove that the entry is in the agency's ledger.",
        fr="{where} : cela ne prouve pas que l’inscription est au registre de l’agence.",
    )


class StampWrong(Refusal):
    """A time-stamp that does not hold, is of another file, or is of a time after the package was sealed."""

    code = "evidence.package_stamp_wrong"
    sentence = Text(
        en="{where}: this time-stamp does not hold for the file that it stands for.",
        fr="{where} : cet horodatage ne vaut pas pour le fichier qu’il vise.",
    )
