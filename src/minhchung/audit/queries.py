from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from minhchung.audit.ledger import target_name
from minhchung.audit.models import AuditEvent


def history_of(target: models.Model | str) -> QuerySet[AuditEvent]:
    """What was done to *target* (a row, or its name "app.model:pk"), oldest first."""
    name = target if isinstance(target, str) else target_name(target)
    return AuditEvent.objects.filter(target=name).order_by("sequence")
