"""One undo for one batch: facts are withdrawn, tasks cancelled, posts ended; what was issued stays and says so."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.audit.ledger import record, target_name
from minhchung.audit.recording import Recorded
from minhchung.errors import MinhChungError
from minhchung.imports.desk import Desk
from minhchung.imports.enums import BatchState, RowAction
from minhchung.imports.errors import BatchNotCommittedError, RowRefusedError, UndoBlockedError
from minhchung.imports.importers import importers
from minhchung.imports.models import ImportBatch, StagedRow
from minhchung.imports.permissions import require_can_import

_NOT_DEPENDENTS = {"audit", "imports", "sessions", "admin", "contenttypes"}
_INDEXES = {"documents.citation"}  # found again in texts; a mention is no dependence


@transaction.atomic
def undo(*, batch: ImportBatch, by: User | None) -> ImportBatch:
    """Take back everything *batch* made, last row first, and return the batch.

    Raises `UndoBlockedError`, naming it, when something that came later depends on a row of the batch.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
    require_can_import(by, batch.unit)
    if batch.state != BatchState.COMMITTED:
        raise BatchNotCommittedError(batch=batch.pk, state=batch.get_state_display())
    _refuse_later_dependents(batch)

    record("import.undo_started", target=batch, by=by, facts={"name": batch.name, "sha256": batch.sha256})
    reason = f"Hoàn tác đợt nhập {batch.pk} ({batch.name})"[:300]
    desk = Desk(by=by, unit=batch.unit, reason=reason)
    kept = [
        target
        for row in batch.rows.exclude(action=RowAction.SAME).order_by("-pk").iterator(chunk_size=500)
        for target in _take_back(row, desk)
    ]
    kept = [target for target in kept if _still_stands(target)]
    batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE, by, clock.now()
    batch.save(update_fields=["state", "undone_by", "undone_at"])
    record("import.undone", target=batch, by=by, facts={"reason": reason, "kept": kept})
    return batch


def _take_back(row: StagedRow, desk: Desk) -> Iterator[str]:
    """Undo what a row made or changed, last first; yields what stays."""
    importer = importers()[row.importer]
    desk.begin({}, row.values)
    try:
        if row.action == RowAction.CHANGE:
            before = {**row.values, **{name: change[0] for name, change in row.difference.items()}}
            if not importer.restore(before, row.values, desk):
                yield f"{row.sheet}!{row.row}"
            return
        for target in reversed(row.made):
            made = row_of(target)
            if made is not None and not importer.take_back(made, desk, desk.reason):
                yield target
    except MinhChungError as refusal:
        raise RowRefusedError(sheet=row.sheet, row=row.row, reason=str(refusal), code=refusal.code) from refusal


def _still_stands(target: str) -> bool:
    """Whether a row that had no undo of its own was not withdrawn together with another."""
    return "!" in target or getattr(row_of(target), "withdrawn_at", None) is None


def row_of(target: str) -> Model | None:
    """The row that a ledger target names ("work.activity:12"), if it is there."""
    label, _, key = target.rpartition(":")
    return apps.get_model(label)._default_manager.filter(pk=int(key)).first()


def _refuse_later_dependents(batch: ImportBatch) -> None:
    own: dict[str, set[int]] = {}
    for brought in batch.rows.values_list("brought", flat=True).iterator(chunk_size=500):
        for target in brought:
            label, _, key = target.rpartition(":")
            own.setdefault(label, set()).add(int(key))
    for label, keys in own.items():
        model = apps.get_model(label)
        for dependent, on in _dependents(model, keys):
            if not _is_own(dependent, own, batch):
                raise UndoBlockedError(
                    batch=batch.pk,
                    dependent=f"{dependent._meta.verbose_name} “{dependent}” ({target_name(dependent)})",
                    target=f"{model._meta.verbose_name} “{model._default_manager.get(pk=on)}”",
                )


def _dependents(model: type[Model], keys: set[int]) -> Iterator[tuple[Model, int]]:
    """Rows that point at rows of *model*, with the key they point at; withdrawn facts no longer depend on anything."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other._meta.app_label in _NOT_DEPENDENTS or other._meta.label_lower in _INDEXES:
            continue
        rows = other._default_manager.all()
        if issubclass(other, Recorded):
            rows = rows.filter(withdrawn_at__isnull=True)
        for some in _chunks(sorted(keys)):
            name = relation.field.name
            yield from _pointing(rows, name, some)


def _pointing(rows: object, name: str, keys: list[int]) -> Iterator[tuple[Model, int]]:
    pairs = list(rows.filter(**{f"{name}__in": keys}).values_list("pk", name))  # type: ignore[attr-defined]
    found = rows.in_bulk([key for key, _on in pairs])  # type: ignore[attr-defined]
    for key, on in pairs:
        yield found[key], on


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]


def _is_own(dependent: Model, own: dict[str, set[int]], batch: ImportBatch) -> bool:
    """Whether *dependent* came with the batch: it was seen being saved, or was made in bulk at that very instant."""
    if dependent.pk in own.get(dependent._meta.label_lower, ()):
        return True
    recorded_at = getattr(dependent, "recorded_at", None)
    return recorded_at is not None and recorded_at == batch.committed_at
