"""What an exhibit can be, what is to be said of each kind, and what may never be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entraide.kernel.languages import Text


class Kind(StrEnum):
    """What sort of thing an exhibit is."""

    FILE = "file"
    IMAGE = "disk_image"
    CAPTURE = "capture"
    OBJECT = "object"
    SAMPLE = "sample"
    FIREARM = "firearm"
    DOCUMENT = "document"


KINDS: dict[Kind, Text] = {
    Kind.FILE: Text(en="Digital file", fr="Fichier numérique"),
    Kind.IMAGE: Text(en="Disk image", fr="Image de disque"),
    Kind.CAPTURE: Text(en="Capture of a web page", fr="Capture d’une page web"),
    Kind.OBJECT: Text(en="Physical object", fr="Objet matériel"),
    Kind.SAMPLE: Text(en="Laboratory sample", fr="Échantillon de laboratoire"),
    Kind.FIREARM: Text(en="Firearm", fr="Arme à feu"),
    Kind.DOCUMENT: Text(en="Seized document", fr="Document saisi"),
}


@dataclass(frozen=True)
class Field:
    """Something to be said of one kind of exhibit."""

    name: str
    label: Text
    required: bool = False


FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.FILE: (Field("device", Text(en="Device it was on", fr="Appareil d’où il provient")),),
    Kind.IMAGE: (
        Field(
            "device",
            Text(en="Device (make, model, serial number)", fr="Appareil (marque, modèle, numéro de série)"),
            True,
        ),
        Field("tool", Text(en="Tool and version it was imaged with", fr="Outil et version de l’acquisition")),
        Field(
            "kept_at",
            Text(
                en="Where the image lies, when it is not taken in",
                fr="Où se trouve l’image, si elle n’est pas versée",
            ),
        ),
        Field("known_sha256", Text(en="SHA-256 told with it", fr="SHA-256 indiqué avec elle")),
    ),
    Kind.CAPTURE: (
        Field("url", Text(en="Address of the page", fr="Adresse de la page"), True),
        Field(
            "captured_at",
            Text(
                en="When it was captured, with the time zone",
                fr="Moment de la capture, avec le fuseau horaire",
            ),
            True,
        ),
        Field("tool", Text(en="Tool and version", fr="Outil et version")),
    ),
    Kind.OBJECT: (
        Field("marks", Text(en="Make, model, marks, numbers", fr="Marque, modèle, signes, numéros")),
        Field("count", Text(en="How many", fr="Nombre")),
    ),
    Kind.SAMPLE: (
        Field("substance", Text(en="What it is believed to be", fr="Substance présumée")),
        Field("mass", Text(en="Mass, with its unit", fr="Masse, avec son unité")),
        Field("parent", Text(en="Exhibit it was taken from", fr="Pièce d’où il provient")),
    ),
    Kind.FIREARM: (
        Field("make", Text(en="Make", fr="Marque"), True),
        Field("model", Text(en="Model", fr="Modèle")),
        Field("calibre", Text(en="Calibre", fr="Calibre"), True),
        Field(
            "serial",
            Text(
                en="Serial number, or «none» or «obliterated»",
                fr="Numéro de série, ou « aucun » ou « effacé »",
            ),
            True,
        ),
        Field("made_safe", Text(en="Made safe by", fr="Mise en sécurité par")),
    ),
    Kind.DOCUMENT: (
        Field(
            "found_at",
            Text(
                en="Place it was found, as exactly as is known",
                fr="Lieu de la découverte, aussi précis que connu",
            ),
            True,
        ),
        Field(
            "device", Text(en="Device or container it was in", fr="Appareil ou contenant où il se trouvait")
        ),
        Field("language", Text(en="Language", fr="Langue")),
    ),
}


class Marking(StrEnum):
    """What keeps an exhibit's content from ever being opened by the node."""

    NONE = ""
    ABUSE = "child_sexual_abuse"


MARKINGS: dict[Marking, Text] = {
    Marking.NONE: Text(en="None", fr="Aucun"),
    Marking.ABUSE: Text(
        en="Material that shows, or is feared to show, the sexual abuse of a child",
        fr="Contenu montrant, ou dont on craint qu’il montre, des abus sexuels sur un enfant",
    ),
}


class Part(StrEnum):
    """What a file is to its exhibit."""

    CONTENT = "content"
    PHOTOGRAPH = "photograph"
    CERTIFICATE = "certificate"
    NOTES = "notes"


PARTS: dict[Part, Text] = {
    Part.CONTENT: Text(en="The exhibit itself", fr="La pièce elle-même"),
    Part.PHOTOGRAPH: Text(en="Photograph", fr="Photographie"),
    Part.CERTIFICATE: Text(en="Certificate or report", fr="Certificat ou rapport"),
    Part.NOTES: Text(en="Notes", fr="Notes"),
}


THINGS = frozenset({Kind.OBJECT, Kind.SAMPLE, Kind.FIREARM})


def usual_part(kind: Kind) -> Part:
    """What a file of such an exhibit is when nobody says so: of a thing it is a photograph."""
    return Part.PHOTOGRAPH if kind in THINGS else Part.CONTENT


@dataclass(frozen=True)
class Described:
    """What is said of an exhibit when it is registered; a later description stands beside it, never in its place."""

    id: UUID
    number: str
    kind: Kind
    title: str
    description: str
    source: str
    marking: Marking
    registered_at: datetime
    registered_by: str
    details: Mapping[str, str]

    def record(self) -> dict[str, object]:
        """What is bound in the ledger and travels in a package."""
        return {
            "id": self.id,
            "number": self.number,
            "kind": self.kind,
            "title": self.title,
            "description": self.description,
            "source": self.source,
            "marking": self.marking,
            "registered_at": self.registered_at,
            "registered_by": self.registered_by,
            "details": dict(self.details),
        }


@dataclass(frozen=True)
class Content:
    """A file of an exhibit, by what it held when it was taken in."""

    id: UUID
    exhibit: UUID
    part: Part
    name: str
    media_type: str
    size: int
    sha256: str
    taken_at: datetime

    def record(self) -> dict[str, object]:
        """What is bound in the ledger and travels in a package."""
        return {
            "id": self.id,
            "exhibit": self.exhibit,
            "part": self.part,
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256,
            "taken_at": self.taken_at,
        }


def missing(kind: Kind, details: Mapping[str, str]) -> dict[str, Text]:
    """What must be said of this kind and is not, each with its label."""
    return {f.name: f.label for f in FIELDS[kind] if f.required and not details.get(f.name, "").strip()}
