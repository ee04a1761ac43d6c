"""Letters from some sixty states, invented: no agency, person, number or address in them is real, but the states are.

Each is (what it tries, the state it comes from, the letter). Many name other states: the victim's, the suspect's, the
provider's, the one they are addressed to.
"""

from tests.assistance import invented_letters_elsewhere, invented_letters_europe

LETTERS: list[tuple[str, str, str]] = [*invented_letters_europe.LETTERS, *invented_letters_elsewhere.LETTERS]
