"""The log: JSON, and nothing of a case in it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from entraide.config import logs


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.delenv("ENTRAIDE_LOG", raising=False)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_of_ours_keeps_its_facts(lines: io.StringIO) -> None:
    structlog.get_logger("entraide.test").info("request", route="desk/", status=200)
    [line] = read(lines)
    assert (line["event"], line["route"], line["status"], line["level"]) == ("request", "desk/", 200, "info")


def test_of_a_librarys_line_only_the_sentence_in_its_code_is_kept(lines: io.StringIO) -> None:
    logging.getLogger("django.security").warning("Forbidden for %s: %s", "Marguerite", "/cases/17")
    [line] = read(lines)
    assert line["event"] == "Forbidden for %s: %s"
    assert "arguerite" not in lines.getvalue()
    assert "/cases/17" not in lines.getvalue()


def fail(name: str) -> None:
    letter = f"Dear {name}"
    try:
        raise KeyError(letter)
    except KeyError as cause:
        raise ValueError(f"cannot send {letter!r}") from cause


@pytest.mark.parametrize("logger", ["entraide.test", "django.request"])
def test_of_an_error_its_types_and_places_are_kept_and_nothing_else(lines: io.StringIO, logger: str) -> None:
    try:
        fail("Marguerite")
    except ValueError:
        logging.getLogger(logger).exception(
            "Internal Server Error: %s", "/cases/17", extra={"request": "Marguerite"}
        )
    [line] = read(lines)
    assert [one["type"] for one in line["error"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert line["error"][0]["at"][-1].startswith("tests/config/test_logs.py:")
    assert line["error"][0]["at"][-1].endswith(" fail")
    assert "arguerite" not in lines.getvalue()


def test_an_error_of_ours_is_stripped_too(lines: io.StringIO) -> None:
    try:
        fail("Marguerite")
    except ValueError:
        structlog.get_logger("entraide.test").error("job_failed", exc_info=True)
    [line] = read(lines)
    assert line["error"][0]["type"] == "builtins.ValueError"
    assert "arguerite" not in lines.getvalue()
    assert "Traceback" not in lines.getvalue()


def test_an_object_that_slips_in_is_named_by_its_type_alone(lines: io.StringIO) -> None:
    class Person:
        def __repr__(self) -> str:
            return "Marguerite"

    structlog.get_logger("entraide.test").info("seen", person=Person())
    assert read(lines)[0]["person"] == "Person"


def test_a_long_chain_of_errors_ends() -> None:
    error: BaseException = ValueError("first")
    for _ in range(20):
        later = ValueError("later")
        later.__cause__, error = error, later
    assert len(logs.error_without_data(error)) == 5
