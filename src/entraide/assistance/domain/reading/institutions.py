"""The words institutions are called by, and the agency a letter comes from."""

import re
from collections.abc import Sequence

from entraide.assistance.domain.reading.countries import Source, book
from entraide.assistance.domain.reading.layout import Layout, Zone, lines_of
from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.assistance.domain.reading.words import Word, fold
from entraide.kernel.languages import Text

_STEMS = (
    "polic politi polis poliz polit gendarm surete ministr minister ministeri court tribunal juzgado "
    "audiencia fiscali procur prosecut "
    "parquet staatsanwalt gericht embassy ambassade embajada embaixada botschaft consul agency agence "
    "agencia directorate direction direccion "
    "departm departement government gouvernement gobierno governo authorit autorit autoridad behord "
    "customs douan zoll aduan "
    "constabul guardia garda carabin questur interpol kriminal justiz justitie justicia justica "
    "giustizia justice judici law "
    "enforcement intelligence republi royaume kingdom reino komend komand polisi kepolisi prokuratur "
    "prokuror sledstven "
    "полиц министерств прокуратур следствен суд служб управлени федеральн отдел міністерств поліці служби бюро "
    "cert ncb bcn bureau office oficina ufficio federal national nacional service servicio cyber"
).split()
_EXACT = frozenset("cour cert ncb bcn jit crown csirt".split())
_STRONG = tuple(
    "polic politi polis poliz gendarm surete ministr minister court tribunal juzgado audiencia fiscali "
    "procur prosecut parquet "
    "staatsanwalt gericht embassy ambassade embajada constabul guardia garda carabin questur interpol "
    "bureau agency agence "
    "direction directorate department departement section brigade unit unite division office service "
    "sheriff authority autorite "
    "полиц министерств прокуратур служб управлени комитет cert csirt".split()
)
_STARTS = tuple(_STEMS)
_SENTENCE = re.compile(
    r"[.!?]\s{1,4}[^\W\d_]|\b(?:we|nous|you|vous|please|that|que|which|is|est|are)\b", re.IGNORECASE
)
_LONGEST = 110
_SHOWN = 5


def is_institution(word: Word) -> bool:
    """Whether the word is one that police forces, ministries, courts and their like are called by."""
    return word.folded in _EXACT or (len(word.folded) >= 4 and word.folded.startswith(_STARTS))


def agencies(text: str, words: Sequence[Word], layout: Layout) -> list[Suggestion]:
    """Who may have sent the letter.

    Agencies known by name, then lines of letterhead or signature that read like one.
    """
    found: dict[str, Suggestion] = {}
    for one in book().find(text[:200_000], words):
        if one.payload.source is not Source.AGENCY or one.payload.weak:
            continue
        zone = layout.zone_at(one.start)
        if zone is Zone.ADDRESSEE:
            continue
        said = " ".join(text[one.start : one.end].split())
        confidence = {Zone.HEAD: 0.9, Zone.SIGNATURE: 0.92}.get(zone, 0.5)
        _keep(
            found, _suggested(said, one.start, one.end, confidence - (0.15 if len(said) < 7 else 0.0), zone)
        )
    for line in lines_of(text[:20_000]):
        zone = layout.zone_at(line.start)
        bare = line.text.strip(" \t*_#|-–—")
        if zone in {Zone.HEAD, Zone.SIGNATURE} and _reads_like_an_agency(bare):
            start = line.start + line.text.index(bare)
            confidence = 0.75 if zone is Zone.HEAD else 0.7
            _keep(found, _suggested(bare, start, start + len(bare), confidence, zone))
    return sorted(found.values(), key=lambda one: (-one.confidence, one.start))[:_SHOWN]


def _reads_like_an_agency(line: str) -> bool:
    if (
        not 6 <= len(line) <= _LONGEST
        or _SENTENCE.search(line)
        or "@" in line
        or "://" in line
        or line.endswith(":")
    ):
        return False
    words = [fold(word) for word in line.split()]
    return 2 <= len(words) <= 14 and line[0].isupper() and any(word.startswith(_STRONG) for word in words)


def _suggested(said: str, start: int, end: int, confidence: float, zone: Zone) -> Suggestion:
    return Suggestion(
        Field.AGENCY, said, said, said, start, end, confidence, _BECAUSE.get(zone, _BECAUSE[Zone.BODY])
    )


def _keep(found: dict[str, Suggestion], one: Suggestion) -> None:
    key = fold(one.value)
    if key not in found or found[key].confidence < one.confidence:
        found[key] = one


_BECAUSE = {
    Zone.HEAD: Text(en="it stands in the letterhead", fr="il figure dans l’en-tête"),
    Zone.SIGNATURE: Text(en="it stands in the signature", fr="il figure dans la signature"),
    Zone.BODY: Text(en="the letter names it", fr="la lettre le nomme"),
}
