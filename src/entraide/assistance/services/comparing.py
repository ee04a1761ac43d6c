"""The dual-criminality worksheet of a request: two laws side by side for each coded offence, and a jurist's answers.

It finds and it asks; whether an act is punishable in both states is never said here but by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction

from entraide.accounts import queries as people
from entraide.assistance.errors import OffenceNotOnRecord
from entraide.assistance.events import DualCriminalityWritten
from entraide.assistance.models import AssistanceRequest, Offence
from entraide.assistance.services import moving
from entraide.assistance.services.describing import to_change
from entraide.instruments.domain.offences.classification import offence, offences
from entraide.instruments.domain.offences.worksheet import (
    Question,
    QuestionCode,
    Row,
    questions,
    worksheet,
)
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

Answers: TypeAlias = Mapping[str, Mapping[QuestionCode, str]]


@dataclass(frozen=True)
class Asked:
    """A question and what was answered; empty while nobody has."""

    question: Question
    answer: str


@dataclass(frozen=True)
class Compared:
    """One category of the request: what the requester calls it, the two laws, the questions and their answers.

    `by` (a name) and `at` tell who wrote last; empty and None while nobody has.
    """

    row: Row
    titles: tuple[str, ...]
    asked: tuple[Asked, ...]
    by: str
    at: datetime | None

    @property
    def answered(self) -> int:
        return sum(bool(one.answer) for one in self.asked)


def compared(request: AssistanceRequest) -> tuple[Compared, ...]:
    """The worksheet of a request, in the order of its offences; empty without a partner state or a coded offence."""
    home, partner = settings.NODE.agency.country, request.partner_state_id
    if not partner:
        return ()
    titles: dict[str, list[str]] = {}
    for one in request.offences.order_by("pk"):
        if one.iccs in offences():
            titles.setdefault(one.iccs, []).append(one.title)
    every = questions(home, partner)
    kept = {code: request.dual_worksheet.get(code, {}) for code in titles}
    names = people.names([UUID(one["by"]) for one in kept.values() if "by" in one])
    found = []
    for row in worksheet(titles, home, partner):
        one = kept[row.offence.code]
        answers: dict[str, str] = one.get("answers", {})
        # An answer stays, though what it answers is no longer asked.
        others = (every[code] for code in QuestionCode if code in answers)
        listed = {question.code: question for question in (*row.questions, *others)}
        found.append(
            Compared(
                row=row,
                titles=tuple(titles[row.offence.code]),
                asked=tuple(Asked(question, answers.get(code, "")) for code, question in listed.items()),
                by=names.get(UUID(one["by"]), "") if "by" in one else "",
                at=datetime.fromisoformat(one["at"]) if "at" in one else None,
            )
        )
    return tuple(found)


def uncoded(request: AssistanceRequest) -> list[Offence]:
    """The offences that stand in no worksheet because nobody chose their code."""
    return list(request.offences.filter(iccs="").order_by("pk"))


@transaction.atomic
def write_answers(
    request: AssistanceRequest, answers: Answers, *, acting: Person, at: datetime
) -> AssistanceRequest:
    """Put a jurist's answers on record; questions left out keep theirs, an emptied answer is taken back.

    Raises `NotFound`, `NotAllowed`, `RequestEnded`, `RequestApproved`, and `OffenceNotOnRecord` for a code that no
    offence of the request has.
    """
    request = to_change(request, acting=acting)
    on_record = set(request.offences.exclude(iccs="").values_list("iccs", flat=True))
    changed: dict[str, dict[QuestionCode, str]] = {}
    sheet = dict(request.dual_worksheet)
    for code, given in answers.items():
        if code not in on_record:
            raise OffenceNotOnRecord(offence=code[:6])
        before: dict[str, str] = sheet.get(code, {}).get("answers", {})
        new = {question: text.strip() for question, text in given.items()}
        differing = {question: text for question, text in new.items() if text != before.get(question, "")}
        if differing:
            after = before | {question.value: text for question, text in differing.items()}
            kept = {question: text for question, text in after.items() if text}
            sheet[code] = {"answers": kept, "by": str(acting.uuid), "at": at.isoformat()}
            changed[code] = differing
    if not changed:
        return request
    request.dual_worksheet = sheet
    moving.settle(request, at=at)
    record(
        DualCriminalityWritten(
            case=request.case.uuid,
            subject=request.uuid,
            facts={code: [question.value for question in given] for code, given in changed.items()},
            detail={"answers": {language: _told(request, changed, language) for language in ("en", "fr")}},
        ),
        by=acting.uuid,
        at=at,
    )
    return request


def _told(request: AssistanceRequest, changed: Answers, language: str) -> str:
    # Without a partner there is nothing to compare with, and no answer to a question about the partner is lost.
    home = settings.NODE.agency.country
    asked = questions(home, request.partner_state_id or home)
    return "\n".join(
        f"{code} {offence(code).title.in_language(language)} · "
        f"{asked[question].text.in_language(language)} {text or '–'}"
        for code, given in changed.items()
        for question, text in given.items()
    )
