"""DOCX: the paragraphs, tables and notes of WordprocessingML, without styles; macros are never looked at."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from vanban.reading.errors import DamagedFileError, EncryptedFileError, TooLargeError, UnsupportedFileError

if TYPE_CHECKING:
    from vanban.reading.reader import Limits

ORDER = 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_ENTRIES = 10_000
_SKIPPED = frozenset({f"{_W}delText", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", f"{_W}tblPr", f"{_W}sectPr"})


def accepts(data: bytes, name: str) -> bool:
    """Whether it is a zip with a Word part, or a locked Office file called .docx."""
    if data.startswith(_OLE):
        return name.lower().endswith(".docx")
    return data.startswith(b"PK") and (b"word/" in data or name.lower().endswith(".docx"))


def read(data: bytes, name: str, limits: Limits) -> list[str]:
    """The text as one page: document, then footnotes, then endnotes."""
    if data.startswith(_OLE):
        raise EncryptedFileError(name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return ["\n".join(_part_text(part) for part in _parts(archive, name, limits))]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zipfile.LargeZipFile) as error:
        raise DamagedFileError(name) from error


def _parts(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[bytes]:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES:
        raise TooLargeError(name, limit="entries", size=len(entries), allowed=_MOST_ENTRIES)
    if unpacked > limits.unpacked_bytes:
        raise TooLargeError(name, limit="unpacked_bytes", size=unpacked, allowed=limits.unpacked_bytes)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFileError(name)
    names = {entry.filename for entry in entries}
    if _PARTS[0] not in names:
        raise UnsupportedFileError(name)
    return [_bounded(archive, part, name, limits) for part in _PARTS if part in names]


def _bounded(archive: zipfile.ZipFile, part: str, name: str, limits: Limits) -> bytes:
    """The part's bytes, never more than allowed whatever the directory of the archive claims."""
    with archive.open(part) as stream:
        data = stream.read(limits.unpacked_bytes + 1)
    if len(data) > limits.unpacked_bytes:
        raise TooLargeError(name, limit="unpacked_bytes", size=len(data), allowed=limits.unpacked_bytes)
    return data


def _part_text(data: bytes) -> str:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    pieces: list[str] = []
    _collect(root, pieces)
    return "".join(pieces)


def _collect(root: Element, pieces: list[str]) -> None:
    """Text in reading order, without recursion: a file may nest deeper than Python does."""
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{_W}tab":
            pieces.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif node.tag not in _SKIPPED:
            closing = {f"{_W}p": "\n", f"{_W}tc": "\t", f"{_W}tr": "\n"}.get(node.tag, "")
            stack.append(closing)
            stack.extend(reversed(node))
