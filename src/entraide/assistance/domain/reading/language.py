"""Tells the languages of a letter by script and by their commonest words: cheap, and enough to route it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from babel import Locale

from entraide.assistance.domain.reading.suggestion import Field, Suggestion, both
from entraide.assistance.domain.reading.words import Word
from entraide.kernel.languages import Text

_SAMPLE_WORDS = 20_000
_RUN = 20
_SAMPLE = 100_000

_COMMON = {
    "en": "the of and to in that is for this with by are be which has been we our you please not "
    "from was have or any do it on as at an if all can",
    "fr": "le la les des et du que dans une est pour par qui sur nous vous au aux avec ce cette pas été afin votre",
    "es": "el los las del que por una para con esta este como se su sus ha ser más solicita mediante dicho y",
    "pt": "o os as dos das que para uma não por ao pela pelo foi são esta este mais nos ser e do da",
    "it": "il lo gli della delle dei del che per una con sono nel alla è non si questo questa anche di",
    "de": "der die das und ist nicht von den dem mit für auf wird werden ein eine zu bei im wir sie oder nach",
    "nl": "de het een van en in is dat op te met voor zijn niet aan er door wordt bij ook naar wij deze",
    "sv": "och att det som en på är av för med den till inte om ett har vi från eller kan",
    "da": "og at det som en på er af for med den til ikke der et har vi fra eller kan blev",
    "nb": "og at det som en på er av for med den til ikke et har vi fra eller kan ble",
    "fi": "ja on että ei se hän oli mutta kun niin tai ovat sekä joka myös tämä mukaan pyydämme",
    "pl": "i w na z do że się nie jest to o dla przez oraz od po za jako które lub",
    "cs": "a v na se je že s z do o k pro ve která který nebo jsou by za dle",
    "sk": "a v na sa je že s z do o k pre vo ktorá ktorý alebo sú by za podľa",
    "hu": "a az és hogy nem is egy van meg ezt vagy által szerint kérjük de",
    "ro": "și în de la cu pe nu este a prin pentru din care sau fost al sunt vă",
    "hr": "i u na je se da za s su od o koji koja ili prema te nije iz po",
    "tr": "ve bir bu için ile olarak da de olan tarafından ya veya edilmesi ilgili kadar",
    "vi": "và của các là có cho trong được với theo này không đã về tại",
    "id": "dan yang di untuk dengan dari ini pada dalam tidak telah kepada atau kami akan",
    "sq": "dhe të në për me që nga është një si nuk kjo ky",
    "ru": "и в на с по о что не для от из к или при также об за его как это",
    "uk": "і в на з що не для від до та або у про за як це його щодо",
    "bg": "и на за от се да в с не че са по или като това ще",
    "sr": "и у на је се да за са од које или није из по што",
    "be": "і ў на з што не для ад да або у пра за як",
    "kk": "және мен бұл үшін туралы бойынша бар болып",
}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e01-\u0e3a]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("hy", re.compile("[\u0531-\u0587]")),
    ("ka", re.compile("[\u10d0-\u10ff]")),
)
# Letters a word in an alphabet takes on average: turns counts of signs into counts of words.
_LETTERS_A_WORD = {"zh": 1.7, "ja": 2.0, "ko": 2.5, "th": 5.0}
_BECAUSE = Text(
    en="the commonest words, or the script, are of this language",
    fr="les mots les plus courants, ou l’écriture, sont de cette langue",
)


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def shares(text: str, words: Sequence[Word]) -> dict[str, float]:
    """How much of the letter is in each language, as parts of 1; empty when there is too little to tell.

    Each run of twenty words speaks for the one language whose common words it has most of: neighbouring languages
    share their small words, so that counting over the whole letter would find Portuguese in every Spanish one.
    """
    counts: Counter[str] = Counter()
    sample = words[:_SAMPLE_WORDS]
    for start in range(0, len(sample), _RUN):
        run = sample[start : start + _RUN]
        language = _spoken(run)
        if language:
            counts[language] += len(run)
    for language, signs in _signs(text).items():
        counts[language] += int(signs)
    total = sum(counts.values())
    if total < 3:
        return {}
    return {language: count / total for language, count in counts.items() if count / total >= 0.1}


def _spoken(run: Sequence[Word]) -> str:
    """The language of a few words, or nothing when two common words do not agree on one."""
    table = _languages_of()
    hits: Counter[str] = Counter()
    for word in run:
        for language in table.get(word.text.lower(), ()):
            hits[language] += 1
    if not hits:
        return ""
    (best, count), *others = hits.most_common(2)
    if count < 2 or (others and others[0][1] == count):
        return ""
    return best


def _signs(text: str) -> dict[str, float]:
    sample = text[:_SAMPLE]
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS}
    if counts["ja"] > 0.05 * counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    if counts["fa"] > 0.03 * counts["ar"]:
        counts["fa"] += counts["ar"]
        counts["ar"] = 0
    return {
        language: count / _LETTERS_A_WORD.get(language, 5.0)
        for language, count in counts.items()
        if count >= 6
    }


def languages(text: str, words: Sequence[Word]) -> list[Suggestion]:
    """The languages of the letter, the most spoken first."""
    ranked = sorted(shares(text, words).items(), key=lambda share: -share[1])
    return [
        Suggestion(
            Field.LANGUAGE,
            language,
            both(language_name(language)),
            "",
            -1,
            -1,
            round(min(0.99, share), 2),
            _BECAUSE,
        )
        for language, share in ranked
    ]


def language_name(code: str) -> Text:
    """The name of a language in both languages of the house."""
    return Text(
        en=Locale("en").languages.get(code, code),
        fr=Locale("fr", "CA").languages.get(code, code),
    )
