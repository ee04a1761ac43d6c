"""What was done in the directory. Names, telephones and addresses are details; the entry carries uuids and codes."""

from dataclasses import dataclass
from typing import ClassVar

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


@dataclass(frozen=True, kw_only=True)
class AgencyAdded(Act):
    code: ClassVar[str] = "directory.agency_added"
    label: ClassVar[Text] = Text(en="Added an agency", fr="A ajouté un organisme")


@dataclass(frozen=True, kw_only=True)
class AgencyChanged(Act):
    code: ClassVar[str] = "directory.agency_changed"
    label: ClassVar[Text] = Text(en="Changed an agency", fr="A modifié un organisme")


@dataclass(frozen=True, kw_only=True)
class AgencyRetired(Act):
    code: ClassVar[str] = "directory.agency_retired"
    label: ClassVar[Text] = Text(en="Retired an agency", fr="A retiré un organisme")


@dataclass(frozen=True, kw_only=True)
class OfficeAdded(Act):
    code: ClassVar[str] = "directory.office_added"
    label: ClassVar[Text] = Text(en="Added an office", fr="A ajouté un bureau")


@dataclass(frozen=True, kw_only=True)
class OfficeChanged(Act):
    code: ClassVar[str] = "directory.office_changed"
    label: ClassVar[Text] = Text(en="Changed an office", fr="A modifié un bureau")


@dataclass(frozen=True, kw_only=True)
class OfficeRetired(Act):
    code: ClassVar[str] = "directory.office_retired"
    label: ClassVar[Text] = Text(en="Retired an office", fr="A retiré un bureau")


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Act):
    code: ClassVar[str] = "directory.contact_added"
    label: ClassVar[Text] = Text(en="Added a contact point", fr="A ajouté un point de contact")


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Act):
    code: ClassVar[str] = "directory.contact_changed"
    label: ClassVar[Text] = Text(en="Changed a contact point", fr="A modifié un point de contact")


@dataclass(frozen=True, kw_only=True)
class ContactRetired(Act):
    code: ClassVar[str] = "directory.contact_retired"
    label: ClassVar[Text] = Text(en="Retired a contact point", fr="A retiré un point de contact")


@dataclass(frozen=True, kw_only=True)
class DirectoryImported(Act):
    code: ClassVar[str] = "directory.imported"
    label: ClassVar[Text] = Text(
        en="Imported a file into the directory", fr="A importé un fichier dans le répertoire"
    )
