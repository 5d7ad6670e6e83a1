"""What can be read of a file that comes with a document."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.reading import read_pages
from vanban.reading.errors import ReadingError


@dataclass(frozen=True, slots=True)
class Paper:
    """The text of a file and its number of pages; a scan without text has none, which is no reason to refuse it."""

    text: str = ""
    page_count: int = 0


def read_paper(content: bytes, name: str) -> Paper:
    """*content* as text with a blank line between pages."""
    try:
        pages = read_pages(content, name)
    except ReadingError:
        return Paper()
    return Paper("\n\n".join(pages), len(pages))
