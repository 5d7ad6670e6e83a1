# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""Plain text in UTF-8, UTF-16 with its mark, or the old Vietnamese Windows code page."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from vanban.reading.errors import DamagedFileError
from vanban.text.folding import nfc

if TYPE_CHECKING:
    from vanban.reading.reader import Limits

ORDER = 90
_NAMES = (".txt", ".md", ".text", ".csv", ".log")


def accepts(data: bytes, name: str) -> bool:
    """Whether the name says text, or nothing in the first kilobytes says otherwise."""
    head = data[:4096]
    return not _is_binary(head) and (name.lower().endswith(_NAMES) or "." not in name or _reads_as_utf8(head))


def _is_binary(head: bytes) -> bool:
    has_mark = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return (b"\0" in head and not has_mark) or head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _reads_as_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def read(data: bytes, name: str, limits: Limits) -> list[str]:
    """The text as pages where form feeds part them."""
    return decoded(data, name).split("\f")


def decoded(data: bytes, name: str) -> str:
    """*data* as text with plain line feeds; the code page's letters come composed."""
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = nfc(text) if encoding == "cp1258" else text
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise DamagedFileError(name)
