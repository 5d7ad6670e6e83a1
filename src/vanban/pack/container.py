"""Read the files of a pack from its zip or from a folder, and find everything there that a pack does not have."""

from __future__ import annotations

import mmap
import os
import re
import stat
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vanban.pack.errors import ContainerError
from vanban.pack.layout import (
    CENTRAL,
    CENTRAL_SIZE,
    END,
    END_64,
    END_64_SIZE,
    END_SIZE,
    FULL_16,
    FULL_32,
    LOCAL,
    LOCAL_SIZE,
    LOCATOR_SIZE,
    Entry,
    central_record,
    end_records,
    local_header,
    offsets,
)

MOST_ENTRIES = 1_000_000
CHUNK = 1 << 20
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}")
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the container; `file` is the entry it concerns, None for the whole."""

    code: str
    file: str | None = None
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Container:
    """The files of a pack by name, in byte order; `crcs` are those the zip states (none for a folder)."""

    sizes: dict[str, int]
    crcs: dict[str, int]
    faults: tuple[Fault, ...]
    chunks: Callable[[str], Iterator[bytes | memoryview]]
    whole: memoryview | None = None

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file; raise ContainerError when they are more than *most*."""
        if self.sizes[name] > most:
            raise ContainerError("file_too_large", file=name, most=most)
        return b"".join(self.chunks(name))


def is_safe_name(name: str) -> bool:
    """Say whether *name* is a plain relative path that every system can unpack: no traversal, no hidden or odd names."""
    if not _SAFE_NAME.fullmatch(name):
        return False
    parts = name.lower().split("/")
    return not any(part.endswith(".") or part.split(".")[0] in _DEVICES for part in parts)


def open_container(source: bytes | Path) -> Container:
    """Return the container in a zip (bytes or a path) or a folder; raise ContainerError when there is nothing to read."""
    if isinstance(source, bytes):
        return read_zip(memoryview(source))
    if source.is_dir():
        return read_folder(source)
    try:
        with source.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return read_zip(memoryview(b""))
            return read_zip(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    except OSError as error:
        raise ContainerError("cannot_read", file=str(source), reason=error.strerror or "") from None


def read_folder(root: Path) -> Container:
    """Return the container in an unpacked pack; links and special files are faults and are not followed."""
    sizes: dict[str, int] = {}
    faults: list[Fault] = []
    for folder, folders, files in os.walk(root):
        for name in sorted(folders + files):
            path = Path(folder, name)
            relative, mode = path.relative_to(root).as_posix(), path.lstat()
            if stat.S_ISDIR(mode.st_mode):
                continue
            if not stat.S_ISREG(mode.st_mode):
                faults.append(Fault("not_a_regular_file", relative))
            elif not is_safe_name(relative):
                faults.append(Fault("unsafe_name", relative))
            else:
                sizes[relative] = mode.st_size
    ordered = {name: sizes[name] for name in sorted(sizes)}
    return Container(ordered, {}, tuple(faults), lambda name: _file_chunks(root / name))


def read_zip(data: memoryview) -> Container:
    """Return the container in a zip; whatever differs from the one form of a pack's zip is a fault."""
    faults: list[Fault] = []
    try:
        entries = _central_entries(data)
    except ContainerError as error:
        faults.append(Fault(error.code, None, error.data))
        entries = _entries_by_walking(data)
    faults += _name_faults(entries)
    faults += _form_faults(data, entries)
    places = {entry.name: start for entry, start in zip(entries, offsets(entries), strict=False)}
    content = {entry.name: (places[entry.name] + len(local_header(entry)), entry.size) for entry in entries}
    readable = {name: place for name, place in sorted(content.items()) if sum(place) <= len(data)}
    return Container(
        {name: size for name, (_, size) in readable.items()},
        {entry.name: entry.crc for entry in entries if entry.name in readable},
        tuple(faults),
        lambda name: _slices(data, *readable[name]),
        data,
    )


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _slices(data: memoryview, start: int, size: int) -> Iterator[memoryview]:
    for place in range(start, start + size, CHUNK):
        yield data[place : min(place + CHUNK, start + size)]


def _central_entries(data: memoryview) -> list[Entry]:
    """Return what the central directory lists; raise ContainerError when it cannot be one of ours."""
    count, size, start = _end(data)
    if count > MOST_ENTRIES:
        raise ContainerError("too_many_entries", count=count, most=MOST_ENTRIES)
    if start + size + len(end_records(count, size, start)) != len(data):
        raise ContainerError("bytes_outside_entries")
    entries, place, stop = list[Entry](), start, start + size
    for _ in range(count):
        entry, length = _central_entry(data[place:stop])
        entries.append(entry)
        place += length
    if place != stop:
        raise ContainerError("central_directory")
    if offsets(entries)[-1] != start:
        raise ContainerError("bytes_outside_entries")
    return entries


def _end(data: memoryview) -> tuple[int, int, int]:
    """Return the number of entries, and the size and start of the central directory, as the end records state them."""
    if len(data) < END_SIZE or data[-END_SIZE : -END_SIZE + 4] != END:
        raise ContainerError("no_end_record")
    *_, count, size, start, _comment = struct.unpack("<HHHHIIH", data[-END_SIZE + 4 :])
    if count < FULL_16 and size < FULL_32 and start < FULL_32:
        return count, size, start
    place = len(data) - END_SIZE - LOCATOR_SIZE - END_64_SIZE
    if place < 0 or data[place : place + 4] != END_64:
        raise ContainerError("no_end_record")
    *_, count, size, start = struct.unpack("<QHHIIQQQQ", data[place + 4 : place + END_64_SIZE])
    return count, size, start


def _central_entry(data: memoryview) -> tuple[Entry, int]:
    if len(data) < CENTRAL_SIZE or data[:4] != CENTRAL:
        raise ContainerError("central_directory")
    fields = struct.unpack("<HHHHHHIIIHHHHHII", data[4:CENTRAL_SIZE])
    flags, method, crc, size, name_length, extra_length, comment_length = (fields[i] for i in (2, 3, 6, 8, 9, 10, 11))
    length = CENTRAL_SIZE + name_length + extra_length + comment_length
    name = _name(data[CENTRAL_SIZE : CENTRAL_SIZE + name_length])
    if length > len(data):
        raise ContainerError("central_directory", entry=name[:200])
    if not is_safe_name(name):
        raise ContainerError("unsafe_name", entry=name[:200])
    if flags & 1:
        raise ContainerError("encrypted_entry", entry=name)
    if method:
        raise ContainerError("compressed_entry", entry=name)
    if fields[14] >> 16 and not stat.S_ISREG(fields[14] >> 16):
        raise ContainerError("not_a_regular_file", entry=name)
    if size == FULL_32:
        size = _large_size(data[CENTRAL_SIZE + name_length : length], name)
    return Entry(name, size, crc), length


def _large_size(extra: memoryview, name: str) -> int:
    if len(extra) < 12 or bytes(extra[:2]) != b"\x01\x00":
        raise ContainerError("central_directory", entry=name)
    return int.from_bytes(extra[4:12], "little")


def _name(data: memoryview) -> str:
    return bytes(data).decode("utf-8", "backslashreplace")


def _entries_by_walking(data: memoryview) -> list[Entry]:
    """Return the entries that follow one another from the first byte: what can be told of a zip with a broken end."""
    entries, place, seen = list[Entry](), 0, set[str]()
    while data[place : place + 4] == LOCAL and place + LOCAL_SIZE <= len(data) and len(entries) < MOST_ENTRIES:
        *_, method, _time, _day, crc, size, _size, length, _extra = struct.unpack(
            "<HHHHHIIIHH", data[place + 4 : place + LOCAL_SIZE]
        )
        entry = Entry(_name(data[place + LOCAL_SIZE : place + LOCAL_SIZE + length]), size, crc)
        place += len(local_header(entry)) + size
        if method or size == FULL_32 or place > len(data) or not is_safe_name(entry.name) or entry.name in seen:
            break
        seen.add(entry.name)
        entries.append(entry)
    return entries


def _name_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    seen: set[str] = set()
    for before, entry in zip([None, *entries], entries, strict=False):
        if entry.name.lower() in seen:
            yield Fault("duplicate_entry", entry.name)
        elif before and before.name.encode() > entry.name.encode():
            yield Fault("entries_not_sorted", entry.name)
        seen.add(entry.name.lower())


def _form_faults(data: memoryview, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield every header that is not, byte for byte, the one that the entries' names, sizes and CRCs give."""
    places = offsets(entries)
    place = places[-1]
    for entry, start in zip(entries, places, strict=False):
        header, record = local_header(entry), central_record(entry, start)
        if data[start : start + len(header)] != header:
            yield Fault("zip_header", entry.name)
        if data[place : place + len(record)] != record:
            yield Fault("central_directory", None, {"entry": entry.name})
        place += len(record)
    if data[place:] != end_records(len(entries), place - places[-1], places[-1]):
        yield Fault("end_record")
