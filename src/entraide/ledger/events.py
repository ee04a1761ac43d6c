"""What an act leaves behind: the base of every package's events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from entraide.kernel.languages import Text


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing done. Subclasses are named in the past tense; they set `code` («assistance.routed») and `label`.

    `facts` go into the entry itself and must hold no personal data: codes, uuids, dates, digests.
    `detail` is held beside the entry, bound by a salted digest: what a person reads in the timeline. A detail that
    differs by language is a mapping with the keys «en» and «fr».
    """

    code: ClassVar[str]
    # What an auditor reads, who may not see the contents.
    label: ClassVar[Text]
    # What a member of the case reads, with the placeholders of `detail`; the label when empty.
    sentence: ClassVar[Text] = Text(en="", fr="")

    case: UUID | None = None
    subject: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)


def known_acts() -> dict[str, type[Act]]:
    """Every kind of act that the packages of this node know, by code."""
    found: dict[str, type[Act]] = {}
    waiting = list(Act.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if "code" in kind.__dict__:
            found[kind.code] = kind
    return found


def told(code: str, detail: Mapping[str, object] | None, language: str) -> str:
    """The sentence of an act for a member of its case; its label where the detail is erased; the code if unknown."""
    kind = _kind_of(code)
    if kind is None:
        return code
    if not detail or not kind.sentence.en:
        return kind.label.in_language(language)
    words = {name: _in_language(value, language) for name, value in detail.items()}
    return kind.sentence.in_language(language, **words)


_met: dict[str, type[Act]] = {}


def _kind_of(code: str) -> type[Act] | None:
    # A timeline asks for every line of it: all classes are walked only for a code not met before.
    if code not in _met:
        _met.update(known_acts())
    return _met.get(code)


def _in_language(value: object, language: str) -> object:
    if isinstance(value, Mapping):
        return value.get("fr" if language.startswith("fr") else "en", "")
    return value
