"""The node's log: one JSON object a line, and nothing in it that belongs to a case.

What libraries say is kept as the sentence they wrote in their code, without what they filled into it; of an error
its type and the places it went through are kept, never its message or a variable: all of those can hold a name,
an address or a line of a letter.
"""

import logging
import logging.config
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

Line = MutableMapping[str, Any]
OWN = ("entraide", "_granian")
DEEPEST = 40


def error_without_data(error: BaseException) -> list[dict[str, object]]:
    """The type of an error and the places it went through, and the same of what caused it, outermost first."""
    found: list[dict[str, object]] = []
    seen: BaseException | None = error
    while seen is not None and len(found) < 5:
        kind = type(seen)
        found.append({"type": f"{kind.__module__}.{kind.__qualname__}", "at": places(seen.__traceback__)})
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return found


def places(traceback: TracebackType | None) -> list[str]:
    """«package/file.py:12 function», outermost first."""
    found: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        # Only the end of the path: the rest says where on the machine the node is installed.
        where = "/".join(Path(code.co_filename).parts[-3:])
        found.append(f"{where}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return found[-DEEPEST:]


def strip_error(logger: object, method: str, line: Line) -> Line:
    """Replace a pending error by what may be said of it."""
    pending = line.pop("exc_info", None)
    if isinstance(pending, tuple):
        pending = pending[1]
    elif pending and not isinstance(pending, BaseException):
        pending = sys.exc_info()[1]
    if isinstance(pending, BaseException):
        line["error"] = error_without_data(pending)
    line.pop("stack_info", None)
    return line


def strip_filled_in(logger: object, method: str, line: Line) -> Line:
    """Of a library's message keep the sentence as written in its code."""
    record = line.get("_record")
    if record is not None and not record.name.startswith(OWN):
        line["event"] = str(record.msg)
    return line


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def formatter() -> logging.Formatter:
    """Renders every record, ours and the libraries', as one line of JSON."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            strip_filled_in,
            strip_error,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=lambda value: type(value).__name__),
        ],
        # What an error may tell is told above; the standard traceback would add its message and its source lines.
        keep_exc_info=False,
        keep_stack_info=False,
        pass_foreign_args=False,
    )


def settings(stream: str | TextIO = "ext://sys.stderr") -> dict[str, Any]:
    """The whole of logging as `logging.config.dictConfig` takes it; granian is given the same."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": formatter}, "generic": {"()": formatter}, "access": {"()": formatter}},
        "handlers": {"out": handler(stream)},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "entraide": {"level": "INFO"},
            # Its message repeats the path; the request's own line has the route and the status.
            "django.request": {"level": "ERROR"},
            "_granian": {"level": "WARNING"},
            "granian.access": {"level": "CRITICAL"},
        },
    }


def handler(stream: str | TextIO) -> dict[str, Any]:
    """To the file ENTRAIDE_LOG names, else to `stream`."""
    path = os.environ.get("ENTRAIDE_LOG", "")
    if path and path != "-":
        return {"class": "logging.handlers.WatchedFileHandler", "filename": path, "formatter": "json"}
    return {"class": "logging.StreamHandler", "stream": stream, "formatter": "json"}


def configure(stream: str | TextIO = "ext://sys.stderr") -> None:
    """Send every log line of this process through the formatter above."""
    logging.config.dictConfig(settings(stream))
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
