"""Read a source into staged rows and findings; nothing but the batch itself is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.files.models import StoredFile
from minhchung.imports import limits
from minhchung.imports.columns import squeeze
from minhchung.imports.enums import BatchState, Severity
from minhchung.imports.errors import NothingToDoError, NothingToImportError
from minhchung.imports.findings import Remark
from minhchung.imports.headers import nearest
from minhchung.imports.importers import importer_of, importers
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.models import Finding, ImportBatch, StagedRow
from minhchung.imports.permissions import require_can_import
from minhchung.imports.references import References
from minhchung.imports.sheets import Draft, SheetReading
from minhchung.imports.sources import Files, SourceKind, fingerprint, source_kind, workbook_and_files
from minhchung.imports.texts import read_texts
from minhchung.imports.workbook.reading import WorkbookReader
from minhchung.organisation.models import Unit

Tell = Callable[[str, int], None]
_CHUNK = 2_000
_GUIDES = {"huongdan", "guide", "readme"}


def _quiet(_sheet: str, _rows: int) -> None:
    return None


def stage(*, path: Path, by: User | None, unit: Unit | None = None, tell: Tell = _quiet) -> ImportBatch:
    """Read *path* for the agency *unit* (the only one, by default) and return the batch with its rows, findings and differences; nothing is recorded yet.

    Raises `SourceRefusedError` for what is not read at all and `NothingToDoError` for what was committed before;
    an earlier staging of the same bytes is replaced. *tell* hears each sheet and how many of its rows were read.
    """
    require_can_import(by, unit)
    kind = source_kind(path)
    sha256 = fingerprint(path)
    done = ImportBatch.objects.filter(sha256=sha256, state=BatchState.COMMITTED).first()
    if done:
        raise NothingToDoError(name=path.name, batch=done.pk)
    with transaction.atomic():
        ImportBatch.objects.filter(sha256=sha256, state=BatchState.STAGED).delete()
        batch = ImportBatch.objects.create(
            name=path.name[:255],
            source=str(path.resolve()),
            sha256=sha256,
            unit=unit,
            staged_by=by,
            staged_at=clock.now(),
        )
        writer = _Writer(batch, tell)
        if kind in (SourceKind.WORKBOOK, SourceKind.PACKAGE):
            with workbook_and_files(path, kind) as (workbook, files):
                _stage_workbook(workbook, files, writer)
        else:
            writer.add_all(read_texts(path, kind))
        writer.close()
        if not writer.rows and not writer.findings:
            raise NothingToImportError(name=path.name)
        return batch


def _stage_workbook(path: Path, files: Files, writer: _Writer) -> None:
    references = References()
    stored = frozenset(StoredFile.objects.values_list("sha256", flat=True))
    with WorkbookReader(path) as book:
        for importer, sheet in _recognised(book, writer):
            held = {importer.identify(values): values for values in importer.held(Scope())}
            reading = SheetReading(importer, sheet, held, files, stored, limits.MAX_FILE_BYTES)
            for draft in reading.drafts(book):
                references.add(draft)
                writer.add(draft)
            writer.remark(reading.remarks)
    writer.remark(references.unresolved())


def _recognised(book: WorkbookReader, writer: _Writer) -> list[tuple[Importer, str]]:
    """Importers with their sheets, those that others refer to first."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        importer = importer_of(sheet)
        if importer is None and not sheet.startswith("_") and squeeze(sheet) not in _GUIDES:
            near = nearest(sheet, {squeeze(known.sheet): known.sheet for known in importers().values()})
            writer.remark([Remark(sheet, "sheet_unknown", severity=Severity.WARNING, data={"near": near})])
        elif importer and importer.code in found:
            writer.remark([Remark(sheet, "sheet_twice", data={"sheet": importer.sheet})])
        elif importer:
            found[importer.code] = sheet
    return [(importer, found[code]) for code, importer in importers().items() if code in found]


class _Writer:
    """Stores drafts in chunks and findings up to a bound a sheet, and counts both."""

    def __init__(self, batch: ImportBatch, tell: Tell) -> None:
        self._batch = batch
        self._tell = tell
        self._rows: list[StagedRow] = []
        self._listed: Counter[str] = Counter()
        self._found: Counter[Severity] = Counter()
        self._actions: Counter[str] = Counter()
        self._by_sheet: Counter[str] = Counter()

    @property
    def rows(self) -> int:
        return self._actions.total()

    @property
    def findings(self) -> int:
        return self._found.total()

    def add(self, draft: Draft) -> None:
        self._actions[draft.action] += 1
        self._by_sheet[draft.sheet] += 1
        self._rows.append(
            StagedRow(
                batch=self._batch,
                importer=draft.importer,
                sheet=draft.sheet[:120],
                row=draft.row,
                identity=draft.identity[:400],
                values=draft.values,
                sources=draft.sources,
                action=draft.action,
                difference=draft.difference,
            )
        )
        if len(self._rows) >= _CHUNK:
            self._flush(draft.sheet)

    def add_all(self, items: Iterable[Draft | Remark]) -> None:
        for item in items:
            if isinstance(item, Draft):
                self.add(item)
            else:
                self.remark([item])

    def remark(self, remarks: Iterable[Remark]) -> None:
        listed: list[Finding] = []
        for remark in remarks:
            self._found[remark.severity] += 1
            self._listed[remark.sheet] += 1
            if self._listed[remark.sheet] <= limits.MAX_FINDINGS:
                listed.append(self._finding(remark))
        Finding.objects.bulk_create(listed, batch_size=_CHUNK)

    def close(self) -> None:
        for sheet, count in self._listed.items():
            if count > limits.MAX_FINDINGS:
                more = Remark(sheet, "more", severity=Severity.WARNING, data={"count": count - limits.MAX_FINDINGS})
                self._finding(more).save(force_insert=True)
        for sheet in list(self._by_sheet)[-1:]:
            self._flush(sheet)
        batch = self._batch
        batch.create_count = self._actions["create"]
        batch.change_count = self._actions["change"]
        batch.same_count = self._actions["same"]
        batch.error_count = self._found[Severity.ERROR]
        batch.warning_count = self._found[Severity.WARNING]
        batch.save()

    def _flush(self, sheet: str) -> None:
        StagedRow.objects.bulk_create(self._rows)
        self._rows = []
        self._tell(sheet, self._by_sheet[sheet])

    def _finding(self, remark: Remark) -> Finding:
        return Finding(
            batch=self._batch,
            sheet=remark.sheet[:120],
            row=remark.row,
            column=remark.column[:120],
            severity=remark.severity,
            code=remark.code,
            data=dict(remark.data),
        )
