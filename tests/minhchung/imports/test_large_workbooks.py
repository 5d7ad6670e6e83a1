"""A hundred thousand rows stay in bounded memory, and one more is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from minhchung.imports import limits
from minhchung.imports.actions import stage
from minhchung.imports.errors import OversizedError

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READER = r"""
import re, sys
from pathlib import Path
from minhchung.imports.workbook.reading import WorkbookReader
with WorkbookReader(Path(sys.argv[1])) as book:
    rows = sum(1 for _ in book.rows("Chủ đề"))
# Not getrusage: its highest mark is inherited from whoever started this process.
print(rows, re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def _register(path: Path, rows: int) -> Path:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet("Chủ đề")
    page.write_row(0, 0, ("Mã", "Tên chủ đề"))
    for number in range(1, rows + 1):
        page.write_row(number, 0, (f"chu-de-{number}", f"Chủ đề tuyên truyền số {number}"))
    book.close()
    return path


def test_reading_a_hundred_thousand_rows_takes_no_more_memory_than_a_tenth_of_them_by_half(tmp_path, settings):
    small = _register(tmp_path / "nho.xlsx", limits.MAX_ROWS // 10)
    large = _register(tmp_path / "lon.xlsx", limits.MAX_ROWS)

    (few, small_memory), (many, large_memory) = _read(small), _read(large)

    assert (few, many) == (limits.MAX_ROWS // 10 + 1, limits.MAX_ROWS + 1)
    assert large_memory < 300_000  # kilobytes, Python, Django and openpyxl themselves included
    assert large_memory < 3 * small_memory


def _read(path: Path) -> tuple[int, int]:
    said = subprocess.run([sys.executable, "-c", READER, str(path)], check=True, capture_output=True, text=True)
    rows, memory = said.stdout.split()
    return int(rows), int(memory)


def test_one_row_more_than_allowed_is_refused(tmp_path, monkeypatch, december):
    monkeypatch.setattr(limits, "MAX_ROWS", 1000)

    with pytest.raises(OversizedError):
        stage(path=_register(tmp_path / "qua.xlsx", 1001), by=None)
    assert stage(path=_register(tmp_path / "vua.xlsx", 1000), by=None).create_count == 1000
