"""The body of a message against the JSON Schema of its type (draft 2020-12): what it must hold, how long, from which
lists. A field that a schema does not name is passed over, as everywhere in the protocol."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import jsonschema_rs

from entraide.exchange.errors import BodyRefused

# A name in a place stands in pages and records: one that a stranger made up is not repeated there.
NAME = re.compile(r"[A-Za-z0-9_]{1,40}")


class Schema:
    """The schema of one type of message, compiled."""

    def __init__(self, text: str) -> None:
        """Raises `ValueError` for what is no schema."""
        self._validator = jsonschema_rs.Draft202012Validator(json.loads(text), validate_formats=True)

    def check(self, body: Mapping[str, object]) -> None:
        """That a body is as its type describes it. Raises `BodyRefused` with the place of the first fault."""
        try:
            self._validator.validate(body)
        except jsonschema_rs.ValidationError as wrong:
            missing = getattr(wrong.kind, "property", None)
            path = [*wrong.instance_path, *([missing] if isinstance(missing, str) else [])]
            # The error would carry the value, which is case data: it ends here.
            raise BodyRefused(where=_place(path)) from None


def type_of(path: Path) -> str:
    """The type that a file describes: `assistance.request-1.json` is of `assistance.request/1`."""
    name, _, version = path.stem.rpartition("-")
    return f"{name}/{version}"


def file_of(type_: str) -> str:
    """The name of the file that describes a type."""
    return f"{type_.replace('/', '-')}.json"


def _place(path: Sequence[str | int]) -> str:
    steps = (
        f"[{one}]" if isinstance(one, int) else f".{one if NAME.fullmatch(one) else '*'}" for one in path
    )
    return f"body{''.join(steps)}"
