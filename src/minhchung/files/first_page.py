"""The text of a file's first page, for the gate alone: as much as a stamp could stand in, lines kept apart."""

from __future__ import annotations

import html
import io
import re
import threading
import zipfile

import pypdfium2

from minhchung.files.kinds import CSV, PDF, TEXT, Kind

_MOST = 20_000
"""Characters that are looked at; a page holds a fifth of that."""
_MOST_XML = 4_000_000
_PDFIUM = threading.Lock()  # PDFium is not safe to enter twice
_PARTS = (
    "word/document.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
    "ppt/slides/slide1.xml",
    "content.xml",
)
_ENDS_LINE = re.compile(rb"</(?:w:p|a:p|si|row|text:p|text:h)>|<w:br[ /]")
_ENDS_CELL = re.compile(rb"</(?:w:tc|c|table:table-cell)>|<w:tab/>")
_TAG = re.compile(rb"<[^>]{0,20000}>")
_WIDE_TEXT = re.compile(rb"(?:[\x20-\xff\r\n\t]\x00|[\x00-\xff][\x01\x03\x1e]){3,}")


def first_page_text(content: bytes, kind: Kind) -> str:
    """The text in which a mark of secrecy would stand; empty when there is none to read, as in a picture."""
    if kind in (TEXT, CSV):
        return content[: 4 * _MOST].decode("utf-8-sig", errors="ignore")[:_MOST]
    if kind == PDF:
        return _of_pdf(content)
    if content.startswith(b"PK"):
        return _of_archive(content)
    if kind.media_type.startswith("application/"):
        return _of_old_office(content)
    return ""


def is_open_pdf(content: bytes) -> bool:
    """Whether a reader without a password sees at least one page."""
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return False
        try:
            return len(document) > 0
        finally:
            document.close()


def _of_pdf(content: bytes) -> str:
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return ""
        try:
            text: str = document[0].get_textpage().get_text_range()
            return text[:_MOST]
        except pypdfium2.PdfiumError:
            return ""
        finally:
            document.close()


def _of_archive(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in _PARTS if part in archive.namelist()]
        headers = [name for name in archive.namelist() if re.fullmatch(r"word/header\d{1,3}\.xml", name)][:10]
        return "\n".join(_of_xml(archive, part) for part in (*headers, *parts))[: 2 * _MOST]


def _of_xml(archive: zipfile.ZipFile, part: str) -> str:
    try:
        with archive.open(part) as stream:
            xml = stream.read(_MOST_XML)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        return ""
    lines = _TAG.sub(b"", _ENDS_CELL.sub(b"\t", _ENDS_LINE.sub(b"\n", xml)))
    return html.unescape(lines.decode(errors="ignore")[: 8 * _MOST])[:_MOST]


def _of_old_office(content: bytes) -> str:
    """Runs of UTF-16 in a file of Office before 2007: Vietnamese letters are Latin, Latin extended and additional."""
    runs = (found.group().decode("utf-16-le", errors="ignore") for found in _WIDE_TEXT.finditer(content))
    return "\n".join(runs)[:_MOST].replace("\r", "\n").replace("\x07", "\n")
