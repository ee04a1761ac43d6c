"""What the handling of a message lets be done with it beyond those to whom it was sent."""

import re
import unicodedata

from entraide.exchange.domain.statement import HANDLING_CODES, TLP, Handling

# FIRST's TLP 2.0: RED is for the eyes of its recipients, AMBER+STRICT for their organisation. Europol's H2: no further
# without the consent of the provider; H3: as its text says, so nobody can do it without asking.
STAYS_TLP = frozenset({"red", "amber+strict"})
STAYS_CODE = frozenset({"H2", "H3"})


def stays(handling: Handling) -> bool:
    """Whether it may not go on, be exported or be quoted without the consent of its originator."""
    return handling.tlp in STAYS_TLP or handling.code in STAYS_CODE


def is_narrower(old: Handling, new: Handling) -> bool:
    """Whether `new` lets nothing be done that `old` does not, and differs."""
    tlp = TLP.index(new.tlp) <= TLP.index(old.tlp)
    code = HANDLING_CODES.index(new.code) >= HANDLING_CODES.index(old.code)
    limits = not old.limits or new.limits.startswith(old.limits)
    same = (old.tlp, old.code, old.limits) == (new.tlp, new.code, new.limits)
    return tlp and code and limits and not same


def words_of(handling: Handling) -> str:
    """As it stands on a page: «TLP:AMBER+STRICT · H1»."""
    return f"TLP:{handling.tlp.upper()} · {handling.code}"


# A passage of so many words is no accident; what has fewer, down to a bound, is known again as a whole.
PASSAGE, LEAST = 12, 6
# Scripts that put no space between words: each of their signs counts as one (Thai to Myanmar, Khmer, kana, Han).
UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f])"
)


def quotes(text: str, source: str) -> bool:
    """Whether `text` takes over a passage of `source`, whatever its line breaks, capitals, punctuation and what nobody
    sees in it."""
    there = _words(source)
    length = min(PASSAGE, len(there))
    if length < LEAST:
        return False
    said = _words(text)
    known = {there[at : at + length] for at in range(len(there) - length + 1)}
    return any(said[at : at + length] in known for at in range(len(said) - length + 1))


def _words(text: str) -> tuple[str, ...]:
    seen = UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", text).casefold())
    return tuple("".join(_sign(one) for one in seen).split())


def _sign(one: str) -> str:
    """A letter, a figure or a mark as it is; nothing for what is not seen; a space for what stands between words."""
    if one.isalnum():
        return one
    category = unicodedata.category(one)
    return one if category[0] == "M" else "" if category == "Cf" else " "
