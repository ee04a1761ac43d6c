"""On what ground personal data beside an entry may be erased."""

from enum import StrEnum

from entraide.kernel.languages import Text


class Ground(StrEnum):
    """Why something is erased; the words to it stand beside the entry that says so."""

    ORDER = "order"
    REQUEST = "request"
    RETENTION = "retention"
    MISTAKE = "mistake"


GROUNDS: dict[Ground, Text] = {
    Ground.ORDER: Text(
        en="Order of a court or an authority", fr="Ordonnance d’un tribunal ou d’une autorité"
    ),
    Ground.REQUEST: Text(en="Request of the person concerned", fr="Demande de la personne concernée"),
    Ground.RETENTION: Text(en="End of the time it may be kept", fr="Fin de la durée de conservation"),
    Ground.MISTAKE: Text(en="Recorded by mistake", fr="Inscrit par erreur"),
}
