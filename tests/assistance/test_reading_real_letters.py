"""The real letters beside the project, read by their content alone."""

from collections import Counter
from pathlib import Path

import pytest

from entraide.assistance.domain.opening.files import open_file
from entraide.assistance.domain.reading.letter import read
from entraide.assistance.domain.reading.suggestion import Field

LETTERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "requests" / "letters"
STATES = {"China": "CN", "Hong Kong": "HK", "Russia": "RU", "Singapore": "SG", "Spain": "ES"}

pytestmark = pytest.mark.skipif(not LETTERS.is_dir(), reason="the real letters (../shared/data) are not here")


def test_of_94_real_letters_the_sending_state_is_right_for_at_least_90():
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for path in sorted(LETTERS.rglob("*.md")):
        folder = path.relative_to(LETTERS).parts[0]
        # Every letter goes in under the same name: several are called after their sender.
        found = read(open_file(path, name="letter.md").reading, name="letter.md")
        states = [one.value for one in found if one.field is Field.SENDING_STATE]
        seen[folder] += 1
        right[folder] += bool(states) and states[0] == STATES[folder]
    assert sum(seen.values()) == 94
    assert sum(right.values()) >= 90, dict(right)
    assert {folder for folder, count in right.items() if count} == set(STATES)


def test_every_suggestion_of_the_real_letters_stands_where_it_says():
    for path in sorted(LETTERS.rglob("*.md")):
        text = open_file(path, name="letter.md").reading
        for one in read(text):
            assert one.start == -1 or text[one.start : one.end] == one.words
            assert 0.0 < one.confidence <= 1.0


def test_the_languages_of_the_real_letters_are_the_four_they_are_written_in():
    spoken: Counter[str] = Counter()
    for path in sorted(LETTERS.rglob("*.md")):
        spoken.update(
            one.value
            for one in read(open_file(path, name="letter.md").reading)
            if one.field is Field.LANGUAGE
        )
    assert set(spoken) == {"en", "ru", "zh", "es"}
