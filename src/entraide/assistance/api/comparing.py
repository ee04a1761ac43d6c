"""`/requests/{uuid}/dual-criminality`: two laws side by side, and a jurist’s answers. It never holds a verdict."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema

from entraide.assistance import queries
from entraide.assistance.api.bodies import IccsCode
from entraide.assistance.api.showing import looked_at, reader, writer
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import comparing
from entraide.assistance.services.comparing import Compared
from entraide.instruments.domain.offences.national import Article, Nearness
from entraide.instruments.domain.offences.worksheet import SEARCH_LABELS, QuestionCode, Search
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS, Prose
from entraide.ui.api.values import Words

router = Router()


class ComparedArticle(Schema):
    """An article of one of the two laws."""

    act: Words
    article: str
    title: Words
    maximum: Words
    source: str
    verified: bool
    nearness: Nearness


class LawSearched(Schema):
    """One of the two laws: what the search in it came to, and the articles that were found."""

    search: Search
    words: Words
    articles: list[ComparedArticle]


class QuestionAsked(Schema):
    code: QuestionCode
    text: Words
    answer: str = Field(description="Empty while nobody has answered.")


class WorksheetRow(Schema):
    """One category of the request."""

    iccs: str
    title: Words
    as_stated: list[str] = Field(description="What the requester calls it.")
    home: LawSearched
    partner: LawSearched
    words_en: list[str] = Field(description="What to look for in both definitions.")
    words_fr: list[str]
    questions: list[QuestionAsked]
    written_by: str = Field(description="Who wrote last; empty while nobody has.")
    written_at: datetime | None


class WorksheetOut(Schema):
    """Two laws side by side. What is found is no verdict."""

    home: str
    partner: str | None = Field(
        description="Null while the partner state is not known; then there are no rows."
    )
    rows: list[WorksheetRow]
    uncoded: list[UUID] = Field(description="Offences without a code, which stand in no row.")


class WrittenAnswer(Schema):
    """An answer; an empty one takes back what stood."""

    iccs: IccsCode
    question: QuestionCode
    answer: Prose


class WrittenAnswers(Schema):
    answers: Annotated[list[WrittenAnswer], Field(min_length=1, max_length=100)]


@router.get(
    "/requests/{uuid}/dual-criminality",
    response={200: WorksheetOut, **PROBLEMS},
    summary="The dual-criminality worksheet",
)
def get_worksheet(request: HttpRequest, uuid: UUID) -> WorksheetOut:
    person = reader(request)
    found = queries.request_for(person, uuid)
    looked_at(person, found.case.uuid, "assistance.law", uuid)
    return _worksheet(found)


@router.post(
    "/requests/{uuid}/dual-criminality",
    response={200: WorksheetOut, **PROBLEMS},
    summary="Write answers into the dual-criminality worksheet",
)
def write_answers(request: HttpRequest, uuid: UUID, body: WrittenAnswers) -> WorksheetOut:
    person = writer(request)
    found = queries.request_for(person, uuid)
    answers: dict[str, dict[QuestionCode, str]] = {}
    for one in body.answers:
        answers.setdefault(one.iccs, {})[one.question] = one.answer
    at = now()
    after = comparing.write_answers(found, answers, acting=person, at=at)
    if after.changed_at != at:
        # Nothing changed and no act was left, and yet the answer shows the worksheet.
        looked_at(person, after.case.uuid, "assistance.law", uuid)
    return _worksheet(after)


def _worksheet(request: AssistanceRequest) -> WorksheetOut:
    return WorksheetOut(
        home=settings.NODE.agency.country,
        partner=request.partner_state_id,
        rows=[_row(one) for one in comparing.compared(request)],
        uncoded=[one.uuid for one in comparing.uncoded(request)],
    )


def _row(one: Compared) -> WorksheetRow:
    row = one.row
    return WorksheetRow(
        iccs=row.offence.code,
        title=Words.of(row.offence.title),
        as_stated=list(one.titles),
        home=_law(row.in_home, row.home),
        partner=_law(row.in_partner, row.partner),
        words_en=list(row.words_en),
        words_fr=list(row.words_fr),
        questions=[
            QuestionAsked(code=asked.question.code, text=Words.of(asked.question.text), answer=asked.answer)
            for asked in one.asked
        ],
        written_by=one.by,
        written_at=one.at,
    )


def _law(search: Search, articles: tuple[Article, ...]) -> LawSearched:
    return LawSearched(
        search=search,
        words=Words.of(SEARCH_LABELS[search]),
        articles=[
            ComparedArticle(
                act=Words.of(one.offence.act),
                article=one.offence.article,
                title=Words.of(one.offence.title),
                maximum=Words.of(one.offence.maximum),
                source=one.offence.source,
                verified=one.offence.verified,
                nearness=one.nearness,
            )
            for one in articles
        ],
    )
