"""Names of files in a bag: such that every machine reads them alike, and none leads out of the bag."""

import unicodedata
from collections.abc import Iterable, Iterator

from entraide.evidence.errors.bags import NameTwice, NameUnsafe

NAME_BYTES, PART_BYTES, DEPTH = 1000, 200, 32
SHOWN = 200
PAYLOAD = "data/"
# Windows cannot hold these, or reads them as something else than a name.
REFUSED_CHARACTERS = frozenset('\\:<>"|?*')
# Controls, invisible marks, half characters, characters of nobody, ends of lines and paragraphs, spaces that are none.
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"})
RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"}
)
# RFC 8493, 2.1.3: these three alone are written otherwise in a manifest.
WRITTEN = {"%": "%25", "\n": "%0A", "\r": "%0D"}


def safe_name(name: str) -> bool:
    """Whether a file in a bag may have this name: relative, its parts divided by «/», the same on every machine."""
    if not name or (not name.isascii() and not unicodedata.is_normalized("NFC", name)):
        return False
    parts = name.split("/")
    try:
        short = len(name.encode("utf-8")) <= NAME_BYTES and len(parts) <= DEPTH
    except UnicodeEncodeError:
        return False
    return short and not name.startswith("~") and all(map(_safe_part, parts))


def _safe_part(part: str) -> bool:
    if not part or part[-1] in ". " or part[0] == " " or len(part.encode("utf-8")) > PART_BYTES:
        return False
    if not REFUSED_CHARACTERS.isdisjoint(part) or part.partition(".")[0].rstrip(" ").upper() in RESERVED:
        return False
    if part.isascii():
        return part.isprintable()
    categories = (unicodedata.category(character) for character in part if character != " ")
    return REFUSED_CATEGORIES.isdisjoint(categories)


def require_safe(name: str) -> None:
    """That a file in a bag may have this name. Raises `NameUnsafe`."""
    if not safe_name(name):
        # A stranger may have made it as long as a book.
        raise NameUnsafe(where=name if len(name) <= SHOWN else f"{name[:SHOWN]}…")


def encoded(name: str) -> str:
    """A name as a manifest writes it."""
    return "".join(WRITTEN.get(character, character) for character in name)


def decoded(written: str) -> str:
    """The name that a manifest means. Raises `ValueError` for a «%» that begins none of the three."""
    first, *rest = written.split("%")
    found = [first]
    for one in rest:
        meant = next((name for name, code in WRITTEN.items() if one[:2].upper() == code[1:]), None)
        if meant is None:
            raise ValueError(written)
        found.append(meant + one[2:])
    return "".join(found)


def folded(name: str) -> str:
    """What stays of a name where case, and how accents are put together, do not count."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


class Apart:
    """Names taken one after the other, each seen to be safe and apart from those before it, folders too."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._files: set[str] = set()
        self._folders: dict[str, str] = {}
        for name in names:
            self.take(name)

    def take(self, name: str) -> None:
        """One more. Raises `NameUnsafe`, `NameTwice`."""
        require_safe(name)
        own = folded(name)
        if own in self._files or own in self._folders:
            raise NameTwice(where=name)
        for folder in _folders_of(name):
            same = folded(folder)
            # A folder that is spelled in two ways is one folder on some machines and two on others.
            if same in self._files or self._folders.setdefault(same, folder) != folder:
                raise NameTwice(where=name)
        self._files.add(own)

    def give_back(self, name: str) -> None:
        """One that came to nothing."""
        self._files.discard(folded(name))


def _folders_of(name: str) -> Iterator[str]:
    at = name.find("/")
    while at >= 0:
        yield name[:at]
        at = name.find("/", at + 1)
