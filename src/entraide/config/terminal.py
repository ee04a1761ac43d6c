"""The terminal somebody reads at."""

from collections.abc import Mapping

from entraide.kernel.languages import Language


def language_of_terminal(environment: Mapping[str, str]) -> Language:
    """The language of the terminal's locale, where it is French; English otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "fr" if environment[name].lower().startswith("fr") else "en"
    return "en"
