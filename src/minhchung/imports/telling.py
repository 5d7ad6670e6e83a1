"""A batch told on the command line: counts, findings with what to do, differences."""

from __future__ import annotations

from rich.table import Table

from minhchung.imports.enums import Severity
from minhchung.imports.findings import to_do, what
from minhchung.imports.models import ImportBatch
from minhchung.imports.queries import changes_of, counts_by_sheet, findings_of

_MOST_LINES = 60
_MOST_SHEETS = 40


def counts_table(batch: ImportBatch) -> Table:
    """Rows of each sheet: new, changed, the same."""
    table = Table("Sheet", "Thêm", "Đổi", "Giữ nguyên")
    sheets = counts_by_sheet(batch)
    for sheet, counts in sheets if len(sheets) <= _MOST_SHEETS else ():
        table.add_row(sheet, *(str(counts.get(action, 0)) for action in ("create", "change", "same")))
    totals = (batch.create_count, batch.change_count, batch.same_count)
    table.add_row("Cộng", *(str(total) for total in totals), style="bold")
    return table


def findings_table(batch: ImportBatch) -> Table:
    """Findings: where, what, what to do."""
    title = f"{batch.error_count} lỗi, {batch.warning_count} cảnh báo"
    table = Table("Mức", "Sheet", "Dòng", "Cột", "Phát hiện", "Cần làm", title=title)
    found = list(findings_of(batch)[: _MOST_LINES + 1])
    for finding in found[:_MOST_LINES]:
        level = "[red]lỗi[/red]" if finding.severity == Severity.ERROR else "cảnh báo"
        place = str(finding.row) if finding.row else ""
        said = what(finding.code, finding.data), to_do(finding.code, finding.data)
        table.add_row(level, finding.sheet, place, finding.column, *said)
    if len(found) > _MOST_LINES:
        table.add_row("", "…", "", "", f"còn {batch.error_count + batch.warning_count - _MOST_LINES} phát hiện nữa", "")
    return table


def differences_table(batch: ImportBatch) -> Table:
    """What would change: before and after, column by column."""
    table = Table("Sheet", "Dòng", "Bản ghi", "Cột", "Trước", "Sau", title=f"{batch.change_count} thay đổi")
    for row in changes_of(batch)[:_MOST_LINES]:
        for column, (before, after) in row.difference.items():
            table.add_row(row.sheet, str(row.row), row.identity, column, _short(before), _short(after))
    return table


def _short(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
    return text if len(text) <= 60 else text[:59] + "…"
