from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from minhchung.files import blobs, thumbnails
from minhchung.files.errors import FilePurgedError
from minhchung.files.models import StoredFile


class FileFault(StrEnum):
    """What is wrong with a stored file."""

    MISSING = "missing"
    CHANGED = "changed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Checked:
    """One stored file looked at again; `fault` is None when its bytes are those that were stored."""

    file: StoredFile
    fault: FileFault | None


def read(file: StoredFile) -> bytes:
    """The bytes of *file*, checked against its hash; FileMissingError, FileChangedError or FilePurgedError."""
    require_kept(file)
    return blobs.read(file.sha256)


def open_file(file: StoredFile) -> BinaryIO:
    """Open *file* for reading, unchecked; FileMissingError or FilePurgedError."""
    require_kept(file)
    return blobs.open_blob(file.sha256)


def path_of(file: StoredFile) -> Path:
    """Where the bytes of *file* lie, for what needs a path, as a pack; read-only."""
    return blobs.path_of(file.sha256)


def readable(hashes: Iterable[str]) -> set[str]:
    """Those of *hashes* whose file is stored and lies on disk in its full size. One query."""
    sizes = StoredFile.objects.filter(sha256__in=set(hashes), purged_at__isnull=True).values_list("sha256", "size")
    return {sha256 for sha256, size in sizes if _has_size(blobs.path_of(sha256), size)}


def thumbnail(file: StoredFile, *, page: int = 0, width: int = 320) -> Path | None:
    """A JPEG of a page or picture, at most *width* points wide, made once; None when there is nothing to show."""
    if file.purged_at:
        return None
    return thumbnails.thumbnail(file.sha256, file.media_type, page=page, width=width)


def checked_files() -> Iterator[Checked]:
    """Every stored file with all its bytes hashed again, in the order in which they came."""
    for file in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        yield Checked(file, _fault(file))


def archives_holding(file: StoredFile) -> Iterator[StoredFile]:
    """Stored archives (packs, workbooks with their files) that hold the same bytes once more."""
    archives = StoredFile.objects.filter(media_type="application/zip", purged_at__isnull=True).exclude(pk=file.pk)
    for archive in archives.order_by("pk").iterator():
        if _holds(blobs.path_of(archive.sha256), file):
            yield archive


def _holds(path: Path, file: StoredFile) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            alike = [entry for entry in archive.infolist() if entry.file_size == file.size]
            return any(hashlib.sha256(archive.read(entry)).hexdigest() == file.sha256 for entry in alike)
    except (OSError, zipfile.BadZipFile, RuntimeError, zlib.error):
        return False


def require_kept(file: StoredFile) -> None:
    """Refuse what was purged, with FilePurgedError."""
    if file.purged_at:
        raise FilePurgedError(sha256=file.sha256)


def _fault(file: StoredFile) -> FileFault | None:
    if file.purged_at:
        return FileFault.RETURNED if blobs.path_of(file.sha256).exists() else None
    try:
        return None if blobs.hash_of(blobs.path_of(file.sha256)) == file.sha256 else FileFault.CHANGED
    except OSError:
        return FileFault.MISSING


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size and os.access(path, os.R_OK)
    except OSError:
        return False
