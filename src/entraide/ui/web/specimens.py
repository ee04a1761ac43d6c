"""Invented examples for the page that shows every component."""


def specimens() -> dict[str, object]:
    return {}
