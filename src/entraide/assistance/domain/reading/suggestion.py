"""What reading gives back: one thing suggested, with the words it came from and why."""

from dataclasses import dataclass
from enum import StrEnum

from entraide.kernel.languages import Text


class Field(StrEnum):
    """The field of the record that a suggestion is for."""

    SENDING_STATE = "sending_state"
    AGENCY = "agency"
    LANGUAGE = "language"
    DATE = "date"
    PARTNER_REFERENCE = "partner_reference"
    DEADLINE = "deadline"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    IP_ADDRESS = "ip_address"
    PERSON = "person"
    URGENCY = "urgency"
    MEASURE = "measure"
    KIND = "kind"
    SUBJECT = "subject"
    OFFENCE = "offence"


LABELS: dict[Field, Text] = {
    Field.SENDING_STATE: Text(en="Sending state", fr="État d’envoi"),
    Field.AGENCY: Text(en="Agency", fr="Service"),
    Field.LANGUAGE: Text(en="Language", fr="Langue"),
    Field.DATE: Text(en="Date", fr="Date"),
    Field.PARTNER_REFERENCE: Text(en="Partner’s reference", fr="Référence du partenaire"),
    Field.DEADLINE: Text(en="Deadline", fr="Échéance"),
    Field.EMAIL: Text(en="E-mail address", fr="Adresse de courriel"),
    Field.URL: Text(en="Web address", fr="Adresse Web"),
    Field.PHONE: Text(en="Telephone number", fr="Numéro de téléphone"),
    Field.IP_ADDRESS: Text(en="IP address", fr="Adresse IP"),
    Field.PERSON: Text(en="Person", fr="Personne"),
    Field.URGENCY: Text(en="Urgency", fr="Urgence"),
    Field.MEASURE: Text(en="Measure", fr="Mesure"),
    Field.KIND: Text(en="Kind of request", fr="Type de demande"),
    Field.SUBJECT: Text(en="Subject", fr="Objet"),
    Field.OFFENCE: Text(en="Offence", fr="Infraction"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion. `words` are the letter's own, at `start` to `end` of the text given; -1 when they are
    of a header.

    `value` is canonical for its field: ISO 3166 alpha-2, ISO 639-1, ISO 8601 dates and durations, E.164
    numbers, `Kind`, `Urgency` and measure codes. `label` is for people, in both languages where it is words
    of ours. `confidence` is from 0 to 1 and only orders suggestions.
    """

    field: Field
    value: str
    label: str
    words: str
    start: int
    end: int
    confidence: float
    because: Text


def both(text: Text) -> str:
    """A label that is a word of ours, in both languages of the house; once when it is the same in each."""
    return text.en if text.en == text.fr else f"{text.en} / {text.fr}"
