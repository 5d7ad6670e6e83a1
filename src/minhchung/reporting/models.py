"""Period → figure → report → edition: the last stations of the line before publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from minhchung.audit.recording import Recorded
from minhchung.documents.models import Document
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Unit
from minhchung.reporting.enums import (
    CommitmentVerdict,
    EditionFile,
    FigureStatus,
    LineageKind,
    PeriodKind,
    ReportState,
)
from minhchung.work.models import Evidence


class Period(models.Model):
    """The days a unit reports on under one regime, both inclusive; closed once its figures are final.

    `regime` is the code of a file in regimes/, `ordinal` the month, quarter or half of the year (else 1).
    `known_at` is the instant as of which the figures of a closed period are known.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods")
    regime = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField()
    ends_on = models.DateField()
    known_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-ends_on", "-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "regime", "kind", "year", "ordinal"], name="period_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(known_at__isnull=False), name="closed_period_known_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Support(Recorded):
    """A document or a piece of evidence that an officer puts behind all figures of one family in one period.

    Families that are read from the organisation's registers (units, staff) have no activity to hang evidence on.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="supports")
    family = models.CharField(max_length=60)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="supports")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="supports")

    class Meta:
        ordering = ["period_id", "family", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=False, document__isnull=True)
                | Q(evidence__isnull=True, document__isnull=False),
                name="support_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.family}"


class Figure(Recorded):
    """A value of one indicator for one period, as known at one instant, with the definition that made it.

    `key` is the name by which narratives refer to it: the indicator's code and its arguments, joined by dots.
    `value` is canonical text ("26", "96.8"; empty: no value). `definition` is canonical JSON of what the indicator
    said when the figure was made, its formula with the arguments put in; `definition_hash` names that text without
    the arguments (indicators.Definition.hash).
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=200)
    indicator = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField()
    definition = models.TextField()
    definition_hash = models.CharField(max_length=64)
    family = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=FigureStatus.choices, default=FigureStatus.COMPUTED)
    known_at = models.DateTimeField()
    sentence = models.TextField()
    sentence_en = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_as = models.CharField(max_length=160, blank=True, help_text="The approver as named on that day.")

    class Meta:
        ordering = ["period_id", "key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "key"], condition=Q(withdrawn_at__isnull=True), name="figure_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value or '–'}"


class Lineage(models.Model):
    """One thing a figure is derived from: an input row, or evidence, a document or an extract that proves rows.

    `record` is the ledger's name of the record ("work.activity:12"). A row's `content` is canonical JSON, flat; for
    the others it describes the item (title, dates, files with their SHA-256). Never edited: it goes with its figure.
    """

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="lineage")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=LineageKind.choices)
    record = models.CharField(max_length=120)
    content = models.TextField()

    class Meta:
        ordering = ["figure_id", "kind", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["figure", "kind", "ordinal"], name="lineage_ordinal")]
        indexes = [models.Index(fields=["record", "kind"], name="lineage_record")]
        verbose_name_plural = "lineage"

    def __str__(self) -> str:
        return f"{self.figure_id} ← {self.record}"


class Report(models.Model):
    """A report being written about a period: its narrative, where it stands, and who signs it."""

    key = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=300)
    narrative = models.TextField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    recipients = models.JSONField(default=list, blank=True)
    signer_name = models.CharField(max_length=160, blank=True)
    signer_post = models.CharField(max_length=160, blank=True)
    signing_capacity = models.CharField(max_length=10, blank=True)
    signing_principal = models.CharField(max_length=160, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-period__ends_on", "key"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reporting:report", args=[self.pk])


class ReportNote(models.Model):
    """What was said when a report was submitted, returned, approved or issued."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="notes")
    state = models.CharField(max_length=10, choices=ReportState.choices)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="returned", text=""), name="return_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"


class Edition(models.Model):
    """A report as it went out, never changed: its number, what was known, its words, its facts and its files.

    `tree_size` and `root` are the ledger's at the moment of issue. An edition with `corrects` is an erratum.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    ordinal = models.PositiveSmallIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="edition")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="errata")
    number = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    narrative = models.TextField()
    signing = models.JSONField(default=dict)
    known_at = models.DateTimeField()
    issued_on = models.DateField()
    facts_sha256 = models.CharField(max_length=64)
    tree_size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["report", "ordinal"], name="edition_ordinal")]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"


class EditionPart(models.Model):
    """One file of an edition: facts.json, the report in three forms, the full and the public pack."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=12, choices=EditionFile.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["edition_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="edition_part_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"


class Quotation(models.Model):
    """A figure that an edition prints: so an erratum knows every document that quoted it (P6)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="quotations")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="quotations")
    anchor = models.CharField(max_length=64)
    printed = models.TextField()

    class Meta:
        ordering = ["edition_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "anchor"], name="quotation_anchor")]

    def __str__(self) -> str:
        return f"{self.edition_id} “{self.printed}”"


class Restatement(models.Model):
    """A closed figure corrected by a new one: why, by whom, and every edition that had quoted the old value."""

    old = models.OneToOneField(Figure, on_delete=models.PROTECT, related_name="restatement")
    new = models.OneToOneField(Figure, on_delete=models.PROTECT, related_name="restates")
    reason = models.CharField(max_length=500)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quoted_in = models.ManyToManyField(Edition, related_name="restatements", blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="restatement_says_why")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Commitment(models.Model):
    """A direction for next year with an owner and a measure; next year's report must answer it (P9)."""

    key = models.SlugField(max_length=80, unique=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="commitments")
    text = models.CharField(max_length=1000)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="commitments")
    measure = models.CharField(max_length=500)
    due_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report_id", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class CommitmentAnswer(Recorded):
    """What became of a commitment, told by a later report with evidence."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="answers")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=10, choices=CommitmentVerdict.choices)
    text = models.CharField(max_length=1000)
    evidence = models.ManyToManyField(Evidence, related_name="commitment_answers", blank=True)
    documents = models.ManyToManyField(Document, related_name="commitment_answers", blank=True)

    class Meta:
        ordering = ["commitment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(withdrawn_at__isnull=True), name="commitment_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.verdict}"
