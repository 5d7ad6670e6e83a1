"""The one zip form of a pack: every header byte follows from names, sizes and CRCs (PKWARE APPNOTE 6.3.10).

Entries stand in byte order of their names, stored, dated 1980-01-01, regular files with mode 0644, UTF-8 flag, no extra
field but ZIP64's where a number needs it, no comment, no data descriptor, no gap.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END_64, LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
LOCAL_SIZE, CENTRAL_SIZE, END_SIZE, END_64_SIZE, LOCATOR_SIZE = 30, 46, 22, 56, 20
_FLAGS, _STORED, _FIXED_TIME, _FIXED_DATE = 0x0800, 0, 0, (0 << 9) | (1 << 5) | 1
_PLAIN, _WITH_64, _UNIX = 20, 45, 3 << 8
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a zip: its name, its size in bytes and the CRC-32 of its bytes."""

    name: str
    size: int
    crc: int


def local_header(entry: Entry) -> bytes:
    """Return the bytes that stand before the entry's content."""
    name, is_large = entry.name.encode(), entry.size >= FULL_32
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if is_large else b""
    size = FULL_32 if is_large else entry.size
    version = _WITH_64 if is_large else _PLAIN
    fields = (version, _FLAGS, _STORED, _FIXED_TIME, _FIXED_DATE, entry.crc, size, size, len(name), len(extra))
    return LOCAL + struct.pack("<HHHHHIIIHH", *fields) + name + extra


def central_record(entry: Entry, offset: int) -> bytes:
    """Return the entry's record in the central directory; *offset* is where its local header stands."""
    name = entry.name.encode()
    numbers = [entry.size, entry.size] if entry.size >= FULL_32 else []
    numbers += [offset] if offset >= FULL_32 else []
    extra = struct.pack(f"<HH{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""
    size, version = min(entry.size, FULL_32), _WITH_64 if numbers else _PLAIN
    head = (_UNIX | version, version, _FLAGS, _STORED, _FIXED_TIME, _FIXED_DATE, entry.crc, size, size)
    tail = (len(name), len(extra), 0, 0, 0, _MODE, min(offset, FULL_32))
    return CENTRAL + struct.pack("<HHHHHHIIIHHHHHII", *head, *tail) + name + extra


def offsets(entries: Sequence[Entry]) -> list[int]:
    """Return where each local header stands and, last, where the central directory begins."""
    places = [0]
    for entry in entries:
        places.append(
            places[-1] + LOCAL_SIZE + len(entry.name.encode()) + (20 if entry.size >= FULL_32 else 0) + entry.size
        )
    return places


def directory(entries: Sequence[Entry]) -> bytes:
    """Return the central directory and the end records."""
    places = offsets(entries)
    records = b"".join(map(central_record, entries, places))
    return records + end_records(len(entries), len(records), places[-1])


def end_records(count: int, size: int, start: int) -> bytes:
    """Return the end record of a central directory, after ZIP64's where a number needs them."""
    large = b""
    if count >= FULL_16 or size >= FULL_32 or start >= FULL_32:
        large = END_64 + struct.pack("<QHHIIQQQQ", 44, _UNIX | _WITH_64, _WITH_64, 0, 0, count, count, size, start)
        large += LOCATOR_64 + struct.pack("<IQI", 0, start + size, 1)
    count, size, start = min(count, FULL_16), min(size, FULL_32), min(start, FULL_32)
    return large + END + struct.pack("<HHHHIIH", 0, 0, count, count, size, start, 0)
