"""Directive → task → activity → evidence: the first four stations of the line."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from minhchung.accounts.enums import Sensitivity
from minhchung.audit.recording import Recorded
from minhchung.documents.models import Document, DocumentVersion
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Person, Unit
from minhchung.work.enums import (
    AcknowledgementMethod,
    AssignmentRole,
    Attendance,
    EvidenceStrength,
    TaskState,
)


class Topic(models.Model):
    """What work is about, so that public information, tasks and publications can be counted and related by it."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="topics")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """A body outside the agency that work is done with."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    level = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Directive(models.Model):
    """The sentence that orders: a span of a document version, end exclusive, in code points of its text."""

    key = models.SlugField(max_length=80, unique=True)
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="directives")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "start"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="directive_span")]

    def __str__(self) -> str:
        return self.text[:80]


class Task(models.Model):
    """Work that a directive (or a plan of ours) asks for, with a deadline and somebody who leads it."""

    key = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    directive = models.ForeignKey(Directive, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    source = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.OPEN)
    is_illustrative = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    finished_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True, help_text="What was said when it was finished or cancelled.")

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["unit", "due_on", "id"], name="task_unit_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:task", args=[self.pk])


class Assignment(Recorded):
    """Who leads a task and who supports it: a unit or a person."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=AssignmentRole.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        ordering = ["task_id", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
                name="assignment_to_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.role}"


class TaskExtension(models.Model):
    """A later day for a task, with the reason (gia hạn); the earlier day stays readable."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions")
    old_due_on = models.DateField(null=True, blank=True)
    new_due_on = models.DateField()
    reason = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["task_id", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.new_due_on:%d/%m/%Y}"


class ActivityType(models.Model):
    """A type that an agency added itself: a name and typed fields, no code.

    `fields` is a list of {"name", "label", "kind": text|number|date|time|choice|flag|list, "choices", "required"};
    a choice is {"code", "label"}.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    fields = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Activity(Recorded):
    """Something that was done: what kind, where, when it happened, when we received word and when we recorded it.

    `details` holds the typed fields of the activity's type (activity_types/, or an ActivityType row).
    """

    key = models.SlugField(max_length=80)
    type = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=500)
    place = models.CharField(max_length=300, blank=True)
    happened_on = models.DateField(db_index=True)
    ended_on = models.DateField(null=True, blank=True)
    received_on = models.DateField()
    details = models.JSONField(default=dict)
    tasks = models.ManyToManyField(Task, related_name="activities", blank=True)
    topics = models.ManyToManyField(Topic, related_name="activities", blank=True)
    partners = models.ManyToManyField(Partner, related_name="activities", blank=True)
    documents = models.ManyToManyField(DocumentVersion, related_name="activities", blank=True)
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.OPEN)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(withdrawn_at__isnull=True), name="activity_key_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("happened_on")), name="activity_ends_after"
            ),
        ]
        indexes = [
            models.Index(fields=["type", "happened_on"], name="activity_type_when"),
            models.Index(fields=["-happened_on", "-id"], name="activity_newest"),
        ]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:activity", args=[self.pk])


class Participation(Recorded):
    """One person of an activity's roster: present, excused with a reason, or absent."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    state = models.CharField(max_length=10, choices=Attendance.choices)
    reason = models.CharField(max_length=200, blank=True)
    days_owed = models.PositiveSmallIntegerField(null=True, blank=True)
    days_done = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["activity_id", "person_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(withdrawn_at__isnull=True), name="participation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person} {self.state}"


class DutyShift(Recorded):
    """A shift that the duty roster plans: which day, which part of it, which points, who stands it.

    A patrol or guard of the same unit, day and shift answers it; a planned shift that nobody stood is a gap.
    """

    key = models.SlugField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duty_shifts")
    type = models.CharField(max_length=40)
    day = models.DateField(db_index=True)
    shift = models.CharField(max_length=20)
    checkpoints = models.JSONField(default=list)
    people = models.ManyToManyField(Person, related_name="duty_shifts", blank=True)

    class Meta:
        ordering = ["day", "shift", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(withdrawn_at__isnull=True), name="duty_shift_key_once"),
            models.UniqueConstraint(
                fields=["unit", "type", "day", "shift"],
                condition=Q(withdrawn_at__isnull=True),
                name="duty_shift_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.shift}"


class Standard(models.Model):
    """A standard that the agency registers for, with its legal basis (as TT 124/2021/TT-BCA)."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="standards")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One thing a standard asks for, the evidence it needs, who owns it and by when."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    required_evidence = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria")
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["standard_id", "code"]
        constraints = [models.UniqueConstraint(fields=["standard", "code"], name="criterion_code")]
        verbose_name_plural = "criteria"

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"


class Evidence(Recorded):
    """A file that proves an activity, a criterion or a task (prov:Entity), with its three dates."""

    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    happened_on = models.DateField()
    received_on = models.DateField()
    strength = models.CharField(max_length=12, choices=EvidenceStrength.choices, default=EvidenceStrength.SUBMITTED)
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.OPEN)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(withdrawn_at__isnull=True), name="evidence_key_once"),
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(criterion__isnull=False) | Q(task__isnull=False),
                name="evidence_of_something",
            ),
        ]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:evidence", args=[self.pk])


class Briefing(models.Model):
    """The duty of a roster to read one version of a document by a day; coverage is counted over it.

    The roster is everybody who holds a post in *unit*'s subtree as of the day asked about.
    """

    key = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="briefings")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="briefings")
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "version"], name="briefing_once")]

    def __str__(self) -> str:
        return f"{self.key} · {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("work:briefing", args=[self.pk])


class Acknowledgement(Recorded):
    """A person's confirmation of one document version, by hash, with what was shown (P1)."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    sha256 = models.CharField(max_length=64, help_text="The bytes of the version that was confirmed.")
    pages_shown = models.PositiveIntegerField(default=0)
    method = models.CharField(max_length=10, choices=AcknowledgementMethod.choices)
    happened_on = models.DateField()
    received_on = models.DateField()
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["briefing_id", "person_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "person"], condition=Q(withdrawn_at__isnull=True), name="acknowledged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.briefing_id} {self.person}"
