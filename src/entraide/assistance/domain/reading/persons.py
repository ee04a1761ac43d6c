"""Persons a letter names, by what stands beside the name: a title, a role, a date of birth, a label."""

import re

from entraide.assistance.domain.reading.institutions import is_institution
from entraide.assistance.domain.reading.layout import Layout, Zone
from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.assistance.domain.reading.words import words_of
from entraide.kernel.languages import Text

_SHOWN = 20
_MOST = 300
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŻŽŠČĆĐŘÚĽŤŇĎĚŮÝÓÁÉÍ" + "А-ЯЁІЇЄҐ" + "Α-ΩΆΈΉΊΌΎΏ"
_PART = rf"[{_CAPITAL}][^\W\d_]{{1,30}}(?:[-'’][^\W\d_]{{1,30}}){{0,2}}"
_PARTICLE = r"(?:de la|de|del|da|dos|di|van der|van den|van|von|le|la|el|al|bin|ben|d’)"
_NAME = rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?(?:{_PART}|[{_CAPITAL}]\.)){{0,3}}"
_FULL_NAME = rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?(?:{_PART}|[{_CAPITAL}]\.)){{1,3}}"

_TITLED = re.compile(
    rf"(?<![^\W\d_])(?:Mr|Mrs|Ms|Miss|Dr|Mme|Mlle|Monsieur|Madame|Sr|Sra|Don|Doña|Herr|Herrn|Frau|Sig|"
    rf"Signor|Signora|г-н|гр)\.?[ \u00a0]({_NAME})"
    rf"|(?<![^\W\d_.])M\.[ \u00a0]({_NAME})"
)
_ROLE = re.compile(
    r"(?i:\b(?:suspects?|accused|victim|complainant|witness|defendant|subject|offender|person|individual|"
    r"fugitive|missing person|suspecte?|victime|témoin|accusée?|"
    r"prévenue?|plaignante?|nommée?|dénommée?|mise? en cause|sospechos[oa]|víctima|testigo|imputad[oa]|"
    r"beschuldigten?|geschädigten?|zeugen?|indagat[oa]|"
    r"vítima|suspeito|подозреваем\w{2}|потерпевш\w{2}|гражданин\w?))"
    rf"(?:\s(?i:is|named|called|identified as|est|es|ist|:))?[,:]?[ \u00a0]({_FULL_NAME})"
)
_BORN = re.compile(
    rf"({_FULL_NAME}),?[ \u00a0]{{0,2}}[(\[]?(?i:born|née?|geb|geboren|nacid[oa]|nascid[oa]|nat[oa]|"
    rf"d\.?o\.?b|date of birth|род)\b"
)
_LABELLED = re.compile(
    rf"^[ \t*\-]{{0,6}}(?i:full name|name|surname|first name|nom|prénom|nom et prénom|nom complet|nombre|"
    rf"apellidos|name des|nome|cognome|familienname|фио|имя)[ \u00a0]?[:：][ \u00a0]{{0,4}}({_FULL_NAME}|"
    rf"{_PART})",
    re.MULTILINE,
)
_NOT_NAMES = frozenset(
    "sir madam team support colleague colleagues general attorney director minister president officer "
    "inspector chief judge "
    "procureur directeur juge ministre officier commandant capitaine monsieur madame the la le les et "
    "and president unknown inconnu "
    "january february march april may june july august september october november december union "
    "nations state states".split()
)


def persons(text: str, layout: Layout) -> list[Suggestion]:
    """Names with the reason they were taken for one.

    Those of the signature are the partner's people, and come last.
    """
    found: dict[str, Suggestion] = {}
    for pattern, confidence, because in (
        (_LABELLED, 0.85, _BY_LABEL),
        (_BORN, 0.85, _BY_BIRTH),
        (_ROLE, 0.75, _BY_ROLE),
        (_TITLED, 0.65, _BY_TITLE),
    ):
        for number, match in enumerate(pattern.finditer(text)):
            if number >= _MOST:
                break
            group = next(number for number in range(1, len(match.groups()) + 1) if match.group(number))
            name = " ".join(match.group(group).split())
            if not _is_name(name):
                continue
            start, end = match.span(group)
            zone = layout.zone_at(start)
            if zone is Zone.ADDRESSEE:
                continue
            sure = confidence * (0.6 if zone is Zone.SIGNATURE else 1.0)
            found.setdefault(
                name.casefold(),
                Suggestion(Field.PERSON, name, name, text[start:end], start, end, round(sure, 2), because),
            )
    return sorted(found.values(), key=lambda one: (-one.confidence, one.start))[:_SHOWN]


def _is_name(name: str) -> bool:
    words = words_of(name)
    return not any(word.folded in _NOT_NAMES or is_institution(word) for word in words)


_BY_LABEL = Text(en="it stands after the label of a name", fr="il suit une étiquette de nom")
_BY_BIRTH = Text(en="a birth is told beside it", fr="une naissance est mentionnée à côté")
_BY_ROLE = Text(en="the letter gives this person a role", fr="la lettre donne un rôle à cette personne")
_BY_TITLE = Text(en="a title stands before it", fr="un titre le précède")
