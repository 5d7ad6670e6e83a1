"""Rows of a workbook, read one after the other in bounded memory; no value that a formula computed is believed."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from minhchung.imports import limits
from minhchung.imports.errors import HostileArchiveError, OversizedError, SourceUnreadableError
from minhchung.imports.workbook.archive import open_workbook_archive

_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, OverflowError,
)  # fmt: skip

Raw = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as the file holds it; `is_formula` and `is_error` mean that the value is not to be used."""

    value: Raw
    is_formula: bool = False
    is_error: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


EMPTY = Cell(None)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell.is_empty for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells: first and last row, as "B2:B5"."""

    reference: str
    first_row: int
    last_row: int


class WorkbookReader:
    """A workbook opened for reading; use it as a context manager.

    Raises `SourceRefusedError` for whatever is not a plain, bounded .xlsx.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._archive = open_workbook_archive(path)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._book: Workbook = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        except DefusedXmlException as error:
            self._archive.close()
            raise HostileArchiveError(name=path.name, reason="XML không an toàn", entry="xl") from error
        except _BROKEN as error:
            self._archive.close()
            raise SourceUnreadableError(name=path.name, reason="cấu trúc hỏng") from error
        if len(self._book.sheetnames) > limits.MAX_SHEETS:
            self.close()
            raise OversizedError(
                name=path.name, what="số sheet", size=len(self._book.sheetnames), limit=limits.MAX_SHEETS
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._book.close()
        self._archive.close()

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets that hold rows, in the order of the file."""
        return [sheet.title for sheet in self._book.worksheets]

    def rows(self, sheet: str) -> Iterator[Row]:
        """Rows of *sheet* that are not empty, with their numbers as Excel shows them."""
        worksheet = self._book[sheet]
        worksheet.reset_dimensions()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield from self._rows(worksheet, sheet)
        except DefusedXmlException as error:
            raise HostileArchiveError(name=self.name, reason="XML không an toàn", entry=sheet) from error
        except _BROKEN as error:
            raise SourceUnreadableError(name=self.name, reason=f"sheet “{sheet}” hỏng") from error

    def _rows(self, worksheet: object, sheet: str) -> Iterator[Row]:
        found = 0
        for number, cells in enumerate(worksheet.iter_rows(), 1):  # type: ignore[attr-defined]
            row = Row(number, tuple(_cell(cell) for cell in cells[: limits.MAX_COLUMNS]))
            if number > 2 * limits.MAX_ROWS or found > limits.MAX_ROWS:
                raise OversizedError(
                    name=self.name, what=f"số dòng của sheet “{sheet}”", size=number, limit=limits.MAX_ROWS
                )
            if not row.is_empty:
                found += 1
                yield row

    def merges(self, sheet: str) -> list[Merge]:
        """Merged blocks of *sheet*, found without building it in memory."""
        worksheet = self._book[sheet]
        found: list[Merge] = []
        rest = b""
        with self._archive.open(worksheet._worksheet_path.lstrip("/")) as part:
            while chunk := part.read(1 << 20):
                window = rest + chunk
                last = 0
                for match in _MERGED.finditer(window):
                    found.append(_merge(match[1].decode()))
                    last = match.end()
                rest = window[max(last, len(window) - 300) :]
        return found


def _cell(cell: object) -> Cell:
    kind = getattr(cell, "data_type", "n")
    value = getattr(cell, "value", None)
    if kind == "f":
        return Cell(str(getattr(value, "text", value)), is_formula=True)
    if kind == "e":
        return Cell(str(value), is_error=True)
    return Cell(value)


def _merge(reference: str) -> Merge:
    bounds = range_boundaries(reference)
    return Merge(reference, int(bounds[1] or 1), int(bounds[3] or 1))
