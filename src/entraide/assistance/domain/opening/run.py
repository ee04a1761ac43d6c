"""What a parser may ask of the run it is part of."""

from typing import Protocol

from entraide.assistance.domain.opening.opened import Gathered, Limits


class Run(Protocol):
    """One file being opened, with everything inside it; the budget of characters is shared by all of it."""

    @property
    def limits(self) -> Limits:
        """What the whole run may cost."""

    def say(self, into: Gathered, text: str) -> None:
        """Add text to what was gathered, normalised and within what is left of the budget."""

    def attach(self, into: Gathered, data: bytes, *, name: str, media_type: str, depth: int) -> None:
        """Open a file inside the file by the same rules; a refusal is noted on it and the letter goes on."""

    def adopt(self, into: Gathered, part: Gathered, *, name: str, size: int) -> None:
        """List a part that was parsed already, with the attachments inside it."""
