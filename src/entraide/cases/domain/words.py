"""Words as the search sees them: folded and stemmed in both languages, so that accents and endings are forgiven."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

MAX_TOKENS = 20_000
_WORD = re.compile(r"[^\W_]{1,64}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_STOP = frozenset(
    "a an and are as at be by for from has in is it of on or that the this to was were will with "
    "au aux ce ces dans de des du elle en est et il la le les leur mais ne ou par pas pour que qui sa se ses son sur "
    "un une vos votre nous vous".split()
)


def fold(text: str) -> str:
    """Lower case without accents: «Évènement» and «evenement» are one."""
    if text.isascii():
        return text.lower()
    # Taken apart before and after: some letters («🄰») only show their case when they are taken apart.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tokens(text: str) -> frozenset[str]:
    """Every form under which a text can be found; at most `MAX_TOKENS` of them."""
    found: set[str] = set()
    for word in _words(text):
        found.update(forms(word))
        if len(found) > MAX_TOKENS:
            break
    return frozenset(found)


def asked(text: str) -> tuple[frozenset[str], ...]:
    """What somebody typed, as groups: a text must hold one form of every group. Stop words ask nothing."""
    groups = [forms(word) for word in _words(text[:300]) if word not in _STOP]
    return tuple(dict.fromkeys(groups))[:12]


@lru_cache(maxsize=65_536)
def forms(word: str) -> frozenset[str]:
    """A folded word and its English and French stems."""
    if not word.isascii() or any(character.isdigit() for character in word):
        return frozenset({word})
    return frozenset({word, *(stemmer.stemWord(word) for stemmer in _stemmers())})


@cache
def _stemmers() -> tuple[Any, ...]:
    # The library loads some thirty languages: only who searches, or makes something findable, needs it.
    import snowballstemmer

    return snowballstemmer.stemmer("english"), snowballstemmer.stemmer("french")


def excerpt(text: str, groups: Iterable[frozenset[str]], *, width: int = 240) -> tuple[tuple[str, bool], ...]:
    """The part of a text around the first word asked for, as (piece, is a hit) pairs, in the text's own spelling."""
    wanted = frozenset().union(*groups) if groups else frozenset()
    # A stem begins as its word does, so that only words with the right beginning need to be stemmed.
    initials = {token[0] for token in wanted}

    def is_hit(match: re.Match[str]) -> bool:
        word = fold(match.group())
        return word[:1] in initials and not forms(word).isdisjoint(wanted)

    words = _WORD.finditer(text[:200_000])
    first = next(filter(is_hit, words), None)
    if first is None:
        return ((text[:width], False),) if text else ()
    begin = max(0, first.start() - width // 3)
    end = min(len(text), begin + width)
    pieces = [(text[begin : first.start()], False), (first.group(), True)]
    at = first.end()
    for match in words:
        if match.start() >= end:
            break
        if is_hit(match):
            pieces += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    pieces.append((text[at:end], False))
    return tuple(piece for piece in pieces if piece[0])


def _words(text: str) -> Iterable[str]:
    for match in _WORD.finditer(fold(text)):
        word = match.group()
        if _CJK.search(word):
            # Without spaces between words, pairs of characters stand for them.
            yield from (word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            yield word
