"""Promises about refusals: one code each, a sentence in both languages, a row in the docs."""

from collections import Counter

from entraide.kernel.errors import Refusal
from tools import messages
from tools.refusals import PAGE, page, refusals


def named() -> list[type[Refusal]]:
    return list(refusals())


def test_every_refusal_has_a_code_of_its_own() -> None:
    counted = Counter(kind.code for kind in set(named()))
    assert [code for code, times in counted.items() if times > 1] == []


def test_a_code_begins_with_the_part_of_the_node_that_refuses() -> None:
    wrong = [
        f"{kind.__module__}.{kind.__name__}: {kind.code}"
        for kind in named()
        if kind.code.partition(".")[0] not in kind.__module__.split(".")[1:-1]
    ]
    assert wrong == []


def test_every_refusal_says_its_own_sentence_in_both_languages() -> None:
    wrong = [
        kind.code
        for kind in named()
        if "sentence" not in vars(kind)
        or not kind.sentence.en.strip()
        or not kind.sentence.fr.strip()
        or kind.sentence.en == kind.sentence.fr
        or messages.placeholders(kind.sentence.en) != messages.placeholders(kind.sentence.fr)
    ]
    assert wrong == []


def test_every_refusal_has_its_row_in_the_docs() -> None:
    assert PAGE.exists(), "make docs"
    assert PAGE.read_text("utf-8") == page()
