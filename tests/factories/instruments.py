"""Own versions of instruments and records of their parties; the agreement is invented."""

from datetime import UTC, date, datetime

import factory

from entraide.instruments.models import PartyRecord, Revision
from tests.factories.accounts import PersonFactory
from tests.factories.directory import StateFactory

# The smallest text that is an instrument.
AGREEMENT = """\
code = "northmark_memorandum"
version = 1
rank = "scheme"
citation = { en = "file 12", fr = "dossier 12" }
name = { en = "Memorandum with the police of Northmark", fr = "Protocole avec la police de Northmark" }
short = { en = "Northmark memorandum", fr = "Protocole de Northmark" }
source = { en = "the signed text", fr = "le texte signé" }
as_of = 2026-01-31
verified = false

[[parties]]
states = ["CA 2026-01-15 - 2026-02-01", "US 2026-01-15 - 2026-02-01"]

[[covers]]
article = "s. 2"
kinds = ["police_information"]
text = { en = "Exchange of police information.", fr = "Échange de renseignements de police." }

[[facts]]
about = "use_limit"
article = "s. 6"
text = { en = "Not as evidence without consent.", fr = "Pas en preuve sans consentement." }
"""


class RevisionFactory(factory.django.DjangoModelFactory[Revision]):
    class Meta:
        model = Revision

    code = "northmark_memorandum"
    number = factory.Sequence(lambda n: n + 1)
    text = AGREEMENT
    reason = "Signed on Monday"
    at = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    by = factory.SubFactory(PersonFactory)


class PartyRecordFactory(factory.django.DjangoModelFactory[PartyRecord]):
    class Meta:
        model = PartyRecord

    code = "budapest"
    state = factory.SubFactory(StateFactory)
    in_force = "2020"
    source_en = "the depositary’s page"
    source_fr = "la page du dépositaire"
    as_of = date(2026, 3, 1)
    reason = "Read again"
    at = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
