"""How many letters a second come out as accessible PDF, of one page and of fifty:  python -m benchmarks.letters

What a page costs must not grow with the length of the letter. Measured in one process, typesetting alone.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2

from benchmarks.reporting import machine, percentile
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.paper import Letter, Sender, Signatory, render
from entraide.assistance.domain.letters.wording import draft

RESULTS = Path(__file__).parent / "results" / "letters.txt"
PAGES = (1, 50)
AIM_RATIO = 1.5
PARAGRAPH = (
    "The records of the account show, for each day of the period named in the request, at which hour it was used, from "
    "which address and for how long; names are given as the provider holds them: Вадим Оресенко, Θάνος Μελισσινάρης, "
    "كريم السهلاوي, 林月華. The originals are kept under seal and can be produced in court, with the certificate of "
    "the person who made the copies."
)


@dataclass(frozen=True)
class Measured:
    """The seconds that letters of one length took, and how many pages each had."""

    pages: int
    seconds: tuple[float, ...]

    @property
    def half(self) -> float:
        return percentile(self.seconds, 0.5)

    @property
    def per_page(self) -> float:
        return self.half / self.pages


def main(arguments: list[str] | None = None) -> int:
    """Make letters, report. Exit code 1 when a page of a long letter costs more than the aim allows."""
    parser = argparse.ArgumentParser(prog="benchmarks.letters", description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wanted = parser.parse_args(arguments)
    made = {pages: _letter_of(pages) for pages in PAGES}
    short, long = (_measured(letter, wanted.runs) for letter in made.values())
    ratio = long.per_page / short.per_page
    lines = [f"Letters as accessible PDF, one process ({wanted.runs} runs each, the first not counted)", ""]
    # The second line is about a server that takes no part in this.
    lines += [line for line in machine({}) if not line.startswith("PostgreSQL")]
    lines += ["", f"{'pages':>6}{'letters/s':>12}{'p50 ms':>10}{'p95 ms':>10}{'ms/page':>10}"]
    for one in (short, long):
        lines.append(
            f"{one.pages:>6}{1 / one.half:>12.1f}{one.half * 1000:>10.1f}"
            f"{percentile(one.seconds, 0.95) * 1000:>10.1f}{one.per_page * 1000:>10.2f}"
        )
    lines += [
        "",
        f"A page of the long letter for a page of the short one: {ratio:.2f}. Aim: under {AIM_RATIO}.",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(text, "utf-8")
    return 1 if ratio > AIM_RATIO else 0


def _letter_of(pages: int) -> Letter:
    """A preservation request in Spanish of that many pages, its facts as long as they must be."""
    paragraphs = 0
    while True:
        letter = _letter("es", paragraphs)
        found = _pages(render(letter))
        if found >= pages:
            return letter
        # A page takes six of them at the least: near the end they are added one by one.
        paragraphs += max(1, (pages - found - 1) * 6)


def _letter(language: LetterLanguage, paragraphs: int) -> Letter:
    facts = LetterFacts(
        our_reference="2026-O-0003",
        matter="Benchmark",
        measures=(MeasureFacts("Preservation of data"),) if paragraphs else (),
        summary="\n\n".join([PARAGRAPH] * paragraphs),
    )
    kind = LetterKind.PRESERVATION_REQUEST if paragraphs else LetterKind.CHASER
    wording = draft(kind, language, facts)
    return Letter(
        language=language,
        sender=Sender("Valmont Regional Police Service", "International Co-operation Bureau", ("Valmont",)),
        recipient=("Northmark State Police",),
        date=date(2026, 3, 1),
        subject=wording.subject,
        body=wording.body,
        signatory=Signatory("L. Harvey", "Inspector"),
        our_reference=facts.our_reference,
        draft=False,
    )


def _pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _measured(letter: Letter, runs: int) -> Measured:
    pages = _pages(render(letter))
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        render(letter)
        seconds.append(time.perf_counter() - began)
    return Measured(pages, tuple(seconds))


if __name__ == "__main__":
    raise SystemExit(main())
