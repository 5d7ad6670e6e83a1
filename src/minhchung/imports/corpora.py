"""Texts one after the other: lines of JSON, a folder, a zip or a single file; bounded, in a fixed order."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from minhchung.imports import limits
from minhchung.imports.errors import OversizedError, SourceUnreadableError
from minhchung.imports.papers import decoded
from minhchung.imports.sources import SourceKind, text_files
from minhchung.imports.workbook.archive import open_archive

_MAX_LINE = 8 * limits.MAX_DOCUMENT_CHARACTERS


def texts_by_name(path: Path, kind: SourceKind) -> Iterator[tuple[str, str]]:
    """(name, text) of every text that can be read; the same source gives the same sequence."""
    for name, text in every_text(path, kind):
        if text is not None:
            yield name, text


def every_text(path: Path, kind: SourceKind) -> Iterator[tuple[str, str | None]]:
    """(name, text) of every text of a source; None for one that is not UTF-8."""
    if kind is SourceKind.LINES:
        yield from _lines(path)
    elif path.is_dir():
        for file in text_files(path):
            yield file.relative_to(path).as_posix(), _file(file)
    elif path.suffix.lower() == ".zip":
        yield from _packed(path)
    else:
        yield path.name, _file(path)


def _lines(path: Path) -> Iterator[tuple[str, str | None]]:
    unpacked = 0
    opened = partial(gzip.open, path, "rb") if path.name.lower().endswith(".gz") else partial(path.open, "rb")
    with cast(BinaryIO, opened()) as stream:
        for number in range(1, limits.MAX_ROWS + 2):
            line = _line(stream, path.name)
            if not line:
                return
            unpacked += len(line)
            if unpacked > limits.MAX_UNPACKED_BYTES:
                raise OversizedError(
                    name=path.name, what="dung lượng khi giải nén", size=unpacked, limit=limits.MAX_UNPACKED_BYTES
                )
            if line.strip():
                yield _record(line, number, path.name)
    raise OversizedError(name=path.name, what="số dòng", size=limits.MAX_ROWS + 1, limit=limits.MAX_ROWS)


def _line(stream: BinaryIO, name: str) -> bytes:
    try:
        line = stream.readline(_MAX_LINE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceUnreadableError(name=name, reason="tệp nén hỏng") from error
    if len(line) > _MAX_LINE:
        raise OversizedError(name=name, what="độ dài một dòng", size=len(line), limit=_MAX_LINE)
    return line


def _record(line: bytes, number: int, name: str) -> tuple[str, str | None]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceUnreadableError(name=name, reason=f"dòng {number} không phải JSON") from error
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise SourceUnreadableError(name=name, reason=f"dòng {number} thiếu “text”")
    return str(said.get("id") or f"dong-{number}")[:120], said["text"][: limits.MAX_DOCUMENT_CHARACTERS]


def _packed(path: Path) -> Iterator[tuple[str, str | None]]:
    with open_archive(path) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir() and info.filename.lower().endswith(".txt"):
                with archive.open(info) as packed:
                    yield info.filename[:120], decoded(packed.read(_MAX_LINE))


def _file(path: Path) -> str | None:
    with path.open("rb") as stream:
        return decoded(stream.read(_MAX_LINE))
