"""Carry what hangs on a corrected activity over to the row that replaces it, one new row for each old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Q, QuerySet

from minhchung import clock
from minhchung.audit.recording import Recorded, withdraw
from minhchung.work.errors import ProvesAcknowledgementsError
from minhchung.work.models import Acknowledgement, Activity, Evidence, Participation

_Row = TypeVar("_Row", bound=Recorded)
_FRESH = ("id", "replaces", "recorded_at", "withdrawn_at")


def carry_participations(old: Activity, new: Activity, *, is_kept: bool) -> None:
    """Withdraw who took part in *old* and, when kept, let them have taken part in *new*."""
    for row in Participation.objects.filter(activity=old).standing().order_by("pk"):
        withdraw(row)
        if is_kept:
            _copy(row, activity=new)


def carry_evidence(old: Activity, new: Activity, *, is_kept: bool) -> dict[int, Evidence | None]:
    """Withdraw the evidence of *old* and, when kept, let it prove *new*; what became of each, by its number."""
    became: dict[int, Evidence | None] = {}
    for row in Evidence.objects.filter(activity=old).standing().order_by("pk"):
        withdraw(row)
        became[row.pk] = _copy(row, activity=new) if is_kept else None
    return became


def carry_acknowledgements(old: Activity, new: Activity, proofs: Mapping[int, Evidence | None]) -> None:
    """Let what was confirmed at *old*, or on one of its *proofs*, be confirmed at *new* and on what they became.

    Raises ProvesAcknowledgementsError for those that would be left without any proof.
    """
    rows = Acknowledgement.objects.filter(Q(activity=old) | Q(evidence__in=list(proofs))).standing().order_by("pk")
    for row in rows.select_related("activity", "evidence"):
        activity = new if row.activity_id == old.pk else row.activity
        evidence = proofs.get(row.evidence_id, row.evidence)
        if not (activity or evidence):
            raise ProvesAcknowledgementsError(count=rows.count())
        withdraw(row)
        _copy(row, activity=activity, evidence=evidence)


def acknowledgements_at(activity: Activity) -> QuerySet[Acknowledgement]:
    """Standing acknowledgements that *activity* or its evidence proves and nothing else does."""
    own = Evidence.objects.filter(activity=activity)
    by_sheet = Q(evidence__in=own) & (Q(activity__isnull=True) | Q(activity=activity))
    return Acknowledgement.objects.filter(Q(activity=activity, evidence__isnull=True) | by_sheet).standing()


def _copy(row: _Row, **changes: object) -> _Row:
    kept = {field.name: getattr(row, field.name) for field in row._meta.fields if field.name not in _FRESH}
    return type(row)._default_manager.create(**(kept | changes), replaces=row, recorded_at=clock.now())
