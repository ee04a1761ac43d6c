"""The door: a file or some bytes in, text out."""

import errno
import os
import stat
import tempfile
from pathlib import Path, PurePath
from typing import IO

from entraide.assistance.domain.opening.decoding import normalised, utf8_or_none
from entraide.assistance.domain.opening.keeper import parsed_apart, with_reading
from entraide.assistance.domain.opening.opened import DEFAULT_LIMITS, Limits, MediaType, Opened
from entraide.assistance.domain.opening.refusals import EmptyFile, TooLarge, Unreadable
from entraide.assistance.domain.opening.sniffing import HEAD, Shape, shape_of


def open_file(path: Path, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Opened:
    """The text of the file and what was noticed, or one of the refusals of `refusals`.

    `name` is the bare name it arrived under; of `path` nothing is looked at but the bytes. Size is checked
    before a byte is read, so a file of any size costs this process next to nothing. Everything is parsed in a
    child process under hard limits, with one exception: a file whose first bytes are plain text and which is
    strict UTF-8 is decoded here. Nothing but the C decoder of the interpreter touches it, at most four bytes
    per character of the limit are read, and a folder of a hundred notes is read in milliseconds where a
    hundred children take some fifteen seconds.
    """
    try:
        source = _opened_plainly(path)
    except OSError as fault:
        raise Unreadable from fault
    with source:
        return _open(source, name=PurePath(name).name[:255], limits=limits)


def open_bytes(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Opened:
    """The same for bytes that are in memory already."""
    with tempfile.TemporaryFile(buffering=0) as source:
        source.write(data)
        source.seek(0)
        return _open(source, name=PurePath(name).name[:255], limits=limits)


def _opened_plainly(path: Path) -> IO[bytes]:
    """The file opened for reading, unless it is a pipe, a device or a folder (which could wait, or give,
    for ever)."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "not a plain file")
    return os.fdopen(number, "rb", buffering=0)


def _open(source: IO[bytes], *, name: str, limits: Limits) -> Opened:
    size = os.fstat(source.fileno()).st_size
    if size == 0:
        raise EmptyFile
    if size > limits.size:
        raise TooLarge(size=size, limit=limits.size)
    head = source.read(HEAD)
    if shape_of(head, name) is Shape.TEXT:
        plain = _decoded_here(head, source, name, limits)
        if plain is not None:
            return with_reading(plain)
    source.seek(0)
    return parsed_apart(source, name=name, limits=limits)


def _decoded_here(head: bytes, source: IO[bytes], name: str, limits: Limits) -> Opened | None:
    """Plain UTF-8 text, or None when it is anything less plain."""
    most = 4 * limits.characters
    data = head + _read_up_to(source, most - len(head))
    text = utf8_or_none(data)
    if text is None:
        return None
    clean = normalised(text)
    more = len(data) < os.fstat(source.fileno()).st_size
    markdown = PurePath(name).suffix.lower() in {".md", ".markdown"}
    return Opened(
        media_type=MediaType.MARKDOWN if markdown else MediaType.TEXT,
        text=clean[: limits.characters],
        truncated=more or len(clean) > limits.characters,
    )


def _read_up_to(source: IO[bytes], most: int) -> bytes:
    """An unbuffered file may give less than was asked for at once."""
    pieces: list[bytes] = []
    while most > 0 and (piece := source.read(min(most, 1_048_576))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)
