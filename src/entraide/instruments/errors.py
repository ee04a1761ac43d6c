"""What the library of instruments refuses."""

from entraide.kernel.errors import Conflict, Refusal
from entraide.kernel.languages import Text


class InstrumentBroken(Refusal):
    """A file of the library cannot be read as what it should be: nothing of it is used."""

    code = "instruments.file_broken"
    sentence = Text(
        en="The file {file} is broken at «{key}»: {reason}",
        fr="Le fichier {file} est défectueux à « {key} » : {reason}",
    )

    def __init__(self, file: str, key: str, reason: Text) -> None:
        super().__init__(file=file, key=key, reason=reason.en)
        self.reason = reason

    def in_language(self, language: str) -> str:
        facts = self.facts | {"reason": self.reason.in_language(language)}
        return self.sentence.in_language(language, **facts)


class UnknownState(Refusal):
    """The code stands for no state or territory of ISO 3166-1."""

    code = "instruments.unknown_state"
    sentence = Text(
        en="«{state}» is not the two-letter code of a state or territory (ISO 3166-1).",
        fr="« {state} » n’est pas le code à deux lettres d’un État ou d’un territoire (ISO 3166-1).",
    )


class SameState(Refusal):
    """A state does not ask itself for international assistance."""

    code = "instruments.same_state"
    sentence = Text(
        en="The two states must differ: {state} cannot ask itself.",
        fr="Les deux États doivent être différents : {state} ne peut s’adresser à lui-même.",
    )


class UnknownWord(Refusal):
    """A word of the question is not in the closed list it should come from."""

    code = "instruments.unknown_word"
    sentence = Text(
        en="«{word}» is not one of: {known}.",
        fr="« {word} » ne fait pas partie de : {known}.",
    )


class CodeDiffers(Refusal):
    """The text is a version of another instrument than the one it was given for."""

    code = "instruments.code_differs"
    sentence = Text(
        en="The text is that of «{found}», not of «{wanted}»: the code may not change.",
        fr="Le texte est celui de « {found} », non de « {wanted} » : le code ne peut pas changer.",
    )


class CodeNotUsable(Refusal):
    """The code of an agreement cannot stand in an address."""

    code = "instruments.code_not_usable"
    sentence = Text(
        en="The code «{found}» cannot be used: lower-case letters, digits and «_», at most 60, a letter first; "
        "not «new» or «advice».",
        fr="Le code « {found} » ne convient pas : minuscules sans accent, chiffres et « _ », au plus 60, une lettre "
        "d’abord ; ni « new » ni « advice ».",
    )


class CodeTaken(Conflict):
    """An agreement is added once; afterwards it gets new versions."""

    code = "instruments.code_taken"
    sentence = Text(
        en="There is an instrument «{taken}» already: write a new version of it instead.",
        fr="Il y a déjà un instrument « {taken} » : rédigez-en plutôt une nouvelle version.",
    )


class NothingChanged(Conflict):
    """The version in use says the same already."""

    code = "instruments.nothing_changed"
    sentence = Text(
        en="The version in use already says exactly this.",
        fr="La version en vigueur dit déjà exactement cela.",
    )


class NothingOfOurs(Conflict):
    """There is no own version to withdraw."""

    code = "instruments.nothing_of_ours"
    sentence = Text(
        en="There is no own version of this instrument to withdraw.",
        fr="Il n’y a pas de version propre de cet instrument à retirer.",
    )


class TakesNoParties(Refusal):
    """An act of one state, or a practice open to all, has no parties."""

    code = "instruments.takes_no_parties"
    sentence = Text(
        en="This instrument has no parties: it is the act of one state, or open to every state.",
        fr="Cet instrument n’a pas de parties : c’est la loi d’un seul État, ou il est ouvert à tous.",
    )
