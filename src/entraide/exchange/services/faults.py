"""Faults of ours: named where they are caught, told to the log by their kind and place, and never by their words."""

from __future__ import annotations

import traceback
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError

# What a mistake in the code raises. A full disk or a database that does not answer is none: it passes by itself.
FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    ObjectDoesNotExist,
    ValidationError,
    IntegrityError,
    DataError,
)


def place_of(fault: BaseException) -> str:
    """Where in the code something broke; its words could hold what is in a message."""
    found = traceback.extract_tb(fault.__traceback__)
    return f"{Path(found[-1].filename).name}:{found[-1].lineno}" if found else ""
