"""French for every sentence a person reads, without a system gettext.

    python tools/messages.py extract [package ...]   bring the catalogues up to date; known French is kept
    python tools/messages.py compile                 write the .mo files the node reads
    python tools/messages.py check                   fail where French is missing, fuzzy or different

One catalogue per package: src/entraide/<package>/locale/fr/LC_MESSAGES/django.po
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_calls
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "entraide"
CATALOGUE = Path("locale", "fr", "LC_MESSAGES", "django.po")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    name: places
    for base, places in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (base, f"{base}_lazy")
} | {"_": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*[diouxXeEfFgGcrs]|(?<!%)%([sd])|\{(\w*)\}")
STRAIGHT_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
NOISE = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Project-Id-Version)[^\n]*\n',
    re.M,
)
HEADER = "# French of the package «{package}». Kept by tools/messages.py: fill in the empty msgstr."


def packages(source: Path = SOURCE) -> list[Path]:
    """The packages that may have sentences of their own."""
    return sorted(path.parent for path in source.glob("*/__init__.py"))


def sentences(package: Path) -> Catalog:
    """Every sentence the package's Python and templates give to gettext."""
    found = Catalog(locale="fr", charset="utf-8")
    for path in sorted(package.rglob("*")):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        if path.suffix == ".py":
            code = path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            code = template_as_python(path)
        else:
            continue
        for _line, said, _comments, context in extract_calls("python", io.BytesIO(code), keywords=KEYWORDS):
            found.add(said, context=context)
    return found


def template_as_python(path: Path) -> bytes:
    """The gettext calls of a Django template, as lines the Python extractor reads."""
    python = templatize(path.read_text("utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in python.splitlines()).encode()


def read(package: Path) -> Catalog:
    """The package's French as it stands; an empty catalogue where there is none."""
    path = package / CATALOGUE
    if not path.exists():
        return Catalog(locale="fr", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def extract(package: Path) -> tuple[int, int]:
    """Bring the package's catalogue up to date; returns how many sentences it has and how many lack French.

    A sentence that is no longer said goes, as does a catalogue without any.
    """
    template, catalogue = sentences(package), read(package)
    path = package / CATALOGUE
    if not len(template):
        path.unlink(missing_ok=True)
        return 0, 0
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER.format(package=package.name)
    for message in catalogue:
        message.previous_id = []
    written = io.BytesIO()
    write_po(written, catalogue, no_location=True, sort_output=True, width=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(NOISE.sub(b"", written.getvalue()))
    return len(catalogue), sum(not all(forms(message)) for message in catalogue if message.id)


def compile_catalogue(package: Path) -> Path | None:
    """Write the package's .mo, unless it is newer than its .po; None when there is nothing to compile."""
    path = package / CATALOGUE
    if not path.exists():
        return None
    made = path.with_suffix(".mo")
    if not made.exists() or made.stat().st_mtime_ns <= path.stat().st_mtime_ns:
        with made.open("wb") as file:
            write_mo(file, read(package))
    return made


def faults(package: Path) -> Iterator[str]:
    """What is wrong with the package's French, one line each."""
    template, catalogue = sentences(package), read(package)
    for wanted in template:
        if not wanted.id:
            continue
        held = catalogue.get(first_form(wanted), wanted.context)
        if held is None:
            yield f"{package.name}: missing: {first_form(wanted)!r}"
            continue
        yield from (f"{package.name}: {fault}" for fault in faults_of(held))
    for held in catalogue:
        if held.id and template.get(first_form(held), held.context) is None:
            yield f"{package.name}: no longer said: {first_form(held)!r}"


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translated sentence."""
    name = repr(first_form(message))
    if message.fuzzy:
        yield f"fuzzy: {name}"
    french = forms(message)
    if not all(french):
        yield f"empty: {name}"
        return
    wanted = placeholders(message.id[-1] if isinstance(message.id, tuple) else message.id)
    # French has its singular for 0 and 1, where «une demande» may do without the number.
    if placeholders(french[-1]) != wanted or not all(placeholders(form) <= wanted for form in french):
        yield f"placeholders differ: {name}"
    if any(STRAIGHT_APOSTROPHE.search(form) for form in french):
        yield f"straight apostrophe (write ’): {name}"
    if any(len(form) > 20 and form[: len(form) // 2] == form[-(len(form) // 2) :] for form in french):
        yield f"said twice over: {name}"


def contradictions(source: Path = SOURCE) -> Iterator[str]:
    """Sentences that two packages translate differently: Django shows one of the two everywhere."""
    known: dict[tuple[str, str | None], tuple[str, list[str]]] = {}
    for package in packages(source):
        for message in read(package):
            if not message.id or not all(forms(message)):
                continue
            key = (first_form(message), message.context)
            said_by, french = known.setdefault(key, (package.name, forms(message)))
            if french != forms(message):
                yield f"{said_by} and {package.name} say it differently: {first_form(message)!r}"


def placeholders(sentence: str) -> frozenset[str]:
    """The names of the placeholders in a sentence, in the two notations Python has."""
    return frozenset("".join(groups) for groups in PLACEHOLDER.findall(sentence))


def forms(message: Message) -> list[str]:
    """The French of a message: one form, or singular and plural."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def first_form(message: Message) -> str:
    """The English of a message, singular where it has two forms."""
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def main(arguments: list[str]) -> int:
    """Run one of the three commands; the exit code is 1 when `check` finds a fault."""
    parser = argparse.ArgumentParser(description="French for every sentence a person reads.")
    parser.add_argument("command", choices=("extract", "compile", "check"))
    parser.add_argument("package", nargs="*", help="only these packages")
    options = parser.parse_args(arguments)
    chosen = [path for path in packages() if not options.package or path.name in options.package]
    if options.command == "extract":
        for package in chosen:
            said, lacking = extract(package)
            print(f"{package.name}: {said} sentences, {lacking} without French")
        return 0
    if options.command == "compile":
        print(f"compiled {sum(compile_catalogue(package) is not None for package in chosen)} catalogues")
        return 0
    found = [fault for package in chosen for fault in faults(package)] + list(contradictions())
    print("\n".join(found) if found else "messages: all French is there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
