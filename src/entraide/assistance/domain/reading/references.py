"""The partner's own references: what stands after «Our ref», «N/Réf», «Aktenzeichen», «дело №»."""

import re

from entraide.assistance.domain.reading.layout import Layout, Zone
from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.kernel.languages import Text

_SHOWN = 8
_MOST = 200
_NUMBER = r"(?:no\.?|nos\.?|n°|nº|nr\.?|№|num(?:ber|éro|ero)?|#)"
_LABEL = (
    r"(?:(?P<yours>your|v/|votre|su |ihr )\s{0,2})?(?:our\s{1,2}|n/|notre\s{1,2}|unser\s{1,2}|nuestra\s{1,2})?"
    r"(?:(?:incident|case|file|docket|matter|request|investigation|"
    r"operation)?\s{0,2}(?:ref(?:erence)?s?\b\.?|réf(?:érence)?s?\b\.?|referencia|referência|riferimento|"
    r"kenmerk)"
    r"|file|case|docket|dossier|affaire|procédure|procedure|expediente|diligencias(?: previas)?|causa|"
    r"carpeta de investigación|inquérito|processo|oficio|ofício"
    r"|aktenzeichen|az|geschäftszeichen|gz|geschäftszahl|zeichen|sygn(?:atura)?(?: akt)?|č\.?\s?j|spis|"
    r"ügyszám|dosar|dnr|diarienummer|sagsnr|saksnr|parketnummer|prot(?:ocollo)?"
    r"|notice|pv|procès-verbal|parquet|fir|crime|cr|исх|вх|дел[оу]|материал|номер реестровой записи|案号|文号|事件番号)"
)
_REFERENCE = re.compile(
    rf"(?<![^\W\d_]){_LABEL}\.?\s{{0,3}}{_NUMBER}?\s{{0,2}}[:：#(]?\s{{0,3}}{_NUMBER}?\s{{0,2}}"
    r"(?P<value>[A-Za-zА-Яа-я0-9][\w./\-]{1,38}(?:[ \u00a0](?:[A-Za-zА-Я]{1,4}[ \u00a0])?[\d][\w./\-]{0,20}){0,2})",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


def references(text: str, layout: Layout) -> list[Suggestion]:
    """References with at least one digit, those at the head of the letter first.

    One that is called ours is left out.
    """
    found: dict[str, Suggestion] = {}
    for number, match in enumerate(_REFERENCE.finditer(text)):
        if number >= _MOST:
            break
        value = match.group("value").rstrip(".,;:-/ ")
        digits = sum(letter.isdigit() for letter in value)
        if match.group("yours") or digits < 2 or _DATE.fullmatch(value) or len(value) < 3:
            continue
        start = match.start("value")
        confidence = 0.85 if layout.zone_at(start) in {Zone.HEAD, Zone.SIGNATURE} else 0.65
        found.setdefault(
            value,
            Suggestion(
                Field.PARTNER_REFERENCE,
                value,
                value,
                text[match.start() : start + len(value)],
                match.start(),
                start + len(value),
                confidence,
                _BECAUSE,
            ),
        )
    return sorted(found.values(), key=lambda one: (-one.confidence, one.start))[:_SHOWN]


_BECAUSE = Text(en="the letter calls it a reference", fr="la lettre la donne comme référence")
