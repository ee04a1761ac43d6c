"""The token index answers the newest rows that hold everything asked, on either database."""

import random

import pytest
from django.db import connection

from entraide.cases.services.indexing import TokenIndex

INDEX = TokenIndex("index_under_test")


@pytest.fixture
def index(transactional_db):
    with connection.schema_editor() as editor:
        INDEX.create(editor)
    yield INDEX
    with connection.schema_editor() as editor:
        INDEX.drop(editor)


def test_a_row_is_found_by_all_of_its_tokens_and_not_by_others(index):
    index.put(7, {"_p1", "fraude"})
    assert index.newest([["_p1"], ["fraude", "fraud"]], before=None, limit=5) == [7]
    assert index.newest([["_p2"], ["fraude"]], before=None, limit=5) == []
    assert index.newest([["_p1"], ["arme"]], before=None, limit=5) == []


def test_asking_for_nothing_finds_nothing(index):
    index.put(7, {"_p1"})
    assert index.newest([], before=None, limit=5) == []


def test_tokens_are_given_and_taken(index):
    index.put(7, {"_p1", "fraude"})
    index.change([7], add=["_p2"], take=["_p1"])
    assert index.newest([["_p1"]], before=None, limit=5) == []
    assert index.newest([["_p2"], ["fraude"]], before=None, limit=5) == [7]


def test_pages_follow_one_another_without_gap_or_repeat(index):
    seed = random.randrange(10**6)
    drawn = random.Random(seed)
    rows = sorted({drawn.randrange(1, 400_000) for _ in range(600)})
    for row in rows:
        index.put(row, {"_p1", *(["rare"] if row % 17 == 0 else [])})
    for asked, expected in (
        ([["_p1"]], rows[::-1]),
        ([["_p1"], ["rare"]], [row for row in rows[::-1] if row % 17 == 0]),
    ):
        found, before = [], None
        while page := index.newest(asked, before=before, limit=25):
            found += page
            before = page[-1]
        assert found == expected, f"seed {seed}"
