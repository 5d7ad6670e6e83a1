"""Workbooks as somebody might hand them in, and a small agency to import them into."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from minhchung import clock
from minhchung.imports.actions import stage
from minhchung.imports.enums import Severity
from minhchung.imports.models import ImportBatch
from minhchung.organisation.actions import found_unit
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Unit

Sheets = dict[str, Sequence[Sequence[object]]]
NOW = datetime(2022, 12, 15, 1, 0, tzinfo=UTC)
UNITS = ("Mã đơn vị", "Loại", "Tên đơn vị", "Tên ngắn", "Ký hiệu", "Từ ngày")
TOPICS = ("Mã", "Tên chủ đề")


@pytest.fixture
def december() -> object:
    """The clock stands at 08:00 on 15/12/2022 in Hà Nội."""
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def agency(db: None, december: object) -> Unit:
    return found_unit(
        kind=UnitKind.AGENCY, name="Sở Mẫu", short_name="Sở", symbol="SM", code="SM", since=date(2020, 1, 1), by=None
    )


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets, each with its header first, to a workbook called *name*."""

    def write(
        sheets: Sheets, name: str = "so.xlsx", tweak: Callable[[xlsxwriter.Workbook], None] | None = None
    ) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(number, place, value)
                    elif value is not None:
                        page.write(number, place, value)
        if tweak:
            tweak(book)
        book.close()
        return path

    return write


@pytest.fixture
def repacked(tmp_path: Path) -> Callable[..., Path]:
    """The zip at *path* with entries replaced or added, as another file."""

    def repack(path: Path, changes: dict[str, bytes], name: str = "doi.xlsx") -> Path:
        target = tmp_path / name
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                if info.filename not in changes:
                    new.writestr(info.filename, old.read(info))
            for entry, content in changes.items():
                new.writestr(entry, content)
        return target

    return repack


@pytest.fixture
def staged(db: None, december: object) -> Callable[..., ImportBatch]:
    return lambda path, **said: stage(path=path, by=None, **said)


EXAMPLE = Path(__file__).resolve().parents[3] / "example/2022"


@pytest.fixture(scope="session")
def make_example(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make the example year in a folder of that name and return it."""

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp("example") / name
        subprocess.run([sys.executable, str(EXAMPLE / "make.py"), str(folder)], check=True, capture_output=True)
        return folder

    return make


@pytest.fixture(scope="session")
def example(make_example: Callable[[str], Path]) -> Path:
    return make_example("2022")


def found(batch: ImportBatch, severity: Severity | None = None) -> list[tuple[str, int, str, str]]:
    """Findings as (sheet, row, column, code), in order."""
    rows = batch.findings.order_by("pk")
    rows = rows.filter(severity=severity) if severity else rows
    return list(rows.values_list("sheet", "row", "column", "code"))


def zipped(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()
