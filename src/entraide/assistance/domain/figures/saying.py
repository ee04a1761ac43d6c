"""Numbers, shares and lengths of time as each language writes them; and the lines as programs read them."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum

from entraide.assistance.domain.figures.columns import MEANINGS, Column, Measured
from entraide.assistance.domain.figures.counting import Line, Table
from entraide.kernel.languages import Language, Text

NO_BREAK = "\u00a0"
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
# Below this a time is told in hours.
_IN_HOURS = timedelta(hours=48)

IN_HOURS = Text(en="{label}, hours", fr="{label}, heures")


class Scope(StrEnum):
    """Whose cases were counted."""

    MEMBER = "member"
    BUREAU = "bureau"


SCOPES: dict[Scope, Text] = {
    Scope.MEMBER: Text(
        en="These figures count the requests of the cases that their reader belongs to, and no others.",
        fr="Ces chiffres comptent les demandes des dossiers dont la personne qui les lit est membre, et aucune autre.",
    ),
    Scope.BUREAU: Text(
        en="These figures count every request of the bureau.",
        fr="Ces chiffres comptent toutes les demandes du bureau.",
    ),
}


def number(value: float, language: Language) -> str:
    """«1,234», «1 234»; with a decimal where there is one: «3.5», «3,5»."""
    text = f"{value:,.1f}".removesuffix(".0")
    if language == "fr":
        return text.replace(",", NO_BREAK).replace(".", ",")
    return text


def percent(value: float | None, language: Language) -> str:
    """«87.5%», «87,5 %»; a dash where there is nothing."""
    if value is None:
        return "–"
    return f"{number(value, language)}{NO_BREAK if language == 'fr' else ''}%"


def span(value: timedelta | None, language: Language) -> str:
    """«36 h», «3.5 days», «3,5 jours»; a dash where there is nothing."""
    if value is None:
        return "–"
    if value < _IN_HOURS:
        return f"{number(round(value / _HOUR, 1), language)}{NO_BREAK}h"
    days = round(value / _DAY, 1)
    return f"{number(days, language)}{NO_BREAK}{'jours' if language == 'fr' else 'days'}"


def heads(table: Table, language: Language) -> list[str]:
    """The heads of the number columns of a table."""
    return [
        *(MEANINGS[column].label.in_language(language) for column in table.columns),
        *(MEANINGS[measured].label.in_language(language) for measured in measured_of(table)),
    ]


def heads_of_file(table: Table, language: Language) -> list[str]:
    """The same as files have them: times in hours."""
    counts = len(table.columns)
    return [
        *heads(table, language)[:counts],
        *(
            label if measured is Measured.KEPT_SHARE else IN_HOURS.in_language(language, label=label)
            for measured, label in zip(measured_of(table), heads(table, language)[counts:], strict=True)
        ),
    ]


def numbers(table: Table, line: Line) -> list[float | None]:
    """What stands under those heads; None where there is nothing to tell."""
    worked_out = {
        Measured.KEPT_SHARE: line.kept_share,
        Measured.MEDIAN: hours(line.median),
        Measured.NINETIETH: hours(line.ninetieth),
    }
    return [
        *(line.counts[column] for column in table.columns),
        *(worked_out[measured] for measured in measured_of(table)),
    ]


def texts(table: Table, line: Line, language: Language) -> list[str]:
    """The same, for people to read."""
    worked_out = {
        Measured.KEPT_SHARE: percent(line.kept_share, language),
        Measured.MEDIAN: span(line.median, language),
        Measured.NINETIETH: span(line.ninetieth, language),
    }
    return [
        *(number(line.counts[column], language) for column in table.columns),
        *(worked_out[measured] for measured in measured_of(table)),
    ]


def measured_of(table: Table) -> tuple[Measured, ...]:
    """What is worked out of a table's counts: times only where answers are counted."""
    return tuple(Measured) if Column.ANSWERED in table.columns else (Measured.KEPT_SHARE,)


def hours(value: timedelta | None) -> float | None:
    """A length of time in hours, to one decimal."""
    return None if value is None else round(value / _HOUR, 1)


def meanings(language: Language) -> Iterator[tuple[str, str]]:
    """Every column with what it counts."""
    for meaning in MEANINGS.values():
        yield meaning.label.in_language(language), meaning.definition.in_language(language)
