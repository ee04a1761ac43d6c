"""What the reader of the schedules refuses."""

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class LawTooBig(Refusal):
    """The file is larger than any Act with its schedules."""

    code = "instruments.law_too_big"
    sentence = Text(
        en="The file is too big to be an Act: at most {megabytes} MB.",
        fr="Le fichier est trop gros pour une loi : au plus {megabytes} Mo.",
    )


class LawNotRead(Refusal):
    """The file is not well-formed XML, or asks the reader for entities, a DTD or another file."""

    code = "instruments.law_not_read"
    sentence = Text(
        en="This cannot be read as the XML of an Act, or it asks for things that no Act needs.",
        fr="Ce fichier ne se lit pas comme le XML d’une loi, ou demande ce dont aucune loi n’a besoin.",
    )


class LawWithoutSchedules(Refusal):
    """The XML is not an Act of Justice Laws, or has no schedule with items."""

    code = "instruments.law_without_schedules"
    sentence = Text(
        en="No schedule with items was found in this file.",
        fr="Aucune annexe comportant des articles n’a été trouvée dans ce fichier.",
    )


class LawLanguages(Refusal):
    """Two texts of one law must be the English and the French one."""

    code = "instruments.law_languages"
    sentence = Text(
        en="The two files must be the English and the French text of the same Act.",
        fr="Les deux fichiers doivent être les textes anglais et français de la même loi.",
    )
