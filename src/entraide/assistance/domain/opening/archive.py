"""Zip containers under guard.

What they declare is checked before anything is unpacked, and what they give is counted.
"""

import io
import zipfile
import zlib

from entraide.assistance.domain.opening.opened import Limits
from entraide.assistance.domain.opening.refusals import Damaged, Encrypted, UnknownFormat, ZipBomb

_CHUNK = 65_536
# A short file of one letter a thousand times is no bomb: proportion is judged only above this size.
_RATIO_FROM = 5_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Archive:
    """A zip whose unpacked bytes are counted over its whole life, so that no order of reading goes past
    the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as fault:
            raise Damaged from fault
        self._limits = limits
        self._left = limits.archive_bytes
        entries = self._zip.infolist()
        declared = sum(entry.file_size for entry in entries)
        if len(entries) > limits.archive_entries or declared > limits.archive_bytes:
            raise ZipBomb
        if declared > _RATIO_FROM and declared > limits.archive_ratio * max(1, len(data)):
            raise ZipBomb
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Encrypted
        self.names = tuple(entry.filename for entry in entries)
        self.sizes = {entry.filename: entry.file_size for entry in entries}

    def read(self, name: str, most: int) -> bytes:
        """The bytes of one entry; `ZipBomb` when it holds more than `most`, whatever it declares."""
        pieces: list[bytes] = []
        taken = 0
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(_CHUNK):
                    taken += len(chunk)
                    self._left -= len(chunk)
                    if taken > most or self._left < 0:
                        raise ZipBomb
                    pieces.append(chunk)
        except _FAULTS as fault:
            raise Damaged from fault
        except KeyError as fault:
            raise UnknownFormat from fault
        return b"".join(pieces)
