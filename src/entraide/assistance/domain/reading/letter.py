"""The door of reading: a letter's text in, suggestions out."""

import re
from dataclasses import replace
from datetime import datetime

from entraide.assistance.domain.reading.addresses import ip_addresses
from entraide.assistance.domain.reading.contacts import contact_suggestions, contacts_of
from entraide.assistance.domain.reading.cues import cues
from entraide.assistance.domain.reading.dates import date_suggestions, dates_of, deadlines
from entraide.assistance.domain.reading.institutions import agencies
from entraide.assistance.domain.reading.language import languages, shares
from entraide.assistance.domain.reading.layout import layout_of
from entraide.assistance.domain.reading.persons import persons
from entraide.assistance.domain.reading.references import references
from entraide.assistance.domain.reading.senders import sending_states
from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.assistance.domain.reading.words import words_of
from entraide.kernel.languages import Text

# A letter with its annexes is rarely a tenth of this. It bounds what a hostile text can cost to a few seconds.
_CHARACTERS = 400_000
_SUBJECT = re.compile(
    r"^[ \t*#]{0,6}(?:subject|re|objet|concerne|betreff|betrifft|asunto|assunto|oggetto|betreft|тема|主题|"
    r"件名|hakkında)[ \u00a0]?[:：][ \t]{0,4}([^\n]{3,300})",
    re.IGNORECASE | re.MULTILINE,
)


def read(
    text: str, *, subject: str = "", sender: str = "", sent_at: datetime | None = None, name: str = ""
) -> tuple[Suggestion, ...]:
    """What can be read off a letter: the best of each field first, each value once.

    `subject`, `sender` and `sent_at` are those of the message's headers, where there are any. `name` is the
    bare name of the file: its date is read when the letter bears none, and nothing else is. Where the file lay is
    not told to this function, so that no folder can answer for the letter. The first 400,000 characters are read;
    the time taken grows in proportion to them.
    """
    text = text[:_CHARACTERS]
    headed = f"{subject}\n{text}" if subject else text
    shift = len(headed) - len(text)
    words = words_of(text)
    layout = layout_of(text)
    contacts = contacts_of(text)
    dates = dates_of(text)
    found = [
        *sending_states(text, words, layout, contacts, shares(text, words), sender),
        *agencies(text, words, layout),
        *languages(text, words),
        *_subjects(text, subject),
        *date_suggestions(text, dates, layout, sent_at),
        *deadlines(text, dates),
        *references(text, layout),
        *persons(text, layout),
        *ip_addresses(text),
        *contact_suggestions(contacts),
        *_shifted(cues(headed, words_of(headed) if subject else words, shift), shift),
    ]
    found.extend(_of_the_name(name, found))
    return tuple(found)


def _subjects(text: str, subject: str) -> list[Suggestion]:
    if subject.strip():
        plain = " ".join(subject.split())[:300]
        return [Suggestion(Field.SUBJECT, plain, plain, "", -1, -1, 0.95, _OF_THE_MESSAGE)]
    match = _SUBJECT.search(text[:8_000])
    if match is None:
        return []
    plain = match.group(1).strip()
    return [
        Suggestion(
            Field.SUBJECT, plain, plain, plain, match.start(1), match.start(1) + len(plain), 0.9, _CALLED_SO
        )
    ]


def _shifted(found: list[Suggestion], shift: int) -> list[Suggestion]:
    """Places in the text without the subject that was laid before it; -1 for what only the subject says."""
    if not shift:
        return found
    return [
        replace(one, start=one.start - shift, end=one.end - shift)
        if one.start >= shift
        else replace(one, start=-1, end=-1)
        for one in found
    ]


def _of_the_name(name: str, found: list[Suggestion]) -> list[Suggestion]:
    """A date in the file's name, for a letter that bears none."""
    if not name or any(one.field is Field.DATE and one.confidence >= 0.4 for one in found):
        return []
    given = {one.value for one in found if one.field is Field.DATE}
    days = [dated.day.isoformat() for dated in dates_of(name[:255])]
    return [
        Suggestion(Field.DATE, day, day, "", -1, -1, 0.3, _OF_THE_NAME)
        for day in days[:1]
        if day not in given
    ]


_OF_THE_MESSAGE = Text(en="it is the subject of the message", fr="c’est l’objet du message")
_CALLED_SO = Text(en="the letter calls it its subject", fr="la lettre le donne comme objet")
_OF_THE_NAME = Text(en="it stands in the name of the file", fr="elle figure dans le nom du fichier")
