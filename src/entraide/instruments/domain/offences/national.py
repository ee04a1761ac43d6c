"""Articles of national law, each attached to a category of the ICCS.

The attachment is the house's reading, for finding what to compare; it says nothing of what a court would hold. A row is
`verified` when its article and its maximum were read in the law's own text; otherwise check `source` first.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from entraide.instruments.domain.offences.classification import falls_under, offence
from entraide.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class NationalOffence:
    """One article: the state, the act, the title, the maximum penalty, where to check it."""

    state: str
    act: Text
    article: str
    title: Text
    iccs: str
    maximum: Text
    source: str
    verified: bool

    @property
    def cited(self) -> Text:
        """«Criminal Code, 229 and 235»."""
        return Text(
            en=f"{self.act.en}, {self.article}", fr=f"{self.act.fr}, {self.article.replace(' and ', ' et ')}"
        )


class Nearness(StrEnum):
    """How an article lies to the category that was asked for."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"


NEARNESS_LABELS: dict[Nearness, Text] = {
    Nearness.SAME: Text(en="same category", fr="même catégorie"),
    Nearness.NARROWER: Text(en="narrower category", fr="catégorie plus étroite"),
    Nearness.BROADER: Text(en="broader category", fr="catégorie plus large"),
}


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its nearness to what was asked."""

    offence: NationalOffence
    nearness: Nearness


@cache
def national_offences() -> tuple[NationalOffence, ...]:
    """Every article that is known, in the order of the file."""
    text = (
        resources.files("entraide.instruments").joinpath("data", "national_offences.csv").read_text("utf-8")
    )
    return tuple(
        NationalOffence(
            state=row["state"],
            act=Text(en=row["act_en"], fr=row["act_fr"]),
            article=row["article"],
            title=Text(en=row["title_en"], fr=row["title_fr"]),
            iccs=row["iccs"],
            maximum=Text(en=row["maximum_en"], fr=row["maximum_fr"]),
            source=row["source"],
            verified=row["verified"] == "true",
        )
        for row in csv.DictReader(text.splitlines())
    )


def states_known() -> frozenset[str]:
    """The states of whose law anything is known here."""
    return frozenset(one.state for one in national_offences())


def articles(state: str, code: str) -> tuple[Article, ...]:
    """A state's articles in a category, then under it, then above it. Raises `UnknownOffence`."""
    asked = offence(code).code
    found = [
        Article(one, nearness)
        for one in national_offences()
        if one.state == state and (nearness := _nearness(one.iccs, asked)) is not None
    ]
    return tuple(sorted(found, key=lambda article: list(Nearness).index(article.nearness)))


def _nearness(code: str, asked: str) -> Nearness | None:
    if code == asked:
        return Nearness.SAME
    if falls_under(code, asked):
        return Nearness.NARROWER
    return Nearness.BROADER if falls_under(asked, code) else None
