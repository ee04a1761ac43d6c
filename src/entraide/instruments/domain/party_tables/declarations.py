"""Declarations and reservations as a depositary prints them: a line «#Participant», then its text, as written."""

from collections.abc import Iterator
from dataclasses import dataclass

from entraide.instruments.domain.party_tables import names
from entraide.instruments.domain.party_tables.table import text_of
from entraide.kernel.languages import Text

NOTE = Text(
    en="Declaration as written, table of March 2015. It may have been changed or withdrawn since: "
    "check the depositary.",
    fr=(
        "Déclaration telle qu’écrite, tableau de mars 2015. Elle peut avoir été modifiée ou retirée depuis : "
        "vérifier auprès du dépositaire."
    ),
)
EMPTY = Text(
    en="The table names «{name}» and gives no text: look at the depositary’s page.",
    fr="Le tableau nomme « {name} » sans donner de texte : voir la page du dépositaire.",
)
UNKNOWN = Text(en="«{name}» is no state that is known here.", fr="« {name} » n’est pas un État connu ici.")
UNNAMED = Text(
    en="These words stand before the first participant: nobody knows whose they are.",
    fr="Ces mots précèdent le premier participant : on ne sait de qui ils sont.",
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one participant declared, in the words and the language of the table."""

    line: int
    state: str | None
    name_as_written: str
    text: str


@dataclass(frozen=True, slots=True)
class DeclarationRefused:
    line: int
    name_as_written: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declarations to one treaty. `empty` names those for whom the table holds no text."""

    name: str
    read: tuple[Declaration, ...]
    empty: tuple[DeclarationRefused, ...]
    refused: tuple[DeclarationRefused, ...]


def read_declarations(name: str, content: bytes) -> Declarations:
    """Split a file by participant. Raises `TableTooBig` or `TableNotText`."""
    read: list[Declaration] = []
    empty: list[DeclarationRefused] = []
    refused: list[DeclarationRefused] = []
    for line, heading, text in _parts(text_of(content)):
        participant = names.unglue(heading).bare
        state = names.state_of(participant)
        if not participant:
            refused.append(DeclarationRefused(line, heading, UNNAMED))
        elif state is None and not names.is_organisation(participant):
            refused.append(DeclarationRefused(line, participant, UNKNOWN))
        elif not text:
            empty.append(DeclarationRefused(line, participant, EMPTY))
        else:
            read.append(Declaration(line, state, participant, text))
    return Declarations(name, tuple(read), tuple(empty), tuple(refused))


def _parts(text: str) -> Iterator[tuple[int, str, str]]:
    at, heading, body = 1, "", list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#"):
            if heading or any(words.strip() for words in body):
                yield at, heading, "\n".join(body).strip()
            at, heading, body = number, line[1:].strip(), []
        else:
            body.append(line.rstrip("\r"))
    if heading or any(words.strip() for words in body):
        yield at, heading, "\n".join(body).strip()
