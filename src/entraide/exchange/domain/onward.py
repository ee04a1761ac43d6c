"""What the handling of a message lets be done with it beyond those to whom it was sent."""

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


# A passage of so many words is no accident.
PASSAGE = 12


def quotes(text: str, source: str) -> bool:
    """Whether `text` takes over a passage of `source`, whatever its line breaks, capitals and punctuation."""
    said, there = _words(text), _words(source)
    if len(there) < PASSAGE or len(said) < PASSAGE:
        return False
    known = {there[at : at + PASSAGE] for at in range(len(there) - PASSAGE + 1)}
    return any(said[at : at + PASSAGE] in known for at in range(len(said) - PASSAGE + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(one if one.isalnum() else " " for one in text.casefold()).split())
