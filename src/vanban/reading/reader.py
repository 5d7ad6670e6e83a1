"""Which reader a file gets, by its first bytes and then by its name; and the limits that every reader keeps."""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from vanban.reading.errors import NoTextError, TooLargeError, UnsupportedFileError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: its bytes, its bytes once unpacked, its pages, and seconds on the given clock."""

    file_bytes: int = 64 << 20
    unpacked_bytes: int = 256 << 20
    pages: int = 3000
    seconds: float = 60.0
    clock: Callable[[], float] = time.monotonic


class Format(Protocol):
    """A module of `formats/`: whether it knows a file, and how it reads it."""

    __name__: str
    ORDER: int

    def accepts(self, data: bytes, name: str) -> bool:
        """Whether the first bytes, or the name, are this format's."""

    def read(self, data: bytes, name: str, limits: Limits) -> list[str]:
        """The text page by page; formats without pages give one."""


@cache
def _formats() -> tuple[Format, ...]:
    package = importlib.import_module("vanban.reading.formats")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [cast(Format, importlib.import_module(f"{package.__name__}.{name}")) for name in names]
    return tuple(sorted(modules, key=lambda module: module.ORDER))


def read_pages(data: bytes, name: str, *, limits: Limits | None = None) -> list[str]:
    """The text of the file *data*, called *name*, page by page.

    Raises `UnsupportedFileError`, `EncryptedFileError`, `DamagedFileError`, `TooLargeError` or `NoTextError`.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise TooLargeError(name, limit="file_bytes", size=len(data), allowed=limits.file_bytes)
    reader = next((known for known in _formats() if known.accepts(data, name)), None)
    if reader is None:
        raise UnsupportedFileError(name)
    pages = reader.read(data, name, limits)
    if not any(page.strip() for page in pages):
        raise NoTextError(name)
    return pages


def read_text(data: bytes, name: str, *, limits: Limits | None = None) -> str:
    """The whole text of the file *data*; pages are separated by a form feed. Raises as `read_pages` does."""
    return "\f".join(read_pages(data, name, limits=limits))
