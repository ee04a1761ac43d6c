"""Reading is linear: twice the letter takes about twice the time, whatever is in it."""

import time

import pytest

from entraide.assistance.domain.opening.decoding import normalised, repaired
from entraide.assistance.domain.reading.letter import read
from entraide.assistance.domain.reading.likeness import fingerprint

SIZE = 20_000
HOSTILE = {
    "one letter": "a",
    "short words": "a ",
    "digits": "1",
    "dotted digits": "1.1.",
    "colons": "1:",
    "at signs": "a@",
    "addresses that do not end": "a@b.",
    "web addresses that do not end": "http://",
    "plus signs": "+1 ",
    "capitals": "Abcd ",
    "double names": "Jean-Jean-",
    "a country": "France ",
    "addressees": "To: France\n",
    "births": "John Smith born ",
    "lengths of time": "within 24 ",
    "references": "Ref: 12 ",
    "telephones": "tel: 1234 ",
    "particles": "de la ",
    "agencies": "公安",
    "ports": "1.2.3.4 port ",
    "dates": "1 January 2020 ",
    "threats": "urgent threat to life ",
    "institutions": "Ministry of ",
    "closings": "Regards,\n",
    "blank lines": "\n",
    "spaces": " ",
    "twice encoded": "Ã",
}


def cost(letter: str) -> float:
    started = time.process_time()
    read(letter)
    fingerprint(letter)
    repaired(normalised(letter))
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_letter_costs_about_twice(name):
    read("warm up the tables in France")
    once, twice = (min(cost((HOSTILE[name] * size)[:size]) for _ in range(2)) for size in (SIZE, 2 * SIZE))
    # A quadratic pattern would give 4; the tenth of a second forgives the clock of a busy machine.
    assert twice < 3.2 * once + 0.1


@pytest.mark.parametrize("name", ["addresses that do not end", "a country"])
def test_two_million_characters_are_read_in_seconds(name):
    assert cost((HOSTILE[name] * 2_000_000)[:2_000_000]) < 15


def test_the_number_of_suggestions_is_bounded():
    letter = "".join(
        f"203.0.113.{number % 256}:{number} https://a{number}.example/ b{number}@c.example +32 2 555 {number:04} "
        f"Ref: X-{number} on {number % 28 + 1} May 2026 Mr Roe{chr(97 + number % 26)}x\n"
        for number in range(2_000)
    )
    assert len(read(letter)) < 500
