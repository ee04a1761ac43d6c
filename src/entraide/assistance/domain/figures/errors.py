"""What the figures refuse to do."""

from typing import ClassVar

from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text


class PeriodEndsFirst(Refusal):
    """The last day lies before the first. Facts: `since` and `until`, as ISO dates."""

    code: ClassVar[str] = "figures.period_ends_first"
    sentence: ClassVar[Text] = Text(
        en="The period ends ({until}) before it begins ({since}).",
        fr="La période se termine ({until}) avant de commencer ({since}).",
    )


class YearOutOfRange(Refusal):
    """A day of the period lies in no year that the node keeps. Facts: `first` and `last`, the years it does."""

    code: ClassVar[str] = "figures.year_out_of_range"
    sentence: ClassVar[Text] = Text(
        en="The years of a period are from {first} to {last}.",
        fr="Les années d’une période vont de {first} à {last}.",
    )


class NotADay(Refusal):
    """What was given as a day is none. Facts: `given`."""

    code: ClassVar[str] = "figures.not_a_day"
    sentence: ClassVar[Text] = Text(
        en="The period needs its first and its last day, as year-month-day (2026-12-31).",
        fr="La période demande son premier et son dernier jour, sous la forme année-mois-jour (2026-12-31).",
    )


class ReportNotRendered(Refusal):
    """The report could not be made. Facts: `reason`, in the words of the typesetter."""

    code: ClassVar[str] = "figures.not_rendered"
    sentence: ClassVar[Text] = Text(
        en="The report could not be made into a PDF: {reason}.",
        fr="Le rapport n’a pas pu être mis en PDF : {reason}.",
    )
