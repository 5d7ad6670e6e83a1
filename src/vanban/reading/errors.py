"""Why a file was not read. Each refusal has a stable code and the data to explain it; the edge words it for people."""

from __future__ import annotations


class ReadingError(Exception):
    """A file that cannot be read; the root of every refusal here."""

    code = "reading.unreadable"

    def __init__(self, name: str, **data: str | int) -> None:
        super().__init__(f"{self.code}: {name}")
        self.name = name
        self.data: dict[str, str | int] = {"name": name, **data}


class UnsupportedFileError(ReadingError):
    """A kind of file that holds no text we read: pictures, old .doc, archives."""

    code = "reading.unsupported"


class EncryptedFileError(ReadingError):
    """A file locked by a password."""

    code = "reading.encrypted"


class DamagedFileError(ReadingError):
    """A file that is not what its first bytes or its name say."""

    code = "reading.damaged"


class TooLargeError(ReadingError):
    """A file beyond the limits: bytes, unpacked bytes (a zip bomb), pages, entries or seconds; `data["limit"]` says which."""

    code = "reading.too_large"


class NoTextError(ReadingError):
    """A readable file without text: a scan that wants text recognition first."""

    code = "reading.no_text"
