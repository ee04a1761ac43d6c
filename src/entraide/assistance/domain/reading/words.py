"""The words of a letter with their places, folded so that case and accents do not matter."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
# Words glued together by a lost line break («of ChinaTo whom») come apart where a small letter meets a
# capital.
_GLUE = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, where it stands, and its folded form."""

    text: str
    start: int
    end: int
    folded: str


def words_of(text: str) -> list[Word]:
    """The words of `text`, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        whole, at = match.group(), match.start()
        if len(whole) > 200:
            continue
        if whole.islower() or whole.isupper() or whole.istitle():
            found.append(Word(whole, at, match.end(), fold(whole)))
            continue
        cuts = [0, *(cut.start() for cut in _GLUE.finditer(whole)), len(whole)]
        for start, end in pairwise(cuts):
            found.append(Word(whole[start:end], at + start, at + end, fold(whole[start:end])))
    return found


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Small letters without accents («Sûreté» gives «surete»); «ß» and ligatures come apart."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
