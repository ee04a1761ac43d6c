"""The words of the pages of exhibits, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import Where
from entraide.evidence.domain.exhibits import KINDS, MARKINGS, PARTS

if TYPE_CHECKING:
    from entraide.kernel.languages import Text


def words(text: Text) -> str:
    """A text in the reader's language."""
    return text.in_language(get_language() or "en")


lazy_words: Any = lazy(words, str)

KIND_WORDS: dict[str, Any] = {kind.value: lazy_words(text) for kind, text in KINDS.items()}
MARKING_WORDS: dict[str, Any] = {one.value: lazy_words(text) for one, text in MARKINGS.items()}
PART_WORDS: dict[str, Any] = {part.value: lazy_words(text) for part, text in PARTS.items()}
WHERE_WORDS: dict[str, Any] = {one.value: lazy_words(text) for one, text in custody.STATES.items()}
ACT_WORDS: dict[str, Any] = {act.value: lazy_words(text) for act, text in custody.LABELS.items()}
TONES: dict[str, str] = {
    Where.HERE.value: "good",
    Where.OFFERED.value: "warning",
    Where.ELSEWHERE.value: "info",
    Where.RELEASED.value: "neutral",
    Where.DESTROYED.value: "quiet",
}
HELD_CHOICES = [
    ("", pgettext_lazy("exhibits", "All")),
    ("yes", _("Under legal hold")),
    ("no", _("Not under legal hold")),
]
