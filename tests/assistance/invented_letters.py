"""Letters from some sixty states, invented: no person, case or request in them is real.

The states are, and so are the names and domains of their public bodies, because those are what tells a state.

Each is (what it tries, the state it comes from, the letter). Many name other states: the victim's, the suspect's, the
provider's, the one they are addressed to.
"""

from tests.assistance import invented_letters_elsewhere, invented_letters_europe

LETTERS: list[tuple[str, str, str]] = [*invented_letters_europe.LETTERS, *invented_letters_elsewhere.LETTERS]
