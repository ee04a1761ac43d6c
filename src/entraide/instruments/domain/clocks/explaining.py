"""A due date explained in a sentence, in both languages."""

from entraide.instruments.domain.clocks.civil import zone_of
from entraide.instruments.domain.clocks.due import DueDate, Granted
from entraide.instruments.domain.clocks.lengths import Unit
from entraide.instruments.domain.clocks.words import counted, filled, length_words, moment_words, span_words
from entraide.kernel.languages import Text

SET_BY_REQUESTER = Text(
    en="{moment} ({zone}), set by the requester", fr="{moment} ({zone}), date fixée par le requérant"
)
COUNTED = Text(en="{length} from {moment} ({zone})", fr="{length} à compter du {moment} ({zone})")
COUNTED_WORKING = Text(
    en="{length} ({calendar}) from {moment} ({zone})",
    fr="{length} ({calendar}) à compter du {moment} ({zone})",
)
STOPPED = Text(
    en="stopped {span} while information was awaited",
    fr="suspendu pendant {span} dans l’attente de renseignements",
)
EXTENDED_BY = Text(en="extended by {length}", fr="prolongé de {length}")
EXTENDED_UNTIL = Text(en="extended until {moment}", fr="prolongé jusqu’au {moment}")
BECAUSE = Text(en="{extended} ({reason})", fr="{extended} ({reason})")
MOVED = Text(
    en="moved from {moment}, not a working day, to the next one",
    fr="reporté du {moment}, jour non ouvrable, au jour ouvrable suivant",
)
WEEK_ENDS_ONLY = Text(en="week-ends only", fr="fins de semaine seulement")


def explain(clock: DueDate) -> Text:
    """«30 days from 12 March 2026 14:05 (Europe/Paris), stopped 4 days while information was awaited, extended …»."""
    zone = zone_of(clock.zone)
    if clock.length is None:
        return filled(SET_BY_REQUESTER, moment=moment_words(clock.due, zone), zone=clock.zone)
    sentence = COUNTED_WORKING if clock.length.unit is Unit.WORKING_DAYS else COUNTED
    parts = [
        filled(
            sentence,
            length=length_words(clock.length),
            calendar=clock.calendar or WEEK_ENDS_ONLY,
            moment=moment_words(clock.started, zone),
            zone=clock.zone,
        )
    ]
    if clock.stopped_for:
        parts.append(filled(STOPPED, span=_stood_still(clock, clock.length.unit)))
    parts += [_extended(granted, clock) for granted in clock.extensions]
    if clock.moved_from is not None:
        parts.append(filled(MOVED, moment=moment_words(clock.moved_from, zone)))
    return Text(en=", ".join(part.en for part in parts), fr=", ".join(part.fr for part in parts))


def _stood_still(clock: DueDate, unit: Unit) -> Text:
    """What the stops came to, in the measure that was added to the clock."""
    if unit is Unit.WORKING_DAYS:
        return counted(clock.standstill.working_days, unit)
    return span_words(clock.stopped_for if unit is Unit.HOURS else clock.standstill.by_the_wall)


def _extended(granted: Granted, clock: DueDate) -> Text:
    if granted.by is not None:
        said = filled(EXTENDED_BY, length=length_words(granted.by))
    else:
        until = granted.until or clock.due
        said = filled(EXTENDED_UNTIL, moment=moment_words(until, zone_of(clock.zone)))
    reason = granted.event.reason.strip()
    return filled(BECAUSE, extended=said, reason=reason) if reason else said
