"""`/instruments/offences`, `/instruments/substances`: the classification of crime, and the schedules of substances."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from pydantic import StringConstraints

from entraide.instruments.domain.offences import classification
from entraide.instruments.domain.offences.classification import Offence
from entraide.instruments.domain.offences.finding import find
from entraide.instruments.domain.offences.national import Article, Nearness, articles, states_known
from entraide.instruments.domain.offences.refusals import UnknownOffence
from entraide.instruments.domain.substances import shipped
from entraide.instruments.domain.substances.recognising import By, Hit, recognise
from entraide.instruments.domain.substances.wording import Generic
from entraide.kernel.errors import NotFound
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.api.scopes import require_scope
from entraide.ui.api.values import Line300, StateCode, Words

router = Router()

OffenceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]
# It travels in an address: a passage of a letter, not a letter.
Passage = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class OffenceWanted(Schema):
    words: Line300 = Field("", description="Words in either language, or a code; left out, the sections.")
    language: Annotated[str, StringConstraints(pattern=r"^(en|fr)$")] = Field(
        "en", description="Whose word forms and titles count first."
    )
    limit: int = Field(20, ge=1, le=100)


class OffenceBrief(Schema):
    code: str
    level: int = Field(description="1 section, 2 division, 3 group, 4 class.")
    parent: str = Field(description="The code of what it falls under; empty for a section.")
    title: Words


class OffenceFound(OffenceBrief):
    because: Words | None = Field(description="Why it is offered; null where nothing was asked.")


class OffenceList(Schema):
    items: list[OffenceFound]


class NationalArticle(Schema):
    """An article attached to a category, and how it lies to it. It says nothing of what a court would hold."""

    state: str
    act: Words
    article: str
    title: Words
    iccs: str
    maximum: Words
    source: str
    verified: bool
    nearness: Nearness


class OffenceWhole(OffenceBrief):
    lineage: list[OffenceBrief] = Field(description="What it falls under, the section first.")
    under: list[OffenceBrief]
    keywords_en: list[str]
    keywords_fr: list[str]
    articles: list[NationalArticle] = Field(description="This node’s own state first.")
    source: str
    notice: Words


class StatesWanted(Schema):
    state: StateCode | None = Field(None, description="Articles of this state alone.")


class SubstancesWanted(Schema):
    text: Passage = Field(description="A name, or a passage in English or French. It is kept nowhere.")


class SubstanceHit(Schema):
    """One place in the text, and the item of the schedule that it speaks of."""

    words: str
    start: int
    end: int
    schedule: str
    part: str
    item: str
    place: Words
    wording: Words = Field(description="What the item says.")
    by: By
    generic: Generic | None = Field(description="The generic word, where it was recognised by one.")
    covered: bool = Field(description="Whether the item’s own words reach that far.")
    certain: bool = Field(description="False where words alone cannot tell.")
    because: Words


class SubstancesOut(Schema):
    act: Words
    source: Words
    notice: Words
    consolidated: date | None = Field(description="The day that the text is current to.")
    hits: list[SubstanceHit]


@router.get(
    "/instruments/offences",
    response={200: OffenceList, **PROBLEMS},
    summary="The classification of crime, searched by words",
)
def offences(request: HttpRequest, wanted: Query[OffenceWanted]) -> OffenceList:
    require_scope(request, "read")
    if not wanted.words.strip():
        return OffenceList(
            items=[OffenceFound(**_brief(one), because=None) for one in classification.under("")]
        )
    found = find(wanted.words, wanted.language, limit=wanted.limit)
    return OffenceList(
        items=[OffenceFound(**_brief(one.offence), because=Words.of(one.because)) for one in found]
    )


@router.get(
    "/instruments/offences/{code}",
    response={200: OffenceWhole, **PROBLEMS},
    summary="One category, with the articles of national law that are known of it",
)
def offence(request: HttpRequest, code: Path[OffenceCode], wanted: Query[StatesWanted]) -> OffenceWhole:
    require_scope(request, "read")
    try:
        line = classification.lineage(code)
    except UnknownOffence as unknown:
        raise NotFound from unknown
    home = settings.NODE.agency.country
    order = sorted(states_known(), key=lambda state: (state != home, state))
    concerned = [state for state in order if wanted.state in (None, state)]
    found = line[-1]
    return OffenceWhole(
        **_brief(found),
        lineage=[OffenceBrief(**_brief(one)) for one in line[:-1]],
        under=[OffenceBrief(**_brief(one)) for one in classification.under(code)],
        keywords_en=list(found.keywords_en),
        keywords_fr=list(found.keywords_fr),
        articles=[_article(one) for state in concerned for one in articles(state, code)],
        source=classification.SOURCE,
        notice=Words.of(classification.FRENCH_TITLES),
    )


@router.get(
    "/instruments/substances",
    response={200: SubstancesOut, **PROBLEMS},
    summary="Controlled substances recognised in a text against the schedules",
)
def substances(request: HttpRequest, wanted: Query[SubstancesWanted]) -> SubstancesOut:
    require_scope(request, "read")
    schedules = shipped.shipped_schedules()
    return SubstancesOut(
        act=Words.of(shipped.ACT),
        source=Words.of(shipped.SOURCE),
        notice=Words.of(shipped.NOT_OFFICIAL),
        consolidated=schedules.consolidated,
        hits=[_hit(one) for one in recognise(wanted.text, schedules)],
    )


def _brief(one: Offence) -> dict[str, Any]:
    return {"code": one.code, "level": int(one.level), "parent": one.parent, "title": Words.of(one.title)}


def _article(one: Article) -> NationalArticle:
    known = one.offence
    return NationalArticle(
        state=known.state,
        act=Words.of(known.act),
        article=known.article,
        title=Words.of(known.title),
        iccs=known.iccs,
        maximum=Words.of(known.maximum),
        source=known.source,
        verified=known.verified,
        nearness=one.nearness,
    )


def _hit(one: Hit) -> SubstanceHit:
    item = one.item
    said = {
        language: wording.text if (wording := item.wording(language)) else "" for language in ("en", "fr")
    }
    return SubstanceHit(
        words=one.words,
        start=one.start,
        end=one.end,
        schedule=item.schedule,
        part=item.part,
        item=item.number,
        place=Words.of(item.place),
        wording=Words(**said),
        by=one.by,
        generic=one.generic,
        covered=one.covered,
        certain=one.certain,
        because=Words.of(one.because),
    )
