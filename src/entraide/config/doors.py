"""Addresses that are loaded when somebody comes to the first of them.

What stands behind a door (its pages, its forms, the models of its API) takes memory in each process that loads it. A
process that takes in the messages of other nodes, and shows nobody a page, does without.
"""

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Door(URLResolver):
    """The addresses below a prefix, in a module of their own that is loaded once an address with that prefix is asked
    for, or one of its names is written out."""

    def __init__(self, prefix: str, module: str, name: str) -> None:
        """`name` is that of the namespace; it is also the `app_name` of the module."""
        super().__init__(RoutePattern(prefix), module, app_name=name, namespace=name)
        self._asked = False

    def _populate(self) -> None:
        # The root has every door look through its names before any address is written out.
        if self._asked:
            super()._populate()

    @property
    def reverse_dict(self) -> Any:
        self._asked = True
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        self._asked = True
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        self._asked = True
        return super().app_dict
