"""What imports are there, and what is in them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from minhchung.imports.errors import ScopeUnknownError
from minhchung.imports.models import Finding, ImportBatch, StagedRow
from minhchung.imports.named import unit_called
from minhchung.organisation.models import Unit


def findings_of(batch: ImportBatch) -> QuerySet[Finding]:
    """Findings of *batch*, errors first, each sheet from its top."""
    return batch.findings.order_by("severity", "sheet", "row", "pk")


def changes_of(batch: ImportBatch) -> QuerySet[StagedRow]:
    """Rows of *batch* that would change or did change an existing record, in the order of the source."""
    return batch.rows.filter(action="change").order_by("pk")


def counts_by_sheet(batch: ImportBatch) -> list[tuple[str, dict[str, int]]]:
    """For each sheet, in the order of the source, how many rows are new, changed and the same."""
    counted: dict[str, dict[str, int]] = {}
    rows = batch.rows.values("sheet", "action").annotate(count=Count("pk")).order_by()
    for row in rows:
        counted.setdefault(row["sheet"], {})[row["action"]] = row["count"]
    order = list(dict.fromkeys(batch.rows.order_by("pk").values_list("sheet", flat=True)))
    return [(sheet, counted[sheet]) for sheet in order]


def unit_named(code: str) -> Unit:
    """The unit of that code; ScopeUnknownError when there is none."""
    try:
        return unit_called(code)
    except Unit.DoesNotExist as error:
        raise ScopeUnknownError(what="đơn vị", name=code) from error
