"""Writes a small Outlook message.

Just enough of MS-CFB and MS-OXMSG for a test to have a real file to open.
"""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

SECTOR, MINI = 512, 64
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Storage:
    name: str
    streams: dict[str, bytes] = field(default_factory=dict)
    storages: list["Storage"] = field(default_factory=list)


def text_properties(
    header: bytes, texts: dict[int, str], binaries: dict[int, bytes], when: datetime | None = None
):
    """The streams of a storage: its property table and one stream for each text or binary."""
    rows, streams = b"", {}
    for pid, text in texts.items():
        raw = text.encode("utf-16-le")
        rows += struct.pack("<HHIII", 0x001F, pid, 6, len(raw) + 2, 0)
        streams[f"__substg1.0_{pid:04X}001F"] = raw
    for pid, raw in binaries.items():
        rows += struct.pack("<HHIII", 0x0102, pid, 6, len(raw), 0)
        streams[f"__substg1.0_{pid:04X}0102"] = raw
    if when is not None:
        ticks = int((when - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        rows += struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    return {"__properties_version1.0": header + rows, **streams}


def outlook_message(*, subject, body, sender, recipient, when, attachment=None, html=None) -> bytes:
    """The bytes of a .msg: sender and recipient are (name, address), the attachment (name, type, bytes)."""
    storages = [
        Storage(
            "__recip_version1.0_#00000000",
            text_properties(bytes(8), {0x3001: recipient[0], 0x39FE: recipient[1]}, {}),
        )
    ]
    if attachment:
        name, kind, content = attachment
        streams = text_properties(bytes(8), {0x3707: name, 0x370E: kind}, {0x3701: content})
        storages.append(Storage("__attach_version1.0_#00000000", streams))
    header = bytes(8) + struct.pack("<4I", 1, 1, 1, len(storages) - 1) + bytes(8)
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender[0], 0x0C1F: sender[1]}
    if body:
        texts[0x1000] = body
    streams = text_properties(header, texts, {0x1013: html} if html else {}, when)
    return compound_file(Storage("Root Entry", streams, storages))


def compound_file(root: Storage) -> bytes:
    """`root` as a compound file of version 3.

    Siblings are chained to the right: a legal if unbalanced tree.
    """
    entries: list[dict] = []
    mini, mini_fat = b"", []
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        start = len(sectors)
        count = max(1, -(-len(data) // SECTOR))
        for index in range(count):
            sectors.append(data[index * SECTOR : (index + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(END if index == count - 1 else start + index + 1)
        return start

    def store(data: bytes) -> int:
        nonlocal mini
        if len(data) >= 4096:
            return chain(data)
        start, count = len(mini_fat), max(1, -(-len(data) // MINI))
        mini += data.ljust(count * MINI, b"\0")
        mini_fat.extend([start + index + 1 for index in range(count - 1)] + [END])
        return start

    def add(name: str, kind: int, start: int = 0, size: int = 0) -> int:
        entries.append(
            {"name": name, "kind": kind, "start": start, "size": size, "right": FREE, "child": FREE}
        )
        return len(entries) - 1

    def walk(storage: Storage, index: int) -> None:
        children = [add(name, 2, store(data), len(data)) for name, data in storage.streams.items()]
        inner = [(add(one.name, 1), one) for one in storage.storages]
        children += [number for number, _ in inner]
        for number, following in pairwise(children):
            entries[number]["right"] = following
        entries[index]["child"] = children[0] if children else FREE
        for number, one in inner:
            walk(one, number)

    add(root.name, 5)
    walk(root, 0)
    entries[0]["start"], entries[0]["size"] = chain(mini), len(mini)
    mini_fat_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(SECTOR, b"\xff"))
    mini_fat_sectors = len(sectors) - mini_fat_start
    directory_start = chain(b"".join(_entry(**entry) for entry in entries))
    table_start = len(sectors)
    table_sectors = 1
    while table_sectors * (SECTOR // 4) < table_start + table_sectors:
        table_sectors += 1
    fat += [FAT_SECTOR] * table_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(table_sectors * SECTOR, b"\xff")
    positions = list(range(table_start, table_start + table_sectors)) + [FREE] * (109 - table_sectors)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIII", 0, table_sectors, directory_start, 0, 4096, mini_fat_start, mini_fat_sectors, END, 0
    )
    header += struct.pack("<109I", *positions)
    return header + b"".join(sectors) + table


def _entry(*, name: str, kind: int, start: int, size: int, right: int, child: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
