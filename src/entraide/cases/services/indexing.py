"""The token index, for packages above that scope lists of their own by the members of a case."""

from entraide.cases.models.tokens import WORDS, TokenIndex, person_token

__all__ = ["WORDS", "TokenIndex", "person_token"]
