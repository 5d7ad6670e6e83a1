"""Rows imported a second: read and checked, then recorded through the rooms' own actions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.lines import Line
from bench.stand import Stand

TITLE = "Import"
NOTE = (
    "A register of incoming documents and a sheet of outreach activities as an office would hand them in. “stage” reads,"
    " checks and compares every row; “commit” records each through its room's action, with its ledger events, in one"
    " transaction. The limit of staging is openpyxl (read-only) that only walks the same cells."
)
COLUMNS = ("stage rows/s", "of openpyxl", "commit rows/s", "peak MB")
DAY = date(2022, 1, 10)


def measure(stand: Stand) -> Iterator[Line]:
    """One line a workbook."""
    rows = 300 if stand.is_quick else 5_000
    for name, what in (("register", "incoming documents"), ("outreach", "outreach activities")):
        data = stand.copy_of(stand.example_year(), name)
        said = stand.step("import_workbook", name, stand.folder / f"{name}.xlsx", rows, data=data)
        cells = (
            f"{said['stage']:,.0f}",
            f"{said['stage'] / said['walk']:.2f}",
            f"{said['commit']:,.0f}",
            f"{said['peak']:.0f}",
        )
        yield Line(f"{rows:,} {what}", cells)


def import_workbook(name: str, place: str, rows: str) -> dict[str, float]:
    """Write the workbook, walk it bare, stage it, commit it; rows a second of each."""
    import openpyxl

    from minhchung.imports.actions import commit, stage

    path, count = Path(place), int(rows)
    _write(path, *{"register": _register, "outreach": _outreach}[name](count))
    begun = time.perf_counter()
    for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        assert row
    walked = time.perf_counter()
    batch = stage(path=path, by=None)
    staged = time.perf_counter()
    if batch.error_count or batch.create_count != count:
        raise SystemExit(
            f"{batch.error_count} errors: {list(batch.findings.values_list('code', 'column', 'data')[:3])}"
        )
    commit(batch=batch, by=None)
    committed = time.perf_counter()
    return {
        "walk": count / (walked - begun),
        "stage": count / (staged - walked),
        "commit": count / (committed - staged),
    }


def _register(count: int) -> tuple[str, list[str], Iterator[list[object]]]:
    columns = ["Khóa", "Ngày đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Tên loại", "Trích yếu", "Minh họa"]
    rows = (
        [
            f"do-den-{number}",
            DAY + timedelta(days=number % 300),
            f"Sở Nội vụ tỉnh Mẫu {number % 17}",
            f"{number}/SNV-VP",
            DAY + timedelta(days=number % 300 - 2),
            "Công văn",
            f"về việc chuẩn bị tài liệu phục vụ hội nghị lần thứ {number}",
            "x",
        ]
        for number in range(1, count + 1)
    )
    return "Sổ văn bản đến", columns, rows


def _outreach(count: int) -> tuple[str, list[str], Iterator[list[object]]]:
    from minhchung.organisation.models import UnitVersion
    from minhchung.work.models import Topic

    unit, topic = UnitVersion.objects.filter(code="STTTT").get().code, Topic.objects.order_by("code")[0].code
    columns = [
        "Khóa",
        "Đơn vị thực hiện",
        "Tên hoạt động",
        "Ngày diễn ra",
        "Cơ quan, kênh đăng phát",
        "Cấp",
        "Loại hình",
        "Số tin, bài, chương trình",
        "Chủ đề",
        "Minh họa",
    ]
    rows = (
        [
            f"do-tt-{number}",
            unit,
            f"Chuyên mục quốc phòng toàn dân số {number}",
            DAY + timedelta(days=number % 300),
            f"Đài truyền thanh xã {number % 40}",
            "Cấp xã",
            "Phát thanh, truyền thanh",
            number % 5 + 1,
            topic,
            "x",
        ]
        for number in range(1, count + 1)
    )
    return "Tuyên truyền", columns, rows


def _write(path: Path, sheet: str, columns: list[str], rows: Iterator[list[object]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, columns)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value)
                else:
                    page.write(number, place, value)
