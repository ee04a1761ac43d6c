"""Promises about the API: its description is the one in the docs, and says what can go wrong."""

import json

from tools.openapi import SNAPSHOT, schema


def test_the_description_of_the_api_is_the_one_in_the_docs() -> None:
    assert SNAPSHOT.exists(), "make docs"
    assert SNAPSHOT.read_text("utf-8") == schema()


def test_every_operation_says_how_it_refuses_a_caller_without_a_token() -> None:
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in json.loads(schema())["paths"].items()
        for method, operation in methods.items()
    }
    assert operations
    assert [name for name, operation in operations.items() if "401" not in operation["responses"]] == []
