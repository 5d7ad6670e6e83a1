"""What a stored file says as a document: its bytes, its text, how many pages it has."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from minhchung.files.blobs import read
from minhchung.files.models import StoredFile
from minhchung.imports import limits

_MAX_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's file with its text and its pages; without a file, nothing."""

    file: StoredFile | None
    text: str = ""
    page_count: int = 0


def paper(file: StoredFile | None) -> Paper:
    """*file* read as a document: text files as they are, PDF by its text layer; others keep their bytes alone."""
    if file is None:
        return Paper(None)
    if file.media_type.startswith("text/"):
        return Paper(file, decoded(read(file.sha256)) or "", 1)
    if file.media_type == "application/pdf":
        return _pdf(file)
    return Paper(file)


def decoded(content: bytes) -> str | None:
    """*content* as UTF-8 text, with or without a byte order mark; None when it is something else."""
    try:
        return content.decode("utf-8-sig")[: limits.MAX_DOCUMENT_CHARACTERS]
    except UnicodeDecodeError:
        return None


def _pdf(file: StoredFile) -> Paper:
    try:
        pdf = pypdfium2.PdfDocument(read(file.sha256))
    except pypdfium2.PdfiumError:
        return Paper(file)
    with pdf:
        pages = min(len(pdf), _MAX_PAGES)
        text = "\n".join(_page_text(pdf[number]) for number in range(pages))
        return Paper(file, text[: limits.MAX_DOCUMENT_CHARACTERS], pages)


def _page_text(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        return words.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "")
    finally:
        words.close()
        page.close()
