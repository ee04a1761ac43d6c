"""What the paper refuses to do."""

from typing import ClassVar

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class MissingGlyphs(Refusal):
    """The letter holds characters that no vendored font can draw. Facts: `characters`, as «😀 (U+1F600)»."""

    code: ClassVar[str] = "letters.missing_glyphs"
    sentence: ClassVar[Text] = Text(
        en="The letter contains characters that cannot be printed: {characters}. Replace or remove them.",
        fr="La lettre contient des caractères qui ne peuvent pas être imprimés : {characters}. "
        "Remplacez-les ou supprimez-les.",
    )


class LetterTooLong(Refusal):
    """The letter is longer than any letter. Facts: `length` and `limit`, in characters."""

    code: ClassVar[str] = "letters.too_long"
    sentence: ClassVar[Text] = Text(
        en="The letter is too long: {length} characters, where {limit} is the most. "
        "Send the rest as an enclosure.",
        fr="La lettre est trop longue : {length} caractères, alors que le maximum est de {limit}. "
        "Envoyez le reste en pièce jointe.",
    )


class LetterNotRendered(Refusal):
    """The PDF could not be made. Facts: `reason`, in the words of the typesetter."""

    code: ClassVar[str] = "letters.not_rendered"
    sentence: ClassVar[Text] = Text(
        en="The letter could not be made into a PDF: {reason}.",
        fr="La lettre n’a pas pu être mise en PDF : {reason}.",
    )
