"""What can be done with instruments: write own versions, add agreements, keep the parties, import tables."""

from entraide.instruments.services.importing import Imported, TreatyImported, import_parties
from entraide.instruments.services.parties import PartyFacts, confirm, record_party
from entraide.instruments.services.revising import add_agreement, read_text, revise, withdraw

__all__ = [
    "Imported",
    "PartyFacts",
    "TreatyImported",
    "add_agreement",
    "confirm",
    "import_parties",
    "read_text",
    "record_party",
    "revise",
    "withdraw",
]
