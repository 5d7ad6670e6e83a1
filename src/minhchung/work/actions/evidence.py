"""Attach the file that proves an activity, a task or a criterion."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.audit.recording import withdraw
from minhchung.files.actions import store
from minhchung.files.models import StoredFile
from minhchung.work import texts
from minhchung.work.checks import free_key, in_order, standing, stated
from minhchung.work.enums import EvidenceStrength
from minhchung.work.errors import NothingProvedError, ProvesAcknowledgementsError
from minhchung.work.models import Activity, Criterion, Evidence, Task
from minhchung.work.permissions import can_prove, require


@transaction.atomic
def add_evidence(
    *,
    key: str,
    title: str,
    happened_on: date,
    received_on: date,
    by: User,
    file: StoredFile | None = None,
    content: bytes | None = None,
    name: str = "",
    confirmed_not_secret_by: User | None = None,
    activity: Activity | None = None,
    task: Task | None = None,
    criterion: Criterion | None = None,
    strength: str = EvidenceStrength.SUBMITTED,
    sensitivity: int | None = None,
    is_illustrative: bool = False,
) -> Evidence:
    """Attach a stored *file*, or the bytes *content* called *name*, as proof of what is given.

    The bytes pass the gate of `files.actions.store`, with its refusals and *confirmed_not_secret_by*. Without
    *sensitivity* it is that of what it proves: a proof is no more public than the deed.
    """
    if not (activity or task or criterion):
        raise NothingProvedError
    require(can_prove(by, activity=activity, task=task, criterion=criterion))
    activity = standing(activity) if activity else None
    in_order(happened_on=happened_on, received_on=received_on)
    free_key(Evidence, key)
    title = texts.line(title, field=_("Tên minh chứng"), most=300)
    if file is None:
        file = store(content or b"", name=name, by=by, confirmed_not_secret_by=confirmed_not_secret_by)
    proved = [thing.sensitivity for thing in (activity, task) if thing]
    evidence = Evidence.objects.create(
        key=key,
        title=title,
        file=file,
        activity=activity,
        task=task,
        criterion=criterion,
        happened_on=happened_on,
        received_on=received_on,
        strength=EvidenceStrength(strength),
        sensitivity=max(proved, default=Sensitivity.OPEN) if sensitivity is None else Sensitivity(sensitivity),
        is_illustrative=is_illustrative,
        recorded_at=clock.now(),
    )
    record("evidence.added", target=evidence, by=by, facts=_facts(evidence))
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: User) -> Evidence:
    """Let *evidence* no longer prove anything; its bytes stay, and what was known before stays readable.

    Refused while acknowledgements stand on it alone.
    """
    require(can_prove(by, activity=evidence.activity, task=evidence.task, criterion=evidence.criterion))
    evidence, reason = standing(evidence), stated(reason)
    if proved := evidence.acknowledgements.standing().filter(activity__isnull=True).count():
        raise ProvesAcknowledgementsError(count=proved)
    withdraw(evidence)
    record("evidence.withdrawn", target=evidence, by=by, facts={"key": evidence.key, "reason": reason})
    return evidence


def _facts(evidence: Evidence) -> dict[str, object]:
    return {
        "key": evidence.key,
        "sha256": evidence.file.sha256,
        "activity": evidence.activity.key if evidence.activity else None,
        "task": evidence.task.key if evidence.task else None,
        "criterion": evidence.criterion_id,
        "happened_on": evidence.happened_on.isoformat(),
        "received_on": evidence.received_on.isoformat(),
    }
