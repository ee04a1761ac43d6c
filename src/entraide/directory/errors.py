"""What the directory refuses."""

from entraide.kernel.errors import Conflict, Refusal
from entraide.kernel.languages import Text


class AgencyKnown(Conflict):
    """Two agencies of one name in one state could not be told apart."""

    code = "directory.agency_known"
    sentence = Text(
        en="This state already has an agency of this name.", fr="Cet État a déjà un organisme de ce nom."
    )


class OfficeKnown(Conflict):
    """Two offices of one name in one agency could not be told apart."""

    code = "directory.office_known"
    sentence = Text(
        en="This agency already has an office of this name.", fr="Cet organisme a déjà un bureau de ce nom."
    )


class FileTooBig(Refusal):
    """The file is larger, or has more rows, than one import takes."""

    code = "directory.file_too_big"
    sentence = Text(
        en="The file is too big: at most 5 MB and 5,000 rows at a time.",
        fr="Le fichier est trop gros : au plus 5 Mo et 5000 lignes à la fois.",
    )


class FileNotText(Refusal):
    """The file cannot be read as CSV in UTF-8."""

    code = "directory.file_not_text"
    sentence = Text(
        en="This is not a CSV file in UTF-8. In a spreadsheet, save as «CSV UTF-8».",
        fr="Ce n’est pas un fichier CSV en UTF-8. Dans un tableur, enregistrez en « CSV UTF-8 ».",
    )


class FileColumnsMissing(Refusal):
    """The first line does not name the columns without which no row can be understood."""

    code = "directory.file_columns_missing"
    sentence = Text(en="Columns are missing: {names}.", fr="Il manque des colonnes : {names}.")
