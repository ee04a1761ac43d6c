"""A part of the ledger as CSV (RFC 4180), a line at a time however long it is, without what stands beside entries."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.db.models import QuerySet

from entraide.ledger.models import Entry
from entraide.ledger.queries import label_of, names

COLUMNS = ("entry", "at", "act", "words", "actor", "name", "case", "subject", "leaf_hash", "bytes")
AT_ONCE = 500
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(found: QuerySet[Entry], language: str) -> Iterator[str]:
    """The head and the entries, each as a line. The canonical bytes stand in the last column, in hexadecimal."""
    yield "\ufeff" + _line(COLUMNS)
    last = None
    while some := list((found if last is None else found.filter(seq__lt=last))[:AT_ONCE]):
        known = names({one.actor for one in some if one.actor})
        for one in some:
            yield _line(
                (
                    one.seq,
                    one.at.isoformat(),
                    one.act,
                    label_of(one.act).in_language(language),
                    one.actor or "",
                    known.get(one.actor, "") if one.actor else "",
                    one.case or "",
                    one.subject or "",
                    bytes(one.leaf_hash).hex(),
                    bytes(one.canonical).hex(),
                )
            )
        last = some[-1].seq


def _line(cells: tuple[object, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerow([_safe(str(one)) for one in cells])
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
