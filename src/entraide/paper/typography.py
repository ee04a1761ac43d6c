"""The typesetter's hand: what is taken out of a text before it is set, and the spaces that may not break."""

import re
import unicodedata
from itertools import pairwise

from entraide.paper.dates import MONTHS
from entraide.paper.languages import PaperLanguage

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
REPLACEMENT = "\ufffd"

# Overrides and isolates can make «exe.txt» read «txt.exe»; variation selectors and tags draw nothing.
_INVISIBLE = re.compile(
    "[\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_SPACES = f"[ {NO_BREAK}{NARROW_NO_BREAK}]"
_FRENCH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_SPACES}+(?=[;?!])"), NARROW_NO_BREAK),
    (re.compile(r"(?<=[\w)\]»])(?=[;?!]+(?:\s|$))"), NARROW_NO_BREAK),
    # Only a colon that ends a word is punctuation: 10:30, TLP:AMBER and https:// keep theirs.
    (re.compile(rf"{_SPACES}+(?=:(?:\s|$))"), NO_BREAK),
    (re.compile(r"(?<=[\w)\]»])(?=:(?:\s|$))"), NO_BREAK),
    (re.compile(rf"«{_SPACES}*(?=\S)"), f"«{NO_BREAK}"),
    (re.compile(rf"(?<=\S){_SPACES}*»"), f"{NO_BREAK}»"),
    (re.compile(r"(?<=\d) (?=[%$€])"), NO_BREAK),
    (re.compile(r"\b(M\.|MM\.|Mme|Mmes|Me|Dre?|n°|art\.|par\.) (?=\w)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"\b(\d\d?|1er) (?=(?:{'|'.join(MONTHS['fr'])})\b)"), rf"\1{NO_BREAK}"),
)
_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(Mr\.|Ms\.|Mrs\.|Dr\.|Art\.|No\.|s\.) (?=\w)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"\b({'|'.join(MONTHS['en'])}) (?=\d\d?\b)"), rf"\1{NO_BREAK}"),
)
# Spanish sets no space before its punctuation, and none inside its «quotation marks».
_SPANISH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=\w){_SPACES}+(?=[;:?!](?:\s|$))"), ""),
    (re.compile(rf"«{_SPACES}+(?=\S)"), "«"),
    (re.compile(rf"(?<=\S){_SPACES}+»"), "»"),
    (re.compile(r"(?<=\d) (?=[%$€])"), NO_BREAK),
    (re.compile(r"\b(Sr\.|Sra\.|Sres\.|Dr\.|Dra\.|n\.º|art\.|arts\.|párr\.) (?=\w)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"\b(\d\d?) (?=de (?:{'|'.join(MONTHS['es'])})\b)"), rf"\1{NO_BREAK}"),
)
_RULES: dict[PaperLanguage, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": _ENGLISH,
    "fr": _FRENCH,
    "es": _SPANISH,
}

# Addresses, fingerprints of files and the like: longer than this they may have to break inside a line.
_LONG_WORD = re.compile(r"[!-~¡-\u052f]{41,}|\S{200,}")
_AFTER_A_SIGN = re.compile(r"(?<=[/?&=._@:\-])(?=[^/?&=._@:\-])")
_STRETCH = 24


def clean(text: str) -> str:
    """`text` composed, with plain line ends, without invisible signs; control characters become U+FFFD."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _UNPRINTABLE.sub(REPLACEMENT, LINE_ENDS.sub("\n", text).replace("\t", " "))


def unseen(text: str) -> tuple[str, ...]:
    """The signs of `text` that `clean` takes out or replaces, each once: some reorder a line, others draw nothing."""
    found = "".join(_INVISIBLE.findall(text) + _UNPRINTABLE.findall(text))
    return tuple(dict.fromkeys(found))


def spaced(text: str, language: PaperLanguage) -> str:
    """`text` with the spaces that may not break, as `language` wants them. Doing it twice changes no more."""
    for pattern, replacement in _RULES[language]:
        text = pattern.sub(replacement, text)
    return text


def runs(text: str) -> list[str]:
    """`text` cut where a long word may break; joined, the runs are the text again, with nothing added."""
    cuts = [0]
    for word in _LONG_WORD.finditer(text):
        signs = [word.start() + sign.start() for sign in _AFTER_A_SIGN.finditer(word.group())]
        for start, end in pairwise([word.start(), *signs, word.end()]):
            cuts += range(start, end, _STRETCH) if end - start > 2 * _STRETCH else [start]
    return [text[start:end] for start, end in pairwise([*sorted(set(cuts)), len(text)])]
