"""Look into a zip before anything in it is unpacked: size, ratio, names, macros, links out."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from minhchung.imports import limits
from minhchung.imports.errors import (
    ExternalLinksError,
    HostileArchiveError,
    MacrosError,
    OversizedError,
    SourceUnreadableError,
)

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SYMLINK = 0o120000


def open_archive(path: Path) -> zipfile.ZipFile:
    """The zip at *path*, refused if it is too large, damaged, encrypted or built to harm."""
    size = path.stat().st_size
    if size > limits.MAX_SOURCE_BYTES:
        raise OversizedError(name=path.name, what="dung lượng", size=size, limit=limits.MAX_SOURCE_BYTES)
    with path.open("rb") as stream:
        if stream.read(8) == _OLD_EXCEL:
            raise SourceUnreadableError(name=path.name, reason="tệp .xls cũ hoặc có mật khẩu")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceUnreadableError(name=path.name, reason="không phải tệp zip hợp lệ") from error
    try:
        _check(archive, path.name)
    except HostileArchiveError:
        archive.close()
        raise
    return archive


def open_workbook_archive(path: Path) -> zipfile.ZipFile:
    """The zip of the workbook at *path*, refused also for macros, links to other files and document types in XML."""
    archive = open_archive(path)
    names = {info.filename.lower() for info in archive.infolist()}
    if path.suffix.lower() == ".xlsm" or any(name.endswith("vbaproject.bin") for name in names):
        raise MacrosError(name=path.name)
    if any("macrosheets/" in name for name in names):
        raise MacrosError(name=path.name)
    if any("externallinks/" in name for name in names):
        raise ExternalLinksError(name=path.name)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise SourceUnreadableError(name=path.name, reason="thiếu phần của một sổ .xlsx")
    for info in archive.infolist():
        _check_part(archive, info, path.name)
    return archive


def _check(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > limits.MAX_ENTRIES:
        raise OversizedError(name=name, what="số tệp bên trong", size=len(entries), limit=limits.MAX_ENTRIES)
    seen: set[str] = set()
    for info in entries:
        _check_entry(info, name)
        if info.filename.lower() in seen:
            raise HostileArchiveError(name=name, reason="trùng tên", entry=info.filename)
        seen.add(info.filename.lower())
    unpacked = sum(info.file_size for info in entries)
    if unpacked > limits.MAX_UNPACKED_BYTES:
        raise OversizedError(name=name, what="dung lượng khi giải nén", size=unpacked, limit=limits.MAX_UNPACKED_BYTES)


def _check_entry(info: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True:
        raise HostileArchiveError(name=name, reason="đường dẫn ra ngoài", entry=info.filename)
    if info.flag_bits & 0x1:
        raise HostileArchiveError(name=name, reason="có mật khẩu", entry=info.filename)
    if info.compress_type not in _METHODS:
        raise HostileArchiveError(name=name, reason="kiểu nén lạ", entry=info.filename)
    if (info.external_attr >> 16) & 0o170000 == _SYMLINK:
        raise HostileArchiveError(name=name, reason="liên kết tượng trưng", entry=info.filename)
    if info.file_size > limits.RATIO_FROM_BYTES and info.file_size > limits.MAX_RATIO * max(info.compress_size, 1):
        raise HostileArchiveError(name=name, reason="nén bất thường", entry=info.filename)


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    limit = limits.MAX_STRINGS_BYTES if info.filename.lower().endswith("sharedstrings.xml") else limits.MAX_PART_BYTES
    if info.file_size > limit:
        raise OversizedError(name=name, what=info.filename, size=info.file_size, limit=limit)
    if not info.filename.lower().endswith((".xml", ".rels")):
        return
    try:
        with archive.open(info) as part:
            head = part.read(4096)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise SourceUnreadableError(name=name, reason=info.filename) from error
    if b"<!doctype" in head.lower() or b"<!entity" in head.lower():
        raise HostileArchiveError(name=name, reason="khai báo DOCTYPE trong XML", entry=info.filename)
