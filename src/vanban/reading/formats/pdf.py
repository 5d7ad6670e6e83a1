# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""PDF with a text layer, read with PDFium."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from vanban.reading.errors import DamagedFileError, EncryptedFileError, TooLargeError

if TYPE_CHECKING:
    from vanban.reading.reader import Limits

ORDER = 10


def accepts(data: bytes, name: str) -> bool:
    """Whether "%PDF-" stands in the first kilobyte, as readers have always tolerated."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str, limits: Limits) -> list[str]:
    """The text of each page."""
    import pypdfium2

    deadline = limits.clock() + limits.seconds
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, name) from error
    try:
        if len(document) > limits.pages:
            raise TooLargeError(name, limit="pages", size=len(document), allowed=limits.pages)
        return [_page_text(document, index, name, deadline, limits) for index in range(len(document))]
    finally:
        document.close()


def _refusal(error: Exception, name: str) -> DamagedFileError | EncryptedFileError:
    return EncryptedFileError(name) if "password" in str(error).lower() else DamagedFileError(name)


def _page_text(document: Any, index: int, name: str, deadline: float, limits: Limits) -> str:
    import pypdfium2

    if limits.clock() > deadline:
        raise TooLargeError(name, limit="seconds", size=index, allowed=int(limits.seconds))
    try:
        page = document[index]
    except (pypdfium2.PdfiumError, ctypes.ArgumentError) as error:
        raise DamagedFileError(name, page=index + 1) from error
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    text_page.close()
    page.close()
    # PDFium marks a hyphen at the end of a line with U+FFFE.
    return text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-")
