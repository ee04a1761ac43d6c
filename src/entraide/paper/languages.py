"""The languages that documents are printed in: those of the house, and those of partners."""

from typing import Literal

PaperLanguage = Literal["en", "fr", "es"]
