"""What was done with instruments. The words of an agreement are details; the entry carries codes and digests."""

from dataclasses import dataclass
from typing import ClassVar

from entraide.kernel.languages import Text
from entraide.ledger.events import Act


@dataclass(frozen=True, kw_only=True)
class InstrumentRevised(Act):
    code: ClassVar[str] = "instruments.revised"
    label: ClassVar[Text] = Text(
        en="Wrote an own version of an instrument", fr="A rédigé une version propre d’un instrument"
    )


@dataclass(frozen=True, kw_only=True)
class AgreementAdded(Act):
    code: ClassVar[str] = "instruments.agreement_added"
    label: ClassVar[Text] = Text(
        en="Added an agreement of its own", fr="A ajouté une entente propre au service"
    )


@dataclass(frozen=True, kw_only=True)
class OwnVersionWithdrawn(Act):
    code: ClassVar[str] = "instruments.own_version_withdrawn"
    label: ClassVar[Text] = Text(
        en="Withdrew an own version of an instrument", fr="A retiré une version propre d’un instrument"
    )


@dataclass(frozen=True, kw_only=True)
class PartyRecorded(Act):
    code: ClassVar[str] = "instruments.party_recorded"
    label: ClassVar[Text] = Text(
        en="Recorded what is known of a party to an instrument",
        fr="A inscrit ce que l’on sait d’une partie à un instrument",
    )


@dataclass(frozen=True, kw_only=True)
class PartyConfirmed(Act):
    code: ClassVar[str] = "instruments.party_confirmed"
    label: ClassVar[Text] = Text(
        en="Confirmed a party to an instrument against its source",
        fr="A confirmé à la source une partie à un instrument",
    )


@dataclass(frozen=True, kw_only=True)
class PartiesImported(Act):
    code: ClassVar[str] = "instruments.parties_imported"
    label: ClassVar[Text] = Text(en="Imported tables of parties", fr="A importé des tableaux des parties")
