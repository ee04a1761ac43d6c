"""The marks under which lists find a request: one for each facet that a list can be narrowed by."""


def facet(name: str, value: object) -> str:
    """The mark of one facet: `_kind_preservation`, `_from_fr`, `_open_1`."""
    return f"_{name}_{str(value).lower()}"
