"""What an import brought, row by row, before and after it was committed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from minhchung.imports.enums import BatchState, RowAction, Severity
from minhchung.organisation.models import Unit


class ImportBatch(models.Model):
    """One source (a workbook, a corpus of texts, a folder) on its way in: staged, committed, perhaps undone.

    `source` is where the bytes lie on this machine; `sha256` is over the source itself, files beside it excluded
    (each row of a file column carries its own hash).
    """

    name = models.CharField(max_length=255)
    source = models.CharField(max_length=1000)
    sha256 = models.CharField(max_length=64, db_index=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.STAGED)
    create_count = models.PositiveIntegerField(default=0)
    change_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    error_count = models.PositiveIntegerField(default=0)
    warning_count = models.PositiveIntegerField(default=0)
    staged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    staged_at = models.DateTimeField()
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="staged", committed_at__isnull=True)
                | Q(committed_at__isnull=False) & ~Q(state="staged"),
                name="batch_committed_when",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | Q(undone_at__isnull=True) & ~Q(state="undone"),
                name="batch_undone_when",
            ),
        ]
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"{self.name} · {self.get_state_display()}"


class StagedRow(models.Model):
    """One row as it was read: cleaned values, what committing would do, and what committing made.

    `difference` is {column: [before, after]} for a change. `made` lists the targets that an undo takes back, in order;
    `brought` every row that came into being with them.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    importer = models.CharField(max_length=40)
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    identity = models.CharField(max_length=400)
    values = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    action = models.CharField(max_length=10, choices=RowAction.choices)
    difference = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    brought = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "importer", "id"], name="staged_batch_importer")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


class Finding(models.Model):
    """Something wrong or worth reading in a source: where it is, what it is, and the data for saying what to do."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="findings")
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField(default=0, help_text="0: the sheet as a whole.")
    column = models.CharField(max_length=120, blank=True)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    code = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["batch_id", "pk"]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row} {self.column} {self.code}"
