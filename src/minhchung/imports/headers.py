"""Which column of a sheet is which: headers matched without accents, near misses proposed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from minhchung.imports.columns import Column, squeeze
from minhchung.imports.enums import Severity
from minhchung.imports.findings import Remark
from minhchung.imports.importing import Importer
from minhchung.imports.workbook.reading import Row

HEADER_WITHIN = 15  # rows; official registers carry a title above


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headers: where each column stands, by offset in the row."""

    row: int
    places: Mapping[int, Column]


def is_header(importer: Importer, row: Row) -> bool:
    """Whether *row* names enough columns of *importer* to be its header: half of the required ones, at least one."""
    written = {squeeze(str(cell.value)) for cell in row.cells if isinstance(cell.value, str)}
    required = [column for column in importer.columns if column.is_required]
    matched = sum(1 for column in required if column.spellings & written)
    return matched >= max(1, (len(required) + 1) // 2)


def read_header(importer: Importer, sheet: str, row: Row) -> tuple[Header, list[Remark]]:
    """Places of the columns of *importer* in *row*, and what is missing, unknown or there twice."""
    by_spelling = {spelling: column for column in importer.columns for spelling in column.spellings}
    places: dict[int, Column] = {}
    unknown: list[str] = []
    remarks: list[Remark] = []
    for offset, cell in enumerate(row.cells):
        if cell.is_empty:
            continue
        written = " ".join(str(cell.value).split())[:80]
        column = by_spelling.get(squeeze(written))
        if column is None:
            unknown.append(written)
        elif column in places.values():
            remarks.append(Remark(sheet, "column_twice", row.number, written, data={"header": written}))
        else:
            places[offset] = column
    missing = [column for column in importer.columns if column not in places.values()]
    remarks.extend(_unknown(sheet, row.number, unknown, missing))
    remarks.extend(_missing(sheet, row.number, missing, unknown))
    return Header(row.number, places), remarks


def _unknown(sheet: str, row: int, unknown: Iterable[str], missing: Sequence[Column]) -> Iterable[Remark]:
    headers = {squeeze(column.header): column.header for column in missing}
    for written in unknown:
        data = {"header": written, "near": nearest(written, headers)}
        yield Remark(sheet, "column_unknown", row, written, Severity.WARNING, data)


def _missing(sheet: str, row: int, missing: Iterable[Column], unknown: Sequence[str]) -> Iterable[Remark]:
    written = {squeeze(name): name for name in unknown}
    for column in missing:
        if column.is_required:
            data = {"header": column.header, "near": nearest(column.header, written)}
            yield Remark(sheet, "column_missing", row, column.header, data=data)


def nearest(name: str, among: Mapping[str, str]) -> str:
    """The name whose folded spelling is closest to *name*, or nothing."""
    close = difflib.get_close_matches(squeeze(name), list(among), n=1, cutoff=0.7)
    return among[close[0]] if close else ""
