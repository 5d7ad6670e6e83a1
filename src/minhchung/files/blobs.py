"""Bytes on disk under their SHA-256: written once, flushed, made read-only, never opened for writing again."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from minhchung.files.errors import FileChangedError, FileMissingError


def folder() -> Path:
    """Where the bytes lie; the setting may change between tests."""
    return Path(settings.DATA) / "files"


def path_of(sha256: str) -> Path:
    """The place of the bytes with this hash, as files/ab/cdef…"""
    return folder() / sha256[:2] / sha256[2:]


def write(content: bytes) -> str:
    """Put *content* on disk, unless it is there whole, and return its SHA-256 once it would survive a power cut."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(sha256)
    if place.exists() and hash_of(place) == sha256:
        os.utime(place)  # young again, so that no sweep takes it before its row is committed
        return sha256
    for parent in (folder(), place.parent):
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder() / f".{secrets.token_hex(16)}"
    try:
        _write_through(temporary, content)
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    for parent in (place.parent, folder()):
        _flush_folder(parent)
    return sha256


def open_blob(sha256: str) -> BinaryIO:
    """Open the bytes for reading; FileMissingError when they are not there."""
    try:
        return path_of(sha256).open("rb")
    except OSError as error:
        raise FileMissingError(sha256=sha256) from error


def read(sha256: str) -> bytes:
    """The bytes, checked against their hash; FileMissingError or FileChangedError."""
    with open_blob(sha256) as blob:
        content = blob.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileChangedError(sha256=sha256)
    return content


def erase(sha256: str) -> None:
    """Remove the bytes with this hash from the disk; nothing happens when they are gone already."""
    path_of(sha256).unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks, in hexadecimal."""
    with path.open("rb") as blob:
        return hashlib.file_digest(blob, "sha256").hexdigest()


def stored_paths() -> Iterator[tuple[str, Path]]:
    """Every blob on disk with the hash that its place says, and temporary files left by a crash under ""."""
    if not folder().exists():
        return
    for entry in sorted(folder().iterdir()):
        if entry.is_file() and entry.name.startswith("."):
            yield "", entry
        elif entry.is_dir():
            yield from ((entry.name + blob.name, blob) for blob in sorted(entry.iterdir()))


def _write_through(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), 0o444)
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
