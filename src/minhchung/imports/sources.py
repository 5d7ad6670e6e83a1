"""Where an import comes from: a workbook with files beside it, a zip of both, or texts."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from minhchung.imports import limits
from minhchung.imports.errors import (
    MacrosError,
    OversizedError,
    SourceKindError,
    SourceMissingError,
    SourceUnreadableError,
)
from minhchung.imports.workbook.archive import open_archive
from vanban.text.folding import nfc

_BLOCK = 1 << 20


class SourceKind(StrEnum):
    WORKBOOK = "workbook"
    PACKAGE = "package"  # a zip with one workbook and the files it names
    LINES = "lines"  # .jsonl or .jsonl.gz of {"id", "url", "text"}
    TEXTS = "texts"  # a folder, a zip or one file of UTF-8 texts


class FileOutsideError(ValueError):
    """A path that leaves the folder of its workbook."""


class Files(Protocol):
    """The files that a workbook names."""

    def open(self, path: str) -> BinaryIO | None:
        """The file at *path*, or None if there is none; raises FileOutsideError."""


def source_kind(path: Path) -> SourceKind:
    """What *path* is; raises `SourceRefusedError` for what cannot be imported."""
    if not path.exists():
        raise SourceMissingError(name=path.name)
    if path.is_dir():
        return SourceKind.TEXTS
    name = path.name.lower()
    if name.endswith((".xlsm", ".xltm", ".xlam", ".xlsb")):
        raise MacrosError(name=path.name)
    if name.endswith(".xlsx"):
        return SourceKind.WORKBOOK
    if name.endswith((".jsonl", ".jsonl.gz")):
        return SourceKind.LINES
    if name.endswith(".txt"):
        return SourceKind.TEXTS
    if name.endswith(".zip"):
        return SourceKind.PACKAGE if _workbook_inside(path) else SourceKind.TEXTS
    raise SourceKindError(name=path.name)


def fingerprint(path: Path) -> str:
    """SHA-256, in hexadecimal, of a file; of a folder, over the names and hashes of the files in it."""
    if path.is_dir():
        listing = "".join(f"{_digest(file)}  {file.relative_to(path).as_posix()}\n" for file in text_files(path))
        return hashlib.sha256(listing.encode()).hexdigest()
    size = path.stat().st_size
    if size > limits.MAX_SOURCE_BYTES:
        raise OversizedError(name=path.name, what="dung lượng", size=size, limit=limits.MAX_SOURCE_BYTES)
    return _digest(path)


def text_files(folder: Path) -> list[Path]:
    """The .txt files under *folder*, in the order of their names; links that leave it are passed over."""
    root = folder.resolve()
    found = [path for path in sorted(folder.rglob("*.txt")) if path.is_file() and path.resolve().is_relative_to(root)]
    if len(found) > limits.MAX_ENTRIES:
        raise OversizedError(name=folder.name, what="số tệp", size=len(found), limit=limits.MAX_ENTRIES)
    return found


@contextmanager
def workbook_and_files(path: Path, kind: SourceKind) -> Iterator[tuple[Path, Files]]:
    """The workbook of a source as a file on disk, and the files that it names."""
    if kind is SourceKind.WORKBOOK:
        yield path, FolderFiles(path.parent)
        return
    inside = _workbook_inside(path)
    with open_archive(path) as archive, TemporaryDirectory(prefix="minhchung-") as folder:
        workbook = Path(folder) / PurePosixPath(inside).name
        with archive.open(inside) as packed, workbook.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked, _BLOCK)
        yield workbook, ArchiveFiles(archive, str(PurePosixPath(inside).parent))


class FolderFiles:
    """Files below one folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def open(self, path: str) -> BinaryIO | None:
        relative = _relative(path)
        for spelling in (str(relative), nfc(str(relative))):
            found = (self._root / spelling).resolve()
            if not found.is_relative_to(self._root):
                raise FileOutsideError(path)
            if found.is_file():
                return found.open("rb")
        return None


class ArchiveFiles:
    """Files inside a zip, named from the folder of its workbook."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        self._archive = archive
        self._folder = PurePosixPath(folder)
        self._names = {nfc(info.filename): info for info in archive.infolist() if not info.is_dir()}

    def open(self, path: str) -> BinaryIO | None:
        info = self._names.get(nfc(str(self._folder / _relative(path))))
        return self._archive.open(info) if info else None  # type: ignore[return-value]


def digest_of(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of what *stream* holds, from its beginning."""
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return digest, stream.tell()


def _relative(path: str) -> PurePosixPath:
    relative = PurePosixPath(path.replace("\\", "/"))
    if (
        relative.is_absolute()
        or ".." in relative.parts
        or (relative.parts and ":" in relative.parts[0])
        or "\x00" in path
    ):
        raise FileOutsideError(path)
    return relative


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return digest_of(stream)[0]
    except OSError as error:
        raise SourceUnreadableError(name=path.name, reason="không có quyền đọc hoặc lỗi đĩa") from error


def _workbook_inside(path: Path) -> str:
    with open_archive(path) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
    if any(name.lower().endswith((".xlsm", ".xlsb")) for name in names):
        raise MacrosError(name=path.name)
    books = [
        name for name in names if name.lower().endswith(".xlsx") and not PurePosixPath(name).name.startswith((".", "~"))
    ]
    if len(books) > 1:
        raise SourceUnreadableError(name=path.name, reason="có nhiều sổ .xlsx, chỉ nhận một")
    return books[0] if books else ""
