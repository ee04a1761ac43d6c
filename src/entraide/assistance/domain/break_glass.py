"""Break-glass: what tells the partner something of substance, which of it may leave unverified, and for how long nobody
need have looked at it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from entraide.assistance.domain.letters.facts import LetterKind

# Letters that disclose what was found.
DISCLOSING = frozenset({LetterKind.PARTIAL_REPLY, LetterKind.REPLY, LetterKind.TRANSMISSION})
# Within this time somebody else must have judged whether it was justified.
REVIEW_WITHIN = timedelta(hours=24)
FINDINGS = {
    True: {"en": "justified", "fr": "justifié"},
    False: {"en": "not justified", "fr": "non justifié"},
}


def review_due(broken_at: datetime) -> datetime:
    """Until when a break-glass must have been reviewed."""
    return broken_at + REVIEW_WITHIN


def digest_of(*texts: str, files: Iterable[str] = ()) -> str:
    """What a letter says, to whom, with which files (their digests), as one digest: a word more is another letter."""
    said = json.dumps([list(texts), sorted(files)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
