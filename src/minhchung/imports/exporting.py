"""Records written out in the very format that is read in: the same sheets, the same columns, the same bytes each time."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from minhchung.files.blobs import open_blob
from minhchung.files.models import StoredFile
from minhchung.imports.cells import join_list
from minhchung.imports.columns import Column, Kind, Value, Values, complete
from minhchung.imports.errors import ProseTooLongError
from minhchung.imports.importers import importers
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.sheets import STORED

Tell = Callable[[str, int], None]
WORKBOOK = "so-lieu.xlsx"
_FILES = "tep"
_MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook says no time zone; the same bytes whenever it is written)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CELL = 32_000  # code points; Excel refuses more than 32,767


def _quiet(_sheet: str, _rows: int) -> None:
    return None


def export(path: Path, scope: Scope, tell: Tell = _quiet) -> int:
    """Write the records of *scope* to *path* and return how many rows: .xlsx alone, or .zip with the files beside it.

    The caller has checked that whoever asks may see everything in the scope.
    """
    if path.suffix.lower() != ".zip":
        return _write_workbook(path, scope, tell, named=False)[0]
    inside = BytesIO()
    rows, named = _write_workbook(inside, scope, tell, named=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(WORKBOOK), inside.getvalue())
        for name, sha256 in sorted(named.items()):
            with open_blob(sha256) as stored, archive.open(_entry(name), "w") as packed:
                shutil.copyfileobj(stored, packed, 1 << 20)
    return rows


def _write_workbook(target: Path | BytesIO, scope: Scope, tell: Tell, *, named: bool) -> tuple[int, dict[str, str]]:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    book.set_properties({"created": _MADE_AT, "title": "Sổ liệu Minh Chứng"})
    names = _file_names() if named else {}
    used: dict[str, str] = {}
    total = 0
    for importer in importers().values():
        rows = importer.exported(scope) if importer.is_exported else iter(())
        first = next(rows, None)
        if first is None:
            continue
        written = _write_sheet(book, importer, _chain(first, rows), names, used)
        tell(importer.sheet, written)
        total += written
    if not total:
        book.add_worksheet("Hướng dẫn").write_string(0, 0, "Không có bản ghi nào trong phạm vi đã chọn.")
    book.close()
    return total, used


def _write_sheet(
    book: xlsxwriter.Workbook, importer: Importer, rows: Iterator[Values], names: dict[str, str], used: dict[str, str]
) -> int:
    sheet = book.add_worksheet(importer.sheet[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, column in enumerate(importer.columns):
        sheet.write_string(0, place, column.header, bold)
        sheet.set_column(place, place, 14 if column.kind in (Kind.DATE, Kind.INTEGER, Kind.FLAG) else 26)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, values in enumerate(rows, 1):
        whole = complete(importer.columns, values)
        for place, column in enumerate(importer.columns):
            _write_cell(sheet, number, place, column, _shown(column, whole[column.name], names, used), day)
    return number


def _write_cell(sheet: object, row: int, place: int, column: Column, value: Value, day: object) -> None:
    if value in (None, "", [], False):
        return
    if column.kind is Kind.DATE:
        sheet.write_datetime(row, place, date.fromisoformat(str(value)), day)  # type: ignore[attr-defined]
    elif column.kind is Kind.INTEGER:
        sheet.write_number(row, place, value)  # type: ignore[attr-defined]
    else:
        text = str(value)
        if len(text) > _CELL:
            raise ProseTooLongError(column=column.header, length=len(text))
        sheet.write_string(row, place, text)  # type: ignore[attr-defined]


def _shown(column: Column, value: Value, names: dict[str, str], used: dict[str, str]) -> Value:
    """How a value stands in a cell: labels for choices, "x" for yes, a path for a file when the files go along."""
    if column.kind is Kind.CHOICE:
        return column.choices.get(str(value), str(value)) if value else value
    if column.kind is Kind.FLAG:
        return "x" if value else ""
    if isinstance(value, list):
        return join_list(value)
    sha256 = str(value).removeprefix(STORED)
    if column.kind is Kind.FILE and value and sha256 in names:
        used[names[sha256]] = sha256
        return names[sha256]
    return value


def _file_names() -> dict[str, str]:
    """SHA-256 → the path of a stored file inside an exported package."""
    files = StoredFile.objects.order_by("pk").values_list("sha256", "name")
    return {sha256: f"{_FILES}/{sha256[:16]}/{name.replace('/', '_')[:80]}" for sha256, name in files}


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def _chain(first: Values, rest: Iterator[Values]) -> Iterator[Values]:
    yield first
    yield from rest
