"""Dates, deadlines and durations of a letter, in the forms of the languages letters come in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from entraide.assistance.domain.reading.layout import Layout, Zone
from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.assistance.domain.reading.words import fold
from entraide.kernel.languages import Text

_MOST = 300
_SHOWN = 12
_MONTHS_BY_LANGUAGE = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago set oct nov dic",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jän feb mrz apr mai jun jul aug sep okt nov dez",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
)
_MONTHS = {
    fold(month): number
    for language in _MONTHS_BY_LANGUAGE
    for number, month in enumerate(language.split(), start=1)
}
_ORDINAL = r"(?:st|nd|rd|th|er|e|º|°|\.|-?го)?"
_FORMS = (
    ("ymd", re.compile(r"(?<![\d-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")),
    ("dmy", re.compile(r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")),
    ("ymd", re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")),
    (
        "d month y",
        re.compile(
            rf"(?<!\w)(\d{{1,2}}){_ORDINAL}[\s,.\-]{{0,3}}(?:de |of |"
            rf"day of )?([^\W\d_]{{3,12}})[.,]?[\s,.\-]{{0,3}}(?:de |del )?(\d{{4}})(?!\d)"
        ),
    ),
    (
        "month d y",
        re.compile(r"([^\W\d_]{3,12})\.?\s{0,2}(\d{1,2})(?:st|nd|rd|th)?[,.]?\s{0,3}(\d{4})(?!\d)"),
    ),
)
_STATUTE = re.compile(
    r"(?:act|law|statute|code|decree|directive|regulation|resolution|treaty|convention|agreement|order|"
    r"decision|loi|décret|arrêté|traité|ordonnance|"
    r"ley|decreto|lei|gesetz|vertrag|закон\w{0,3}|постановлени\w|решени\w|договор\w{0,2})\b[^\n]{0,25}$",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?:born|birth|d\.?o\.?b\.?|née?|naissance|nacid[oa]|nacimiento|geb(?:oren)?|geburtsdatum|nascid[oa]|"
    r"nat[oa]|рождения)\W{0,4}(?:\w{1,12}\W{1,2}){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:no later than|not later than|by|on or before|before|until|deadline|due(?: date| on| by)?|"
    r"reply by|au plus tard|avant|d[’']ici|jusqu[’']au|échéance|"
    r"a más tardar|antes d?el?|plazo|spätestens|bis(?: zum)?|frist|entro|fino a[ld]?|até|uiterlijk|vóór|"
    r"не позднее|до|до конца)"
    r"[\s:]{1,3}(?:the |le |au |el |il |o |day of |am |zum |\w{1,9}day,? |(?:lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche) )?$",
    re.IGNORECASE,
)
_NUMBERS = {
    **dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)),
    **dict(zip("un deux trois quatre cinq six sept huit neuf dix".split(), range(1, 11), strict=True)),
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "soixante": 60,
    "forty-eight": 48,
    "twenty-four": 24,
    "seventy-two": 72,
    "vingt-quatre": 24,
    "quarante-huit": 48,
    "fourteen": 14,
    "twelve": 12,
    "douze": 12,
    "une": 1,
    "dos": 2,
    "tres": 3,
    "cinco": 5,
    "diez": 10,
    "drei": 3,
    "zehn": 10,
}
_UNITS = (
    ("PT{}H", re.compile(r"hours?|hrs?|heures?|h\b|horas?|stunden?|ore\b|uur|час\w{0,3}", re.IGNORECASE)),
    (
        "P{}D",
        re.compile(
            r"(?:\w{0,10}\s)?(?:days?|jours?|días?|dias?|tagen?|giorni|dagen|дн\w{1,3}|рабочих дн\w{1,3})",
            re.IGNORECASE,
        ),
    ),
    ("P{}W", re.compile(r"weeks?|semaines?|semanas?|wochen?|settimane|недел\w{1,3}", re.IGNORECASE)),
    ("P{}M", re.compile(r"months?|mois|meses|monaten?|mesi|месяц\w{0,3}", re.IGNORECASE)),
)
_WITHIN = re.compile(
    r"\b(?:within|in the next|not exceeding|dans un délai (?:maximal |maximum )?de|dans les|sous|d[’']ici|"
    r"en un plazo (?:máximo )?de|en el plazo de|dentro de|"
    r"binnen|innerhalb(?: von)?|entro|no prazo de|в течение|не позднее)\s{1,3}(?:the next |a period of |"
    r"un délai de |las |los |einer frist von )?"
    r"([^\W\d_]{2,12}(?:-[^\W\d_]{2,8})?)?\s{0,2}\(?(\d{1,3})?\)?\s{0,2}"
    r"((?:(?:working|business|calendar|consecutive|clear|ouvrables|hábiles|"
    r"рабочих)\s)?[^\W\d_]{1,10}(?:\s(?:ouvrables|hábiles))?)",
    re.IGNORECASE,
)
_DAY_IN_RUSSIAN = re.compile(r"в течение суток", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found; `sure` when its form leaves no doubt about day and month."""

    day: date
    start: int
    end: int
    sure: bool


def dates_of(text: str) -> list[Dated]:
    """Every date of the letter, in order; where two forms fit the same words the first wins."""
    found: list[Dated] = []
    taken: set[int] = set()
    for form, pattern in _FORMS:
        for number, match in enumerate(pattern.finditer(text)):
            if number >= _MOST:
                break
            if match.start() in taken or match.end() - 1 in taken:
                continue
            dated = _dated(form, match)
            if dated:
                taken.update(range(dated.start, dated.end))
                found.append(dated)
    return sorted(found, key=lambda one: one.start)


def _dated(form: str, match: re.Match[str]) -> Dated | None:
    first, second, third = match.groups()
    sure = True
    match form:
        case "ymd":
            year, month, day = int(first), int(second), int(third)
        case "dmy":
            day, month, year = int(first), int(second), int(third)
            sure = day > 12 or "." in match.group() or day == month
            if month > 12 >= day:
                day, month = month, day
                sure = True
        case "d month y":
            day, month, year = int(first), _MONTHS.get(fold(second), 0), int(third)
        case _:
            day, month, year = int(second), _MONTHS.get(fold(first), 0), int(third)
    if not 1900 <= year <= 2200:
        return None
    try:
        return Dated(date(year, month, day), match.start(), match.end(), sure)
    except ValueError:
        return None


def date_suggestions(
    text: str, dates: list[Dated], layout: Layout, sent_at: datetime | None
) -> list[Suggestion]:
    """The dates the letter may bear, likeliest first: the header's, then those near its ends."""
    found: dict[str, Suggestion] = {}
    if sent_at is not None:
        day = sent_at.date().isoformat()
        found[day] = Suggestion(Field.DATE, day, day, "", -1, -1, 0.97, _HEADER)
    for dated in dates:
        before = text[max(0, dated.start - 45) : dated.start]
        if _BY.search(before):
            continue
        zone = layout.zone_at(dated.start)
        confidence, because = {
            Zone.HEAD: (0.9, _HEAD),
            Zone.SIGNATURE: (0.85, _SIGNATURE),
        }.get(zone, (0.4, _BODY))
        if _STATUTE.search(before):
            confidence, because = 0.1, _OF_A_LAW
        elif _BIRTH.search(before):
            confidence, because = 0.1, _OF_BIRTH
        if not dated.sure:
            confidence, because = confidence * 0.7, _UNSURE
        value = dated.day.isoformat()
        words = text[dated.start : dated.end]
        one = Suggestion(
            Field.DATE, value, value, words, dated.start, dated.end, round(confidence, 2), because
        )
        if value not in found or found[value].confidence < confidence:
            found[value] = one
    return sorted(found.values(), key=lambda one: (-one.confidence, one.start))[:_SHOWN]


def deadlines(text: str, dates: list[Dated]) -> list[Suggestion]:
    """By when an answer is wanted.

    A date after «no later than», or a length of time as an ISO 8601 duration.
    """
    found: dict[str, Suggestion] = {}
    for dated in dates:
        before = _BY.search(text[max(0, dated.start - 45) : dated.start])
        if before:
            start = dated.start - len(before.group())
            value = dated.day.isoformat()
            words = text[start : dated.end]
            found.setdefault(
                value, Suggestion(Field.DEADLINE, value, value, words, start, dated.end, 0.8, _LATEST)
            )
    for one in (*_durations(text), *_russian_days(text)):
        found.setdefault(one.value, one)
    return list(found.values())[:_SHOWN]


def _durations(text: str) -> Iterator[Suggestion]:
    for number, match in enumerate(_WITHIN.finditer(text)):
        if number >= _MOST:
            return
        word, digits, unit = match.groups()
        count = int(digits) if digits else _NUMBERS.get((word or "").lower(), 0)
        shape = next((shape for shape, pattern in _UNITS if pattern.match(unit)), "")
        if count and shape:
            yield _duration(shape.format(count), match)


def _russian_days(text: str) -> Iterator[Suggestion]:
    match = _DAY_IN_RUSSIAN.search(text)
    if match:
        yield _duration("PT24H", match)


def _duration(value: str, match: re.Match[str]) -> Suggestion:
    words = " ".join(match.group().split())
    return Suggestion(Field.DEADLINE, value, words, match.group(), match.start(), match.end(), 0.7, _LENGTH)


_HEADER = Text(en="the message was sent then", fr="le message a été envoyé à cette date")
_HEAD = Text(en="it stands at the head of the letter", fr="elle figure en tête de la lettre")
_SIGNATURE = Text(en="it stands by the signature", fr="elle figure près de la signature")
_BODY = Text(en="the letter mentions it", fr="la lettre la mentionne")
_OF_A_LAW = Text(
    en="it seems to be the date of a law or a decision",
    fr="elle semble être celle d’une loi ou d’une décision",
)
_OF_BIRTH = Text(en="it seems to be a date of birth", fr="elle semble être une date de naissance")
_UNSURE = Text(
    en="day and month could be the other way round", fr="le jour et le mois pourraient être inversés"
)
_LATEST = Text(en="the letter asks for an answer by then", fr="la lettre demande une réponse d’ici là")
_LENGTH = Text(en="the letter gives this length of time", fr="la lettre donne ce délai")
