"""Entraide: one node per agency for international co-operation, from a request's arrival to its answer."""

__version__ = "0.1.0"
