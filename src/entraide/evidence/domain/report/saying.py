"""How the report says moments, sizes, digests and whatever people wrote."""

import re
import unicodedata
from datetime import UTC, datetime
from itertools import pairwise

from entraide.evidence.domain.report import words
from entraide.kernel.languages import Language, Text
from entraide.paper.glyphs import without_glyph
from entraide.paper.typography import LINE_ENDS, NARROW_NO_BREAK, NO_BREAK, spaced, unseen

_GROUP = 8
# How wide signs are in the sans serif of the report, in ems, never less than they are.
_WIDE = re.compile(r"[mwMW@%—…Œœ]|[^\x00-\u024f]")
_PIECES = 4


def say(text: Text, language: Language, **facts: object) -> str:
    """The report's own words, set as the language wants them; what is filled in stays as it is."""
    return spaced(text.in_language(language), language).format(**facts)


def moment(at: datetime) -> str:
    """«2026-03-02 14:30:05 UTC+00:00», with spaces at which a line may end."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC+00:00"


def same_second(one: datetime, other: datetime) -> bool:
    """Whether the report would say both in the same words."""
    return moment(one) == moment(other)


def size(count: int, language: Language) -> tuple[str, ...]:
    """«12,345 bytes» and, when that is long, «12.3 kB»: in thousands, as disks are sold and files are told."""
    text = words.ONE_BYTE if count < 2 else words.BYTES
    exact = say(text, language, count=_grouped(count, language)).replace(" ", NO_BREAK)
    if count < 1000:
        return (exact,)
    # In tenths of the unit, whole numbers all the way: no file is so long that it says «1000.0 kB».
    step = 1
    while step < len(words.UNITS) and (count + 1000**step // 20) // 1000 ** (step + 1):
        step += 1
    tenths = (count * 10 + 1000**step // 2) // 1000**step
    point = "," if language == "fr" else "."
    whole = _grouped(tenths // 10, language)
    return exact, f"{whole}{point}{tenths % 10}{NO_BREAK}{words.UNITS[step - 1].in_language(language)}"


def digest(sha256: str) -> list[str]:
    """A digest in groups of eight signs."""
    return [sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP)]


def shown(text: str) -> str:
    """What a person wrote, nothing left out: a sign that draws nothing, or that no font has, stands by its number."""
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).replace("\t", " "))
    by_number = {*unseen(text), *without_glyph(text)}
    return "".join(f"[U+{ord(sign):04X}]" if sign in by_number else sign for sign in text)


def on_one_line(text: str) -> str:
    """The same on one line, as a title or a name has it."""
    return " ".join(shown(text).split())


def lines(text: str, ems: float) -> list[list[str]]:
    """The lines of a text, each cut into runs where a word that is wider than `ems` may break."""
    return (
        [_runs(" ".join(line.split()), ems) for line in shown(text).strip().split("\n")]
        if text.strip()
        else []
    )


def rows(of: list[list[str]], ems: float) -> int:
    """How many lines of that width a text takes at the most."""
    return sum(1 + int(1.3 * _width("".join(line)) / ems) for line in of)


def _runs(text: str, ems: float) -> list[str]:
    cuts = {0, len(text)}
    for word in re.finditer(r"\S+", text):
        if _width(word.group()) <= ems:
            continue
        cuts |= {word.start(), word.end()}
        width = 0.0
        for place, sign in enumerate(word.group(), word.start()):
            width += _width(sign)
            # A mark goes with the sign that it stands on.
            if width > ems / _PIECES and not unicodedata.combining(sign):
                cuts.add(place)
                width = _width(sign)
    return [text[start:end] for start, end in pairwise(sorted(cuts))]


def _width(text: str) -> float:
    return sum(1.0 if _WIDE.match(sign) else 0.68 if sign.isupper() else 0.58 for sign in text)


def _grouped(count: int, language: Language) -> str:
    return f"{count:,}".replace(",", NARROW_NO_BREAK) if language == "fr" else f"{count:,}"
