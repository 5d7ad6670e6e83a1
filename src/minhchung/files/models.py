"""Bytes that are stored once and never change."""

from __future__ import annotations

from django.db import models

from minhchung.files.names import ending_of


class StoredFile(models.Model):
    """Bytes known by their SHA-256; the same bytes are stored once, whoever brings them.

    `name` is the name under which they first arrived, escaped for display; it is never a path.
    A purged row (`purged_at`) keeps hash and size, and no name; its bytes are gone and are not taken again.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    recorded_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_hash(self) -> str:
        """First four and last two hexadecimal digits, as printed beside a file's name."""
        return f"{self.sha256[:4]}…{self.sha256[-2:]}"

    @property
    def ending(self) -> str:
        """The ending of the name, as ".pdf": all of it that people meet who reached the bytes through another record."""
        return ending_of(self.name)
