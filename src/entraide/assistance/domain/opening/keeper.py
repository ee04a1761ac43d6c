"""Starts the child, watches its clock and the size of its answer, and reads the answer without trusting
it."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import IO, cast

import entraide
from entraide.assistance.domain.opening.decoding import repaired
from entraide.assistance.domain.opening.opened import Attachment, Limits, MediaType, Notice, Opened
from entraide.assistance.domain.opening.refusals import BY_CODE, Damaged, NotOpened, TookTooLong

_SOURCES = str(Path(entraide.__file__).resolve().parents[1])
# The sources' folder is handed over because isolated mode (-I) ignores PYTHONPATH and the current folder.
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from entraide.assistance.domain.opening.child import main; main(sys.argv[2])"
)
_BYTES_PER_CHARACTER = 6
_OVERHEAD = 1_000_000


def parsed_apart(source: IO[bytes], *, name: str, limits: Limits) -> Opened:
    """What the child says of the open file `source`, or the refusal it ended with."""
    settings = json.dumps({"limits": asdict(limits), "name": name})
    child = subprocess.Popen(  # noqa: S603  our own interpreter and our own program; the name goes as data
        [sys.executable, "-I", "-B", "-c", _START, _SOURCES, settings],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )
    try:
        answer = _listen(child, limits)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
    if child.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise TookTooLong
    if child.returncode != 0:
        raise Damaged
    return understood(answer, limits)


def _listen(child: "subprocess.Popen[bytes]", limits: Limits) -> bytes:
    """All that the child says until it ends, within the time and the size agreed."""
    if child.stdout is None:
        raise Damaged
    most = limits.characters * _BYTES_PER_CHARACTER + _OVERHEAD
    deadline = time.monotonic() + limits.seconds
    pieces: list[bytes] = []
    heard = 0
    with child.stdout, selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TookTooLong
            piece = os.read(child.stdout.fileno(), 65_536)
            if not piece:
                break
            heard += len(piece)
            if heard > most:
                raise Damaged
            pieces.append(piece)
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired as late:
        raise TookTooLong from late
    return b"".join(pieces)


def understood(answer: bytes, limits: Limits) -> Opened:
    """The answer as `Opened`, every field checked: a parser that was taken over could say anything."""
    try:
        told = cast("dict[str, object]", json.loads(answer))
        if "refused" in told:
            raise BY_CODE.get(str(told["refused"]), Damaged)
        text = _text(told["text"], limits.characters)
        sent_at = told["sent_at"]
        opened = Opened(
            media_type=MediaType(_text(told["media_type"], 100)),
            text=text,
            truncated=told["truncated"] is True,
            title=_text(told["title"], 500),
            sender=_text(told["sender"], 500),
            reply_to=_text(told["reply_to"], 500),
            recipients=tuple(_text(one, 300) for one in _list(told["recipients"], 500)),
            sent_at=None if sent_at is None else datetime.fromisoformat(_text(sent_at, 40)),
            attachments=tuple(_attachment(one, limits) for one in _list(told["attachments"], 2_000)),
            warnings=tuple(Notice(_text(one, 40)) for one in _list(told["warnings"], len(Notice))),
        )
    except NotOpened:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as nonsense:
        raise Damaged from nonsense
    return with_reading(opened)


def with_reading(opened: Opened) -> Opened:
    """`opened` with its reading text: doubly encoded letters put right, and a notice when there were any."""
    reading = repaired(opened.text)
    if reading == opened.text:
        return replace(opened, reading=opened.text)
    notices = tuple(sorted({*opened.warnings, Notice.REPAIRED_TEXT}))
    return replace(opened, reading=reading, warnings=notices)


def _attachment(told: object, limits: Limits) -> Attachment:
    if not isinstance(told, dict):
        raise TypeError
    size = told["size"]
    if not isinstance(size, int):
        raise TypeError
    return Attachment(
        name=_text(told["name"], 255),
        media_type=_text(told["media_type"], 100),
        size=size,
        text=_text(told["text"], limits.characters),
        inside=_text(told["inside"], 2_000),
        refused=_text(told["refused"], 60),
    )


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise TypeError
    return value


def _list(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise TypeError
    return value
