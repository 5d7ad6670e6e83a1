"""What the public may read: publications, each an immutable bundle of files, and what binds them together.

The public pages read these rows and the bundles, never the working tables.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from minhchung.portal.enums import PublicationKind, TagKind


class Section(models.Model):
    """A part of the portal, as "Thông tin chỉ đạo, điều hành"."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    ordinal = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["ordinal", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:section", args=[self.slug])


class Publication(models.Model):
    """One published thing: its bundle's folder and the hash of the page in it; a correction replaces it for readers.

    `source` is the ledger's name of what was published ("reporting.edition:1"); `fingerprint` is the SHA-256 by which
    a reader's copy of the pack is recognised.
    """

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=PublicationKind.choices)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(max_length=1000)
    summary = models.TextField(blank=True)
    number = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, unique=True)
    folder = models.CharField(max_length=160)
    page_sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    folded = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    published_at = models.DateTimeField(db_index=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["section", "-published_at", "-id"], name="publication_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:publication", args=[self.slug])


class PublicationTag(models.Model):
    """Something a publication shares with others, so that what is related can say why."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=12, choices=TagKind.choices)
    name = models.CharField(max_length=120, help_text="kind:key, by which tags are matched.")
    label = models.CharField(max_length=500)

    class Meta:
        ordering = ["publication_id", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["publication", "name"], name="tag_once")]
        indexes = [models.Index(fields=["name", "-publication"], name="tag_name")]

    def __str__(self) -> str:
        return self.name
