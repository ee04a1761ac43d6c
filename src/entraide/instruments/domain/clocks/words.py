"""Lengths, moments and dates in words, in both languages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from entraide.instruments.domain.clocks.lengths import Length, Point, Unit
from entraide.kernel.languages import Text

MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
# One and many, in each language. French counts up to two as one.
NOUNS: dict[str, tuple[Text, Text]] = {
    Unit.HOURS: (Text(en="hour", fr="heure"), Text(en="hours", fr="heures")),
    Unit.CALENDAR_DAYS: (Text(en="day", fr="jour"), Text(en="days", fr="jours")),
    Unit.WORKING_DAYS: (
        Text(en="working day", fr="jour ouvrable"),
        Text(en="working days", fr="jours ouvrables"),
    ),
    "minutes": (Text(en="minute", fr="minute"), Text(en="minutes", fr="minutes")),
}
PART_WAY = Text(en="{share} % of the run", fr="{share} % du délai")
BEFORE = Text(en="{length} before", fr="{length} avant")
AFTER = Text(en="{length} after", fr="{length} après")
AT_DUE_DATE = Text(en="at the due date", fr="à l’échéance")


def counted(count: int, noun: str) -> Text:
    """«1 day», «4 days»; «1 jour», «4 jours»."""
    one, many = NOUNS[noun]
    return Text(
        en=f"{count} {(one if count == 1 else many).en}", fr=f"{count} {(one if count < 2 else many).fr}"
    )


def length_words(length: Length) -> Text:
    """A rule's length: «30 days», «10 jours ouvrables»."""
    return counted(length.count, length.unit)


def span_words(span: timedelta) -> Text:
    """A span as it was: «4 days», «2 days and 6 hours», «40 minutes»; the two largest units, rounded down."""
    minutes = int(span.total_seconds()) // 60
    parts = [
        counted(count, noun)
        for count, noun in (
            (minutes // 1440, Unit.CALENDAR_DAYS.value),
            (minutes // 60 % 24, Unit.HOURS.value),
            (minutes % 60, "minutes"),
        )
        if count
    ][:2] or [counted(0, "minutes")]
    return Text(en=" and ".join(part.en for part in parts), fr=" et ".join(part.fr for part in parts))


def moment_words(moment: datetime, zone: ZoneInfo) -> Text:
    """«12 March 2026 14:05», «12 mars 2026 à 14 h 05», by the wall clock of the zone."""
    shown = moment.astimezone(zone)
    day_fr = "1er" if shown.day == 1 else str(shown.day)
    clock_fr = f"{shown.hour} h {shown.minute:02}" if shown.minute else f"{shown.hour} h"
    return Text(
        en=f"{shown.day} {MONTHS['en'][shown.month - 1]} {shown.year} {shown:%H:%M}",
        fr=f"{day_fr} {MONTHS['fr'][shown.month - 1]} {shown.year} à {clock_fr}",
    )


def point_words(point: Point) -> Text:
    """«80 % of the run», «2 days before», «at the due date»."""
    if point.share is not None:
        return filled(PART_WAY, share=point.share)
    if point.before is not None:
        return filled(BEFORE, length=length_words(point.before))
    return filled(AFTER, length=length_words(point.after)) if point.after is not None else AT_DUE_DATE


def filled(sentence: Text, **facts: object) -> Text:
    """The sentence with its facts, each `Text` among them in its own language."""
    english = {name: fact.en if isinstance(fact, Text) else fact for name, fact in facts.items()}
    french = {name: fact.fr if isinstance(fact, Text) else fact for name, fact in facts.items()}
    return Text(en=sentence.in_language("en", **english), fr=sentence.in_language("fr", **french))
