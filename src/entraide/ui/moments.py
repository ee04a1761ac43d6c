"""Dates and spans of time as a reader expects them, in the language that is active."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# As French shortens them in print; Django has «jan.» and «fév.».
MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def in_french() -> bool:
    """Whether the active language is French."""
    return (get_language() or "en").startswith("fr")


def day_words(day: date) -> str:
    """«22 Nov 2026», «1er nov. 2026»."""
    if not in_french():
        return date_format(day, "j M Y")
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def time_words(moment: datetime) -> str:
    """«15:03», «15 h 03»; local time. The spaces do not break."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{local:%M}" if in_french() else f"{local:%H:%M}"


def moment_words(moment: datetime) -> str:
    """Day and time, local."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{day_words(local.date())}, {time_words(local)}"


def span_words(span: timedelta) -> str:
    """A length of time, as coarse as a person needs: minutes below an hour, hours below two days, then days."""
    span = abs(span)
    if span < HOUR:
        return _("%(minutes)d min") % {"minutes": span // timedelta(minutes=1)}
    if span < 6 * HOUR:
        hours, rest = divmod(span, HOUR)
        minutes = rest // timedelta(minutes=1)
        if minutes:
            return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": minutes}
        return _("%(hours)d h") % {"hours": hours}
    if span < 2 * DAY:
        return _("%(hours)d h") % {"hours": span // HOUR}
    days = span // DAY
    if days < 100:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    months = round(days / 30.4)
    if months < 24:
        return ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
    years = days // 365
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}


def ago_words(moment: datetime, at: datetime) -> str:
    """How far `moment` is from `at`: «3 h ago», «in 2 days», «just now»."""
    span = at - moment
    if abs(span) < timedelta(minutes=1):
        return _("just now")
    words = {"span": span_words(span)}
    return _("%(span)s ago") % words if span > timedelta(0) else _("in %(span)s") % words
