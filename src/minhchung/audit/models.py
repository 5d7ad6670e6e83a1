"""The ledger's rows. Triggers on both engines refuse UPDATE and DELETE (migration 0002)."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done: who did what to what, when, with the hash of the event before.

    `facts` is canonical JSON (RFC 8785). `hash` is SHA-256 over the canonical JSON of all other fields.
    Actor and target are texts, not foreign keys: the ledger outlives what it speaks of.
    """

    sequence = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    actor = models.CharField(max_length=120)
    target = models.CharField(max_length=120)
    facts = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target", "sequence"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.target}"


class Seal(models.Model):
    """The root of the ledger's Merkle tree (RFC 6962) at the end of a day, signed with the installation's key."""

    day = models.DateField(unique=True)
    tree_size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.tree_size} {self.root[:12]}"
