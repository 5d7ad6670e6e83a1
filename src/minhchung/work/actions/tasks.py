"""Give work, move it through its states, and end it with evidence or a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.documents.models import Document
from minhchung.organisation.models import Person, Unit
from minhchung.work import texts
from minhchung.work.checks import free_key, locked, stated
from minhchung.work.enums import AssignmentRole, TaskState
from minhchung.work.errors import (
    AssignedAlreadyError,
    DatesRefusedError,
    EvidenceRequiredError,
    NoLeadError,
    SourceMissingError,
    TaskStateError,
)
from minhchung.work.models import Assignment, Directive, Evidence, Task, TaskExtension
from minhchung.work.permissions import can_direct, can_do, can_plan, require

_UNDER_WAY = (TaskState.OPEN, TaskState.DOING)


@transaction.atomic
def create_task(
    *,
    key: str,
    unit: Unit,
    title: str,
    lead: Unit | Person,
    by: User,
    directive: Directive | None = None,
    source: Document | None = None,
    support: Iterable[Unit | Person] = (),
    description: str = "",
    due_on: date | None = None,
    sensitivity: int = Sensitivity.OPEN,
    is_illustrative: bool = False,
) -> Task:
    """Give the work that *directive* (or the plan *source*) asks for to *lead*, with *support*."""
    require(can_plan(by, unit))
    if directive is None and source is None:
        raise SourceMissingError
    if not isinstance(lead, Unit | Person):
        raise NoLeadError
    task = Task.objects.create(
        key=free_key(Task, key),
        unit=unit,
        directive=directive,
        source=source or (directive.version.document if directive else None),
        title=texts.line(title, field=_("Tên nhiệm vụ"), most=500),
        description=texts.paragraphs(description, field=_("Mô tả"), most=10_000, required=False),
        due_on=due_on,
        sensitivity=Sensitivity(sensitivity),
        is_illustrative=is_illustrative,
        recorded_at=clock.now(),
    )
    record("task.created", target=task, by=by, facts={"key": task.key, "due_on": _printed(due_on)})
    _assign(task, lead, AssignmentRole.LEAD, by)
    for helper in support:
        _assign(task, helper, AssignmentRole.SUPPORT, by)
    return task


@transaction.atomic
def assign(*, task: Task, to: Unit | Person, by: User, role: str = AssignmentRole.SUPPORT) -> Assignment:
    """Let *to* support *task*; a second lead is refused."""
    require(can_plan(by, task.unit))
    task = _under_way(task)
    if role == AssignmentRole.LEAD:
        raise NoLeadError
    return _assign(task, to, AssignmentRole(role), by)


@transaction.atomic
def start_task(*, task: Task, by: User) -> Task:
    """Say that work on *task* has begun."""
    require(can_do(by, task))
    task = locked(task)
    if task.state != TaskState.OPEN:
        raise TaskStateError(state=task.get_state_display())
    task.state = TaskState.DOING
    task.save(update_fields=["state"])
    record("task.started", target=task, by=by)
    return task


@transaction.atomic
def finish_task(*, task: Task, by: User, finished_on: date | None = None, reason: str = "") -> Task:
    """End *task* as done on *finished_on* (today); without evidence *reason* must say why there is none."""
    require(can_do(by, task))
    task = _under_way(task)
    finished_on = finished_on or clock.today()
    if finished_on > clock.today():
        raise DatesRefusedError(reason=_("ngày hoàn thành ở tương lai"))
    outcome = texts.line(reason, field=_("Lý do"), most=500, required=False)
    if not outcome and not _has_evidence(task):
        raise EvidenceRequiredError
    task.state, task.finished_on, task.outcome = TaskState.DONE, finished_on, outcome
    task.save(update_fields=["state", "finished_on", "outcome"])
    record("task.finished", target=task, by=by, facts={"finished_on": _printed(finished_on), "reason": outcome})
    return task


@transaction.atomic
def extend_task(*, task: Task, due_on: date, reason: str, by: User) -> TaskExtension:
    """Move the deadline of *task* to a later *due_on*, for a *reason*."""
    require(can_direct(by, task.unit))
    task = _under_way(task)
    if task.due_on is None or due_on <= task.due_on:
        raise DatesRefusedError(reason=_("hạn mới phải sau hạn cũ"))
    extension = TaskExtension.objects.create(
        task=task, old_due_on=task.due_on, new_due_on=due_on, reason=stated(reason), recorded_at=clock.now()
    )
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    facts = {"old_due_on": _printed(extension.old_due_on), "new_due_on": _printed(due_on), "reason": extension.reason}
    record("task.extended", target=task, by=by, facts=facts)
    return extension


@transaction.atomic
def cancel_task(*, task: Task, reason: str, by: User) -> Task:
    """Give up *task* for a *reason*; it stays readable and is no longer late."""
    require(can_direct(by, task.unit))
    task = _under_way(task)
    task.state, task.outcome = TaskState.CANCELLED, stated(reason)
    task.save(update_fields=["state", "outcome"])
    record("task.cancelled", target=task, by=by, facts={"reason": task.outcome})
    return task


def _assign(task: Task, to: Unit | Person, role: str, by: User) -> Assignment:
    whom = {"unit": to} if isinstance(to, Unit) else {"person": to}
    if task.assignments.filter(withdrawn_at__isnull=True, **whom).exists():
        raise AssignedAlreadyError(who=str(to))
    assignment = Assignment.objects.create(task=task, role=role, recorded_at=clock.now(), **whom)
    name = "unit" if isinstance(to, Unit) else "person"
    record("task.assigned", target=task, by=by, facts={"role": str(role), name: to.pk})
    return assignment


def _under_way(task: Task) -> Task:
    task = locked(task)
    if task.state not in _UNDER_WAY:
        raise TaskStateError(state=task.get_state_display())
    return task


def _has_evidence(task: Task) -> bool:
    proofs = Evidence.objects.filter(withdrawn_at__isnull=True)
    return (
        proofs.filter(task=task).exists()
        or proofs.filter(activity__tasks=task, activity__withdrawn_at__isnull=True).exists()
    )


def _printed(day: date | None) -> str | None:
    return day.isoformat() if day else None
