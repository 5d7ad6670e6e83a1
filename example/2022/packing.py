"""Rows from the data, and packages out of rows: workbooks and zips in which nothing is compressed or dated."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
ZIP_DATE = (2022, 1, 1, 0, 0, 0)
MADE_AT = datetime(2022, 1, 1)  # noqa: DTZ001  (a workbook says no time zone)
DAY = re.compile(r"\d{2}/\d{2}/\d{4}")

Row = dict[str, object]
Sheets = dict[str, list[Row]]


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_day(written: str) -> date:
    return datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007


def package(name: str, sheets: Sheets, files: dict[str, bytes]) -> bytes:
    """A zip, nothing compressed, with the workbook of a step and the files it names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{name}.xlsx", ZIP_DATE), workbook(sheets))
        for path, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, ZIP_DATE), content)
    return out.getvalue()


def workbook(sheets: Sheets) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MADE_AT, "title": "Năm mẫu 2022 (minh họa)"})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet, rows in sheets.items():
        if not rows:
            continue
        columns = list(dict.fromkeys(name for row in rows for name in row))
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, columns, bold)
        for number, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                write(page, number, place, row.get(column), day)
    book.close()
    return unpacked(packed.getvalue())


def write(page: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: object, day: object) -> None:
    if isinstance(value, str) and DAY.fullmatch(value):
        value = read_day(value)
    if isinstance(value, date):
        page.write_datetime(row, place, value, day)
    elif isinstance(value, int):
        page.write_number(row, place, value)
    elif value:
        page.write_string(row, place, str(value))


def unpacked(book: bytes) -> bytes:
    """The same zip with nothing compressed: its bytes then depend on no version of zlib."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
        for info in packed.infolist():
            plain.writestr(zipfile.ZipInfo(info.filename, ZIP_DATE), packed.read(info))
    return out.getvalue()
