"""What can be done in the directory: add, change, retire, import."""

from entraide.directory.services.agencies import add_agency, change_agency, retire_agency
from entraide.directory.services.contacts import add_contact, change_contact, retire_contact
from entraide.directory.services.imports import ImportReport, import_csv
from entraide.directory.services.offices import add_office, change_office, retire_office

__all__ = [
    "ImportReport",
    "add_agency",
    "add_contact",
    "add_office",
    "change_agency",
    "change_contact",
    "change_office",
    "import_csv",
    "retire_agency",
    "retire_contact",
    "retire_office",
]
