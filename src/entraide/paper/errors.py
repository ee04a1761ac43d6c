"""What the typesetter refuses to do."""

from typing import ClassVar

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class NotTypeset(Refusal):
    """No PDF could be made. Facts: `reason`, in the words of the typesetter."""

    code: ClassVar[str] = "paper.not_typeset"
    sentence: ClassVar[Text] = Text(
        en="The document could not be made into a PDF: {reason}.",
        fr="Le document n’a pas pu être mis en PDF : {reason}.",
    )
