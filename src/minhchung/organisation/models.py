"""Units with history, the people in them, and what they may do (W3C ORG)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.audit.recording import Recorded
from minhchung.organisation.enums import ChangeKind, StaffCategory, UnitKind


class Unit(models.Model):
    """The identity of a unit; its names, code and parent stand in dated versions.

    `path` is the chain of unit numbers from the root today, as "/1/4/", so that a subtree is one prefix.
    """

    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    path = models.CharField(max_length=255, db_index=True, default="/")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"unit {self.pk}"


class UnitVersion(Recorded):
    """What a unit was called and where it stood from one day to another (both inclusive; no end = still so)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    symbol = models.CharField(max_length=30, help_text="The part of a document's symbol, as STTTT or VP.")
    code = models.CharField(max_length=40, blank=True, help_text="Agency code (QCVN 102:2016 or QĐ 20/2020).")
    place = models.CharField(max_length=80, blank=True, help_text="The place printed before a date.")
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="child_versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit_id", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="unit_version_ends_after"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True, withdrawn_at__isnull=True),
                name="unit_has_one_open_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitChange(models.Model):
    """A rename, merge, split, transfer, creation or dissolution with its legal basis (org:ChangeEvent)."""

    kind = models.CharField(max_length=20, choices=ChangeKind.choices)
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=300)
    before = models.ManyToManyField(Unit, related_name="changes_out", blank=True)
    after = models.ManyToManyField(Unit, related_name="changes_in", blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["effective_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"


class Person(models.Model):
    """Someone who works for the agency; examples carry roles instead of names.

    `category` is the one a new membership takes on; what somebody was on a past day stands in the memberships.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    category = models.CharField(max_length=20, choices=StaffCategory.choices)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A position in a unit, whoever holds it; rights hang here."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=160)
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        ordering = ["unit_id", "title", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="post_title_in_unit")]

    def __str__(self) -> str:
        return self.title


class Membership(Recorded):
    """Who holds which post, in which category, from one day to another (both inclusive; no end = still so)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="memberships")
    category = models.CharField(max_length=20, choices=StaffCategory.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["person_id", "since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="member_ends_after")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"


class Absence(Recorded):
    """Days on which a person was excused, with the reason (leave, study, sickness)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["person_id", "since", "pk"]
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after")]

    def __str__(self) -> str:
        return f"{self.person} {self.since:%d/%m/%Y}–{self.until:%d/%m/%Y}"


class RoleGrant(models.Model):
    """A role of a user over a unit and all below it, up to a sensitivity; it ends instead of being deleted.

    `ended_at` is set when it was taken away at once, whatever its days say.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.INTERNAL)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["user_id", "unit_id", "role"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="grant_ends_after")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit_id}"
