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


@dataclass(frozen=True, kw_only=True)
class LooksCounted(Act):
    """The access log from one look to another is bound: how many there are, and their digest."""

    code: ClassVar[str] = "ledger.looks_counted"
    label: ClassVar[Text] = Text(en="Bound the access log", fr="A scellé le journal des consultations")


@dataclass(frozen=True, kw_only=True)
class LedgerBegunAgain(Act):
    """The ledger is signed under another name from here on."""

    code: ClassVar[str] = "ledger.begun_again"
    label: ClassVar[Text] = Text(
        en="Began to sign the ledger under another name",
        fr="A commencé à signer le registre sous un autre nom",
    )
    sentence: ClassVar[Text] = Text(
        en="Signed under another name from here on: {reason}",
        fr="Signé sous un autre nom à partir d’ici : {reason}",
    )


@dataclass(frozen=True, kw_only=True)
class DetailErased(Act):
    """What was held beside entries was erased on a recorded ground; the entries stay."""

    code: ClassVar[str] = "ledger.detail_erased"
    label: ClassVar[Text] = Text(
        en="Erased personal data beside entries", fr="A effacé des données personnelles à côté d’inscriptions"
    )
    sentence: ClassVar[Text] = Text(en="Erased by {who}: {why}", fr="Effacé par {who} : {why}")


@dataclass(frozen=True, kw_only=True)
class LedgerExported(Act):
    """Somebody took a part of the ledger along, without what is held beside its entries."""

    code: ClassVar[str] = "ledger.exported"
    label: ClassVar[Text] = Text(en="Exported a part of the ledger", fr="A exporté une partie du registre")


@dataclass(frozen=True, kw_only=True)
class HistoryContradicted(Act):
    """Two checkpoints of one ledger do not go on from each other: ours, or a partner’s."""

    code: ClassVar[str] = "ledger.history_contradicted"
    label: ClassVar[Text] = Text(
        en="Two histories of a ledger were seen", fr="Deux histoires d’un registre ont été vues"
    )


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
