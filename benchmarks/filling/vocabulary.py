"""Invented words with the frequencies of real ones: few are everywhere, most are rare. Nobody is named here."""

import random
from itertools import accumulate
from typing import NamedTuple

from entraide.cases.domain.words import tokens

TRADE = {
    "en": "request information subscriber account address authority investigation police measure preservation "
    "number service records evidence court offence identity device network provider period logs connection "
    "witness interview search bank transfer payment threat suspect victim statement report office reply "
    "urgent confirm obtain provide disclose attached reference concerning hereby pursuant convention treaty "
    "the of and to in a for is that by with this on be as from at which are was an or have it not any all",
    "fr": "demande renseignements abonné compte adresse autorité enquête police mesure conservation numéro "
    "service dossiers preuve tribunal infraction identité appareil réseau fournisseur période journaux connexion "
    "témoin audition perquisition banque virement paiement menace suspect victime déclaration rapport bureau "
    "réponse urgent confirmer obtenir fournir communiquer joint référence concernant conformément convention "
    "de la le et les des en un une du dans que pour par sur est qui au plus avec ne pas ce il se sont",
}
SOUNDS = {
    "en": "ba ter ing lo den sha mor ly con per ri stan wel for hol ness ker tion gre ved ham ster un co pla",
    "fr": "ba té ment lo den cha mor le con per ri sant vel for eau esse quer tion gre vé ham té un co pla",
}
WORDS, SENTENCES = 10_000, 8_000
# Sorts of text: how many different ones there are in each language, and of how many sentences (of ten words or so).
SORTS = {"letter": (12_000, 6, 11), "facts": (6_000, 3, 3), "note": (6_000, 2, 2), "line": (6_000, 1, 1)}
Sentence = tuple[str, frozenset[str]]
# What the trade looks for most is one number in one file: few letters hold the same, and nothing of it is stemmed.
FILE_NUMBER = "kl{:06}"


class Writing(NamedTuple):
    """A text, and what it can be found by, with spaces between."""

    text: str
    tokens: str


class Vocabulary:
    """Texts in both languages, made once and the same for the same seed: a node's letters are drawn from many."""

    def __init__(self, seed: int = 7) -> None:
        made = random.Random(seed)
        self._texts: dict[tuple[str, str], list[Writing]] = {}
        for language in ("en", "fr"):
            sentences = _sentences(language, made)
            for sort, (count, fewest, most) in SORTS.items():
                texts = [_joined(made.choices(sentences, k=made.randint(fewest, most))) for _ in range(count)]
                self._texts[sort, language] = texts

    def write(self, by: random.Random, language: str, sort: str, number: int | None = None) -> Writing:
        """A text of that sort, ending with a file number when one is given."""
        texts = self._texts[sort, language]
        chosen = texts[int(by.random() * len(texts))]
        if number is None:
            return chosen
        file = FILE_NUMBER.format(number)
        return Writing(f"{chosen.text} ({file})", f"{chosen.tokens} {file}")


def common_words(language: str) -> list[str]:
    """Words that most letters hold and that the search does not pass over."""
    return TRADE[language].split()[:40]


def _sentences(language: str, made: random.Random) -> list[Sentence]:
    words = TRADE[language].split()
    known = set(words)
    while len(words) < WORDS:
        word = "".join(made.choices(SOUNDS[language].split(), k=made.randint(2, 4)))
        if word not in known:
            known.add(word)
            words.append(word)
    # The trade's own words take the first ranks; little words stand among them as they do in any text.
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(words) + 1)))
    found = []
    for _ in range(SENTENCES):
        chosen = made.choices(words, cum_weights=weights, k=made.randint(8, 13))
        text = " ".join(chosen).capitalize() + "."
        found.append((text, tokens(text)))
    return found


def _joined(sentences: list[Sentence]) -> Writing:
    found = frozenset().union(*(known for _, known in sentences))
    return Writing(" ".join(text for text, _ in sentences), " ".join(sorted(found)))
