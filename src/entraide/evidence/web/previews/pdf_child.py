"""Draws one page of a PDF, in a process of its own that gives up its freedom first.

The document comes on the standard input, the number of the page as the only argument; the answer is the count of pages
in four bytes and the page as a PNG. Run by its path, in isolated mode: it knows nothing of the house.
"""

from __future__ import annotations

import resource
import struct
import sys
import zlib

import pypdfium2

WIDTH = 1200
MOST_PIXELS = 6_000_000
LIMITS = (
    (resource.RLIMIT_AS, 1 << 30),
    (resource.RLIMIT_CPU, 15),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, 0),
    # Those that are open go on; nothing else is ever opened.
    (resource.RLIMIT_NOFILE, 3),
    (resource.RLIMIT_NPROC, 0),
)
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "open",
)


class Forbidden(BaseException):
    """Something tried to reach out of the process. Not an `Exception`, so that nothing swallows it."""


def main() -> None:
    """Confine, read, draw, answer."""
    for kind, most in LIMITS:
        resource.setrlimit(kind, (most, most))

    def refuse(event: str, _arguments: tuple[object, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise Forbidden(event)

    sys.addaudithook(refuse)
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    count = len(document)
    drawn = _drawn(document[int(sys.argv[1]) - 1])
    sys.stdout.buffer.write(struct.pack(">I", count) + drawn)


def _drawn(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True, prefer_bgrx=False)
    line = bitmap.width * bitmap.n_channels
    data = bytes(bitmap.buffer)
    rows = b"".join(b"\0" + data[y * bitmap.stride : y * bitmap.stride + line] for y in range(bitmap.height))
    colour = {1: 0, 3: 2, 4: 6}[bitmap.n_channels]
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, colour, 0, 0, 0)
    body = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    main()
