"""How facts are put into a sentence, whatever the language."""

from collections.abc import Iterable, Sized

from entraide.assistance.domain.letters.facts import MeasureFacts
from entraide.assistance.domain.letters.markup import one_line

_ENDS = (".", "!", "?", "…", ":", ";")


def sentence(text: str) -> str:
    """`text` on one line, with a capital and a full stop; empty when there is nothing to say."""
    words = one_line(text)
    if not words:
        return ""
    words = words[0].upper() + words[1:]
    return words if words.rstrip('”"»’) \u00a0\u202f').endswith(_ENDS) else f"{words}."


def joined(*parts: str, by: str = " ") -> str:
    """The parts that say something, one after the other."""
    return by.join(part for part in parts if part)


def series(texts: Iterable[str], last: str) -> str:
    """«a, b and c», where `last` is the word for «and»."""
    *others, final = texts
    return f"{', '.join(others)} {last} {final}" if others else final


def listed(lead: str, texts: Iterable[str]) -> str:
    """`lead` and under it the texts as a list of sentences; nothing at all when there is no text."""
    lines = [f"- {sentence(text)}" for text in texts if text.strip()]
    return f"{lead}\n\n" + "\n".join(lines) if lines else ""


def number(things: Sized, one: str, several: str) -> str:
    """`one` for one thing, `several` for more."""
    return one if len(things) == 1 else several


def told_apart(measures: tuple[MeasureFacts, ...]) -> tuple[list[MeasureFacts], list[MeasureFacts]]:
    """The measures on which there is something to say, and those on which there is nothing yet."""
    done = [measure for measure in measures if measure.decision or measure.result]
    return done, [measure for measure in measures if measure not in done]
