"""Refusals: what the house says when it will not do a thing.

A refusal is a type with a code for programs, facts for the log and a sentence for people. The HTTP status of each is
decided in one table (`entraide.ui.problems`).
"""

from typing import ClassVar

from entraide.kernel.languages import Text


class Refusal(Exception):
    """Base of every refusal. Subclasses set `code` (unique, `package.reason`) and `sentence`."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[Text] = Text(en="This cannot be done.", fr="Cela ne peut pas être fait.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def in_language(self, language: str) -> str:
        """The sentence for a person who reads `language`, with the facts of this refusal."""
        return self.sentence.in_language(language, **self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.in_language('en')}"


class NotFound(Refusal):
    """The thing is not there, or the one who asks may not know that it is: the two are never told apart."""

    code = "kernel.not_found"
    sentence = Text(
        en="There is nothing here that you can see.", fr="Il n’y a rien ici que vous puissiez voir."
    )


class NotAllowed(Refusal):
    """The one who asks may know the thing, but this act is not theirs to do."""

    code = "kernel.not_allowed"
    sentence = Text(
        en="Your role does not allow this.",
        fr="Votre rôle ne vous permet pas de le faire.",
    )


class Conflict(Refusal):
    """Somebody changed the thing meanwhile."""

    code = "kernel.conflict"
    sentence = Text(
        en="Somebody changed this meanwhile. Look at it again before you go on.",
        fr="Quelqu’un a modifié ceci entre-temps. Relisez avant de continuer.",
    )


class Incomplete(Refusal):
    """Something must be filled in, or mended, first. `fields` names what; each has its own sentence."""

    code = "kernel.incomplete"
    sentence = Text(en="Fill in first: {names}.", fr="À remplir d’abord : {names}.")

    def __init__(self, fields: dict[str, Text]) -> None:
        super().__init__(names=", ".join(fields))
        self.fields = fields

    def in_language(self, language: str) -> str:
        names = ", ".join(label.in_language(language) for label in self.fields.values())
        return self.sentence.in_language(language, names=names)
