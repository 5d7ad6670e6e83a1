"""The text of a file that someone handed in: plain text, HTML, DOCX, PDF with a text layer."""

from vanban.reading.errors import (
    DamagedFileError,
    EncryptedFileError,
    NoTextError,
    ReadingError,
    TooLargeError,
    UnsupportedFileError,
)
from vanban.reading.reader import Limits, read_pages, read_text

__all__ = [
    "DamagedFileError",
    "EncryptedFileError",
    "Limits",
    "NoTextError",
    "ReadingError",
    "TooLargeError",
    "UnsupportedFileError",
    "read_pages",
    "read_text",
]
