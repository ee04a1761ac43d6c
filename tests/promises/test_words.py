"""Promises about the two languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.promises.source import place, python_of_the_node, tree
from tools import messages


def test_every_sentence_has_its_french() -> None:
    found = [fault for package in messages.packages() for fault in messages.faults(package)]
    assert found == []


def test_no_sentence_is_said_in_two_ways() -> None:
    assert list(messages.contradictions()) == []


def test_a_function_that_translates_keeps_the_name_by_which_sentences_are_gathered() -> None:
    """Under another name its sentences would stand in no catalogue, and nobody would miss them there."""
    renamed = [
        f"{place(path, node)}: {name.name} as {name.asname}"
        for path in python_of_the_node()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if "gettext" in name.name and name.asname not in {None, "_"}
    ]
    assert renamed == []


def pairs() -> Iterator[tuple[str, str, str]]:
    """Every `Text(en=…, fr=…)` written out in the code, with its place."""
    for path in python_of_the_node():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                given |= dict(zip(("en", "fr"), node.args, strict=False))
                texts = {
                    name: value.value for name, value in given.items() if isinstance(value, ast.Constant)
                }
                if {"en", "fr"} <= texts.keys():
                    yield place(path, node), str(texts["en"]), str(texts["fr"])


def test_a_sentence_in_code_has_both_languages_and_the_same_facts_in_each() -> None:
    found = list(pairs())
    assert len(found) > 50, "the sentences were not found where they should be"
    wrong = [where for where, en, fr in found if bool(en.strip()) != bool(fr.strip())]
    wrong += [where for where, en, fr in found if messages.placeholders(en) != messages.placeholders(fr)]
    assert wrong == []


def test_french_in_code_has_its_typographic_apostrophe() -> None:
    assert [where for where, _, fr in pairs() if messages.STRAIGHT_APOSTROPHE.search(fr)] == []


def said_by_f_string(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        asks = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in messages.KEYWORDS
        )
        if asks and any(isinstance(argument, ast.JoinedStr) for argument in node.args):
            yield place(path, node)


def test_no_sentence_for_translation_is_put_together_before_it_is_translated() -> None:
    assert [where for path in python_of_the_node() for where in said_by_f_string(path)] == []
