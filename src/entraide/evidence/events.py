"""What happens to exhibits, as the ledger says it."""

from __future__ import annotations

from entraide.evidence.domain import custody
from entraide.kernel.languages import Text
from entraide.ledger.events import Act


class ExhibitRegistered(Act):
    code = "evidence.registered"
    label = Text(en="Exhibit registered", fr="Pièce enregistrée")
    sentence = Text(en="Exhibit {number} registered: {title}", fr="Pièce {number} enregistrée : {title}")


class ContentTaken(Act):
    code = "evidence.content_taken"
    label = Text(en="File taken in with an exhibit", fr="Fichier versé avec une pièce")
    sentence = Text(en="Exhibit {number}: file «{name}»", fr="Pièce {number} : fichier « {name} »")


class ContentOpened(Act):
    """A copy of the bytes left the node, with somebody."""

    code = "evidence.content_downloaded"
    label = Text(en="File of an exhibit downloaded", fr="Fichier d’une pièce téléchargé")
    sentence = Text(
        en="Exhibit {number}: file «{name}» downloaded", fr="Pièce {number} : fichier « {name} » téléchargé"
    )


class ExhibitStamped(Act):
    code = "evidence.stamped"
    label = Text(en="Exhibit time-stamped", fr="Pièce horodatée")


class DamageFound(Act):
    """What lies on disk is not what was taken in any more."""

    code = "evidence.damage_found"
    label = Text(en="Damage of an exhibit found", fr="Altération d’une pièce constatée")
    sentence = Text(
        en="Exhibit {number}: file «{name}» is not what was taken in",
        fr="Pièce {number} : le fichier « {name} » n’est plus celui qui a été versé",
    )


class PackageMade(Act):
    code = "evidence.package_made"
    label = Text(en="Sealed package made", fr="Paquet scellé établi")
    sentence = Text(en="Sealed package made: {numbers}", fr="Paquet scellé établi : {numbers}")


class PackageTaken(Act):
    code = "evidence.package_downloaded"
    label = Text(en="Sealed package downloaded", fr="Paquet scellé téléchargé")
    sentence = Text(en="Sealed package downloaded: {numbers}", fr="Paquet scellé téléchargé : {numbers}")


class PackageArrived(Act):
    code = "evidence.package_arrived"
    label = Text(en="Sealed package arrived", fr="Paquet scellé arrivé")
    sentence = Text(en="Sealed package of {agency} arrived", fr="Paquet scellé de {agency} arrivé")


class PackageTakenOver(Act):
    code = "evidence.package_taken_over"
    label = Text(
        en="Sealed package taken over by a partner", fr="Paquet scellé pris en charge par un partenaire"
    )
    sentence = Text(
        en="Sealed package taken over by {agency}", fr="Paquet scellé pris en charge par {agency}"
    )


class PackageDeclined(Act):
    code = "evidence.package_declined"
    label = Text(en="Sealed package declined", fr="Paquet scellé décliné")
    sentence = Text(
        en="Sealed package not taken over by {agency}: {reason}",
        fr="Paquet scellé non pris en charge par {agency} : {reason}",
    )


class MasterKeyChanged(Act):
    code = "evidence.master_key_changed"
    label = Text(en="Master key of exhibits changed", fr="Clé maîtresse des pièces changée")


class PackageChecked(Act):
    code = "evidence.package_checked"
    label = Text(en="Sealed package checked", fr="Paquet scellé vérifié")


class PackageWanted(Act):
    code = "evidence.package_wanted"
    label = Text(en="Sealed package asked for", fr="Paquet scellé demandé")
    sentence = Text(en="Sealed package asked for: {numbers}", fr="Paquet scellé demandé : {numbers}")


class PackageSent(Act):
    code = "evidence.package_sent"
    label = Text(en="Sealed package sent", fr="Paquet scellé envoyé")
    sentence = Text(en="Sealed package sent: {numbers}", fr="Paquet scellé envoyé : {numbers}")


def _of(act: custody.Act, label: Text) -> type[Act]:
    said = Text(
        en="Exhibit {number}: " + label.en[0].lower() + label.en[1:] + ". {words}",
        fr="Pièce {number} : " + label.fr[0].lower() + label.fr[1:] + ". {words}",
    )
    named = Text(en=f"Exhibit: {label.en.lower()}", fr=f"Pièce : {label.fr.lower()}")
    return type(act.name.title(), (Act,), {"code": f"evidence.{act}", "label": named, "sentence": said})


# One kind of entry for each thing that can happen to an exhibit.
CUSTODY: dict[custody.Act, type[Act]] = {act: _of(act, label) for act, label in custody.LABELS.items()}
