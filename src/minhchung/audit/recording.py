"""Facts that are never edited: a correction withdraws the old row and points the new one at it."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from minhchung import clock
from minhchung.audit.errors import AlreadyWithdrawnError

_Row = TypeVar("_Row", bound="Recorded")


class RecordedQuerySet(models.QuerySet["Recorded"]):
    def known_on(self, instant: datetime) -> Self:
        """Rows as they were known at *instant*: recorded by then and not yet withdrawn."""
        return self.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=instant), recorded_at__lte=instant)

    def standing(self) -> Self:
        """Rows that stand today: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Recorded(models.Model):
    """A fact with the instant it was recorded and, once corrected, the instant it was withdrawn."""

    recorded_at = models.DateTimeField(db_index=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True


def withdraw(row: Recorded) -> None:
    """Let *row* no longer stand from now on; for actions, which lock it first and record why.

    Raises AlreadyWithdrawnError when somebody else was quicker: two corrections of one fact never both stand.
    """
    now = clock.now()
    manager = type(row)._default_manager
    if not manager.filter(pk=row.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        raise AlreadyWithdrawnError(target=f"{row._meta.label_lower}:{row.pk}")
    row.withdrawn_at = now


def replace(row: _Row, **changed: object) -> _Row:
    """Withdraw *row* and return the new row that stands in its place, the same but for *changed*.

    Both carry one instant, so that at every moment exactly one of them is known. Many-to-many rows are not copied.
    """
    withdraw(row)
    same = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in {"recorded_at", "withdrawn_at", "replaces"}
    }
    new = type(row)(**same, recorded_at=row.withdrawn_at, replaces=row)
    for name, value in changed.items():
        setattr(new, name, value)
    new.save(force_insert=True)
    return new
