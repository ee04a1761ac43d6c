"""`{% load exhibits %}`: exhibits on the pages of this package and of those above."""
