"""Turn a staged batch into records: one transaction, through the rooms' own actions, every row or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record, target_name
from minhchung.errors import MinhChungError
from minhchung.imports.corpora import texts_by_name
from minhchung.imports.desk import Desk
from minhchung.imports.enums import BatchState, RowAction
from minhchung.imports.errors import BatchHasErrorsError, BatchNotStagedError, RowRefusedError, SourceChangedError
from minhchung.imports.importers import importers
from minhchung.imports.models import ImportBatch, StagedRow
from minhchung.imports.permissions import require_can_import
from minhchung.imports.sources import SourceKind, fingerprint, source_kind, workbook_and_files
from minhchung.imports.watching import made_rows

Tell = Callable[[int], None]


def _quiet(_rows: int) -> None:
    return None


@transaction.atomic
def commit(*, batch: ImportBatch, by: User | None, tell: Tell = _quiet) -> ImportBatch:
    """Record every row of *batch* and return it; the source must still hold the bytes that were staged.

    Raises `RowRefusedError` naming sheet and row when an action refuses one; then nothing is written.
    *tell* hears how many rows are done.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
    require_can_import(by, batch.unit)
    if batch.state != BatchState.STAGED:
        raise BatchNotStagedError(batch=batch.pk, state=batch.get_state_display())
    if batch.error_count:
        raise BatchHasErrorsError(batch=batch.pk, count=batch.error_count)

    record("import.started", target=batch, by=by, facts={"name": batch.name, "sha256": batch.sha256})
    with _desk(batch, by) as desk:
        _write_rows(batch, desk, tell)
    batch.state, batch.committed_by, batch.committed_at = BatchState.COMMITTED, by, clock.now()
    batch.save(update_fields=["state", "committed_by", "committed_at"])
    facts = {"create": batch.create_count, "change": batch.change_count, "same": batch.same_count}
    record("import.committed", target=batch, by=by, facts=facts)
    return batch


def _write_rows(batch: ImportBatch, desk: Desk, tell: Tell) -> None:
    pending = batch.rows.exclude(action=RowAction.SAME).order_by("pk")
    for done, row in enumerate(pending.iterator(chunk_size=500), 1):
        _write_row(row, desk)
        tell(done)
    desk.finish()


def _write_row(row: StagedRow, desk: Desk) -> None:
    importer = importers()[row.importer]
    desk.begin(row.sources, row.values)
    with made_rows() as brought:
        try:
            if row.action == RowAction.CREATE:
                made = list(importer.create(row.values, desk))
            else:
                before = {**row.values, **{name: change[0] for name, change in row.difference.items()}}
                made = list(importer.change(row.values, before, desk))
        except SourceChangedError:
            raise
        except MinhChungError as refusal:
            raise RowRefusedError(sheet=row.sheet, row=row.row, reason=str(refusal), code=refusal.code) from refusal
    row.made = [target_name(record_made) for record_made in made]
    row.brought = brought
    row.save(update_fields=["made", "brought"])


@contextmanager
def _desk(batch: ImportBatch, by: User | None) -> Iterator[Desk]:
    """A desk whose files are those of the batch's source; refuses a source that changed since it was staged."""
    path = Path(batch.source)
    if not path.exists() or fingerprint(path) != batch.sha256:
        raise SourceChangedError(name=batch.name)
    kind = source_kind(path)
    reason = f"Tiếp nhận từ sổ trước đây (đợt nhập {batch.pk}: {batch.name})"[:300]
    if kind in (SourceKind.WORKBOOK, SourceKind.PACKAGE):
        with workbook_and_files(path, kind) as (_workbook, files):
            yield Desk(by=by, unit=batch.unit, files=files, reason=reason)
    else:
        yield Desk(by=by, unit=batch.unit, texts=texts_by_name(path, kind), reason=reason)
