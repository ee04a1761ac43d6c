"""The words of the domain, in the language of the page; and the tone in which a list shows a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from babel import Locale
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.assurances import LABELS as ASSURANCE_LABELS
from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.blocks import SORT_LABELS, SubjectSort
from entraide.assistance.domain.kinds import (
    LABELS,
    AuthorityRole,
    Channel,
    Direction,
    Handling,
    Kind,
    Relation,
    Stage,
    Tlp,
    Track,
    Urgency,
)
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.mailing import PROTECTIONS
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result
from entraide.assistance.domain.states import STATE_LABELS, State
from entraide.assistance.models import Assurance, Measure
from entraide.assistance.services.describing import Part
from entraide.cases.domain.words import fold
from entraide.kernel.languages import Text

Choices = list[tuple[str, Any]]

# Letters are read as «nb» and «zh»: «no» would name the one a second time, and the other has no entry without a script.
LANGUAGE_CODES = tuple(sorted({code for code in LANG_INFO if len(code) == 2} - {"no"} | {"zh"}))


def words(text: Text) -> str:
    """A sentence of the domain in the reader's language."""
    return text.in_language(get_language() or "en")


# For forms and menus, which are made before anybody's language is known.
lazy_words = lazy(words, str)

TABLES: dict[str, type[StrEnum]] = {
    "direction": Direction,
    "track": Track,
    "kind": Kind,
    "urgency": Urgency,
    "stage": Stage,
    "channel": Channel,
    "reply_channel": Channel,
    "relation": Relation,
    "tlp": Tlp,
    "handling": Handling,
    "role": AuthorityRole,
    "sort": SubjectSort,
    "state": State,
    "measure": MeasureCode,
    "code": MeasureCode,
    "decision": Decision,
    "ground": Ground,
    "result": Result,
    "matter": AssuranceMatter,
    "standing": AssuranceStanding,
}
# Codes of different lists can be equal as text («conditional» is a state and a decision): each list has its own words.
_WORDS: dict[type[StrEnum], Mapping[str, Text]] = {
    SubjectSort: {code.value: text for code, text in SORT_LABELS.items()},
    State: {code.value: text for code, text in STATE_LABELS.items()},
}
for _labels in (LABELS, MEASURE_LABELS, ASSURANCE_LABELS):
    for _code in _labels:
        _WORDS[type(_code)] = {
            code.value: text for code, text in _labels.items() if type(code) is type(_code)
        }

SOURCE_EVALUATIONS = {
    "A": Text(en="A: no doubt about the source", fr="A : source hors de doute"),
    "B": Text(en="B: mostly reliable", fr="B : source le plus souvent fiable"),
    "C": Text(en="C: mostly not reliable", fr="C : source le plus souvent peu fiable"),
    "X": Text(en="X: cannot be judged", fr="X : fiabilité inconnue"),
}
INFORMATION_EVALUATIONS = {
    "1": Text(en="1: known to be true", fr="1 : exactitude certaine"),
    "2": Text(en="2: known first-hand to the source", fr="2 : connue directement de la source"),
    "3": Text(en="3: hearsay, corroborated", fr="3 : rapportée, corroborée"),
    "4": Text(en="4: hearsay, not corroborated", fr="4 : rapportée, non corroborée"),
}
VERIFICATIONS = {
    "confirmed": Text(en="Confirmed: they did ask", fr="Confirmé : la demande vient bien d’eux"),
    "denied": Text(en="Denied: they did not ask", fr="Démenti : ils n’ont rien demandé"),
    "unreached": Text(en="Nobody reached", fr="Personne n’a répondu"),
}
TEXTS: dict[str, Mapping[str, Text]] = {
    "source_evaluation": SOURCE_EVALUATIONS,
    "information_evaluation": INFORMATION_EVALUATIONS,
    "verified_result": VERIFICATIONS,
    "protection": {code.value: text for code, text in PROTECTIONS.items()},
}

LETTER_KINDS: dict[str, Any] = {
    LetterKind.ACKNOWLEDGEMENT: _("Acknowledgement of receipt"),
    LetterKind.QUESTION: _("Question to the requester"),
    LetterKind.PARTIAL_REPLY: _("Partial reply"),
    LetterKind.REPLY: _("Reply"),
    LetterKind.REFUSAL: _("Refusal"),
    LetterKind.POSTPONEMENT: _("Postponement"),
    LetterKind.EXTENSION_NOTICE: _("Notice of extension"),
    LetterKind.NOTICE: _("Notice"),
    LetterKind.OUTGOING_REQUEST: _("Letter of request"),
    LetterKind.LETTERS_ROGATORY: _("Letters rogatory"),
    LetterKind.PRESERVATION_REQUEST: _("Preservation request"),
    LetterKind.SUBSCRIBER_REQUEST: _("Request for subscriber information"),
    LetterKind.EMERGENCY_DISCLOSURE: _("Request for emergency disclosure"),
    LetterKind.PROVISIONAL_ARREST: _("Request for provisional arrest"),
    LetterKind.FIREARM_TRACE: _("Request to trace a firearm"),
    LetterKind.TRAVEL_NOTICE: _("Travel notice"),
    LetterKind.CHASER: _("Chaser"),
    LetterKind.TRANSMISSION: _("Letter of transmission"),
}
STANDINGS: dict[str, tuple[Any, str]] = {
    "draft": (pgettext_lazy("letter", "Draft"), "neutral"),
    "in_review": (pgettext_lazy("letter", "In review"), "warning"),
    "approved": (pgettext_lazy("letter", "Approved, not sent"), "info"),
    "leaving": (pgettext_lazy("letter", "On its way"), "info"),
    "sent": (pgettext_lazy("letter", "Sent"), "good"),
    "discarded": (pgettext_lazy("letter", "Discarded"), "quiet"),
}
WARNINGS: dict[str, Any] = {
    "remote_content": _("It wanted to load pictures or pages from elsewhere. Nothing was loaded."),
    "scripts": _("It holds scripts. They were not run and are not shown."),
    "macros": _("It holds macros. They were not run; do not open the original with macros allowed."),
    "encrypted_part": _("A part is encrypted and could not be read here."),
    "program_attached": _("A program is attached. Do not open it."),
    "embedded_files": _("Files are embedded in it; not all of them are shown here."),
    "no_text": _("No text could be read off it: it may be a scanned picture. Look at the original."),
    "repaired_text": _(
        "Letters had been mixed up on the way and were put right for reading; the original is untouched."
    ),
    "uncertain_encoding": _(
        "The writing could be read in more than one way; check names against the original."
    ),
    "defective": _("The file is damaged; something may be missing here."),
    "not_all_opened": _("It is too large or too deep to be opened whole; the rest is in the original."),
}
STATE_TONES: dict[str, str] = {
    State.RECEIVED: "warning",
    State.INFORMATION_REQUESTED: "warning",
    State.IN_REVIEW: "warning",
    State.CONDITIONAL: "warning",
    State.POSTPONED: "warning",
    State.REFUSED: "danger",
    State.CONDITIONS_DECLINED: "danger",
    State.EXECUTED: "good",
    State.RESULTS_SENT: "good",
    State.RESULTS_ACKNOWLEDGED: "good",
    State.FEEDBACK: "good",
    State.PRESERVED: "good",
    State.DRAFT: "neutral",
    State.CLOSED: "quiet",
    State.SUPERSEDED: "quiet",
    State.WITHDRAWN: "quiet",
    State.LAPSED: "quiet",
    State.RELEASED: "quiet",
}
URGENCY_TONES: dict[str, str] = {"emergency": "danger", "urgent": "warning", "routine": "quiet"}
DECISION_TONES: dict[str, str] = {
    "execute": "good",
    "in_part": "info",
    "conditional": "warning",
    "postpone": "warning",
    "refuse": "danger",
}
RESULT_TONES: dict[str, str] = {"executed": "good", "partly": "info", "negative": "neutral"}
TONES: dict[str, Mapping[str, str]] = {
    "state": STATE_TONES,
    "urgency": URGENCY_TONES,
    "decision": DECISION_TONES,
    "result": RESULT_TONES,
    "standing": {"awaited": "warning", "received": "good", "lifted": "quiet"},
}


def code_words(table: str, code: str) -> str:
    """The words for a code of one of the closed lists; the code itself where it is unknown, nothing for none."""
    if not code:
        return ""
    if table in TEXTS:
        return words(TEXTS[table][code]) if code in TEXTS[table] else code
    if table in {"language", "reply_language"}:
        return language_words(code)
    known = _WORDS[TABLES[table]]
    return words(known[code]) if code in known else code


def language_words(code: str) -> str:
    """The name of a language in the reader's language."""
    return str(Locale("fr" if (get_language() or "en").startswith("fr") else "en").languages.get(code, code))


def tone_of(table: str, code: str) -> str:
    """The tone of a code; `info` for a state under way."""
    return TONES[table].get(code, "info")


def choices(table: str, *, empty: bool = True, only: Iterable[str] | None = None) -> Choices:
    """The choices of a closed list, in its own order; with an empty one first where nothing may be chosen."""
    if table in TEXTS:
        found: Choices = [(code, lazy_words(text)) for code, text in TEXTS[table].items()]
    else:
        known = _WORDS[TABLES[table]]
        found = [(code.value, lazy_words(known[code.value])) for code in TABLES[table]]
    if only is not None:
        wanted = set(only)
        found = [choice for choice in found if choice[0] in wanted]
    return [("", "—"), *found] if empty else found


def languages() -> Choices:
    """Languages by name, in the reader's language."""
    named = [(code, language_words(code)) for code in LANGUAGE_CODES]
    return [("", "—"), *sorted(named, key=lambda choice: fold(choice[1]))]


def part_name(part: Part) -> str:
    """What a part of a record is called, in the reader's language."""
    match part:
        case Measure():
            return code_words("measure", part.code)
        case Assurance():
            return code_words("matter", part.matter)
        case _:
            return str(part)
