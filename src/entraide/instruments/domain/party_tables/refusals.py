"""What the party tables refuse as a whole; a single bad row is refused by its line instead."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class TableTooBig(Refusal):
    """The file is larger than any party table."""

    code = "instruments.table_too_big"
    sentence = Text(
        en="The file is too big to be a table of parties: at most {megabytes} MB.",
        fr="Le fichier est trop gros pour un tableau des parties : au plus {megabytes} Mo.",
    )


class TableNotText(Refusal):
    """The file cannot be read as text in UTF-8."""

    code = "instruments.table_not_text"
    sentence = Text(en="This is not a text file in UTF-8.", fr="Ce n’est pas un fichier texte en UTF-8.")


class TableColumnsMissing(Refusal):
    """The first line does not name the participants, or not the act by which they are bound."""

    code = "instruments.table_columns_missing"
    sentence = Text(
        en="The first line must name a column of participants and one of ratification or accession.",
        fr="La première ligne doit nommer une colonne des participants et une de ratification ou d’adhésion.",
    )


class FolderMissing(Refusal):
    """There is no such folder to import from, or nothing in it has the name of a party table."""

    code = "instruments.folder_missing"
    sentence = Text(
        en="There are no tables of parties in «{folder}».",
        fr="Il n’y a pas de tableau des parties dans « {folder} ».",
    )
